"""The cheap look over a plan misses nothing that the close look finds."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.artifacts.plan import Action, Left, Placement, Plan, Section
from planfile.artifacts.tree import Entry, Folder, Role, Tree, TreeSummary
from planfile.errors import Problem
from planfile.rules import check
from planfile.rules.check import problems
from planfile.rules.collisions import Destinations

SHOWS, MOVIES = Section.SHOWS, Section.MOVIES
DIGEST = "sha256:" + "9f" * 32
# Few names, so that they meet; some are one to a file system that folds case or forms.
NAMES = st.sampled_from(["a", "A", "b", "É", "e\u0301", "Movies", "D/", "c.mkv"])
FOLDERS = st.sampled_from(["a", "A", "b", "Movies", "E\u0301", "é", "Movies/a", "x/b"])
SUBS = st.sampled_from(["", "a", "A", "b", "a/b", "A/b", "D"])
ROOTS = st.sampled_from(["", "Movies", "movies", "Movies/a", "TV", "a"])
PATHS = st.lists(FOLDERS, max_size=2).flatmap(
    lambda above: NAMES.map(lambda name: "/".join([*above, name]))
)
PLANS = st.builds(
    Plan,
    st.just("/l"),
    st.just(DIGEST),
    st.just("offline"),
    st.just(0),
    st.just(0),
    st.lists(
        st.builds(
            Placement,
            st.sampled_from(Section),
            FOLDERS,
            SUBS,
            PATHS,
            st.sampled_from(["", "", "", "a", "B", "D/"]),
        ),
        max_size=5,
    ),
    st.lists(st.builds(Left, PATHS, st.just("mine")), max_size=2),
    st.sampled_from([Action.MOVE, Action.MOVE, Action.COPY]),
    st.fixed_dictionaries({SHOWS: ROOTS, MOVIES: ROOTS}),
    st.sampled_from(["", "", "/other"]),
)


def tree_of(paths: list[str]) -> Tree:
    folders: dict[str, dict[str, Entry]] = {}
    for path in paths:
        cut = path.rfind("/", 0, -1)
        entry = Entry(path[cut + 1 :], 1, 1, 1, Role.VIDEO)
        folders.setdefault(path[: max(cut, 0)], {})[entry.name] = entry
    rows = tuple(Folder(f, 1, tuple(found.values())) for f, found in folders.items())
    count = sum(len(row.entries) for row in rows)
    return Tree("/l", rows, TreeSummary(count, 0, {}, DIGEST))


def seen_closely(plan: Plan, tree: Tree | None) -> list[Problem]:
    with patch.object(check, "once_each", return_value=False):
        return problems(replace(plan), tree)


def listed(plan: Plan) -> list[str]:
    return [*(p.source for p in plan.placements), *(left.path for left in plan.left)]


def sorted_rows(plan: Plan) -> Plan:
    rows = sorted(plan.placements, key=lambda row: row[:3])
    entries = len(rows) + len(plan.left) + plan.unchanged
    return replace(plan, placements=rows, entries=entries)


@given(PLANS, st.lists(PATHS, max_size=4), st.booleans())
def test_it_misses_nothing(plan: Plan, others: list[str], ordered: bool) -> None:
    """Also where the plan is asked about a tree after it was found sound by itself."""
    plan = sorted_rows(plan) if ordered else plan
    assert problems(plan) == seen_closely(plan, None)
    tree = tree_of([*listed(plan), *others])
    standing = tree.summary.entries - len(set(listed(plan)))
    for unchanged in (standing, standing + 1):
        asked = replace(plan, unchanged=unchanged)
        expected = seen_closely(asked, tree)
        assert problems(asked, tree) == expected
        problems(asked)
        assert problems(asked, tree) == expected


def library() -> tuple[Plan, Tree]:
    """A tidy plan: shows and movies, a disc, something left, something unchanged."""
    rows = [
        Placement(
            SHOWS, "Fargo (2014)", f"Season {s:02}", f"In/F{s}/Fargo.S{s}E{e}.mkv"
        )
        for s in (1, 2)
        for e in range(4)
    ]
    rows += [
        Placement(MOVIES, "Heat (1995)", "", "In/Heat.mkv", "Heat (1995).mkv"),
        Placement(MOVIES, "Alien (1979)", "", "Old/Alien/BDMV/"),
        Placement(MOVIES, "Up (2009)", "", "Movies/Up (2009)/x.srt", "Up.srt"),
    ]
    plan = Plan("/l", DIGEST, "offline", 13, 1, rows, (Left("In/é.nfo", "mine"),))
    paths = [*listed(plan), "Movies/Up (2009)/Up.mkv"]
    return replace(plan, roots={SHOWS: "TV Shows", MOVIES: "Movies"}), tree_of(paths)


def test_a_tidy_plan_is_looked_at_only_once_and_never_closely() -> None:
    plan, tree = library()
    with patch.object(check, "_close_look", side_effect=AssertionError):
        assert problems(plan) == []
        with patch.object(check, "_path_problems", side_effect=AssertionError):
            assert problems(plan) == []
            assert problems(plan, tree) == []


def test_links_leave_their_sources_where_they_are() -> None:
    plan, tree = library()
    with patch.object(check, "_close_look", side_effect=AssertionError):
        assert problems(replace(plan, action=Action.HARDLINK), tree) == []


def test_a_plan_that_is_made_into_another_is_looked_at_anew() -> None:
    plan, _ = library()
    assert problems(plan) == []
    wrong = replace(plan, placements=[*plan.placements, plan.placements[0]])
    assert wrong.sound is None
    assert "duplicate-source" in {problem.code for problem in problems(wrong)}


def test_a_plan_whose_roots_were_changed_is_looked_at_anew() -> None:
    plan, _ = library()
    assert problems(plan) == []
    plan.roots[MOVIES] = "../elsewhere"
    assert [problem.code for problem in problems(plan)] == ["path-escape"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("TV Shows/fargo (2014)/notes.txt", "folder-twins"),
        ("TV Shows/Fargo (2014)/season 01/notes.txt", "folder-twins"),
        ("tv shows/Other (2001)/x.mkv", "folder-twins"),
        ("TV Shows/Fargo (2014)/Season 01/fargo.s1e0.MKV", "destination-taken"),
    ],
)
def test_what_stands_in_the_library_is_seen(path: str, code: str) -> None:
    plan, tree = library()
    crowded = tree_of([*(path for path, _ in tree.entries()), path])
    plan = replace(plan, unchanged=2, entries=14)
    assert code in {problem.code for problem in problems(plan, crowded)}


def test_the_close_look_is_the_one_that_tells() -> None:
    plan, _ = library()
    assert Destinations(plan).problems() == []
