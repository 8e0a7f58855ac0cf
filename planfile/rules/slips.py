"""Slips in an edited plan: sound for a disk, and hardly what was meant. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planfile.artifacts.plan import Placement, Plan, Section
from planfile.errors import Problem
from planfile.rules.paths import shown

_SEASON = re.compile(r"season \d+", re.IGNORECASE)
_LIKE_A_SEASON = re.compile(
    r"(?!extras?|dis[ck]|cd|dvd)[^\W\d_]+ ?(\d{1,4})", re.IGNORECASE
)
_YEAR = re.compile(r".*\((\d+)\)")
_ENDING = re.compile(r"\.[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1870, 2199


def slips(plan: Plan) -> Iterator[Problem]:
    """Odd seasons, impossible years and lost file endings, each folder once."""
    seen: set[tuple[Section, str, str]] = set()
    for batch in plan.batches:
        placement = next(batch.placements())
        if batch.rename:
            yield from _lost_ending(placement)
        home = (*batch.place[:2], ".")
        if home not in seen:
            yield from _odd_year(plan, placement)
        if batch.place not in seen and batch.place[0] is Section.SHOWS:
            yield from _odd_season(plan, placement)
        seen |= {home, batch.place}


def _lost_ending(placement: Placement) -> Iterator[Problem]:
    ending = _ENDING.search(placement.source)
    if ending and not placement.rename.lower().endswith(ending[0].lower()):
        what = f"the new name {shown(placement.rename)} does not end in {ending[0]}"
        fix = "players and planfile tell files by their ending"
        yield Problem("lost-ending", what, fix, placement.source, placement.line)


def _odd_year(plan: Plan, placement: Placement) -> Iterator[Problem]:
    folder = placement.folder
    year = _YEAR.fullmatch(folder)
    if year and not _FIRST_YEAR <= int(year[1][:5]) <= _LAST_YEAR:
        line = plan.folder_lines.get((*placement[:2], "."), placement.line)
        what = f"{shown(folder)}: {year[1]} is no year of a show or movie"
        yield Problem("odd-year", what, "mend the year", folder, line)


def _odd_season(plan: Plan, placement: Placement) -> Iterator[Problem]:
    name = placement.sub.partition("/")[0]
    season = _LIKE_A_SEASON.fullmatch(name)
    if season and not _SEASON.fullmatch(name):
        line = plan.folder_lines.get(placement[:3], placement.line)
        what = f"not every player takes {shown(name)} for a season"
        fix = f"call it 'Season {int(season[1]):02}'"
        yield Problem("odd-season", what, fix, name, line)
