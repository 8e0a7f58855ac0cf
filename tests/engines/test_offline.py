# ruff: noqa: E501 - paths
from __future__ import annotations

import pytest

from planfile import engines
from planfile.artifacts.event import ignore
from planfile.artifacts.identity import Identity
from planfile.errors import EngineError
from planfile.naming.bundles import gather
from tests.libraries.trees import library


def identities(text: str) -> dict[str, Identity | None]:
    tree = library(text)
    bundles = gather(tree).bundles
    found = engines.get("offline").identify(tree, bundles, ignore)
    return {
        b.lead.rpartition("/")[2] or b.lead: i
        for b, i in zip(bundles, found, strict=True)
    }


def told(text: str) -> dict[str, str]:
    """Kind, title, year, season and numbers, as a word each; "" where it cannot tell."""
    return {name: said(identity) for name, identity in identities(text).items()}


def said(identity: Identity | None) -> str:
    if identity is None:
        return ""
    numbers = identity.episodes or identity.absolute
    words = [identity.kind.value, identity.title, str(identity.year or "-")]
    if identity.kind.value == "show":
        words += [f"s{identity.season}", ",".join(map(str, numbers)) or "-"]
    return " | ".join(words)


def test_what_programs_call_a_file_names_nothing() -> None:
    found = told("D/Ebb (2011)/title_t00.mkv\nD/x/movie.mkv")
    assert found == {"title_t00.mkv": "movie | Ebb | 2011", "movie.mkv": ""}


def test_an_episode_called_by_a_year_does_not_date_its_show() -> None:
    found = told("D/Harbour/Season 2/Harbour - 2x03 - 1984.mkv\nD/Harbour.S01E01.mkv")
    assert set(found.values()) == {
        "show | Harbour | - | s2 | 3",
        "show | Harbour | - | s1 | 1",
    }


def test_a_year_may_close_the_title_of_a_part() -> None:
    found = told("D/Ebb.Part.III.1990.1080p.mkv")
    assert found["Ebb.Part.III.1990.1080p.mkv"].startswith("movie | Ebb Part")


def test_one_part_alone_in_a_films_folder_is_the_film() -> None:
    assert told("D/Ebb (2017)/Ebb.Part.1.mkv")["Ebb.Part.1.mkv"] == "movie | Ebb | 2017"


def test_numbers_in_a_folders_title_are_not_the_episodes() -> None:
    found = told(
        "D/Room 104/Season 1/Room 104 - 05.mkv\nD/Room 104/Season 1/Room 104 - 06.mkv"
    )
    assert found["Room 104 - 05.mkv"] == "show | Room 104 | - | s1 | 5"
    film = told("D/Ebb Part 1 (2010)/Ebb.Part.1.720p.mkv")
    assert film["Ebb.Part.1.720p.mkv"] == "movie | Ebb Part 1 | 2010"


def test_leading_numbers_in_a_season_are_its_episodes() -> None:
    found = told(
        """
        D/Moor/Season 3/01 - 90 Minutes.mkv
        D/Moor/Season 3/02 - Part of the Plan.mkv
        D/Moor/Season 3/03 - S.O.S..mkv
        """
    )
    assert list(found.values()) == [f"show | Moor | - | s3 | {n}" for n in (1, 2, 3)]


def test_an_ordinal_before_the_word_season_is_no_season() -> None:
    found = told(
        "D/Moor/Season 2/Moor - 01 - Season of Rain.mkv\nD/Moor/Season 2/Moor - 02 - Tide.mkv"
    )
    assert found["Moor - 01 - Season of Rain.mkv"] == "show | Moor | - | s2 | 1"


def test_places_in_a_list_are_dropped_and_titles_with_numbers_kept() -> None:
    films = told(
        """
        Movies/Agent Collection/01 - Dr. Maybe (1962).mkv
        Movies/Agent Collection/02 - Silver Thumb (1964).mkv
        """
    )
    assert list(films.values()) == [
        "movie | Dr. Maybe | 1962",
        "movie | Silver Thumb | 1964",
    ]
    heap = told("Downloads/12 Angry Men (1957).mkv\nDownloads/21 Grams (2003).mkv")
    assert list(heap.values()) == [
        "movie | 12 Angry Men | 1957",
        "movie | 21 Grams | 2003",
    ]


def test_one_film_of_a_list_is_known_in_a_collection_only() -> None:
    one = told("Movies/Agent Trilogy/03 - Gold (1967).mkv")
    assert one["03 - Gold (1967).mkv"] == "movie | Gold | 1967"


def test_three_digits_beside_two_are_absolute() -> None:
    found = told(
        "Anime/Tower/Tower - 99.mkv\nAnime/Tower/Tower - 100.mkv\nAnime/Tower/Tower - 101.mkv"
    )
    assert found["Tower - 101.mkv"] == "show | Tower | - | sNone | 101"


def test_parts_in_words_and_roman_numbers_make_a_series() -> None:
    found = told("\n".join(f"D/Moor/Moor Part {n}.avi" for n in ("One", "II", "3")))
    assert {text.split(" | ")[-1] for text in found.values()} == {"1", "2", "3"}


def test_what_lies_among_episodes_is_one() -> None:
    found = told(
        """
        D/Moor (2014)/Season 1/Moor S01E02.mkv
        D/Moor (2014)/Season 1/Moor S01E03.mkv
        D/Moor (2014)/Season 1/Pilot.mkv
        D/Moor (2014)/Specials/Christmas Special.mkv
        D/Moor (2014)/Ebb (2011).mkv
        """
    )
    assert found["Pilot.mkv"] == "show | Moor | 2014 | s1 | -"
    assert found["Christmas Special.mkv"] == "show | Moor | 2014 | s0 | -"
    assert found["Ebb (2011).mkv"] == "movie | Ebb | 2011"


def test_long_numbers_behind_one_title_count_its_episodes() -> None:
    found = told("D/Moor/Moor 001.mkv\nD/Moor/Moor 366.mkv\nD/Moor/Moor Movie 2.mkv")
    assert found["Moor 366.mkv"] == "show | Moor | - | sNone | 366"
    saga = told("D/Tower/Saga 1/Tower - 001.mkv\nD/Tower/Saga 2/Tower - 040.mkv")
    assert saga["Tower - 040.mkv"] == "show | Tower | - | sNone | 40"


def test_a_seasons_folder_names_the_show_where_a_file_names_its_episode() -> None:
    found = told(
        "TV/Moor (2014)/Season 02/Low Tide 3.mkv\nTV/Moor (2014)/Season 02/Low Tide 4.mkv"
    )
    assert found["Low Tide 3.mkv"] == "show | Moor | 2014 | s2 | 3"


def test_what_lies_in_the_season_or_film_of_another_is_less_sure() -> None:
    found = identities(
        """
        D/Moor (2014)/Season 1/Moor.S01E01.mkv
        D/Moor (2014)/Season 1/Moor.S02E01.mkv
        D/Ebb (2011)/Ebb.1999.mkv
        """
    )
    for name in ("Moor.S02E01.mkv", "Ebb.1999.mkv"):
        assert found[name].why == "name and folder disagree"  # type: ignore[union-attr]
    assert found["Moor.S01E01.mkv"].confidence > 0.9  # type: ignore[union-attr]


def test_a_number_in_a_folder_of_films_is_the_titles() -> None:
    found = told("Movies/Apollo - 13.mkv\nMovies/Ebb.2011.mkv")
    assert found["Apollo - 13.mkv"].startswith("movie | Apollo")


def test_a_person_may_file_a_show_under_another_title() -> None:
    found = told(
        """
        TV/Money Heist (2017)/Season 1/La.Casa.de.Papel.S01E01.mkv
        TV/Money Heist (2017)/Season 1/La.Casa.de.Papel.S01E02.mkv
        D/La.Casa.de.Papel.S02E01.mkv
        """
    )
    assert {text.split(" | ")[1] for text in found.values()} == {"Money Heist"}


def test_a_file_in_the_wrong_folder_keeps_its_own_name() -> None:
    found = told(
        """
        D/Moor (2014)/Season 1/Moor.S01E01.mkv
        D/Moor (2014)/Season 1/Harbour.2011.S03E07.720p.mkv
        """
    )
    assert found["Harbour.2011.S03E07.720p.mkv"] == "show | Harbour | 2011 | s3 | 7"


def test_short_codes_stand_for_their_folders_title() -> None:
    found = told(
        "D/Breaking Ground (2008)/Season 2/bg.203.avi\nD/Breaking Ground (2008)/Season 2/bg.204.avi"
    )
    assert found["bg.203.avi"] == "show | Breaking Ground | 2008 | s2 | 3"


def test_an_obfuscated_file_is_what_its_folder_says() -> None:
    code = "7f3c9a1be0d24f6688b1c2d3e4f50617.mkv"
    assert told(f"D/Moor.S02E05.720p-AOI/{code}")[code] == "show | Moor | - | s2 | 5"
    assert told(f"D/Ebb.2011.720p-AOI/{code}")[code] == "movie | Ebb | 2011"
    assert told(f"D/{code}")[code] == ""


def test_specials_belong_to_their_show() -> None:
    found = told(
        "Anime/Tower/OVA/[G] Tower OVA - 01.mkv\nAnime/Tower/[G] Tower - 01.mkv"
    )
    assert found["[G] Tower OVA - 01.mkv"] == "show | Tower | - | s0 | 1"


def test_half_a_title_is_completed_by_the_folder_above() -> None:
    found = told("Movies/Space Saga Films/Space/Episode IV - A Hope (1977)/sw4.mkv")
    assert found["sw4.mkv"] == "movie | Space - Episode IV - A Hope | 1977"


def test_years_a_year_apart_are_one_show() -> None:
    found = told("TV/Moor (2014)/Season 01/Moor S01E01.mkv\nD/Moor.2013.S02E01.mkv")
    assert {text.split(" | ")[2] for text in found.values()} == {"2014"}


def test_the_spelling_of_a_persons_folder_wins() -> None:
    found = told(
        "TV/Mr. Moor (2014)/Season 01/a.S01E01.mkv\nD/MR.MOOR.S02E01.mkv\nD/mr moor s02e02.mkv"
    )
    titles = {
        text.split(" | ")[1] for name, text in found.items() if "oor" in name.lower()
    }
    assert titles == {"Mr. Moor"}


def test_a_country_is_part_of_the_title_while_no_year_tells_shows_apart() -> None:
    assert (
        told("D/Moor.US.S01E01.mkv")["Moor.US.S01E01.mkv"]
        == "show | Moor (US) | - | s1 | 1"
    )
    both = told("D/Moor.US.S01E01.mkv\nD/Moor.S01E02.mkv")
    assert both["Moor.S01E02.mkv"] == "show | Moor (US) | - | s1 | 2"


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ("D/Moor.US.S01E01.mkv\nD/Moor.UK.S01E01.mkv", "Moor (UK) or Moor (US)"),
        (
            "D/Moor.1978.S01E01.mkv\nD/Moor.2003.S01E01.mkv",
            "Moor (1978) or Moor (2003)",
        ),
    ],
)
def test_a_show_that_may_be_two_says_which(others: str, why: str) -> None:
    torn = identities(f"{others}\nE/Moor.S09E01.mkv")["Moor.S09E01.mkv"]
    assert torn is not None
    assert torn.confidence < 0.5
    assert why in torn.why


def test_a_country_beside_a_year_may_be_either() -> None:
    torn = identities("TV/Moor (2005)/Season 01/Moor S01E01.mkv\nD/Moor.US.S02E01.mkv")
    assert torn["Moor.US.S02E01.mkv"].confidence < 0.5  # type: ignore[union-attr]


def test_a_country_with_a_year_of_its_own_finds_that_year() -> None:
    found = told(
        """
        TV/Moor (US) (2005)/Season 01/Moor S01E01.mkv
        TV/Moor (UK) (2001)/Season 01/Moor S01E01.mkv
        D/Moor.US.S02E01.mkv
        """
    )
    assert found["Moor.US.S02E01.mkv"] == "show | Moor (US) | 2005 | s2 | 1"


def test_a_bare_film_finds_its_year_in_the_library() -> None:
    found = identities("D/night/Ebb.avi\nD/Ebb.2011.720p.mkv")["Ebb.avi"]
    assert found is not None
    assert (found.year, found.why) == (
        2011,
        "title in the name, year elsewhere in the library",
    )


def test_a_disc_is_called_after_the_folder_around_it() -> None:
    found = told("D/Ebb.2011/BDMV/\nD/Moor Season 2/Disc 1/VIDEO_TS/\nBDMV/")
    assert list(found.values()).count("") == 1
    assert "movie | Ebb | 2011" in found.values()


def test_registry_names_every_engine_it_has() -> None:
    assert engines.get("offline").name == "offline"
    with pytest.raises(EngineError, match="no engine 'oracle'"):
        engines.get("oracle")


def test_agreement_is_surer_than_either_alone() -> None:
    both = identities("D/Moor (2014)/Season 1/Moor.S01E01.mkv")["Moor.S01E01.mkv"]
    folder = identities("D/Moor (2014)/Season 1/01.mkv\nD/Moor (2014)/Season 1/02.mkv")[
        "01.mkv"
    ]
    assert both is not None
    assert folder is not None
    assert both.confidence > folder.confidence > 0.75
