"""How sure a reading is: the share of such readings that prove right.

The figures are measured: `make bench-names CASES=file` prints how often readings of
each confidence were right.
"""

from __future__ import annotations

from planfile.naming.clues import MORE_YEARS, Clues, Year
from planfile.naming.homemade import occasion
from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.sports import fight_night, yearly_event

# Without numbers or a day: a year in brackets, a bare year, only release tags, nothing.
YEAR_IN_BRACKETS = 0.97
BARE_YEAR = 0.94
ONLY_TAGS = 0.85
NOTHING = 0.4
# What may be no film at all: a family's, a night of wrestling or of prizes, a song.
HOMEMADE, EVENT, CLIP = 0.45, 0.44, 0.43
# "Late.Tide.3.5.2011.1080p": a film's numbers and year, or a day.
LOOSE_DAY = 0.48
# A number in a bare name is less sure when its title is only one word or missing.
NO_TITLE = 0.92
# "Late Tide 2011 Part 2": of a film in two files, or of a series on disc.
ONE_PART = 0.8
# "Late Tide Part 2 2011": a film's title, or the second of a series of that year.
DATED_PART = 0.85
# "Late Tide 2011 The Ebb", "Late Tide (2011) - High Water": one of a series of films?
GOES_ON = 0.86
# "Late Tide Part 2 BluRay" may be a series', "Late Tide Part 4 BluRay" often is.
UNDATED_PART = (0.7, 0.48)
# "Episode 50 2011": a film that is called so, or an episode.
TITLED = 0.45
# "Late Tide 35 [1080p]": a film of that title, or an episode of that number.
NUMBERED = 0.48
_NUMBER_AT_END = lazy(r"[^\W\d_]\s\d\d$")
_PART_AT_END = lazy(r"(?:^|\s)(?:part|pt|teil)\s\d\d?$", IGNORECASE)
_COUNTED = lazy(r"\s(?:part|pt|teil|chapter)\s(\d)(?!\d)", IGNORECASE)
_MUSIC_VIDEO = lazy(
    r"[(\[](?:official\s)?(?:(?:music|lyrics?)\svideo|(?<=official\s)(?:video|audio))",
    IGNORECASE,
)
# "Late.Tide.2011.05.Ebb": an episode, or a month, of that year?
_COUNTS_ON = lazy(r"[\s._](?:0[1-9]|1[0-2])(?=[\s._]|$)")
# "Late Tide (2011) [zFZ5jQ0yuNA]", as programs save what they take from the web.
_WEB_VIDEO = lazy(
    r"\[(?![^\]]*\d[pi])(?=[^\]]*[a-z])(?=[^\]]*[A-Z])(?=[^\]]*\d)[\w-]{11}\]$"
)
# A part named behind the year and more: "Late Tide (1984) - The Ebb - Part 1".
_PART_LATER = lazy(r"[\s._-](?:part|pt|teil|chapter)[\s._-]?(?:\d|[a-z])", IGNORECASE)
_LOOSE_DAY = lazy(r"(?:[1-9]\.\d\d?|[1-9]\d\.[1-9])\.(?:19|20)\d\d$")
_PART_BEHIND = lazy(
    r"[\s._)(\]-]{1,4}(?:(?:part|pt|teil)[\s._-]?\d\b|[12]\s?of\s?2\b)", IGNORECASE
)


def of_name(clues: Clues, title: str, kind: str | None) -> float:
    """Between 0 and 1, from the numbering's scheme and what stands around it."""
    if kind is None:
        return 0.2
    bare = clues.numbers is None and clues.sure_from >= len(clues.text)
    if bare and occasion(clues.text):
        return HOMEMADE
    sure = _of_evidence(clues)
    if kind == "movie":
        return _of_film(clues, title, sure)
    if title:
        return sure
    numbers, year = clues.numbers, clues.year
    titled = numbers and year and year.start > numbers.start and not clues.seasonal
    return min(TITLED, sure) if titled else sure * NO_TITLE


def _is_clip(clues: Clues, title: str) -> bool:
    """As "Aoi-Late_Tide-x264-2011-AOI", "Aoi - Late Tide [Official Video]"."""
    text, year = clues.text, clues.year
    if year is not None and text[year.start - 1] == "-" == text[year.end :][:1]:
        ends = (clues.tokens[tag.last].end for tag in clues.tags)
        return "-" in title and min(ends, default=year.end) < year.start
    if "ideo" in text or "udio" in text:
        return _MUSIC_VIDEO.search(text) is not None
    return text[-1:] == "]" and _WEB_VIDEO.search(text) is not None


def _of_film(clues: Clues, title: str, sure: float) -> float:
    """Less where the title's number, or what follows the year, may be of a series."""
    if _is_clip(clues, title):
        return CLIP
    if fight_night(clues.text, clues.start) or yearly_event(title):
        return EVENT
    year = clues.year
    if year is None:
        return _without_year(title, sure)
    return _with_year(clues, year, title, sure)


def _without_year(title: str, sure: float) -> float:
    if title[-1:].isdecimal() and _NUMBER_AT_END.search(title):
        return min(NUMBERED, sure)
    counted = _COUNTED.search(title)
    return min(UNDATED_PART[counted[1] > "3"], sure) if counted else sure


def _with_year(clues: Clues, year: Year, title: str, sure: float) -> float:
    if _PART_BEHIND.match(clues.text, year.end):
        return ONE_PART
    behind = _COUNTS_ON, MORE_YEARS
    if any(pattern.match(clues.text, year.end) for pattern in behind):
        return NUMBERED
    if title[-1:].isdecimal() and (part := _PART_AT_END.search(title)):
        return DATED_PART if part.start() else TITLED
    if (counted := _COUNTED.search(title)) and counted[0][1] in "PpTt":
        return DATED_PART  # "Late Tide Part 4 The Ebb 2011"
    if not _goes_on(clues, year.end):
        return sure
    return ONE_PART if _PART_LATER.search(clues.text, year.end) else min(sure, GOES_ON)


def _goes_on(clues: Clues, end: int) -> bool:
    """Whether two words that are no tags stand right behind a year."""
    tokens = clues.tokens
    place = next((at for at, t in enumerate(tokens) if t.start >= end), len(tokens))
    behind = clues.tokens[place : place + 2]
    if len(behind) < 2 or any(t.bracket != -1 or not t.low.isalpha() for t in behind):
        return False
    return not any(tag.first <= place + 1 and tag.last >= place for tag in clues.tags)


def _of_evidence(clues: Clues) -> float:
    if clues.numbers:
        return clues.numbers.weight
    if clues.day:
        if " " not in clues.text:
            said = clues.text[clues.day.start : clues.day.end]
            if _LOOSE_DAY.match(said):
                return LOOSE_DAY
        return 0.95 if clues.day.sure else 0.7
    if clues.year:
        return YEAR_IN_BRACKETS if clues.year.bracketed else BARE_YEAR
    return ONLY_TAGS if clues.sure_from < len(clues.text) else NOTHING
