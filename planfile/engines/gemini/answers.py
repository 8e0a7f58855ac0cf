"""From the text of a reply to checked answers: nothing is repaired or believed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Mapping
from typing import NamedTuple

from planfile.engines.gemini.prompt import KINDS, LEVELS, NUMBERINGS

FIRST_YEAR = 1870
LAST_SEASON = 1999
LONGEST_TITLE = 200
LONGEST_WHY = 120
KIND_WORDS = {"tv": "show", "series": "show", "tv show": "show", "film": "movie"}
LEAST = {"high": 0.85, "medium": 0.5, "low": 0.0}
JOINERS = "\u200c\u200d"


class Answer(NamedTuple):
    """What the model says a group is; every field has been checked.

    `kind` is one of KINDS, `numbering` of NUMBERINGS, `level` of LEVELS.
    """

    kind: str
    title: str = ""
    year: int | None = None
    season: int | None = None
    numbering: str = "season"
    level: str = "low"
    why: str = ""


class SortedReply(NamedTuple):
    """A checked reply: good answers, numbers that are missing, and what was dropped.

    `conflicting` numbers were answered twice, differently. `unknown` counts answers
    to numbers that were not asked. `malformed` says why a reply is none at all.
    """

    answers: dict[int, Answer]
    missing: tuple[int, ...]
    conflicting: tuple[int, ...] = ()
    unknown: int = 0
    malformed: str = ""


class BadRecordError(ValueError):
    """A record breaks a rule; the text says which."""


def read_reply(text: str, asked: Collection[int], last_year: int) -> SortedReply:
    """Sort a reply; `last_year` is the latest year that a title may have."""
    try:
        records = _records(text)
    except (ValueError, RecursionError) as error:
        return SortedReply({}, tuple(asked), malformed=str(error)[:80])
    found: dict[int, Answer] = {}
    conflicting: dict[int, None] = {}
    unknown = 0
    for record in records:
        number = record.get("i")
        if type(number) is not int or number not in asked:
            unknown += 1
            continue
        try:
            answer = read_record(record, last_year)
        except BadRecordError:
            continue
        if not _same(found.setdefault(number, answer), answer):
            conflicting[number] = None
    for number in conflicting:
        del found[number]
    missing = tuple(n for n in asked if n not in found and n not in conflicting)
    return SortedReply(found, missing, tuple(conflicting), unknown)


def _records(text: str) -> list[Mapping[str, object]]:
    data = json.loads(text)
    groups = data.get("groups") if isinstance(data, dict) else data
    if not isinstance(groups, list):
        raise BadRecordError("the reply holds no list of groups")
    return [record for record in groups if isinstance(record, dict)]


def _same(one: Answer, other: Answer) -> bool:
    return one._replace(why="", level="") == other._replace(why="", level="")


def read_record(record: Mapping[str, object], last_year: int) -> Answer:
    """One checked answer.

    Raises:
        BadRecordError: A field is missing, of the wrong type or out of range.
    """
    kind = word(record, "kind", KINDS, KIND_WORDS)
    named = kind in {"show", "movie"}
    said = record.get("year") if named else None
    year = None if said == 0 else whole(said, FIRST_YEAR, last_year)
    return Answer(
        kind=kind,
        title=without_year(clean_title(record.get("title")), year) if named else "",
        year=year,
        season=whole(record.get("season"), 0, LAST_SEASON) if named else None,
        numbering=word({"numbering": "season", **record}, "numbering", NUMBERINGS),
        level=level_of(record),
        why=clean_why(record.get("why")),
    )


def word(
    record: Mapping[str, object],
    name: str,
    allowed: Collection[str],
    synonyms: Mapping[str, str] | None = None,
) -> str:
    """A field that is one of a few words."""
    value = record.get(name)
    if isinstance(value, str):
        value = value.strip().lower()
        value = (synonyms or {}).get(value, value)
        if value in allowed:
            return value
    raise BadRecordError(f"{name} is not one of {', '.join(allowed)}")


def level_of(record: Mapping[str, object]) -> str:
    """The confidence in a word; a share from 0 to 1 is understood too.

    >>> level_of({"confidence": "High"}), level_of({"confidence": 0.7})
    ('high', 'medium')
    """
    value = record.get("confidence")
    if isinstance(value, int | float) and not isinstance(value, bool):
        for level, least in LEAST.items():
            if least <= value <= 1:
                return level
    return word(record, "confidence", LEVELS)


def without_year(title: str, year: int | None) -> str:
    """The title without its own year behind it.

    >>> without_year("Heat (1995)", 1995), without_year("2012", 2009)
    ('Heat', '2012')
    """
    return title.removesuffix(f" ({year})") if year else title


def whole(value: object, least: int, most: int) -> int | None:
    """A whole number in a range; None stays None.

    >>> whole(2014.0, 1870, 2028), whole("1999", 1870, 2028), whole(None, 0, 9)
    (2014, 1999, None)
    """
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:6])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if type(value) is not int or not least <= value <= most:
        raise BadRecordError(f"not a whole number from {least} to {most}")
    return value


def clean_title(value: object) -> str:
    """A title in NFC without control, format and undecodable characters, not too long.

    Characters that a file system can't hold stay: the layout knows what to do.

    Raises:
        BadRecordError: It is no text, a path, empty, too long or has controls.
    """
    if not isinstance(value, str) or len(value) > LONGEST_TITLE:
        raise BadRecordError("title is no text or too long")
    title = unicodedata.normalize("NFC", value)
    if any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in title):
        raise BadRecordError("title has control characters")
    kept = (c for c in title if c in JOINERS or unicodedata.category(c)[0] != "C")
    title = " ".join("".join(kept).split())
    if is_path(title) or not any(map(str.isalnum, title)):
        raise BadRecordError("title is a path or says nothing")
    if len(title.encode()) > LONGEST_TITLE:
        raise BadRecordError("title is too long")
    return title


def is_path(title: str) -> bool:
    r"""Whether a title is written like a path; "Face/Off" is not.

    >>> is_path("../../etc"), is_path("/etc/passwd"), is_path("C:\\x"), is_path("50/50")
    (True, True, True, False)
    """
    parts = title.replace("\\", "/").split("/")
    return (
        "\\" in title
        or len(parts) > 3
        or any(part.strip() in {"", ".", "..", "~"} for part in parts)
        or (len(title) > 2 and title[1] == ":" and title[2] == "/")
    )


def clean_why(value: object) -> str:
    """The reason in one short printable line, "" where there is none."""
    if not isinstance(value, str):
        return ""
    text = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in value[:500])
    return " ".join(text.split())[:LONGEST_WHY].rstrip()


def to_data(answer: Answer) -> dict[str, object]:
    """An answer as a record that `read_record` takes back."""
    data = answer._asdict()
    data["confidence"] = data.pop("level")
    return data
