# ruff: noqa: E501 - xml
from __future__ import annotations

from pathlib import Path

import pytest

from planfile.naming.nfo import Facts, facts_of
from planfile.stages.nfo import with_nfo
from planfile.stages.plan import plan
from planfile.stages.scan import scan_tree
from tests.libraries.trees import library, seats

MOVIE = b"""<?xml version="1.0"?><movie>
<title>Ebb &amp; Flow</title><year>2011</year>
<uniqueid type="imdb" default="true">tt0000001</uniqueid></movie>"""
SHOW = b"<tvshow><title><![CDATA[Harbour]]></title><premiered>2014-02-03</premiered></tvshow>"
EPISODE = b"<episodedetails><title>Tide</title><season>2</season><episode>5</episode></episodedetails>"


def test_a_movies_file_says_title_year_and_id() -> None:
    assert facts_of(MOVIE) == Facts(
        "movie", "Ebb & Flow", 2011, ids=(("imdb", "tt0000001"),)
    )


def test_a_shows_file_says_its_first_year() -> None:
    assert facts_of(SHOW)[:3] == ("tvshow", "Harbour", 2014)


def test_an_episodes_file_says_its_number_not_its_title() -> None:
    assert facts_of(EPISODE) == Facts("episodedetails", "", None, 2, 5)


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (b"RELEASE by GRP http://imdb.com/title/tt0113277/", (("imdb", "tt0113277"),)),
        (b"tt0113277 and tt0133093", ()),
        (b"\xff\xfe\x00nothing", ()),
        (b"", ()),
    ],
)
def test_a_groups_file_has_an_id_at_most(
    content: bytes, ids: tuple[tuple[str, str], ...]
) -> None:
    assert facts_of(content) == Facts(ids=ids)


def test_numbers_that_are_none_say_nothing() -> None:
    facts = facts_of(b"<episodedetails><season>x</season></episodedetails>")
    assert facts.season is None


def test_a_movie_is_what_its_file_says() -> None:
    tree = library("D/xyz/abc.mkv\nD/xyz/abc.nfo")
    made = plan(tree._replace(nfo={"D/xyz/abc.nfo": MOVIE}))
    assert seats(made)["D/xyz/abc.mkv"] == "Movies/Ebb & Flow (2011)/abc.mkv"


def test_a_show_is_what_its_folders_file_says() -> None:
    tree = library("D/hb/tvshow.nfo\nD/hb/Season 1/01 - Tide.mkv")
    made = plan(tree._replace(nfo={"D/hb/tvshow.nfo": SHOW}))
    assert seats(made)["D/hb/Season 1/01 - Tide.mkv"] == (
        "Harbour (2014)/Season 01/01 - Tide.mkv"
    )


def test_an_episode_is_what_its_file_says() -> None:
    tree = library("D/Harbour/Tide.mkv\nD/Harbour/Tide.nfo")
    made = plan(tree._replace(nfo={"D/Harbour/Tide.nfo": EPISODE}))
    assert seats(made)["D/Harbour/Tide.mkv"] == "Harbour/Season 02/Tide.mkv"


def test_small_files_are_read_from_the_library_and_large_ones_are_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/abc.mkv").write_text("v")
    (tmp_path / "x/abc.nfo").write_bytes(MOVIE)
    (tmp_path / "x/large.nfo").write_bytes(b"x" * 70_000)
    (tmp_path / "x/link.nfo").symlink_to("abc.nfo")
    tree = with_nfo(scan_tree(str(tmp_path)))
    assert dict(tree.nfo) == {"x/abc.nfo": MOVIE}


def test_what_is_gone_since_the_scan_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "abc.nfo").write_bytes(MOVIE)
    tree = scan_tree(str(tmp_path))
    (tmp_path / "abc.nfo").unlink()
    assert dict(with_nfo(tree).nfo) == {}
    (tmp_path / "abc.nfo").write_bytes(MOVIE)
    gone = tree._replace(library=str(tmp_path / "gone"))
    assert with_nfo(gone) is gone


def test_a_tree_without_such_files_is_left_alone() -> None:
    tree = library("a.mkv")
    assert with_nfo(tree) is tree
