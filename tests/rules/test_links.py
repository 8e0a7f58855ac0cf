"""Links are followed by their words alone."""

from __future__ import annotations

import pytest

from planfile.rules.links import leaves, led_to

MOVED = sorted(["D/a.mkv", "D/Disc/BDMV", "D-b/c.mkv"])


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("a.mkv", "D/a.mkv"),
        ("./x/../a.mkv", "D/a.mkv"),
        ("../D/", "D"),
        ("/media/library/D/a.mkv", "D/a.mkv"),
        ("/media/library2/D/a.mkv", ""),
        ("../../elsewhere", ""),
        ("..", ""),
    ],
)
def test_a_link_in_a_folder_leads_where_its_words_say(target: str, path: str) -> None:
    assert led_to("/media/library", "D/link", target) == path


@pytest.mark.parametrize(
    "path", ["D/a.mkv", "D", "D/Disc", "D/Disc/BDMV/x.m2ts", "D-b"]
)
def test_what_moves_whole_or_in_part_leaves(path: str) -> None:
    assert leaves(path, MOVED)


@pytest.mark.parametrize("path", ["D/a", "D/b.mkv", "D-", "E", "D/Disc/BDM"])
def test_what_only_looks_alike_stays(path: str) -> None:
    assert not leaves(path, MOVED)
