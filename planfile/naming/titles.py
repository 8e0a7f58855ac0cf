"""Turns a piece of a name into a title that a person would write."""

from __future__ import annotations

import re
from functools import lru_cache

from planfile.naming.patterns import IGNORECASE, lazy

_EDGES = " ._-–—~+,:;|<>\t/\\★☆※"
_OPENING = "([{"
_CLOSED = {"(": ")", "[": "]", "{": "}"}
_SPACED = lazy(r"[\s_]+")
_ACRONYM = lazy(r"(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_])\.?)?")
_DOT = lazy(r"(?<!\d)\.+|\.+(?!\d)|(?<=\d)\.(?=\d{3,})|(?<=\d{3})\.(?=\d)")
_TRAILING_ARTICLE = lazy(
    r"^(.+?)(?:, (The|A|An|Der|Die|Das|Le|La|Les|El|Los)|"
    r" \((The|A|An|Der|Die|Das|Le|La|Les|El|Los)\))$",
    IGNORECASE,
)
# Kana, Han, Arabic, Hebrew, Thai, Devanagari: a Latin title may stand beside them.
_SCRIPTS = (
    r"\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f\u0600-\u06ff\u0590-\u05ff"
    r"\u0e00-\u0e7f\u0900-\u097f"
)
_FOREIGN = lazy(f"[{_SCRIPTS}]")
_HANGUL_AHEAD = lazy(r"([\uac00-\ud7a3][\uac00-\ud7a3\d ]*) ([A-Z][A-Za-z].*)$")
_ONLY_PART = lazy(
    r"(?:part|movie|tv|the movie|vol\.?|ova|oad|special)\s?[\divx]*$", IGNORECASE
)
_FOREIGN_RUN = lazy(rf"[{_SCRIPTS}][^\sA-Za-z]*(?:[A-Z](?=\s))?")
_VERSION_AT_END = lazy(r"\sv\d$", IGNORECASE)
_AKA = lazy(r"[\s.]+(?:a\.?k\.?a\.?|AKA)[\s.]+", IGNORECASE)
_LATIN = lazy(r"[A-Za-zÀ-ɏ][.]?[A-Za-zÀ-ɏ]")
_CYRILLIC = lazy(r"[\u0400-\u04ff]")


@lru_cache(maxsize=1024)  # siblings have one title
def clean(text: str) -> str:
    """Separators become spaces, edges go; acronyms and decimals keep their dots.

    >>> [clean(name) for name in ("Late.Tide.-.", "S.E.A.L.Team", "Mr. Tide")]
    ['Late Tide', 'S.E.A.L. Team', 'Mr. Tide']
    """
    text = text.replace("_", " ").strip()
    if "." in text and text.count(" ") * 2 <= text.count("."):
        text = _ACRONYM.sub(_keep_acronym, text)
        text = _DOT.sub(" ", text).replace("\0", ".")
    text = _SPACED.sub(" ", text).strip(_EDGES).rstrip(_OPENING + _EDGES)
    if text[:1] in _CLOSED and _CLOSED[text[0]] not in text:
        text = text[1:].lstrip(_EDGES)
    if " " not in text and text.count("-") > 1 and not text[0].isdecimal():
        text = text.replace("-", " ")
    text = _VERSION_AT_END.sub("", text)
    if text.count(")") > text.count("("):
        text = text.rstrip(") ")
    if not (text[:1] == "[" and text[-1:] == "]"):  # "[TIDE]"
        text = text.rstrip("]}.'\"" if not text.endswith(("...", ".")) else "]}")
    article = _TRAILING_ARTICLE.match(text)
    if article:
        text = f"{article[2] or article[3]} {article[1]}"
    return text if _is_acronym_end(text) else text.rstrip(_EDGES)


def _keep_acronym(match: re.Match[str]) -> str:
    word = match.group()
    letters = word.replace(".", "\0")
    return letters + (" " if letters.endswith("\0") else "\0")


def _is_acronym_end(text: str) -> bool:
    return len(text) > 3 and text.endswith(".") and text[-3:-2] == "."


def one_script(title: str, *, film: bool = False) -> tuple[str, str]:
    """The Latin title of a name that holds two, and the other one.

    Korean shows are known by both together, Korean films by either.

    >>> one_script("晩い潮 / Late Tide")
    ('Late Tide', '晩い潮')
    """
    if "aka" in title.lower().replace(".", ""):
        names = _AKA.split(title, maxsplit=1)
        if len(names) == 2 and all(names):
            return names[0], names[1]
    if title.isascii():
        return title, ""
    if film and (hangul := _HANGUL_AHEAD.match(title)):
        return hangul[2], hangul[1]
    parts = [part.strip(_EDGES) for part in re.split(r"\s/\s|／|\s\|\s", title)]
    latin = [p for p in parts if _is_latin(p)]
    pure = [part for part in latin if not _FOREIGN.search(part)]
    if len(parts) > 1 and latin and len(pure or latin) < len(parts):
        kept = pure or latin[:1]
        other = " / ".join(part for part in parts if part not in kept)
        return (" / ".join(kept) if pure else _without_foreign(kept[0])[0]), other
    return _without_foreign(title)


def is_eastern(text: str) -> bool:
    """Whether a text is written in Kana or Han and without Latin letters.

    >>> is_eastern("晩い潮"), is_eastern("Aoi 字幕")
    (True, False)
    """
    return _FOREIGN.search(text) is not None and not _LATIN.search(text)


def _is_latin(part: str) -> bool:
    """Some Latin letters, or a number for a title; no Cyrillic."""
    named = _LATIN.search(part) or (part.isascii() and any(map(str.isalnum, part)))
    return bool(named) and not _CYRILLIC.search(part)


def _unwrapped(text: str) -> str:
    """As "(Late Tide)": the same without the brackets around all of it."""
    return text[1:-1].strip() if text[:1] == "(" and text.endswith(")") else text


def _without_foreign(title: str) -> tuple[str, str]:
    """As "晩い潮.Late Tide" -> "Late Tide"; a title all in Han stays."""
    if " " not in title or not _FOREIGN.search(title):
        return title, ""
    rest = _FOREIGN_RUN.sub(" ", title)
    rest = _unwrapped(clean(_SPACED.sub(" ", rest).strip(_EDGES + "·～~－")))
    if not _LATIN.search(rest) or len(rest) < 3 or _ONLY_PART.match(rest):
        return title, ""
    return rest, title
