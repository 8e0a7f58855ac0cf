"""Packed sequences are like tuples of the same items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.artifacts.journal import FolderRow, FolderRows

ROWS = tuple(
    FolderRow(f"f{n}", n, n, n, n, (("user.x", "eA=="),)[: n % 2]) for n in range(5)
)
INDEXES = st.one_of(st.none(), st.integers(-7, 7))


@given(st.integers(-5, 4), INDEXES, INDEXES)
def test_items_and_slices_are_those_of_a_tuple(
    index: int, start: int | None, stop: int | None
) -> None:
    rows = FolderRows(ROWS)
    assert rows[index] == ROWS[index]
    assert rows[start:stop] == ROWS[start:stop]


@pytest.mark.parametrize("index", [5, -6])
def test_there_is_nothing_beyond_the_ends(index: int) -> None:
    with pytest.raises(IndexError):
        FolderRows(ROWS)[index]


def test_a_packed_sequence_equals_every_sequence_with_the_same_items() -> None:
    rows = FolderRows(ROWS)
    assert rows == ROWS
    assert rows == FolderRows(iter(ROWS))
    assert rows != ROWS[1:]
    assert rows != 5
    assert repr(rows) == repr(ROWS)
    assert FolderRows.of(rows) is rows
