"""Titles that are numbers, years or tag-like words stay whole in every kind of name."""

from __future__ import annotations

import pytest

from planfile.naming.paths import read_path

NUMBERS = """The 100|Room 104|24|1883|K-9|9-1-1|Tide 2|Tide 90210|The 4400|Station 19|V|
    Numb3rs|Se7en|Sense8|Two and a Half Tides|Code 3|Blade Tide 2049|Tide II|UFO"""
WORDS = """The Sample|Extras|Webmaster|Proper Tides|Season of Storms|The Complete Guide|
    French Tide|Uncut Gems|OP Center|Part of Me|Special Ops|Sunday in May|Mr. Tide|
    Episodes of Us|A Series of Tides|Red Line|Real Tides|HD Kings|Limited Time|
    Hindi Medium|DC Titans|Web Therapy|Final Space|Complete Madness|Cut Throat"""
MARKS = """Who's Tide?|Tide!|Tide: The Return|Tide - The Return|La Marée|Tides & Co|
    S.W.A.T|Mad Dogs|Tide vs. Shore"""
TITLES = [t.strip() for t in f"{NUMBERS}|{WORDS}|{MARKS}".split("|")]
NAMES = {
    "{} S01E02 720p WEB-DL.mkv": ("episode", 1, (2,), (), None),
    "{} - 1x02 - Ebb.mkv": ("episode", 1, (2,), (), None),
    "{} (2014) S01E02-E03.mkv": ("episode", 1, (2, 3), (), None),
    "{} Season 2 Complete 1080p": ("episode", 2, (), (), None),
    "{} S02 1080p BluRay x265-AOI": ("episode", 2, (), (), None),
    "[Aoi] {} - 07 [720p].mkv": ("episode", None, (), (7,), None),
    "{} - 2014-05-17 - Ebb.mkv": ("episode", None, (), (), "2014-05-17"),
    "{} 17th May 2014 HDTV.mkv": ("episode", None, (), (), "2014-05-17"),
    "{} (2014).mkv": ("movie", None, (), (), None),
    "{} (2014) [1080p BluRay].mkv": ("movie", None, (), (), None),
    "{} 2014 1080p BluRay x264-AOI.mkv": ("movie", None, (), (), None),
}


def fold(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum())


@pytest.mark.parametrize("name", NAMES)
def test_a_tricky_title_stays_whole(name: str) -> None:
    wrong = {}
    for title in TITLES:
        reading = read_path(name.format(title))
        numbers = (reading.season, reading.episodes, reading.absolute, reading.date)
        if (fold(reading.title), reading.kind, *numbers) != (fold(title), *NAMES[name]):
            wrong[name.format(title)] = (reading.title, reading.kind, *numbers)
    assert wrong == {}


@pytest.mark.parametrize("name", NAMES)
def test_dots_and_underscores_are_spaces(name: str) -> None:
    for title in ("Late Tide", "Room 104", "The Sample", "Tide II"):
        for separator in "._":
            reading = read_path(name.format(title).replace(" ", separator))
            numbers = (reading.season, reading.episodes, reading.absolute, reading.date)
            assert (reading.kind, *numbers) == NAMES[name]
            assert fold(reading.title) == fold(title)


MONTHS = "may|mai|mei|maj|maja|mayo|maggio|maio|május|května|mayıs|мая|травня"


@pytest.mark.parametrize("month", MONTHS.split("|"))
def test_a_day_is_read_in_many_tongues(month: str) -> None:
    for form in ("Late Tide 17 {} 2014.mkv", "Late_Tide_17._{}_2014.mkv"):
        reading = read_path(form.format(month))
        assert (reading.title, reading.date) == ("Late Tide", "2014-05-17")
