"""Names are given out once in each folder, whatever their spelling."""

from __future__ import annotations

import pytest

from planfile.artifacts.plan import Section
from planfile.rules import seats
from planfile.rules.layout import Spot
from planfile.rules.seats import Taken

ONE = Spot(Section.SHOWS, "Fargo (2014)", "Season 01")
OTHER = Spot(Section.MOVIES, "Fargo (1996)", "")


@pytest.mark.parametrize("at_hand", [1, 64])
def test_a_name_is_taken_where_it_was_given_out(
    at_hand: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seats, "MOST_AT_HAND", at_hand)
    names = Taken()
    names.add(ONE, "In/Fargo.mkv")
    names.add(OTHER, "In/BDMV/")
    assert names.has(ONE, "FARGO.MKV")
    assert names.has(OTHER, "bdmv")
    assert not names.has(OTHER, "Fargo.mkv")
    assert not names.has(ONE, "É.mkv")
    names.add(ONE, "In/e\u0301.mkv")
    assert names.has(ONE, "É.mkv")
    assert set(names.spots) == {ONE, OTHER}


def test_in_a_folder_that_nobody_has_seen_all_is_free() -> None:
    assert not Taken().has(ONE, "a")
