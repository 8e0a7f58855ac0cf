"""How sure a reading is: the share of such readings that prove right.

The figures are measured: `make bench-names CASES=file` prints how often readings of
each confidence were right.
"""

from __future__ import annotations

from planfile.naming.clues import Clues
from planfile.naming.homemade import occasion
from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.sports import fight_night

# Without numbers or a day: a year in brackets, a bare year, only release tags, nothing.
YEAR_IN_BRACKETS = 0.97
BARE_YEAR = 0.94
ONLY_TAGS = 0.85
NOTHING = 0.4
# What may be no film at all: a family's, or a night of wrestling.
HOMEMADE, FIGHT = 0.45, 0.44
# A number in a bare name is less sure when its title is only one word or missing.
NO_TITLE = 0.92
# "Late Tide 2011 Part 2": of a film in two files, or of a series on disc.
ONE_PART = 0.8
# "Late Tide 35 [1080p]": a film of that title, or an episode of that number.
NUMBERED = 0.48
_NUMBER_AT_END = lazy(r"[^\W\d_]\s\d\d$")
_PART_BEHIND = lazy(r"[\s._)\]-]{1,4}(?:part|pt|teil)[\s._-]?\d\b", IGNORECASE)


def of_name(clues: Clues, title: str, kind: str | None) -> float:
    """Between 0 and 1, from the numbering's scheme and what stands around it."""
    if kind is None:
        return 0.2
    bare = clues.numbers is None and clues.sure_from >= len(clues.text)
    if bare and occasion(clues.text):
        return HOMEMADE
    if kind == "movie" and fight_night(clues.text, clues.start):
        return FIGHT
    year = clues.year
    if kind == "movie" and year and _PART_BEHIND.match(clues.text, year.end):
        return ONE_PART
    numbered = kind == "movie" and not year and title[-1:].isdecimal()
    if numbered and _NUMBER_AT_END.search(title):
        return min(NUMBERED, _of_evidence(clues))
    sure = _of_evidence(clues)
    return sure if title else sure * NO_TITLE


def _of_evidence(clues: Clues) -> float:
    if clues.numbers:
        return clues.numbers.weight
    if clues.day:
        return 0.95 if clues.day.sure else 0.7
    if clues.year:
        return YEAR_IN_BRACKETS if clues.year.bracketed else BARE_YEAR
    return ONLY_TAGS if clues.sure_from < len(clues.text) else NOTHING
