from __future__ import annotations

import pytest

from planfile.artifacts.plan import Section
from planfile.naming.roots import find_roots, section_of, without_ids
from planfile.rules.check import problems
from planfile.stages.plan import plan
from planfile.store.plan_read import parse_plan
from planfile.store.plan_write import format_plan
from tests.libraries.trees import library


@pytest.mark.parametrize(
    ("text", "shows", "movies"),
    [
        ("Downloads/a.mkv", "TV Shows", "Movies"),
        ("TV/a.mkv", "TV", "Movies"),
        ("TV Shows/a.mkv\nSeries/b.mkv", "TV Shows", "Movies"),
        ("Series/Fargo (2014)/Season 01/a.mkv\nTV Shows/b.mkv", "Series", "Movies"),
        ("Films/a.mkv", "TV Shows", "Films"),
        ("Anime/a.mkv\nKids Movies/b.mkv", "TV Shows", "Movies"),
        ("Fargo (2014)/Season 01/a.mkv", "", "Movies"),
        ("Media/TV/a.mkv\nMedia/Films/b.mkv", "Media/TV", "Media/Films"),
        ("Media/Films/b.mkv", "Media/TV Shows", "Media/Films"),
        ("Downloads/TV/a.mkv", "TV Shows", "Movies"),
        ("A (2001)/a.mkv\nB (2002)/b.mkv\nC (2003)/c.mkv", "TV Shows", ""),
    ],
)
def test_sections_live_where_the_library_has_them(
    text: str, shows: str, movies: str
) -> None:
    roots = find_roots(library(text).folders, shows=True, movies=True)
    assert roots == {Section.SHOWS: shows, Section.MOVIES: movies}


def test_a_library_of_shows_alone_has_them_at_its_root() -> None:
    roots = find_roots(library("Downloads/a.mkv").folders, shows=True, movies=False)
    assert roots[Section.SHOWS] == ""


def test_a_section_deep_in_downloads_is_none() -> None:
    assert section_of("Video/Filme") is Section.MOVIES
    assert section_of("Downloads/Filme") is None
    assert section_of("Fargo") is None


def test_ids_are_no_part_of_a_name() -> None:
    assert without_ids("Heat (1995) [tmdbid-949]") == "Heat (1995)"
    assert without_ids("Heat (1995)") == "Heat (1995)"


def test_a_root_beneath_another_folder_can_be_written_and_read() -> None:
    tree = library("Media/TV/Fargo.S01E01.mkv\nMedia/Films/Heat.1995.mkv")
    made = plan(tree)
    assert problems(made, tree) == []
    text = format_plan(made)
    assert format_plan(parse_plan(text, "plan.yaml")) == text
    assert "Media/TV" in text
