"""Weighs a model's answer against what names say: who is believed, and how much."""

from __future__ import annotations

from dataclasses import replace

from planfile.artifacts.identity import Identity, Kind
from planfile.artifacts.paths import folder_of, last_component
from planfile.engines.corrected import named
from planfile.engines.gemini.answers import Answer
from planfile.engines.gemini.groups import SURE, Group, is_episodic, may_be_many
from planfile.engines.gemini.privacy import HIDDEN, UNPRINTABLE
from planfile.engines.gemini.words import is_supported, same_title, words
from planfile.naming.paths import read_path
from planfile.naming.reading import Reading

LEVELS = {"high": 0.95, "medium": 0.74, "low": 0.3}
OPPOSED = 0.6
BY = "gemini"


def trusted(answer: Answer, group: Group) -> Answer:
    """The answer with the confidence that the evidence allows."""
    level = answer.level
    if group.suspicious and level == "high":
        level = "medium"
    if answer.title and not is_supported(answer.title, group.evidence):
        level = "low"
    if answer.kind == "movie" and (is_episodic(group) or may_be_many(group)):
        level = "low"
    return answer._replace(level=level)


def identity_of(path: str, local: Identity | None, answer: Answer) -> Identity:
    """What a bundle is, given its local identity and a trusted answer."""
    answer = _unmarred(answer, local)
    if answer.kind == "unknown":
        return noted(local, 1.0, "gemini can't tell either")
    if answer.kind == "neither":
        why = f"gemini: neither show nor movie{_because(answer)}"
        return noted(local, LEVELS["low"], why)
    if not local:
        return _told(path, answer)
    if agrees(local, answer):
        return _agreed(path, local, answer)
    if answer.level == "low":
        return noted(local, OPPOSED, _says(answer))
    found = _told(path, answer, local)
    confidence = min(found.confidence, LEVELS["medium"])
    if local.confidence < SURE:
        confidence = found.confidence
    return replace(
        found,
        confidence=confidence,
        why=f"{found.why}; offline said {_shown(local.title, local.year)}",
    )


def _unmarred(answer: Answer, local: Identity | None) -> Answer:
    """An answer that repeats what was hidden from it gets the title that we know."""
    if HIDDEN not in answer.title and UNPRINTABLE not in answer.title:
        return answer
    if not local:
        return answer._replace(kind="unknown")
    return answer._replace(title=local.title)


def agrees(local: Identity, answer: Answer) -> bool:
    """Whether both mean the same kind and title."""
    return local.kind.value == answer.kind and same_title(local.title, answer.title)


def _agreed(path: str, local: Identity, answer: Answer) -> Identity:
    """Both agree: the model fills in what names lack, and its spelling is taken."""
    if answer.level == "low":
        return noted(local, 1.0, "gemini only guesses so")
    year, note = _year(path, local, answer)
    filled = local.year is None and year is not None
    confidence = LEVELS[answer.level]
    if note:
        confidence = OPPOSED
    elif not filled:
        confidence = max(local.confidence, confidence)
    why = f"year {year} by gemini" if filled else "gemini agrees"
    return replace(
        _numbered(path, local, answer),
        title=answer.title,
        year=year,
        confidence=confidence,
        why="; ".join(part for part in (local.why, note or why) if part),
        by=BY if filled or confidence > local.confidence else local.by,
    )


def _year(path: str, local: Identity, answer: Answer) -> tuple[int | None, str]:
    """The year to take, and what to say when the two differ.

    A movie's year that stands in its name is right; a show's may be its season's.
    """
    if local.year is None or answer.year is None or local.year == answer.year:
        return local.year or answer.year, ""
    note = f"gemini says {answer.year}, the names {local.year}"
    written = str(local.year) in words(path)
    if answer.level == "high" and (local.kind is Kind.SHOW or not written):
        return answer.year, note
    return local.year, note


def _told(path: str, answer: Answer, local: Identity | None = None) -> Identity:
    """An identity by the model; numbers come from the names alone."""
    found = Identity(
        Kind(answer.kind),
        answer.title,
        answer.year,
        confidence=LEVELS[answer.level],
        why=f"gemini{_because(answer)}",
        by=BY,
    )
    heard, is_movie = read_path(path), found.kind is Kind.MOVIE
    knows = local and (is_movie or _has_numbers(local))
    found = named(found, heard, local if local and knows else heard)
    if is_movie:
        return found
    found = _numbered(path, found, answer)
    if not _has_numbers(found):
        why = f"{found.why}; no episode number in the name"
        return replace(found, confidence=LEVELS["low"], why=why)
    return found


def _has_numbers(found: Identity | Reading) -> bool:
    return bool(found.episodes or found.absolute or found.date)


def _numbered(path: str, found: Identity, answer: Answer) -> Identity:
    """The season and numbering of the answer, where names don't say their own."""
    if found.kind is not Kind.SHOW:
        return found
    joined = _absolute(path, found) if answer.numbering == "absolute" else None
    if joined:
        season = answer.season if answer.season is not None else 1
        return replace(found, season=season, episodes=(), absolute=(joined,))
    if answer.season is None or answer.season == found.season:
        return found
    if answer.level == "low" or names_season(path):
        return found
    return replace(found, season=answer.season)


def _absolute(path: str, found: Identity) -> int | None:
    """102 of "Show 102.mkv" that was read as season 1, episode 2."""
    if found.season is None or len(found.episodes) != 1:
        return None
    joined = f"{found.season}{found.episodes[0]:02d}"
    name = last_component(path)
    return int(joined) if joined in words(name) else None


def names_season(path: str) -> bool:
    """Whether the file's name or its folder's says the season in so many words."""
    parts = (last_component(path).rstrip("/"), last_component(folder_of(path)))
    return any(part and read_path(part).season is not None for part in parts)


def noted(local: Identity | None, most: float, note: str) -> Identity:
    """The local identity with a remark, and a confidence of at most so much.

    Where there is none, one that says nothing but why.
    """
    if not local:
        return Identity(Kind.MOVIE, "", confidence=0.0, why=note, by=BY)
    why = f"{local.why}; {note}" if local.why else note
    return replace(local, confidence=min(local.confidence, most), why=why)


def _says(answer: Answer) -> str:
    return f"gemini says {_shown(answer.title, answer.year)}, which no name supports"


def _shown(title: str, year: int | None) -> str:
    return f"{title} ({year})" if year else title


def _because(answer: Answer) -> str:
    return f": {answer.why}" if answer.why else ""
