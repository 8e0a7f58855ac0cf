"""Reads one name: a file or a folder, on its own."""

from __future__ import annotations

import re

from planfile.naming import junk, titles
from planfile.naming.clues import Clues, gather_clues, is_list, title_stop, trimmed
from planfile.naming.listed import listed_title
from planfile.naming.reading import Reading

COUNTRIES = {
    "us": "US",
    "usa": "US",
    "uk": "UK",
    "au": "AU",
    "nz": "NZ",
    "ca": "CA",
    "ie": "IE",
}
# Schemes whose numbers count over all seasons when no season is told.
_COUNTED = "dash bracket tail range middle hash episode part lead"
_COUNTING = frozenset(_COUNTED.split())
# " - 05", " - 313-315", " - 101 (01)" ahead of a surer numbering.
_COUNT_AT_END = re.compile(
    r"(?:\s+-\s+\d{1,4}(?:\.\d)?(?:-\d{1,4})?|\s+\d{2,4}-\d{2,4})\s*(?:\(\d+\))?$"
)
_PARENS_AT_END = re.compile(r"(?<=\S)\s*\([^()]*(?:\([^()]*\)?[^()]*)?\)?\s*$")
_SITE_WORD = re.compile(r"\.(?:com|org|net)\b", re.IGNORECASE)


def read_name(name: str, *, folder: bool = False, seasonal: bool = False) -> Reading:
    """What one path component says; a file's extension is set aside.

    `seasonal` says that the folder above is a season, so that "07 Ebb" is its seventh
    episode.

    >>> read_name("Late.Tide.S01E02.720p.HDTV-AOI.mkv")[:6]
    ('episode', 'Late Tide', None, 1, (2,), ())
    """
    stem, extension = (name, "") if folder else junk.split_extension(name)
    if junk.is_coded(stem):
        return Reading()
    clues = gather_clues(junk.unreversed(stem), folder=folder, seasonal=seasonal)
    return _decide(clues, video=extension in junk.VIDEO)


def _decide(clues: Clues, *, video: bool) -> Reading:
    numbers, year = clues.numbers, clues.year
    title, other, plain = _title(clues)
    kind = "episode" if numbers or clues.day else None
    if kind is None and (year or video or not plain):
        kind = "movie"
    title, country = _country(title)
    counting = (
        numbers is not None and numbers.season is None and numbers.scheme in _COUNTING
    )
    told = numbers.episodes if numbers and not numbers.fraction else ()
    return Reading(
        kind=kind,
        title=title,
        year=year.value if year else None,
        season=numbers.season if numbers else None,
        episodes=() if counting else told,
        absolute=told if counting else (),
        date=clues.day.iso if clues.day else None,
        country=country,
        alternative_title=other,
        confidence=0.5,
    )


def _title(clues: Clues) -> tuple[str, str, bool]:
    """Title, the other title, and whether no tag was seen."""
    if is_list(clues):
        return (*listed_title(clues), False)
    start, stop = clues.start, title_stop(clues)
    for mark in (clues.numbers, clues.day):
        if mark and mark.start <= start:
            return "", "", False
    at = trimmed(clues, stop)
    plain = at == len(clues.text)
    text = titles.clean(clues.text[start:at])
    if clues.numbers or clues.day:
        text = _COUNT_AT_END.sub("", text)
    else:
        text = _without_parens(text)
    title, other = titles.one_script(text)
    return title, other, plain


def _without_parens(title: str) -> str:
    """A film's title without the remark behind it, "Tide (Marea)"."""
    bare = _PARENS_AT_END.sub("", title)
    return bare if bare and not bare.lower().endswith(" or") else title


def _country(title: str) -> tuple[str, str]:
    head, _, last = title.rpartition(" ")
    last = last.strip("()")
    if head and last.isupper() and last.lower() in COUNTRIES:
        return head.rstrip(), COUNTRIES[last.lower()]
    return title, ""
