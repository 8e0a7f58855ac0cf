"""How sure a name on its own can be read."""

from __future__ import annotations

import pytest

from planfile.naming.paths import read_path
from planfile.stages.plan import MIN_CONFIDENCE


def sure(name: str) -> float:
    return read_path(name, typed=True).confidence


@pytest.mark.parametrize(
    ("doubtful", "plain"),
    [
        ("Tide Part 2 2011.mkv", "Tide Part II 2011.mkv"),
        ("Tide.2011.High.Water.1080p.mkv", "Tide.2011.Extended.Cut.1080p.mkv"),
        ("Tide (2011) - High Water.mkv", "Tide (2011) - High.mkv"),
        ("Tide - 412 - Ebb.mkv", "[Aoi] Tide - 412 - Ebb.mkv"),
        ("Tide-22.mkv", "Tide-02.mkv"),
        ("Tide Chapter 2 BluRay.mkv", "Tide II BluRay.mkv"),
        ("Tide (2011) (1 of 2).mkv", "Tide (2011).mkv"),
    ],
)
def test_what_may_be_read_two_ways_is_less_sure(doubtful: str, plain: str) -> None:
    assert MIN_CONFIDENCE <= sure(doubtful) < sure(plain)


@pytest.mark.parametrize(
    "name",
    [
        "Tide The Final Season Part 3.mkv",
        "Tide Chapter 5 BluRay.mkv",
        "Episode 50 2011.mkv",
        "Part 3 2011.mkv",
        "NFL.Super.Tide.LVII.2023.1080p.mkv",
        "The.Tide.Awards.2024.1080p.WEB.mkv",
        "Tide.3.5.2011.1080p.WEB-DL.mkv",
    ],
)
def test_what_nothing_can_tell_apart_is_too_unsure_to_move(name: str) -> None:
    assert 0 < sure(name) < MIN_CONFIDENCE


def test_a_video_called_a_whole_season_is_not_believed_to_be_one() -> None:
    assert sure("Tide S08 The Last Watch.mkv") < sure("Tide S08 The Last Watch")
