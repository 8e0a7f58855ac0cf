"""Numbers by value, letters whatever their case, and always one order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planfile.rules.natural import name_key, natural_key


def ordered(*names: str) -> list[str]:
    return sorted(set(names), key=natural_key)


def test_numbers_go_by_value() -> None:
    names = ["Season 1", "Season 02", "Season 9", "Season 10", "Season 100"]
    assert ordered(*names) == names


def test_numbers_stand_before_letters_and_blanks() -> None:
    names = ["a", "a1", "a1b", "a10", "a ", "a b", "ab"]
    assert ordered(*names) == names


def test_case_and_zeros_only_break_ties() -> None:
    names = ["E01", "E1", "e01", "e1", "E2", "e02"]
    assert ordered(*names) == ["E01", "E1", "e01", "e1", "E2", "e02"]


def test_digits_of_other_scripts_count_as_well() -> None:
    names = ["a٢", "a3", "a١٠", "a11"]
    assert ordered(*names) == names


def test_a_video_comes_before_its_companions() -> None:
    names = ["Show 1.mkv", "Show 1.srt", "Show 1.en.srt", "Show 2.mkv"]
    assert sorted(names, key=name_key) == ["Show 1.mkv", "Show 1.srt", *names[2:]]


@given(st.lists(st.text("aB1029 .é٣", max_size=8)))
def test_the_order_does_not_depend_on_where_names_came_from(names: list[str]) -> None:
    assert sorted(names, key=natural_key) == sorted(sorted(names), key=natural_key)
