"""Habits of those who keep folders: what lies around a file, and what that tells."""

from __future__ import annotations

import pytest

from planfile.artifacts.identity import Identity
from planfile.naming.census import Census, Vote
from planfile.naming.claims import Claim
from tests.engines.test_offline import identities


def told(paths: str) -> dict[str, tuple[object, ...]]:
    """What each file is: its kind, title, season and numbers."""
    found: dict[str, Identity | None] = identities(paths)
    return {
        name: (one.kind.value, one.title, one.season, one.episodes or one.absolute)
        for name, one in found.items()
        if one is not None
    }


def numbers(paths: str) -> set[tuple[object, ...]]:
    return set(told(paths).values())


@pytest.mark.parametrize("part", ["Part {}", "pt{}", "Chapter {} - Ebb", "{}of3"])
@pytest.mark.parametrize("folder", ["", "Harbour/", "Harbour (1978)/"])
def test_three_parts_without_a_year_of_their_own_are_a_series(
    part: str, folder: str
) -> None:
    paths = [f"Downloads/{folder}Harbour {part.format(n)}.avi" for n in (1, 2, 3)]
    assert numbers("\n".join(paths)) == {
        ("show", "Harbour", None, (number,)) for number in (1, 2, 3)
    }


def test_three_parts_where_films_live_are_films() -> None:
    paths = [f"Films/Harbour/Harbour Part {n}.mkv" for n in ("I", "II", "III")]
    assert {kind for kind, *_ in numbers("\n".join(paths))} == {"movie"}


def test_roman_parts_where_shows_live_are_no_pieces_of_a_film() -> None:
    paths = [f"TV/Harbour (1978)/Harbour Part {n}.avi" for n in ("I", "II", "III")]
    assert {kind for kind, *_ in numbers("\n".join(paths))} == {"show"}


@pytest.mark.parametrize(("folder", "season"), [("IV", 4), ("4", 4), ("VIII", 8)])
def test_a_shows_folder_with_a_number_in_the_shows_folder_is_a_season(
    folder: str, season: int
) -> None:
    path = f"TV/Harbour/Harbour {folder}/02 - Ebb.avi"
    assert numbers(path) == {("show", "Harbour", season, (2,))}
    film = f"Movies/Harbour/Harbour {folder}/Harbour {folder}.avi"
    assert {kind for kind, *_ in numbers(film)} == {"movie"}


def test_a_season_ahead_of_a_dash_is_no_first_of_many_episodes() -> None:
    found = told("TV/Harbour/Season 4/harbour 4-01.avi\nTV/Harbour/Season 4/h 4-13.avi")
    assert found["harbour 4-01.avi"][2:] == (4, (1,))
    assert found["h 4-13.avi"][2:] == (4, (13,))
    packed = told("TV/Harbour/Season 4/Harbour 4-6.avi")
    assert packed["Harbour 4-6.avi"][3] == (4, 5, 6)


def test_what_lies_between_two_episodes_is_a_special() -> None:
    names = ("12", "12.5", "13")
    found = told("\n".join(f"A/Harbour/[Aoi]_Harbour_{n}_(720p).mkv" for n in names))
    assert found["[Aoi]_Harbour_12.5_(720p).mkv"][2] == 0
    assert found["[Aoi]_Harbour_13_(720p).mkv"][2:] == (None, (13,))


def test_a_folder_of_a_shows_specials_is_season_0_of_it() -> None:
    inside = told("TV/Harbour/Harbour Specials/Harbour SP1.mkv")
    assert inside["Harbour SP1.mkv"][:3] == ("show", "Harbour", 0)
    beside = told(
        "TV/Harbour/Season 1/Harbour S01E01.mkv\n"
        "TV/Harbour Specials/Harbour - S00E02 - Ebb.mkv"
    )
    assert beside["Harbour - S00E02 - Ebb.mkv"] == ("show", "Harbour", 0, (2,))


def test_films_in_a_folder_of_specials_stay_films() -> None:
    path = "Comedy/Stand-up Specials/Aoi Shore - Low Tide (2014).mkv"
    assert told(path)["Aoi Shore - Low Tide (2014).mkv"][0] == "movie"


def test_an_article_alone_tells_two_titles_apart_that_are_numbers() -> None:
    found = told(
        "TV/The 5500/Season 1/The 5500 - 1x01.avi\n"
        "TV/5500 (2021)/Season 1/5500 (2021) - S01E01.mkv"
    )
    assert {title for _, title, *_ in found.values()} == {"The 5500", "5500"}


def test_a_country_ahead_of_the_season_is_the_shows() -> None:
    found = told(
        "Downloads/Harbour (DK) Season 1/Harbour - 1x01.avi\n"
        "TV/Harbour (US)/Season 1/Harbour (US) - S01E01.mkv"
    )
    assert found["Harbour - 1x01.avi"][1] == "Harbour (DK)"


def test_a_title_with_a_year_takes_no_country_from_one_without() -> None:
    found = told("Downloads/Harbour (2011) S03E01.mkv\nDownloads/Harbour.US.S01E01.mkv")
    assert found["Harbour (2011) S03E01.mkv"][1] == "Harbour"


def test_a_country_from_elsewhere_is_less_sure() -> None:
    found = identities(
        "Downloads/Harbour S02E01.mkv\n"
        "TV/Harbour (US)/Season 1/Harbour (US) - S01E01.mkv"
    )
    one = found["Harbour S02E01.mkv"]
    assert one is not None
    assert one.title == "Harbour (US)"
    assert one.confidence < 0.9


def test_a_lone_1_in_a_film_like_folder_may_be_a_film() -> None:
    one = identities("Downloads/Harbour (1982)/1.mkv")["1.mkv"]
    assert one is not None
    assert one.confidence < 0.5
    assert numbers(
        "\n".join(f"Downloads/Harbour (1982)/{n}.mkv" for n in (1, 2, 3))
    ) == {("show", "Harbour", None, (n,)) for n in (1, 2, 3)}


def test_halloween_with_dots_is_a_film_and_with_spaces_perhaps_a_party() -> None:
    dotted = identities("Downloads/Halloween.1978.mkv")["Halloween.1978.mkv"]
    spaced = identities("Downloads/Halloween 2012.mkv")["Halloween 2012.mkv"]
    assert dotted is not None
    assert spaced is not None
    assert dotted.confidence > 0.9 > 0.5 > spaced.confidence


@pytest.mark.parametrize(("newest", "year"), [(0, None), (2035, 2019)])
def test_a_show_of_twenty_seasons_began_long_before_the_newest_file(
    newest: int, year: int | None
) -> None:
    census = Census(lambda: newest)
    census.count([Vote("show", "harbour", "Harbour", 2019, "", 12)])
    claim = Claim()
    claim.kind, claim.season = "show", 20
    claim.named("Harbour", "title from the name", own=True)
    assert census.settle(claim) == ()
    assert claim.year == year


def test_one_of_fifteen_is_an_episode_though_a_year_follows() -> None:
    found = told("Downloads/Harbour House 05of15 (2005).avi")
    kind, title, _, counted = found["Harbour House 05of15 (2005).avi"]
    assert (kind, title, counted) == ("show", "Harbour House", (5,))


def test_a_day_beside_a_season_and_episode_is_no_ground_for_doubt() -> None:
    name = "Harbour Hour - S56E04 - 2023-10-15.mkv"
    one = identities(f"Downloads/{name}")[name]
    assert one is not None
    assert one.confidence > 0.9


def test_a_number_for_a_folder_is_a_season_where_all_in_it_is_numbered() -> None:
    for season, files in ((1, ("01", "02")), (2, ("Moor 01", "Moor 02")), (3, ("07",))):
        paths = [f"Moor/{season:02}/{file}.avi" for file in files]
        found = numbers("\n".join(paths))
        assert {(title, told) for _, title, told, _ in found} == {("Moor", season)}


def test_a_number_for_a_folder_is_no_season_among_films() -> None:
    for path in (
        "Studio/9/9.avi",
        "Movies/Moor/2/02.avi",
        "Moor Saga/2/Moor 2 (2011).avi",
    ):
        assert all(season is None for _, _, season, _ in numbers(path))


def test_the_year_of_a_seasons_folder_is_none_of_its_title() -> None:
    found = told("Moor/Moor - Season 4 (2008)/Moor - 401.avi")
    assert found["Moor - 401.avi"] == ("show", "Moor", 4, (1,))


def test_a_number_beside_two_with_noughts_counts_as_they_do() -> None:
    found = told("Moor Ebb 01.avi\nMoor Ebb 02.avi\nMoor Ebb 37.avi")
    assert found["Moor Ebb 37.avi"] == ("show", "Moor Ebb", None, (37,))
    alone = identities("Moor Ebb 37.avi")["Moor Ebb 37.avi"]
    assert alone is not None
    assert alone.confidence < 0.5


def test_a_place_in_a_list_may_stand_ahead_of_a_number() -> None:
    name = "014. 12 Gulls (1957).mkv"
    assert numbers(f"Movies/Top 250/{name}") == {("movie", "12 Gulls", None, ())}
    films = ["1. 12 Gulls (1957).mkv", "2. 21 Tides (2003).mkv"]
    found = numbers("\n".join(f"Movies/{film}" for film in films))
    assert {title for _, title, *_ in found} == {"12 Gulls", "21 Tides"}


def test_words_behind_the_number_say_no_season() -> None:
    paths = [
        f"TV/Harbour/Season 2/Harbour - 0{n} - 2nd Season of Rain.avi" for n in (1, 2)
    ]
    assert {told[2:] for told in numbers("\n".join(paths))} == {(2, (1,)), (2, (2,))}


def test_shorts_with_numbers_and_years_may_be_a_series_or_a_list() -> None:
    names = [f"00{n} - Ebb and Gull {n} (194{n}).avi" for n in (1, 2, 3)]
    for one in identities("\n".join(f"Kids/Cat and Gull/{n}" for n in names)).values():
        assert one is not None
        assert one.confidence < 0.5
    for folder in ("Movies", "Movies/Top 250", "Top 250"):
        found = identities("\n".join(f"{folder}/{name}" for name in names))
        assert all(one and one.confidence > 0.9 for one in found.values())
