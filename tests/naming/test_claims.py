"""What a whole library makes of one name."""

from __future__ import annotations

from tests.engines.test_offline import identities


def test_a_late_season_is_not_of_a_show_that_began_a_few_years_ago() -> None:
    found = identities("D/Tide.2023.S01E01.mkv\nD/Tide.S11E01.mkv\nD/Tide.S02E01.mkv")
    years = {name: one.year for name, one in found.items() if one is not None}
    assert years == {
        "Tide.2023.S01E01.mkv": 2023,
        "Tide.S11E01.mkv": None,
        "Tide.S02E01.mkv": 2023,
    }


def test_a_folder_led_by_the_year_of_its_film_says_the_year() -> None:
    (film,) = identities("Movies/1994 Late Tide/late tide.avi").values()
    assert film is not None
    assert (film.title, film.year) == ("Late Tide", 1994)


def test_the_number_of_a_folder_is_the_season_in_its_files_numbers() -> None:
    found = identities("TV/Tide/Tide 4/Tide 405.avi\nTV/Tide/Tide 4/Tide 406.avi")
    told = [(one.season, one.episodes) for one in found.values() if one is not None]
    assert told == [(4, (5,)), (4, (6,))]


def test_a_story_in_a_season_is_of_the_show_above() -> None:
    text = "TV/Tide (1963)/Season 10/The Gale/Part 1.avi"
    (episode,) = identities(text).values()
    assert episode is not None
    assert (episode.title, episode.season) == ("Tide", 10)


def test_a_season_folder_of_another_title_still_names_its_own() -> None:
    text = "TV/Tide/Season 1/Ebb.S02E01.1080p-AOI/Ebb.S02E01.1080p-AOI.mkv"
    (episode,) = identities(text).values()
    assert episode is not None
    assert (episode.title, episode.season) == ("Ebb", 2)


def test_an_episode_alone_in_the_folder_of_a_year_is_no_film() -> None:
    for name in ("Episode 03.avi", "Tides Part 04.avi", "Tides Part 5.avi"):
        (identity,) = identities(f"Tides (1980)/{name}").values()
        assert identity is not None
        assert identity.kind.value == "show"
    (film,) = identities("Tides (1980)/Tides Part 1.avi").values()
    assert film is not None
    assert film.kind.value == "movie"


def test_a_saga_in_the_folder_of_shows_is_one() -> None:
    for folder in ("Tide Saga (2019)", "Tide Saga"):
        (episode,) = identities(f"Anime/{folder}/Tide Saga - 01.mkv").values()
        assert episode is not None
        assert (episode.kind.value, episode.title) == ("show", "Tide Saga")
    (film,) = identities("Movies/Tide Collection/Tide 13.avi").values()
    assert film is not None
    assert (film.kind.value, film.title) == ("movie", "Tide 13")


def test_a_collection_of_seasons_is_a_shows() -> None:
    for folder in ("The.Tides.Complete.Collection", "The Complete Tides Collection"):
        found = identities(f"D/{folder}/Season 01/01 - Pilot.mkv")
        (episode,) = found.values()
        assert episode is not None
        assert (episode.title.removeprefix("The "), episode.season) == ("Tides", 1)


def test_seasons_may_be_counted_in_letters() -> None:
    (episode,) = identities("TV/Tide/Series C/1 - Cats.avi").values()
    assert episode is not None
    assert (episode.title, episode.season, episode.episodes) == ("Tide", 3, (1,))


def test_a_folder_called_a_thousand_is_a_title() -> None:
    season = "TV/Tide Theatre 3000/Season 3"
    found = identities(f"{season}/TT3K 301 - Ebb.avi\n{season}/TT3K 302 - Flood.avi")
    told = {(one.title, one.season) for one in found.values() if one is not None}
    assert told == {("Tide Theatre 3000", 3)}


def test_a_title_of_initials_keeps_its_capitals() -> None:
    (episode,) = identities("TV/TSI NY/S3/301.avi").values()
    assert episode is not None
    assert episode.title == "TSI NY"


def test_an_article_glued_to_a_title_is_the_librarys_own() -> None:
    found = identities("D/The.Tides.S01E01.mkv\nD/thetides102.mkv")
    assert {one.title for one in found.values() if one is not None} == {"The Tides"}


def test_sites_and_places_in_a_list_are_no_part_of_a_films_folder() -> None:
    for folder in ("www.tides.com - Late Tide (2011)", "03 - Late Tide (2011)"):
        for name in ("Late Tide.mkv", "aoi-lt.mkv", "movie.mkv"):
            (film,) = identities(f"Movies/{folder}/{name}").values()
            assert film is not None
            assert (film.title, film.year) == ("Late Tide", 2011)


def test_an_article_may_stand_behind_the_title_of_a_folder() -> None:
    text = "TV/Tides, The (2019)/Season 1/1x01.mkv\nD/The.Tides.S02E01.mkv"
    found = identities(text)
    assert {one.year for one in found.values() if one is not None} == {2019}
    assert len({one.title for one in found.values() if one is not None}) == 1


def test_a_number_in_the_folder_of_a_film_is_the_film() -> None:
    (film,) = identities("Movies/Late Tide 2011/1.mkv").values()
    assert film is not None
    assert (film.kind.value, film.title, film.year) == ("movie", "Late Tide", 2011)
