"""Marks that count, and marks that only look so."""

from __future__ import annotations

from typing import Any

import pytest

from planfile.artifacts.identity import Identity
from planfile.naming.paths import read_path
from planfile.naming.reading import Reading
from tests.engines.test_offline import identities


def read(name: str) -> Reading:
    return read_path(name, typed=True)


def counted(name: str) -> tuple[Any, ...]:
    """Title, season and the numbers of an episode."""
    reading = read(name)
    assert reading.kind == "episode", reading
    return reading.title, reading.season, reading.episodes or reading.absolute


def said(*paths: str) -> list[Identity]:
    """What the library's videos are, in order."""
    found = identities("\n".join(paths))
    return [one for one in found.values() if one is not None]


@pytest.mark.parametrize("code", ["E0E0E0E0", "e1e2e345", "E12E3456"])
def test_a_checksum_that_looks_like_episodes_counts_nothing(code: str) -> None:
    assert counted(f"[Aoi] Late Tide - 12 [{code}].mkv") == ("Late Tide", None, (12,))


def test_season_and_episode_may_stand_apart_from_the_cross() -> None:
    assert counted("Late Tide 2 x 05.avi") == ("Late Tide", 2, (5,))
    assert counted("[Aoi] Late x Tide - 05.mkv") == ("Late x Tide", None, (5,))


@pytest.mark.parametrize(
    "name",
    [
        "Late Tide 5 of 10 (Season 2).mkv",
        "Late Tide (Season 2) 5 of 10.mkv",
        "Late Tide (2ème saison) Episode 5.mkv",
        "Late Tide (2nde saison)/05.mkv",
        "Late Tide/T2/05 - Ebb.avi",
        "05 - Late Tide - S02E05.mkv",
        "Late.Tide.S02.DVDRip.XviD-AOI/aoi-tide205.avi",
        "Late.Tide.S02.DVDRip.XviD-AOI/tide0205.avi",
    ],
)
def test_a_season_is_told_in_many_places(name: str) -> None:
    assert counted(name) == ("Late Tide", 2, (5,))


def test_films_are_in_no_season_whatever_their_folder_is_called() -> None:
    assert read("Movies/Tide Quadrilogy/3/Tide 3.mkv").kind == "movie"


def test_a_bracket_behind_a_counted_season_holds_its_episodes() -> None:
    assert counted("Поздний.Прилив.2.сезон.[01-04]") == (
        "Поздний Прилив",
        2,
        (1, 2, 3, 4),
    )


def test_a_part_in_han_is_a_season_where_an_episode_follows() -> None:
    assert counted("晩い潮 第3部 第5話.avi") == ("晩い潮", 3, (5,))
    assert read("晩い潮 第3部 (1971).avi").kind == "movie"


@pytest.mark.parametrize(
    "name",
    [
        "Late Tide - Lecture 05.mp4",
        "Late Tide (del 5 av 13).avi",
        "Late Tide - епизода 5.mkv",
        "Late Tide 140517 E05.avi",
        "[Aoi] Late Tide [SP05] (BD 1080p).mkv",
    ],
)
def test_the_fifth_is_told_in_many_words(name: str) -> None:
    assert counted(name) == ("Late Tide", None, (5,))


def test_a_final_episode_is_numbered_still() -> None:
    assert counted("Late Tide 366 FINAL.mkv") == ("Late Tide", None, (366,))


def test_a_number_that_a_sentence_goes_on_from_counts_nothing() -> None:
    assert read("Aoi - 360 at the Shore (2010).mkv").title == "Aoi - 360 at the Shore"
    assert counted("Aoi - 36 At the Shore.mkv") == ("Aoi", None, (36,))


def test_a_month_behind_the_year_leaves_doubt() -> None:
    assert read("Late.Tide.2014.05.mkv").confidence < 0.5
    assert read("Late.Tide.2014.5.1.x264.mkv").confidence > 0.9


def test_a_round_may_be_counted_ahead_of_its_word() -> None:
    assert counted("Tideliga 2019-20 01. Spieltag Aoi - Ebb.mkv")[1:] == (2019, (1,))


@pytest.mark.parametrize(
    "name",
    [
        "20140517 2015 - Aoi HD - Late Tide - Ebb.ts",
        "Late Tide_AOI1_2014_05_17_20_15_00.wtv",
        "Late Tide_AOI_20140517_2015.ts",
    ],
)
def test_a_recorder_writes_when_and_where_it_was_on(name: str) -> None:
    reading = read(name)
    assert (reading.title, reading.date) == ("Late Tide", "2014-05-17")
    assert reading.year is None


def test_a_year_ahead_of_a_film_may_be_joined_by_underscores() -> None:
    reading = read("1954_-_Late_Tide.avi")
    assert (reading.title, reading.year) == ("Late Tide", 1954)


@pytest.mark.parametrize(
    ("path", "title", "year"),
    [
        ("Tide 1138 (1971)/Tide.1138.avi", "Tide 1138", 1971),
        ("Late Tide 2000 (1975)/Late.Tide.2000.1080p.mkv", "Late Tide 2000", 1975),
        ("10 (1979)/10.avi", "10", 1979),
        ("Movies/Late Tide (1995)/1.mkv", "Late Tide", 1995),
        ("Movies/Tides/05 The Long Ebb.mkv", "The Long Ebb", None),
    ],
)
def test_a_films_folder_explains_the_number_in_its_name(
    path: str, title: str, year: int | None
) -> None:
    reading = read(path)
    assert (reading.kind, reading.title, reading.year) == ("movie", title, year)


def test_a_number_behind_the_folders_title_counts_though_words_follow() -> None:
    assert counted("Late Tide/Late Tide 1054 - The Ebb.mp4") == (
        "Late Tide",
        None,
        (1054,),
    )


def test_a_digit_and_a_letter_are_no_half_of_an_episode() -> None:
    assert read("Late Tide 12 - The Secret of Bay 5B.avi").kind == "movie"
    assert counted("Late Tide 5v2.avi") == ("Late Tide", None, (5,))
    assert counted("Late Tide 05b.avi") == ("Late Tide", None, (5,))


def test_where_shows_live_thousands_count_episodes() -> None:
    one, other = said("TV/Tide/Tide 1054 - Ebb.mp4", "TV/Tide/Tide 1055 - Gale.mp4")
    assert (one.title, one.absolute, other.absolute) == ("Tide", (1054,), (1055,))


def test_a_folder_of_one_counted_episode_explains_an_abbreviation() -> None:
    (one,) = said("Late.And.Tide.E05.Ebb.DVDRip.XviD-AOI/lat5.avi")
    assert (one.title, one.absolute, one.kind.value) == ("Late And Tide", (5,), "show")


def test_short_capitals_are_spelled_so_though_the_files_are_lower() -> None:
    (one,) = said("LT.S12E05.HDTV.XviD-AOI/lt.1205.hdtv-aoi.avi")
    assert one.title == "LT"


def test_an_image_in_a_release_of_iso_is_software() -> None:
    assert not said("Tide.Office.2007.ISO-AOI/a-to07.iso")
    assert said("Late.Tide.2007.BluRay-AOI/aoi-tide.iso")[0].title == "Late Tide"


def test_a_group_may_number_in_round_brackets() -> None:
    assert counted("[Aoi] Late Tide (05) [1080p].mkv") == ("Late Tide", None, (5,))
    assert read("Late Tide (05) [1080p].mkv").kind == "movie"


def test_an_ova_is_no_film_though_no_group_says_so() -> None:
    assert read("Late Tide - OVA [1080p].mkv").kind == "episode"


def test_spaces_of_an_address_are_spaces() -> None:
    assert counted("Late%20Tide%20S02E01.mkv") == ("Late Tide", 2, (1,))


@pytest.mark.parametrize(
    "name", ["Late Tide HD.mp4", "Late Tide - 4K.mkv", "LATE_TIDE_DVD.iso"]
)
def test_a_quality_in_capitals_ends_a_bare_title(name: str) -> None:
    assert read(name).title.title() == "Late Tide"


def test_an_official_trailer_is_an_extra_whatever_its_number() -> None:
    reading = read("Late Tide Official Trailer #2.mp4")
    assert (reading.title, reading.extra) == ("Late Tide", "trailer")


def test_a_post_holds_the_name_between_its_brackets() -> None:
    name = "123456-[FULL]-[#a.b.tides]-[ Late.Tide.S02E05.720p-AOI ]-[01/34]"
    assert counted(name) == ("Late Tide", 2, (5,))


def test_a_picture_size_may_stand_right_behind_a_short_day() -> None:
    assert read("Late.Tide.14.05.17.720p").date == "2014-05-17"
    assert read("Late.Tide.14.05.17.42").date is None


def test_a_span_of_years_is_no_films() -> None:
    assert read("Late Tide Collection (2001-2010)").confidence < 0.5


def test_a_bare_title_in_a_season_is_the_episodes() -> None:
    reading = read("TV/Late Tide/Season 4/The Ebb.avi")
    assert (reading.title, reading.season) == ("Late Tide", 4)
    assert reading.episode_title == "The Ebb"


def test_in_a_season_one_digit_behind_the_folders_title_counts() -> None:
    assert counted("Late Tide/Season 3/Late Tide.5.Ebb.mkv") == ("Late Tide", 3, (5,))


def test_a_second_run_on_tv_is_no_part_of_the_title() -> None:
    assert counted("Late Tide TV-2 [05 of 12].avi") == ("Late Tide", None, (5,))
    assert counted("[Aoi] Late Tide - TV-3 [05].mkv") == ("Late Tide", None, (5,))


def test_an_ova_is_no_second_title_beside_one_in_han() -> None:
    assert read("晩い潮 OVA.mkv").title.startswith("晩い潮")
