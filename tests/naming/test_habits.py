"""Habits of those who name files, each with what tells it from its look-alikes."""

from __future__ import annotations

from typing import Any

import pytest

from planfile.naming.paths import read_path
from planfile.naming.reading import Reading
from tests.engines.test_offline import identities


def read(name: str) -> Reading:
    return read_path(name, typed=True)


def said(name: str, *fields: str) -> tuple[Any, ...]:
    reading = read(name)
    return tuple(getattr(reading, field) for field in fields)


def counted(name: str) -> tuple[Any, ...]:
    """Title, season and the numbers of an episode."""
    reading = read(name)
    assert reading.kind == "episode", reading
    return reading.title, reading.season, reading.episodes or reading.absolute


@pytest.mark.parametrize(
    "name",
    [
        "Late Tide (1972) - 4sur6.avi",
        "Late Tide 4z18.avi",
        "Late Tide (1978) - 04af24 - Ebb.avi",
        "Late.Tide.E04of06.DVDRip.avi",
    ],
)
def test_one_of_so_many_is_counted_in_many_tongues(name: str) -> None:
    assert counted(name) == ("Late Tide", None, (4,))


@pytest.mark.parametrize(
    "name",
    [
        "Late.Tide.Part.2.E10.1080p.WEB.mkv",
        "Late.Tide.Vol.2.E10.Ebb.1080p.mkv",
        "Late Tide - Reeks 2 - Afl. 10.avi",
    ],
)
def test_what_holds_episodes_is_a_season(name: str) -> None:
    assert counted(name) == ("Late Tide", 2, (10,))


def test_a_part_counts_and_the_numbers_behind_it_are_of_its_title() -> None:
    assert counted("Late.Tide.Part.2.Days.8-16.WEB.mkv") == ("Late Tide", None, (2,))
    assert counted("Late.Tide.Parts.5.and.6.HDTV.mkv") == ("Late Tide", None, (5, 6))
    assert counted("[Aoi] Late Tide Part 2 - 05 [720p].mkv")[2] == (5,)


def test_what_is_called_a_miniseries_counts_its_parts() -> None:
    assert counted("Late.Tide.2003.Miniseries.Part.1.720p.mkv")[::2] == (
        "Late Tide",
        (1,),
    )
    title, _, numbers = counted("Late.Tide.The.Mini-Series.Part.II.DVDRip.avi")
    assert (title, numbers) == ("Late Tide", (2,))


def test_chapters_are_of_a_series_on_tv_and_of_films_elsewhere() -> None:
    assert counted("Late.Tide.Chapter.6.Ebb.720p.HDTV.mkv") == ("Late Tide", None, (6,))
    assert counted("Late.Tide.Chapter.8.1080p.WEB-DL.mkv") == ("Late Tide", None, (8,))
    for film in ("Late.Tide.Chapter.2.1080p.WEB-DL.mkv", "Late Tide Chapter 8 2011"):
        assert read(film).kind == "movie"


def test_a_title_may_hold_the_first_number_behind_a_dash() -> None:
    title, _, numbers = counted("[Aoi] Late Tide - 100 Ebbs - 01 [1080p].mkv")
    assert (title, numbers) == ("Late Tide - 100 Ebbs", (1,))
    assert counted("Late Tide - 12 - Ebb - 2.mkv")[2] == (12,)


def test_a_wave_between_numbers_is_a_range() -> None:
    assert counted("[Aoi] Late Tide Season 2 - 01 ~ 03 [720p]")[2] == (1, 2, 3)


def test_a_year_in_brackets_may_stand_ahead_of_numbers_in_brackets() -> None:
    assert counted("[Aoi] Late Tide (2024) (01-03) (1080p) [Batch]")[2] == (1, 2, 3)


def test_a_season_and_a_padded_number_are_joined_by_a_dash() -> None:
    assert counted("Harbour 1-01.avi") == ("Harbour", 1, (1,))


def test_four_digits_behind_a_dash_may_hold_a_season() -> None:
    assert read("Late Tide - 1405 - Ebb.avi").confidence < 0.8
    assert read("[Aoi] Late Tide - 1100 [1080p].mkv").confidence > 0.9


def test_chapters_of_a_telenovela_count_on() -> None:
    assert counted("Late Tide Cap 188.avi") == ("Late Tide", None, (188,))
    assert counted("Late Tide [Cap.212].avi") == ("Late Tide", 2, (12,))


def test_a_feast_is_a_special_of_its_show_and_its_year_no_shows() -> None:
    for name in ("Late Tide - Christmas Special 2023.mkv",):
        fields = said(name, "kind", "title", "year", "special")
        assert fields == ("episode", "Late Tide", None, True)
    assert read("Late.Tide.Holiday.Special.1978.DVDRip.avi").kind == "movie"
    assert read("[Aoi] Late Tide - Special [720p].mkv").special


def test_short_words_ahead_of_a_number_in_brackets_are_the_titles() -> None:
    assert counted("Harbour_MD_-_[3x24]_-_Ebb.avi") == ("Harbour MD", 3, (24,))


def test_the_german_scene_names_its_tongue_ahead_of_the_year() -> None:
    assert read("Ebbe.German.2007.DVDRip.XviD.avi").title == "Ebbe"
    for title in ("The Good German", "My German"):
        assert read(f"{title} 2007 DVDRip.avi".replace(" ", ".")).title == title


def test_a_fight_behind_the_year_is_a_match_unless_an_edition_is_called_so() -> None:
    assert said("Late.Tide.Cup.2024.Aoi.vs.49ers.1080p.mkv", "season") == (2024,)
    assert read("Tide.IV.1985.Directors.Cut.Tide.vs.Ebb.mkv").kind == "movie"
    assert read("World Tide Championship 2020 Final.mkv").confidence < 0.5


@pytest.mark.parametrize(
    "name",
    [
        "Aoi-Late_Tide-x264-2011-GRP.mkv",
        "Aoi-Late_Tide-(WEB)-x264-2011-GRP.mkv",
        "Aoi - Late Tide (2011) [Music Video].mkv",
        "Aoi - Late Tide (2011) (Official Video).mp4",
    ],
)
def test_a_music_video_may_be_no_film(name: str) -> None:
    assert read(name).confidence < 0.5
    (one,) = identities(f"Downloads/{name}").values()
    assert one is None or "may be a clip, no film" in one.why


def test_a_film_with_dashes_is_no_music_video() -> None:
    for name in ("Spider-Tide-2011-GRP (2011).mkv", "late-tide-2011-grp.avi"):
        assert read(name).confidence > 0.8


@pytest.mark.parametrize(
    "lead",
    [
        "Tidemovies.NL - ",
        "TideHub4u.Tv.-.",
        "Tidewap.com_",
        "TideMovieHD.eu.",
        "TDS.MX.",
        "TDS.wf_",
        "@tide_world_",
        "@TideWorld ",
    ],
)
def test_a_site_in_front_is_no_title(lead: str) -> None:
    assert read(f"{lead}Late.Tide.2011.720p.mkv").title == "Late Tide"


def test_what_looks_like_a_sites_name_may_be_a_country() -> None:
    assert counted("Late.NL.S01E02.mkv")[1:] == (1, (2,))
    assert read("Late.NL.S01E02.mkv").title == "Late NL"
    assert read("TideChef.MX.S01E02.mkv").title == "TideChef MX"


@pytest.mark.parametrize(
    "name",
    [
        "e6b13c0f-52aa-4f0e-9b8e-0a3a9fb8a3a1.mp4",
        "MVI_1234.AVI",
        "C0001.MP4",
        "zoom_0.mp4",
        "ubuntu-22.04-desktop-amd64.iso",
    ],
)
def test_what_a_program_or_camera_called_tells_nothing(name: str) -> None:
    assert read(name).kind is None


def test_a_folder_of_specials_makes_specials_of_what_is_in_it() -> None:
    path = "TV/Harbour (2009)/Specials/Harbour.mkv"
    assert said(path, "kind", "season", "year") == ("episode", 0, 2009)


def test_a_folder_of_a_year_in_a_show_is_neither_its_title_nor_a_season() -> None:
    path = "TV/The Nightly/2015/2015-08-06 - Last One.mp4"
    assert said(path, "title", "date") == ("The Nightly", "2015-08-06")
    (one,) = identities(path).values()
    assert one is not None
    assert (one.title, one.season, one.date) == ("The Nightly", None, "2015-08-06")


def test_a_pack_that_names_what_is_in_it_is_a_shows() -> None:
    name = "[Aoi] Late Tide (Series+Movies+Specials) [1080p]"
    assert said(name, "kind", "title") == ("episode", "Late Tide")


def test_a_year_between_a_group_and_the_title_is_the_films() -> None:
    name = "[Aoi-Raws] (2016) Late Tide [BDRip 1920x1080].mkv"
    assert said(name, "title", "year") == ("Late Tide", 2016)
    assert said("[TIDE] (2007).mkv", "title", "year") == ("TIDE", 2007)


def test_letters_without_a_vowel_and_a_dash_are_a_group() -> None:
    assert counted("xvf-late.tide.s01e02.xvid.avi") == ("late tide", 1, (2,))
    for title in ("x-tides", "sg-1"):
        assert counted(f"{title}.s01e02.xvid.avi")[0] == title


def test_a_typed_name_that_begins_with_its_number_may_go_on_with_its_title() -> None:
    reading = read("S01E02 - Late Tide - 46 Long.avi")
    assert reading.title == "Late Tide"
    assert reading.confidence < 0.5


def test_a_number_in_a_list_of_films_is_a_films() -> None:
    film = read("Movies/Late Tides 1-7/Late Tides 3.avi")
    assert (film.kind, film.title) == ("movie", "Late Tides 3")


def test_an_article_alone_is_no_title() -> None:
    assert said("The.Episode.2017.mkv", "kind", "title") == ("movie", "The Episode")


def test_dotted_numbers_ahead_of_a_year_may_be_no_day() -> None:
    assert read("Tide.3.5.2011.mkv").confidence < 0.5
    assert read("Tide.03.05.2011.mkv").confidence > 0.9


def test_a_range_of_three_digits_is_no_season() -> None:
    assert said("062-077 Ebb", "season", "absolute") == (None, tuple(range(62, 78)))


@pytest.mark.parametrize(
    "name",
    [
        "Aoi Shore - Low tide in an hour (2022) [zFZ5jQ0yuNA].mp4",
        "Aoi.Shore.2022.[zFZ5jQ0yuNA].mp4",
    ],
)
def test_what_programs_save_from_the_web_is_no_film_for_sure(name: str) -> None:
    assert read(name).confidence < 0.5
    for quality in ("BluRay1080p", "WEBDL-1080p", "WEBRip-720p"):
        assert read(f"Late Tide (2022) [{quality}].mkv").confidence > 0.9


def test_what_a_recorder_numbers_tells_nothing() -> None:
    assert read("1001_20110517200000.mpg").kind is None


def test_missions_and_acts_count_and_lessons_are_of_a_course() -> None:
    assert counted("Late Tide Mission 26.avi") == ("Late Tide", None, (26,))
    assert read("Speak Tidish Lesson 12.mp4").kind == "movie"
    assert read("Late Tide Mission 26 (2011).mkv").kind == "movie"


def test_a_day_is_not_parted_from_its_month_by_a_dash() -> None:
    name = "Harbour Farm - 4 of 8 - September 1940.mkv"
    assert counted(name) == ("Harbour Farm", None, (4,))


def test_a_feast_with_an_article_ahead_and_a_year_is_a_film() -> None:
    assert read("A Christmas Tide 1983.mkv").confidence > 0.9
    assert read("Christmas 1983.mkv").confidence < 0.5


def test_four_digits_ahead_of_a_bracket_count_the_whole_show() -> None:
    assert counted("Late Tide 1045 [1080p].mkv") == ("Late Tide", None, (1045,))
    assert read("THX 1138 [1080p].mkv").kind == "movie"


def test_what_an_episode_is_called_is_no_part_of_the_title() -> None:
    title, _, numbers = counted("Late.Tide.Session.05.Ebb.of.Angels.mkv")
    assert (title, numbers) == ("Late Tide", (5,))


def test_a_part_behind_a_film_and_its_title_may_be_an_episode() -> None:
    assert read("Late Tide (1984) - The Ebb - Part 1.avi").confidence < 0.85
    assert read("Late Tide (1984) - The Ebb.avi").confidence > 0.85


def test_a_third_part_on_tv_is_a_series_though_a_year_follows() -> None:
    assert counted("Meer Teil 3 2013 German 720p HDTV.mkv")[::2] == ("Meer", (3,))
    assert read("Meer Teil 3 2013 German 720p BluRay.mkv").kind == "movie"


def test_a_title_in_wide_brackets_loses_the_spaces_in_them() -> None:
    assert counted("( Late ) 第2季 S02E09.mkv") == ("Late", 2, (9,))


def test_a_season_or_part_may_be_spelled_in_german() -> None:
    assert counted("Meer Staffel Zwei Folge Drei.mkv")[1:] == (2, (3,))
    assert counted("Meer Teil Drei HDTV.mkv")[2] == (3,)


@pytest.mark.parametrize(
    "name",
    [
        "jASwjZAPXcRaBqZXGmHxNLVtvljqIwpTAEpb",
        "pd3vxlosszne7i9edjn0jseo8xpjqkal0f",
        "GXFKUIJJAYDCEPERBBEAN6961GB5KEOXS7LL",
        "xkcbtqwrtzplmnbvdghsr",
    ],
)
def test_babble_tells_nothing(name: str) -> None:
    assert read(f"{name}.mkv").kind is None


@pytest.mark.parametrize(
    "name",
    [
        "TheLateTide",
        "ScottTidegrimVsTheWorld",
        "TheXTidesIWantToBelieve",
        "4Tides3WeeksAnd2Ebbs",
        "startidefirstcontactstrange",
        "LATETIDESTRANGENEWWORLDS",
    ],
)
def test_words_without_spaces_are_no_babble(name: str) -> None:
    assert read(f"{name}.mkv").title == name


def test_only_latin_titles_get_capitals_for_all_words() -> None:
    found = identities("Movies/12 стульев (1971).avi\nMovies/late tide (2011).avi")
    titles = {one.title for one in found.values() if one}
    assert titles == {"12 стульев", "Late Tide"}


def test_a_title_like_an_address_stays() -> None:
    assert counted("TideChef.NL - S01E02.mkv") == ("TideChef.NL", 1, (2,))
