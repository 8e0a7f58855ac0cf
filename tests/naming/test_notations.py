"""Every way to count that is used in show and season folders, read in each of them."""

from __future__ import annotations

import pytest

from planfile.naming.season_folders import read_folder, season_of
from tests.engines.test_offline import identities

# One a line: how the fifth episode of Harbour's first season may be called.
BY_WORD = """Ep. 5|ep5|E05|Episode 5|Episode_05|Episode Five|Folge 5|5. Folge|Teil 5|
    Chapter 5|Capítulo 05|Cap 5|Part 5|Pt 5|#05|05 серия|第5話|5화|05of10 The Gale|
    Harbour - Ep. 05|Harbour (5 of 10)|Harbour 5. Folge|Episode 5. The Gale"""
IN_FRONT = """5|05|5 - The Gale|05. The Gale|5. The Gale|05_The_Gale|5 The Gale|
    5) The Gale|05) The Gale|[05] The Gale|05 – The Gale|05 - 12 Gales|5 - 12 Gales|
    05 - 1984|05 - Pilot (Part 2)|05 The Gale (2003)|05.gale.at.sea"""
BEHIND = """Harbour - 05|Harbour 05|Harbour_05|Harbour - 05 - The Gale|Harbour [05]|
    Harbour (05)|Harbour.05.The.Gale"""
WITH_SEASON = """1x05|S1E5|Harbour S01.05|Harbour - 1x05 - The Gale|Harbour S1 E5|
    S01 Ep05|Season 1 Episode 5|1.05 The Gale|1-05 The Gale|hbr.s01e05.720p|
    grp-harbour.s01e05"""
IN_SEASON = "Harbour 105|105 - The Gale|1-05|Part V|(05)|The Gale (05)|hbr.105"


def names(table: str) -> list[str]:
    return [name.strip() for name in table.split("|")]


@pytest.mark.parametrize(
    "name", names(f"{BY_WORD}|{IN_FRONT}|{BEHIND}|{WITH_SEASON}|{IN_SEASON}")
)
def test_a_seasons_folder_understands_every_way_to_count(name: str) -> None:
    for folder in ("TV/Harbour/Season 1", "Downloads/Harbour Season 1"):
        (episode,) = identities(f"{folder}/{name}.mkv").values()
        assert episode is not None
        told = (episode.title, episode.season, episode.episodes)
        assert told == ("Harbour", 1, (5,))


def counted_on(name: str, number: int) -> str:
    """The name that the neighbour of that number has."""
    word = {4: "Four", 6: "Six", 7: "Seven"}.get(number, "Five")
    return name.replace("Five", word).replace("5", str(number))


@pytest.mark.parametrize("name", names(f"{BY_WORD}|{IN_FRONT}|{BEHIND}|{WITH_SEASON}"))
def test_in_a_shows_folder_neighbours_tell_what_is_counted(name: str) -> None:
    files = {counted_on(name, number): number for number in (4, 5, 6, 7)}
    found = identities("\n".join(f"TV/Harbour/{file}.mkv" for file in files))
    for file, number in files.items():
        episode = found[f"{file}.mkv"]
        assert episode is not None
        assert (episode.kind.value, episode.title) == ("show", "Harbour")
        assert episode.season in {None, 1}
        assert (episode.episodes or episode.absolute) == (number,)


def test_films_in_a_list_are_no_episodes() -> None:
    films = ["1 Low Tide (1999)", "2 High Tide (2002)", "3 Spring Tide (2005)"]
    found = identities("\n".join(f"D/Tides/{film}.mkv" for film in films))
    assert {one.kind.value for one in found.values() if one} == {"movie"}


@pytest.mark.parametrize(
    ("folder", "season"),
    [
        ("S 3", 3),
        ("S.03", 3),
        ("Ssn 3", 3),
        ("Series Two", 2),
        ("Series Two (2007)", 2),
        ("Series B", 2),
        ("Staffel Zwei", 2),
        ("Reeks 2", 2),
        ("2° Stagione", 2),
        ("2-й сезон", 2),
        ("Épisodes spéciaux", 0),
        ("Season of Fog", None),
        ("Series of Tides", None),
    ],
)
def test_a_folder_spells_its_season_in_many_ways(
    folder: str, season: int | None
) -> None:
    assert season_of(folder) == season


@pytest.mark.parametrize(
    ("folder", "title"),
    [
        ("The Complete Second Season", ""),
        ("Die komplette 2. Staffel", ""),
        ("La segunda temporada", ""),
        ("Harbour - Die komplette 2. Staffel", "Harbour"),
        ("The Whole Harbour Season 2", "The Whole Harbour"),
    ],
)
def test_words_that_say_all_of_a_season_are_no_title(folder: str, title: str) -> None:
    assert read_folder(folder).title == title


def test_a_number_alone_is_a_season_in_any_folder_that_says_it_holds_a_show() -> None:
    for season in ("2", "02", "T2"):
        path = f"Downloads/Harbour Complete Series/{season}/05 - The Gale.mkv"
        (episode,) = identities(path).values()
        assert episode is not None
        assert (episode.title, episode.season) == ("Harbour", 2)
