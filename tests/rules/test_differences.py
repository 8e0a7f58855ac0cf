"""What changed between two plans or trees, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planfile.artifacts.difference import Change, Difference
from planfile.artifacts.plan import Action, Left, Placement, Plan, Section
from planfile.artifacts.tree import Entry, Folder, Role, Tree, TreeSummary
from planfile.rules.differences import (
    plan_differences,
    run_differences,
    tree_differences,
)

SHOWS, MOVIES = Section.SHOWS, Section.MOVIES
E1 = Placement(SHOWS, "Show (2014)", "Season 01", "In/S01E01.mkv")
E1_SUB = Placement(SHOWS, "Show (2014)", "Season 01", "In/S01E01.en.srt")
E2 = Placement(SHOWS, "Show (2014)", "Season 01", "In/S01E02.mkv")
HEAT = Placement(MOVIES, "Heat (1995)", "", "In/Heat.mkv")
PLAN = Plan(
    "/l", "sha256:1", "offline", 9, 4, (E1, E1_SUB, E2, HEAT), (Left("In/x", "junk"),)
)


def changed(*placements: Placement, left: tuple[Left, ...] = PLAN.left) -> Plan:
    return replace(PLAN, placements=placements, left=left)


def test_a_plan_is_like_itself_in_any_order_with_any_note() -> None:
    other = changed(HEAT, E2, E1_SUB._replace(note="0.5 look", line=7), E1)
    assert plan_differences(PLAN, replace(other, notes={(SHOWS, "a"): "b"})) == []


def test_a_show_that_is_renamed_is_one_difference() -> None:
    folder = "Show (2015)"
    new = changed(*(p._replace(folder=folder) for p in (E1, E1_SUB, E2)), HEAT)
    paths = ("In/S01E01.mkv", "In/S01E01.en.srt", "In/S01E02.mkv")
    assert plan_differences(PLAN, new) == [
        Difference(Change.RENAMED, "Show (2014)", "Show (2014)", folder, paths)
    ]


def test_a_season_that_is_renamed_is_one_difference() -> None:
    new = changed(*(p._replace(sub="Season 02") for p in (E1, E1_SUB, E2)), HEAT)
    (only,) = plan_differences(PLAN, new)
    assert only[:4] == (Change.RENAMED, "Show (2014)", "Season 01", "Season 02")


def test_an_episode_moves_with_its_subtitle() -> None:
    new = changed(
        E1._replace(sub="Season 02"), E1_SUB._replace(sub="Season 02"), E2, HEAT
    )
    assert plan_differences(PLAN, new) == [
        Difference(
            Change.MOVED,
            "Show (2014)",
            "Season 01",
            "Season 02",
            ("In/S01E01.mkv", "In/S01E01.en.srt"),
        )
    ]


def test_a_file_that_goes_to_another_show_says_both() -> None:
    new = changed(E1._replace(folder="Other (2000)"), E1_SUB, E2, HEAT)
    (only,) = plan_differences(PLAN, new)
    assert only[:4] == (
        Change.MOVED,
        "Other (2000)",
        "shows/Show (2014)/Season 01",
        "shows/Other (2000)/Season 01",
    )


def test_a_movie_that_becomes_a_show_names_the_sections() -> None:
    new = changed(E1, E1_SUB, E2, HEAT._replace(section=SHOWS))
    (only,) = plan_differences(PLAN, new)
    assert only[2:4] == ("movies/Heat (1995)", "shows/Heat (1995)")


def test_another_name_is_told() -> None:
    new = changed(E1, E1_SUB, E2, HEAT._replace(rename="H.mkv"))
    (only,) = plan_differences(PLAN, new)
    assert only[:4] == (Change.NAMED, "Heat (1995)", "Heat.mkv", "H.mkv")


def test_what_is_left_placed_new_or_gone_is_told() -> None:
    new = changed(
        E1,
        E1_SUB,
        E2._replace(source="In/new.mkv"),
        Placement(MOVIES, "X (2000)", "", "In/x"),
        left=(Left("In/Heat.mkv", "mine"), Left("In/y", "junk")),
    )
    found = {
        difference.paths[0]: difference for difference in plan_differences(PLAN, new)
    }
    assert {path: found[path].change for path in found} == {
        "In/Heat.mkv": Change.LEFT,
        "In/x": Change.PLACED,
        "In/new.mkv": Change.ADDED,
        "In/S01E02.mkv": Change.GONE,
        "In/y": Change.ADDED,
    }
    assert found["In/Heat.mkv"][2:4] == ("movies/Heat (1995)", "mine")
    assert found["In/x"][2:4] == ("junk", "movies/X (2000)")


def test_another_reason_and_one_that_is_gone_are_told() -> None:
    other = replace(PLAN, left=(Left("In/x", "sample"),))
    (only,) = plan_differences(PLAN, other)
    assert only == Difference(Change.REASON, "", "junk", "sample", ("In/x",))
    (only,) = plan_differences(PLAN, replace(PLAN, left=()))
    assert only == Difference(Change.GONE, "", "junk", "", ("In/x",))


def test_the_head_of_a_plan_is_compared_too() -> None:
    new = replace(
        PLAN,
        action=Action.COPY,
        roots={SHOWS: "TV", MOVIES: "Movies"},
        policies={"subtitles": "bind"},
    )
    assert [tuple(d[:4]) for d in plan_differences(PLAN, new)] == [
        (Change.HEADER, "action", "move", "copy"),
        (Change.HEADER, "folder of shows", "", "TV"),
        (Change.HEADER, "subtitles", "", "bind"),
    ]


def tree(**entries: Entry) -> Tree:
    folder = Folder("In", 1, tuple(entries.values()))
    return Tree("/l", (folder,), TreeSummary(len(entries), 0, {}, "sha256:1"))


def entry(name: str, inode: int, size: int = 1, time: int = 1) -> Entry:
    return Entry(name, size, time, inode, Role.VIDEO)


def test_files_of_trees_come_go_change_and_move() -> None:
    old = tree(
        a=entry("a", 1),
        b=entry("b", 2),
        c=entry("c", 3),
        d=entry("d", 4),
        e=entry("e", 5),
    )
    new = tree(
        a=entry("a", 1),
        b=entry("b", 2, size=9),
        c=entry("c", 3, time=7),
        moved=entry("moved", 4),
        new=entry("new", 6),
    )
    assert tree_differences(old, new) == [
        Difference(Change.CHANGED, "", "1 bytes", "9 bytes", ("In/b",)),
        Difference(Change.CHANGED, "", "time 1", "time 7", ("In/c",)),
        Difference(Change.GONE, "", "", "", ("In/e",)),
        Difference(Change.MOVED, "", "In/d", "In/moved", ("In/moved",)),
        Difference(Change.ADDED, "", "", "", ("In/new",)),
    ]


def test_each_name_of_a_file_with_several_is_told() -> None:
    old = tree(a=entry("a", 1), b=entry("b", 1), c=entry("c", 1))
    new = tree(d=entry("d", 1))
    assert sorted(d[0] for d in tree_differences(old, new)) == [
        Change.GONE,
        Change.GONE,
        Change.MOVED,
    ]


def test_runs_differ_in_what_they_did_with_an_entry() -> None:
    old = [("a", "x/a"), ("b", "x/b"), ("c", "x/c")]
    new = [("a", "x/a"), ("b", "y/b"), ("d", "x/d")]
    assert {d.paths[0]: d[0] for d in run_differences(old, new)} == {
        "b": Change.MOVED,
        "c": Change.GONE,
        "d": Change.ADDED,
    }


PLACES = st.builds(
    Placement,
    st.sampled_from(Section),
    st.sampled_from(["A (2001)", "B (2002)"]),
    st.sampled_from(["", "Season 01", "Season 02"]),
    st.sampled_from([f"In/S01E0{n}.mkv" for n in range(6)]),
    st.sampled_from(["", "x.mkv"]),
)
PLANS = st.lists(PLACES, max_size=6, unique_by=lambda p: p.source).map(
    lambda placements: replace(PLAN, placements=tuple(placements))
)


@given(PLANS, PLANS)
def test_every_entry_whose_place_differs_is_in_some_difference(
    old: Plan, new: Plan
) -> None:
    told = {path for d in plan_differences(old, new) for path in d.paths}
    places = [{p.source: p[:5] for p in plan.placements} for plan in (old, new)]
    differ = {
        path
        for path in places[0].keys() | places[1].keys()
        if places[0].get(path) != places[1].get(path)
    }
    assert told == differ
