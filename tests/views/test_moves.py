"""A plan spread out says where each entry goes, how sure that is, and why."""

from __future__ import annotations

import pytest

from planfile.artifacts.plan import Left, Placement
from planfile.views.moves import (
    contents,
    homes,
    judged,
    moves,
    reasons,
    role_of_path,
    summary,
    to_look_at,
)
from tests.views.plans import MOVIES, SHOWS, plan_of, sample


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("0.71 why", (0.71, "why")),
        ("1 sure", (1.0, "sure")),
        ("1.0", (1.0, "")),
        ("0.5", (0.5, "")),
        ("1999 was the year", (None, "1999 was the year")),
        ("2.5 no confidence", (None, "2.5 no confidence")),
        ("0.71why", (None, "0.71why")),
        ("", (None, "")),
    ],
)
def test_a_note_begins_with_a_confidence_or_is_all_reason(
    note: str, said: tuple[float | None, str]
) -> None:
    assert judged(note) == said


def test_an_entry_has_its_own_note_before_that_of_its_folder() -> None:
    by_source = {move.source: move for move in moves(sample())}
    assert by_source["sv.102.mkv"].confidence == 0.71
    assert by_source["sv.102.mkv"].look
    heat = by_source["Downloads/Heat.1995.mkv"]
    assert (heat.confidence, heat.look) == (0.97, False)
    assert heat.destination == "Movies/Heat (1995)/Heat.1995.mkv"
    assert by_source["Old/Alien.1979/tr.mkv"].renamed
    assert not heat.renamed


def test_homes_stand_in_plan_order_shows_first() -> None:
    found = list(homes(sample()))
    assert [home.folder for home in found] == [
        "Silicon Valley (2014)",
        "Heat (1995)",
        "Alien (1979)",
    ]
    assert [group.sub for group in found[0].groups] == ["Season 01", ""]
    assert contents(found[0].groups[0].moves) == "2 videos, 1 subtitle"
    assert contents(found[2].groups[0].moves) == "1 disc"


def test_the_summary_is_one_line_that_scripts_can_grep() -> None:
    assert summary(sample()) == (
        "Plan: 7 to place in 1 show, 2 movies; 6 left; 2 need a look."
    )
    one = Placement(MOVIES, "Heat (1995)", "", "Heat.mkv", note="0.3 x")
    assert summary(plan_of((one,))) == (
        "Plan: 1 to place in 1 movie; 0 left; 1 needs a look."
    )
    assert summary(plan_of((), (Left("a", "b"),))) == (
        "Plan: 0 to place; 1 left; 0 need a look."
    )


def test_what_to_look_at_comes_least_sure_first() -> None:
    plan = plan_of(
        tuple(
            Placement(SHOWS, "A", "", f"{number}.mkv", note=note)
            for number, note in enumerate(["0.9 a", "", "0.2 b", "odd", "0.2 c"])
        )
    )
    assert [move.source for move in to_look_at(plan)] == [
        "3.mkv",
        "2.mkv",
        "4.mkv",
        "0.mkv",
    ]


def test_reasons_come_most_frequent_first() -> None:
    assert [(why, len(paths)) for why, paths in reasons(sample())] == [
        ("junk", 5),
        ("sample", 1),
    ]


def test_a_role_is_read_from_the_path() -> None:
    assert role_of_path("Old/Alien.1979/BDMV/").value == "disc"
    assert role_of_path("a.mkv", 5 * 10**9).value == "video"
