from __future__ import annotations

import pytest

from planfile.rules.reasons import LOOK_BELOW
from planfile.stages.plan import MIN_CONFIDENCE
from tests.engines.test_offline import identities


def sure(text: str) -> dict[str, float]:
    found = identities(text)
    return {name: i.confidence for name, i in found.items() if i is not None}


@pytest.mark.parametrize(
    "text",
    [
        "D/How I Met Your Harbour 212.avi",
        "D/The Long Wide Ebb 304.avi\nD/The Long Wide Ebb 305.avi",
        "The Harbours/The Harbours 512.avi",
        "D/The Taking of Port 123.avi",
    ],
)
def test_a_bare_number_that_may_hold_its_season_wants_a_look(text: str) -> None:
    found = sure(text)
    assert found
    assert all(0.5 < confidence < LOOK_BELOW for confidence in found.values())


def test_a_dash_counts_the_whole_show_only_where_no_other_has_a_season() -> None:
    found = sure("D/Harbour 5 - 304.mkv\nD/Harbour 5 S01E03.mkv")
    assert found["Harbour 5 - 304.mkv"] < LOOK_BELOW <= found["Harbour 5 S01E03.mkv"]


@pytest.mark.parametrize(
    "text",
    [
        "D/The Long Wide Ebb - 304.mkv",
        "D/[Group] The Long Wide Ebb 304.mkv",
        "D/The Long Wide Ebb 098.mkv\nD/The Long Wide Ebb 104.mkv",
        "D/The Long Wide Ebb 170.mkv\nD/The Long Wide Ebb 104.mkv",
        "The Long Ebb/Season 3/The Long Ebb 304.avi",
    ],
)
def test_neighbours_dashes_groups_and_seasons_settle_what_a_number_means(
    text: str,
) -> None:
    found = sure(text)
    assert found
    assert all(confidence >= LOOK_BELOW for confidence in found.values())


def test_a_title_and_a_day_alone_want_a_look() -> None:
    (identity,) = identities("D/Low Ebb 2019-05-02.mp4").values()
    assert identity is not None
    assert identity.confidence < LOOK_BELOW
    assert identity.why == "nothing but a title and a day"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Wedding 2019-05-02.mp4", "may be a home video"),
        ("Weihnachten 2012.mp4", "may be a home video"),
        ("Familienurlaub Kroatien 2016.mp4", "may be a home video"),
        ("WWE.Royal.Rumble.2024.1080p.mkv", "may be an event, no film"),
    ],
)
def test_what_is_probably_neither_show_nor_film_is_left(name: str, why: str) -> None:
    (identity,) = identities(f"D/{name}").values()
    assert identity is not None
    assert identity.confidence < MIN_CONFIDENCE
    assert why in identity.why


def test_in_a_folder_of_films_an_occasion_is_a_film() -> None:
    (identity,) = identities("Movies/Holiday 1938.avi").values()
    assert identity is not None
    assert identity.confidence > LOOK_BELOW


@pytest.mark.parametrize(
    "text",
    [
        "D/Late Ebb 2019-05-02.mp4\nD/Late Ebb 2019-05-03.mp4",
        "D/Late.Ebb.2019.05.02.1080p.WEB.mkv",
        "Late Ebb/Late Ebb 2019-05-02.mp4",
        "TV Shows/Late Ebb 2019-05-02.mp4",
    ],
)
def test_a_day_with_neighbours_tags_or_a_folder_is_believed(text: str) -> None:
    assert all(confidence >= LOOK_BELOW for confidence in sure(text).values())
