from __future__ import annotations

import pytest

from planfile.naming.stems import (
    Stems,
    after_words,
    fold,
    number_key,
    shorter_stems,
    stem_of,
    words_of,
)

VIDEOS = ["Harbour.S01E01.720p.mkv", "Harbour.S01E02.720p.mkv", "Ebb.2011.mkv"]


def test_a_stem_is_a_name_without_its_extension() -> None:
    assert stem_of("a.b.mkv") == "a.b"
    assert stem_of(".hidden") == ".hidden"
    assert stem_of("BDMV/") == "BDMV"


def test_tails_are_cut_at_marks_longest_first() -> None:
    assert list(shorter_stems("a.b-c")) == ["a.b-c", "a.b", "a"]


@pytest.mark.parametrize(
    ("stem", "key"),
    [
        ("Harbour.S02E05.720p", (2, 5)),
        ("Harbour 2x05", (2, 5)),
        ("05 - Tide", (0, 5)),
        ("Episode 5", (0, 5)),
        ("E05", (0, 5)),
        ("Harbour - 05 [1080p]", (0, 5)),
        ("1080p", None),
        ("English", None),
    ],
)
def test_plain_numbers_are_read(stem: str, key: tuple[int, int] | None) -> None:
    assert number_key(stem) == key


def test_a_bound_name_carries_a_stem_letter_for_letter() -> None:
    stems = Stems(VIDEOS)
    assert stems.bound("Harbour.S01E02.720p.en.srt") == (1, True)
    assert stems.bound("harbour.s01e02.720p.srt") == (1, False)
    assert stems.bound("Harbour.srt") is None


def test_a_number_finds_the_only_video_that_has_it() -> None:
    stems = Stems(VIDEOS)
    assert stems.named("harbour.1x02") == 1
    assert stems.named("E02") == 1
    assert stems.named("S01E02") == 1
    assert stems.named("Moor.S01E02") is None
    assert stems.named("S03E09") is None
    assert Stems(["01.mkv", "02.mkv"]).named("S01E02") == 1
    assert stems.numbered("English") is None


def test_first_words_find_the_only_video_that_begins_with_them() -> None:
    stems = Stems(VIDEOS)
    assert stems.named("Ebb (2011)") == 2
    assert stems.begun("Harbour") is None
    assert stems.begun("Moor") is None
    assert stems.begun("...") is None


def test_names_fold_by_case_and_unicode_form() -> None:
    assert fold("E\u0301LITE") == fold("\u00e9lite")
    assert words_of("The.Tide-(2011)") == ("the", "tide", "2011")


def test_what_comes_behind_words_is_found_whatever_parts_them() -> None:
    assert after_words("Room.104 - 05.mkv", ("room", "104")) == " - 05.mkv"
    assert after_words("Room.mkv", ("room", "104")) is None
