"""Titles that abbreviate another of the same library."""

from __future__ import annotations

import pytest

from planfile.naming.shortened import Known, codes_of, is_code, stands_for


def known(title: str, weight: int = 1) -> Known:
    key = "".join(filter(str.isalnum, title.lower()))
    return Known(key.removeprefix("the"), (title,), weight)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Harbour Watch TLT", "Harbour Watch The Last Tide"),
        ("Tide & Shore SVU", "Tide & Shore: Special Vessels Unit"),
        ("Harbour Watch DT9", "Harbour Watch: Deep Tide Nine"),
        ("Harbour Watch VOY", "Harbour Watch Voyager"),
        ("harbour watch tlt", "Harbour Watch - The Last Tide"),
        ("TSN", "Tides Shore Nights"),
    ],
)
def test_a_code_stands_for_the_words_it_begins(short: str, long: str) -> None:
    assert known(short).key in codes_of(long) or is_code(short)
    joined = stands_for([known(short), known(long)])
    assert len(joined) == 1
    assert known(short).key in joined


def test_a_code_that_two_titles_fit_stands_for_neither() -> None:
    titles = ["Tide CI", "Tide Coast Island", "Tide Common Ice"]
    assert stands_for(map(known, titles)) == {}


def test_plain_words_are_no_codes() -> None:
    assert stands_for(map(known, ["Dark", "Day At Rest Kept", "Tide Man"])) == {}


def test_of_two_the_one_that_a_person_filed_takes_the_other() -> None:
    short, long = known("Tide SVU", 40), known("Tide Special Vessels Unit")
    assert stands_for([short, long]) == {long.key: short.key}


def test_two_that_persons_filed_both_stay() -> None:
    assert (
        stands_for([known("Tide SVU", 40), known("Tide Special Vessels Unit", 40)])
        == {}
    )
