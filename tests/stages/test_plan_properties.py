from __future__ import annotations

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Tree
from planfile.rules.check import problems
from planfile.rules.paths import fold
from planfile.stages.plan import plan
from tests.libraries.messy import tree_of

WORDS = """Fargo Heat Dune The Wire 24 1917 2012 S01E01 S01E02 S02 1x03 103 (2014)
    (1984) Season 1 Part 2 CD1 - . _ 1080p WEB-DL x264-GRP sample trailer Extras Subs
    Movies TV Specials [Group] 01 02 2_English English ../ .. ... : ? * con NUL \u202e é
    e\u0301 Кухня 千と千尋 \udcff \x07 & and US UK Disc BDMV VIDEO_TS poster folder
    tvshow"""
SPACED = ["  ", "Season 01", "TV Shows", "New Folder (2)"]
PIECES = st.sampled_from([*WORDS.split(), *SPACED])
EXTENSIONS = """.mkv .avi .srt .en.srt .idx .jpg .nfo .iso / .mkv.part .r00 .mp3
    .txt"""
NAMES = (
    st.lists(PIECES, min_size=1, max_size=6)
    .map(" ".join)
    .map(lambda name: name.replace("/", "").strip(" ") or "x")
    .filter(lambda name: name not in {".", "..", ".planfile"})
)
FILES = st.tuples(NAMES, st.sampled_from(["", *EXTENSIONS.split()])).map("".join)
PATHS = st.builds(
    lambda folders, name: "/".join([*folders, name]),
    st.lists(NAMES, max_size=3),
    FILES,
)


def consistent(paths: list[str]) -> list[str]:
    """Paths that one disk can hold: no file is another's folder."""
    found: list[str] = []
    for path in dict.fromkeys(paths):
        plain = path.rstrip("/")
        clash = any(
            plain == other.rstrip("/")
            or plain.startswith(other.rstrip("/") + "/")
            or other.startswith(plain + "/")
            for other in found
        )
        if not clash:
            found.append(path)
    return found


TREES = st.lists(PATHS, min_size=1, max_size=14).map(consistent).map(tree_of)


@settings(max_examples=300)
@given(TREES)
def test_any_tree_gives_a_plan_that_is_safe(tree: Tree) -> None:
    made = plan(tree)
    accounted(made, tree)
    seats = [made.destination(p) for p in made.placements]
    assert len({fold(seat.rstrip("/")) for seat in seats}) == len(seats)
    for seat in seats:
        assert ".." not in seat.split("/")
        assert not os.path.isabs(seat)
        folders = seat.rstrip("/").split("/")[1:-1]
        assert not any(set('<>:"\\|?*') & set(name) for name in folders)
    assert problems(made, tree) == []


@settings(max_examples=60)
@given(TREES)
def test_binding_subtitles_is_as_safe(tree: Tree) -> None:
    from planfile.rules.layout import Policies

    made = plan(tree, policies=Policies(subtitles="bind"))
    accounted(made, tree)
    assert problems(made, tree) == []


@settings(max_examples=60)
@given(TREES)
def test_placing_into_another_library_is_as_safe(tree: Tree) -> None:
    made = plan(tree, into="/other")
    accounted(made, tree)
    assert problems(made, tree) == []


def accounted(made: Plan, tree: Tree) -> None:
    listed = [p.source for p in made.placements] + [item.path for item in made.left]
    assert len(listed) == len(set(listed))
    assert len(listed) + made.unchanged == made.entries == tree.summary.entries
