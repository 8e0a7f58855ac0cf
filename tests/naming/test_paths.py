"""A path is read component by component, then together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planfile.naming.paths import read_path
from planfile.naming.typed import components


@pytest.mark.parametrize(
    "season", ["Season 2", "S02", "Staffel 2", "Saison 2", "2. Sezon"]
)
def test_the_season_comes_from_its_folder(season: str) -> None:
    reading = read_path(f"TV/Late Tide (2011)/{season}/05 - Ebb.mkv")
    assert (reading.title, reading.year) == ("Late Tide", 2011)
    assert (reading.season, reading.episodes) == (2, (5,))


@pytest.mark.parametrize("place", ["Downloads", "TV Shows", "Disc 1", "Subs", "Movies"])
def test_a_title_never_comes_from_a_folder_that_is_only_a_place(place: str) -> None:
    reading = read_path(f"Late Tide S02/{place}/05.mkv")
    assert reading.title == "Late Tide"
    assert read_path(f"{place}/S02E05.mkv").title == ""


def test_a_code_takes_everything_from_the_release_s_folder() -> None:
    folder = "Late.Tide.S02E05.1080p.WEB-DL-AOI"
    reading = read_path(f"Downloads/{folder}/a94a8fe5ccb19ba61c4c0873d391e987.mkv")
    assert (reading.title, reading.season, reading.episodes) == ("Late Tide", 2, (5,))
    assert reading.steps[-1].meaning == "a code that tells nothing"


@pytest.mark.parametrize("name", ["lt.205.mkv", "lt205.mkv", "aoi-lt.s02e05.mkv"])
def test_an_abbreviation_gives_way_to_the_folder_s_title(name: str) -> None:
    reading = read_path(f"Late.Tide.S02.1080p.WEB-DL-AOI/{name}")
    assert (reading.title, reading.season, reading.episodes) == ("Late Tide", 2, (5,))


def test_a_year_in_the_own_name_beats_the_folder_s() -> None:
    assert read_path("Dunes (1984)/Dunes (2021).mkv").year == 2021


def test_a_film_takes_title_and_year_from_its_folder() -> None:
    reading = read_path("Movies/Late Tide (2011)/movie.mkv")
    assert (reading.kind, reading.title, reading.year) == ("movie", "Late Tide", 2011)
    assert reading.confidence > 0.9


def test_a_folder_with_a_loose_year_names_no_other_film() -> None:
    reading = read_path("Best of 2014/Late Tide.mkv")
    assert (reading.title, reading.year) == ("Late Tide", None)


def test_a_number_behind_the_folder_s_own_title_is_an_episode() -> None:
    reading = read_path("Late Tide/Late Tide 12.mkv")
    assert (reading.kind, reading.absolute) == ("episode", (12,))
    assert read_path("Late Tide/Late Tide 2.mkv").kind == "movie"


def test_hundreds_that_repeat_the_folder_s_season_are_that_season() -> None:
    reading = read_path("Late Tide/Season 4/Late Tide [401] Ebb.avi")
    assert (reading.season, reading.episodes) == (4, (1,))


def test_a_specials_folder_is_season_zero() -> None:
    reading = read_path("Late Tide/Specials/01 - Making.mkv")
    assert (reading.title, reading.season, reading.episodes) == ("Late Tide", 0, (1,))


@pytest.mark.parametrize(
    ("path", "extra"),
    [
        ("Late Tide (2011)/Featurettes/Making.mkv", "extra"),
        ("Late Tide (2011)/Late Tide (2011)-trailer.mkv", "trailer"),
        ("Late Tide (2011)/Late Tide (2011).mkv", ""),
        ("[Aoi] Late Tide/[Aoi] Late Tide - NCOP1.mkv", "creditless"),
        ("[Aoi] Late Tide/[Aoi] Late Tide - PV2 [BD].mkv", "trailer"),
    ],
)
def test_extras_are_told_by_folder_suffix_and_code(path: str, extra: str) -> None:
    assert read_path(path).extra == extra


def test_an_empty_path_says_nothing() -> None:
    assert read_path("").kind is None
    assert read_path("//").title == ""


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("a/b.mkv", ["a", "b.mkv"]),
        ("Прилив / Late Tide", ["Прилив / Late Tide"]),
        ("Late Tide (CamRip/2011)", ["Late Tide (CamRip/2011)"]),
        ("Late Tide (2011/b.mkv", ["Late Tide (2011", "b.mkv"]),
        ("Late Tide 25/10/2019", ["Late Tide 25-10-2019"]),
        ("c:\\tv\\a.mkv", ["c:", "tv", "a.mkv"]),
    ],
)
def test_a_slash_in_a_typed_name_need_not_part_folders(
    path: str, parts: list[str]
) -> None:
    assert components(path) == parts


def test_a_typed_number_in_a_show_is_a_season() -> None:
    assert read_path("Late Tide/2", typed=True).season == 2


def test_a_typed_number_in_front_leaves_the_title_behind_it() -> None:
    reading = read_path("03-Late.Tide.avi", typed=True)
    assert (reading.title, reading.absolute) == ("Late Tide", (3,))


@given(st.text(alphabet="ab1 ./\\()[]-S0E2", max_size=40), st.booleans())
@settings(max_examples=300)
def test_any_path_gets_a_reading(path: str, typed: bool) -> None:
    reading = read_path(path, typed=typed)
    assert 0 <= reading.confidence <= 1
    assert reading == read_path(path, typed=typed)


@pytest.mark.parametrize(
    "name",
    [
        "IMG_20190704_183022.mp4",
        "WhatsApp Video 2020-05-01 at 18.22.11.mp4",
        "PXL_20230101_123456789.mp4",
        "title_t03.mkv",
        "B1_t00.mkv",
        "VTS_01_1.VOB",
        "00005.m2ts",
    ],
)
def test_what_a_phone_or_a_program_calls_a_file_names_nothing(name: str) -> None:
    reading = read_path(name, typed=True)
    assert (reading.kind, reading.title) == (None, "")
