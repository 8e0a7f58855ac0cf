"""One name, one reading: each field, its evidence and its bounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planfile.naming.names import read_name
from planfile.naming.reading import Reading


def test_a_release_name_tells_its_tags_and_group() -> None:
    reading = read_name("Late.Tide.2011.1080p.BluRay.x264-AOI.mkv")
    assert reading.tags == (
        ("resolution", "1080p"),
        ("source", "BluRay"),
        ("codec", "H.264"),
        ("group", "AOI"),
    )


@pytest.mark.parametrize("name", ["9-1-1.S03E04.720p.mkv", "Late.Tide.2011.WEB-DL.mkv"])
def test_what_is_behind_a_dash_is_no_group_where_it_is_a_tag(name: str) -> None:
    assert "group" not in dict(read_name(name).tags)


def test_a_bracket_in_front_is_the_group() -> None:
    reading = read_name("[Aoi Subs] Late Tide - 07 [720p].mkv")
    assert ("group", "Aoi Subs") in reading.tags
    assert reading.title == "Late Tide"


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("Late Tide (2011) Director's Cut.mkv", "Director's Cut"),
        ("Late.Tide.EXTENDED.2011.1080p.mkv", "Extended"),
        ("Late Tide 10th Anniversary Edition 2011.mkv", "Special Edition"),
        ("Late Tide (2011).mkv", ""),
    ],
)
def test_the_edition_of_a_film_is_told_apart_from_its_title(
    name: str, edition: str
) -> None:
    reading = read_name(name)
    assert (reading.title, reading.year) == ("Late Tide", 2011)
    assert reading.edition == edition


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Late Tide (2011) CD2.avi", 2),
        ("Late.Tide.2011.disc.b.iso", 2),
        ("Late Tide 2011 part1.mkv", 1),
        ("Late.Tide.CD1.DVDRip.avi", 1),
        ("Late.Tide.2011.DVD9.iso", None),
        ("Late Tide (2011).mkv", None),
    ],
)
def test_a_piece_of_a_film_is_no_episode(name: str, part: int | None) -> None:
    reading = read_name(name)
    assert (reading.kind, reading.title, reading.part) == ("movie", "Late Tide", part)


def test_ids_in_names_are_kept_and_are_no_part_of_the_title() -> None:
    reading = read_name("Late Tide (2011) {tmdb-603} [imdbid-tt0903747].mkv")
    assert reading.ids == (("imdb", "tt0903747"), ("tmdb", "603"))
    assert reading.title == "Late Tide"


def test_the_words_behind_the_number_are_the_episode_s_title() -> None:
    reading = read_name("Late.Tide.S01E02.The.Ebb.720p.HDTV-AOI.mkv")
    assert reading.episode_title == "The Ebb"
    assert read_name("Late Tide - 2014-05-17 - The Ebb.mkv").episode_title == "The Ebb"


def test_two_scripts_are_two_titles() -> None:
    reading = read_name("晩い潮 / Late Tide S01E02.mkv")
    assert (reading.title, reading.alternative_title) == ("Late Tide", "晩い潮")


def test_an_aka_is_the_other_title() -> None:
    reading = read_name("Late Tide AKA Marea Tarda (2011).mkv")
    assert (reading.title, reading.alternative_title) == ("Late Tide", "Marea Tarda")


def test_a_show_s_special_is_an_episode_without_number() -> None:
    reading = read_name("Late.Tide.2011.Christmas.Special.HDTV.x264-AOI.mkv")
    assert (reading.kind, reading.special) == ("episode", True)


def test_a_half_number_is_a_special_case_and_no_number() -> None:
    reading = read_name("[Aoi] Late Tide - 10.5 [720p].mkv")
    assert (reading.kind, reading.title) == ("episode", "Late Tide")
    assert reading.absolute == reading.episodes == ()


def test_every_answer_says_what_it_was_read_from() -> None:
    reading = read_name("Late.Tide.2011.S01E02.720p.mkv")
    assert [(step.text, step.meaning) for step in reading.steps] == [
        ("S01E02", "numbers by the scheme SxxEyy"),
        ("2011", "the year"),
        ("Late Tide", "the title, up to the first mark"),
        ("720p", "release tags"),
    ]
    assert all(0 < step.weight <= 1 for step in reading.steps)


def test_a_day_and_the_want_of_numbers_are_evidence_too() -> None:
    assert "the day 2014-05-17" in [
        step.meaning for step in read_name("Late Tide 2014-05-17.mkv").steps
    ]
    assert read_name("Late Tide.mkv").steps[-1].meaning.startswith("no numbers")


@pytest.mark.parametrize(
    "name",
    [
        "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3",
        "7d793037a0760186574b0282f2f435e7.mkv",
        "Qx7Zk2Lw9Rt4Vb8Nm3Pc6Hd1",
        "JustSomeWords",
        "These Words Tell Nothing",
    ],
)
def test_what_tells_nothing_is_not_identified(name: str) -> None:
    reading = read_name(name)
    assert reading.kind is None or not reading.title


def test_the_surer_the_scheme_the_surer_the_answer() -> None:
    names = [
        "Late.Tide.S01E02.mkv",
        "Late Tide - 02.mkv",
        "Late.Tide.102.HDTV.mkv",
        "Late Tide.mkv",
        "These Words Tell Nothing",
    ]
    sure = [read_name(name).confidence for name in names]
    assert sure == sorted(sure, reverse=True)
    assert len(set(sure)) == len(sure)


@given(st.text(max_size=60), st.booleans(), st.booleans())
@settings(max_examples=300)
def test_any_text_gets_a_reading(name: str, folder: bool, seasonal: bool) -> None:
    reading = read_name(name, folder=folder, seasonal=seasonal)
    check(reading)
    assert reading == read_name(name, folder=folder, seasonal=seasonal)


PIECES = st.sampled_from(
    [
        "Late",
        "Tide",
        "2011",
        "(2011)",
        "[Aoi]",
        "S01E02",
        "1x02",
        "102",
        "-",
        "07",
        "07v2",
        "E05-E07",
        "Season",
        "2",
        "of",
        "Part",
        "720p",
        "x264",
        "WEB-DL",
        "German",
        "(",
        ")",
        "[",
        "]",
        "01-12",
        "2014-05-17",
        "第2季",
        "第04話",
        "OVA",
        "NCOP1",
        "CD1",
        "tt0903747",
        "Сезон",
        "3",
        "Серия",
        "/",
        "&",
        "+",
        ",",
        "~",
        ".",
        "Ⅱ",
        "１２",
        "99999",
        "S99E99999",
        "99x999",
        "#4",
    ]
)


@given(st.lists(PIECES, max_size=12), st.sampled_from([" ", ".", "_", "-", ""]))
@settings(max_examples=500)
def test_any_mix_of_words_gets_a_reading(words: list[str], glue: str) -> None:
    check(read_name(glue.join(words) + ".mkv"))


def check(reading: Reading) -> None:
    assert reading.kind in ("episode", "movie", None)
    assert 0 <= reading.confidence <= 1
    assert reading.title == reading.title.strip()
    assert reading.year is None or 1900 <= reading.year <= 2099
    assert len(reading.episodes) <= 2001
    assert not (reading.episodes and reading.absolute)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Caf\udce9.Society.2016.mkv", "Café Society"),
        ("\udcc9mile (1999).mkv", "Émile"),
        ("Am\udc81 Ebb.2016.mkv", "Am Ebb"),
    ],
)
def test_bytes_of_old_windows_shares_are_letters(name: str, title: str) -> None:
    assert read_name(name).title == title
