"""The order that people expect."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planfile.rules.natural import name_key, natural_key


def test_numbers_count_by_value_and_case_does_not() -> None:
    names = ["Season 10", "season 2", "Season 1", "9-1-1", "24", "É", "a"]
    assert sorted(names, key=natural_key) == [
        "9-1-1",
        "24",
        "a",
        "Season 1",
        "season 2",
        "Season 10",
        "É",
    ]


def test_a_video_comes_before_what_is_named_after_it() -> None:
    names = ["S01E02.mkv", "S01E01.nfo", "S01E01.en.srt", "S01E01.mkv", ".hidden", "x"]
    assert sorted(names, key=name_key) == [
        ".hidden",
        "S01E01.mkv",
        "S01E01.nfo",
        "S01E01.en.srt",
        "S01E02.mkv",
        "x",
    ]


def test_endless_digits_are_letters() -> None:
    for many in (5000, 1_200_000):
        assert sorted(["1" * many, "2"], key=natural_key) == ["2", "1" * many]


@given(st.lists(st.text(max_size=8)), st.randoms(use_true_random=False))
def test_the_order_is_total(names: list[str], random: object) -> None:
    mixed = list(names)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert sorted(mixed, key=natural_key) == sorted(names, key=natural_key)
    assert len({natural_key(name) for name in names}) == len(set(names))
