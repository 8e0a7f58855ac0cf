from __future__ import annotations

import pytest

from planfile.artifacts.plan import Placement, Plan, Section
from planfile.rules.check import problems, warnings

SHOWS, MOVIES = Section.SHOWS, Section.MOVIES


def told(*placements: Placement) -> list[tuple[str, str]]:
    plan = Plan("/l", "", "offline", len(placements), 0, placements, ())
    assert problems(plan) == []
    return [(warning.code, warning.fix) for warning in warnings(plan)]


@pytest.mark.parametrize("name", ["Seasn 2", "S02", "Staffel 2", "Seasons 2"])
def test_what_is_nearly_a_season_is_told_once(name: str) -> None:
    found = told(
        Placement(SHOWS, "Ebb", name, "a.mkv"), Placement(SHOWS, "Ebb", name, "b.mkv")
    )
    assert found == [("odd-season", "call it 'Season 02'")]


@pytest.mark.parametrize(
    "sub",
    [
        "Season 02",
        "season 2",
        "Season 2019",
        "Specials",
        "Extras",
        "",
        "Disc 1",
        "Subs",
    ],
)
def test_seasons_and_other_folders_are_no_slips(sub: str) -> None:
    assert told(Placement(SHOWS, "Ebb (1999)", sub, "a.mkv")) == []


@pytest.mark.parametrize("folder", ["Ebb (20244)", "Ebb (204)", "Ebb (9999)"])
def test_a_year_that_is_none_is_told(folder: str) -> None:
    assert told(Placement(MOVIES, folder, "", "a.mkv")) == [
        ("odd-year", "mend the year")
    ]


@pytest.mark.parametrize("folder", ["Ebb (1895)", "Ebb", "Ebb (2004) {tmdb-1}"])
def test_years_are_believed(folder: str) -> None:
    assert told(Placement(MOVIES, folder, "", "a.mkv")) == []


def test_a_new_name_that_loses_its_ending_is_told() -> None:
    lost = Placement(MOVIES, "Ebb (2001)", "", "In/a.mkv", "Ebb (2001)")
    assert [code for code, _ in told(lost)] == ["lost-ending"]
    assert told(lost._replace(rename="Ebb.MKV")) == []
    assert told(lost._replace(source="In/VIDEO_TS/", rename="Ebb/")) == []
