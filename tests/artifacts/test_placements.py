"""Placements packed are the placements that were given."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.artifacts.placements import Packer, Placement, Placements, Section
from planfile.artifacts.plan import Plan

SHOWS, MOVIES = Section.SHOWS, Section.MOVIES
NAMES = st.sampled_from(
    ["a", "b.mkv", "ü.srt", "BDMV/", "a/b.mkv", "a/c.mkv", "a/BDMV/"]
)
ODD = st.sampled_from(["", "/", "//", "a//", "/a", "a/", "\0", "x\0/y", "\udce9"])
ROWS = st.lists(
    st.builds(
        Placement,
        st.sampled_from(Section),
        st.sampled_from(["Heat (1995)", "Fargo (2014)"]),
        st.sampled_from(["", "Season 01"]),
        NAMES | ODD,
        st.sampled_from(["", "", "", "new.mkv"]),
        st.sampled_from(["", "", "0.71 number"]),
        st.integers(0, 4),
    ),
    max_size=12,
)
IN_A_ROW = st.builds(
    lambda names, first: tuple(
        Placement(SHOWS, "S", "Season 01", name, line=first and first + at)
        for at, name in enumerate(names)
    ),
    st.lists(NAMES | ODD, max_size=12),
    st.integers(0, 3),
)


@given(ROWS | IN_A_ROW)
def test_what_is_packed_comes_out_as_it_went_in(rows: list[Placement]) -> None:
    packed = Placements.of(rows)
    assert list(packed) == list(rows)
    assert [row for batch in packed.batches for row in batch.placements()] == list(rows)
    assert len(packed) == len(rows)
    assert packed == tuple(rows)
    assert packed == Placements.of(iter(rows))
    assert [packed[at] for at in range(-len(rows), len(rows))] == [*rows, *rows]
    assert packed[1:5:2] == tuple(rows)[1:5:2]
    assert repr(packed) == repr(tuple(rows))


@given(ROWS | IN_A_ROW)
def test_moves_are_the_destinations_of_the_placements(rows: list[Placement]) -> None:
    plan = Plan("/l", "", "", 0, 0, rows, ())
    expected = [(row.source, plan.destination(row)) for row in rows]
    assert list(plan.moves()) == expected


def test_there_is_nothing_beyond_the_last_placement() -> None:
    packed = Placements.of([Placement(SHOWS, "S", "", "a")])
    for index in (1, -2):
        with pytest.raises(IndexError):
            packed[index]


def test_packed_placements_differ_where_one_of_them_does() -> None:
    one = [Placement(SHOWS, "S", "", name, line=1) for name in ("a", "b")]
    assert Placements.of(one) != Placements.of(one[:1])
    assert Placements.of(one) != (one[0], one[1]._replace(line=2))
    assert Placements.of(one) != 3
    apart = Placements.of(one[:1]).batches + Placements.of(one[1:]).batches
    assert Placements(apart) == Placements.of(one)


def test_packed_placements_stay_packed() -> None:
    packed = Placements.of([Placement(SHOWS, "S", "", "a")])
    assert Placements.of(packed) is packed
    assert Plan("/l", "", "", 1, 0, packed, ()).placements is packed


def test_names_can_be_added_to_the_last_placement() -> None:
    packer = Packer()
    packer.add(Placement(SHOWS, "S", "", "In/a", line=3))
    packer.more("b")
    packer.more("c")
    assert [(p.source, p.line) for p in packer.packed()] == [
        ("In/a", 3),
        ("In/b", 4),
        ("In/c", 5),
    ]


def test_a_season_takes_a_fraction_of_the_memory_of_its_placements() -> None:
    rows = [
        Placement(
            SHOWS, "Show (2014)", "Season 01", f"In/S/Show.S01E{n:02}.mkv", line=n
        )
        for n in range(1, 1001)
    ]
    (batch,) = Placements.of(rows).batches
    held = sum(map(sys.getsizeof, batch))
    assert held < 30 * len(rows)
    assert held * 5 < sum(
        sys.getsizeof(row) + sys.getsizeof(row.source) for row in rows
    )
