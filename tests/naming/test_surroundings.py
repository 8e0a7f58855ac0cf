from __future__ import annotations

import pytest

from planfile.naming.folders import Sort, folder_sort, part_number
from planfile.naming.homemade import homemade, software
from planfile.naming.keys import (
    abbreviates,
    as_written,
    short_for,
    title_key,
)
from planfile.naming.languages import language_of, only_tags, subtitle_tags
from planfile.naming.season_folders import anchors_of, means_season, season_of
from planfile.naming.surroundings import Surroundings


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("TV Shows", Sort.SHOWS),
        ("tv_shows", Sort.SHOWS),
        ("Serien", Sort.SHOWS),
        ("Films", Sort.MOVIES),
        ("Downloads", Sort.GENERIC),
        ("New Folder (2)", Sort.GENERIC),
        ("1080p", Sort.GENERIC),
        ("A-F", Sort.GENERIC),
        ("1990s", Sort.GENERIC),
        ("from usb", Sort.GENERIC),
        ("Subs", Sort.SUBS),
        ("Featurettes", Sort.EXTRAS),
        ("Sample", Sort.SAMPLE),
        ("Proof", Sort.PICTURES),
        ("CD1", Sort.PART),
        ("incomplete", Sort.UNFINISHED),
        ("James Bond Collection", Sort.COLLECTION),
        ("Fargo", Sort.NAMED),
        ("2012", Sort.NAMED),
        ("Drive (2011)", Sort.NAMED),
    ],
)
def test_a_folders_name_says_its_part(name: str, sort: Sort) -> None:
    assert folder_sort(name) is sort


def test_parts_are_counted_by_number_or_letter() -> None:
    assert [part_number(n) for n in ("CD2", "Disc B", "DVD 1", "Fargo")] == [2, 2, 1, 0]


def test_a_season_belongs_to_the_named_folder_above_it() -> None:
    around = Surroundings().of("TV/Harbour (2014)/1080p/Season 2")
    assert around.section == "shows"
    assert around.season == 2
    assert around.name is not None
    assert (around.name.title, around.name.year, around.name.tidy) == (
        "Harbour",
        2014,
        True,
    )


def test_a_section_ends_what_was_said_above_it() -> None:
    around = Surroundings().of("Harbour (2014)/Movies")
    assert around.name is None
    assert around.section == "movies"


def test_a_country_in_a_tidy_folder_is_no_part_of_the_title() -> None:
    named = Surroundings().of("TV/Harbour (US) (2014)").name
    assert named is not None
    assert (named.title, named.country, named.year) == ("Harbour", "US", 2014)


def test_the_show_that_is_called_extras_is_a_title() -> None:
    named = Surroundings().of("TV/Extras").name
    assert named is not None
    assert named.title == "Extras"


def test_a_number_may_be_the_end_of_a_shows_name() -> None:
    named = Surroundings().of("TV/Room 104").name
    assert named is not None
    assert named.title == "Room 104"


def test_a_collection_names_no_title() -> None:
    around = Surroundings().of("Movies/Ebb Trilogy")
    assert around.collection == "Movies/Ebb Trilogy"
    assert around.name is None


def test_specials_are_season_zero_in_many_words() -> None:
    assert [season_of(n) for n in ("Specials", "OVAs", "Season 0", "Season 02")] == [
        0,
        0,
        0,
        2,
    ]
    assert means_season("TV/Fargo/Season 1")
    assert not means_season("TV/Fargo")
    assert not means_season("")


def test_what_has_no_video_looks_to_the_named_folders_above() -> None:
    assert anchors_of("Downloads/Fate/Scans") == [
        "Downloads/Fate/Scans",
        "Downloads/Fate",
    ]
    assert anchors_of("Scans") == ["Scans"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Fast & the Furious", "fast and the furious"),
        ("Mr. Robot", "mr robot"),
        ("Marvel's Agents of S.H.I.E.L.D.", "Marvels Agents of SHIELD"),
        ("Amélie", "amelie"),
        ("Rocky II", "Rocky 2"),
        ("Dune: Part Two", "Dune Part II"),
        ("Straße", "strasse"),
    ],
)
def test_spellings_of_one_title_have_one_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Alien", "Aliens"), ("Rocky", "Rocky II"), ("V", "5"), ("It", "Us")],
)
def test_different_titles_have_different_keys(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


def test_a_title_of_nothing_but_marks_is_its_own_key() -> None:
    assert title_key("???") == "???"


@pytest.mark.parametrize(
    ("code", "title", "wanted"),
    [
        ("bb", "Breaking Bad", True),
        ("tbbt", "The Big Bang Theory", True),
        ("himym", "How I Met Your Mother", True),
        ("futur", "Futurama", True),
        ("brkngbd", "Breaking Bad", True),
        ("fargo", "Breaking Bad", False),
        ("breaking bad", "Breaking Bad", False),
        ("", "Breaking Bad", False),
    ],
)
def test_short_names_stand_for_titles(code: str, title: str, wanted: bool) -> None:
    assert abbreviates(code, title) is wanted


def test_a_short_word_could_stand_for_a_title_with_its_letter() -> None:
    assert short_for("bn", "Brooklyn Nine-Nine")
    assert not short_for("Bn", "Brooklyn Nine-Nine")
    assert not short_for("x", "Brooklyn Nine-Nine")


def test_titles_are_written_as_people_do() -> None:
    assert as_written("the lord of the rings") == "The Lord of the Rings"
    assert as_written("FRIENDS") == "FRIENDS"
    assert as_written("THE WIRE") == "The Wire"
    assert as_written("eXistenZ") == "eXistenZ"


@pytest.mark.parametrize(
    ("text", "language", "flags"),
    [
        (".en", "en", ()),
        (".eng.forced", "en", ("forced",)),
        (".pt-BR.sdh", "pt-BR", ("sdh",)),
        ("2_English", "en", ()),
        ("3_Brazilian Portuguese", "pt-BR", ()),
        ("Chinese Simplified", "zh-Hans", ()),
        ("Spanish (Latin American)", "es-419", ()),
        (".hi", "hi", ()),
        (".en.hi", "en", ("sdh",)),
        (".fr-CA.full", "fr-CA", ()),
        (".es.es-419", "es-419", ()),
        (".default", "", ("default",)),
        ("Commentary", "", ("commentary",)),
        ("track", "", ()),
    ],
)
def test_subtitle_names_say_language_and_flags(
    text: str, language: str, flags: tuple[str, ...]
) -> None:
    assert subtitle_tags(text) == (language, flags)


def test_some_names_hold_nothing_but_tags() -> None:
    assert only_tags("2_English.forced")
    assert not only_tags("Harbour.en")
    assert language_of("klingon") == ""


@pytest.mark.parametrize(
    "stem",
    [
        "IMG_2034",
        "VID_20200102_101112",
        "GOPR0123",
        "PXL_20230101",
        "2023-05-04 18.33.10",
        "video-2019-08-14",
        "video_2019-08-14",
        "clip_2019-08-14",
        "Video 2019-08-14",
    ],
)
def test_what_devices_call_their_files_is_home_video(stem: str) -> None:
    assert homemade("Downloads", stem) == "home video"


def test_a_cameras_folder_makes_everything_home_video() -> None:
    assert homemade("Phone/DCIM/100APPLE", "Harbour") == "home video"
    assert homemade("Courses/Sailing", "01 - Knots") == "a lesson"
    assert homemade("Downloads", "Harbour.2011") == ""
    assert homemade("", "p-1080p-grp") == ""


def test_the_images_of_systems_are_software() -> None:
    assert software("ubuntu-22.04-desktop-amd64")
    assert not software("Das Boot (1981)")


def test_a_folder_two_thousand_folders_deep_is_heard() -> None:
    deep = "/".join([*["x"] * 2000, "TV", "Harbour (2014)"])
    named = Surroundings().of(deep).name
    assert named is not None
    assert (named.path, named.title) == (deep, "Harbour")
