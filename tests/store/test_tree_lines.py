"""Entries kept as lines are the entries that were scanned."""

from __future__ import annotations

import json
import os
from pathlib import Path
from zlib import crc32

import pytest

from planfile.artifacts.tree import Entry, Role
from planfile.errors import InputError
from planfile.stages.scan import scan_to
from planfile.store.tree_lines import Entries, Lines
from planfile.store.tree_read import TreeFile, read_tree
from planfile.store.tree_write import write_tree

ROWS: list[list[object]] = [
    ["a.mkv", 5, 6, 7, "video"],
    ["b\udce9.srt", 1, 2, 3, "subtitle", {"links": 2}],
    ["link", 1, 2, 3, "other", {"target": "a.mkv"}],
]
WANTED = (
    Entry("a.mkv", 5, 6, 7, Role.VIDEO),
    Entry("b\udce9.srt", 1, 2, 3, Role.SUBTITLE, 2),
    Entry("link", 1, 2, 3, Role.OTHER, 1, "a.mkv"),
)


LINE = json.dumps({"path": "", "device": 1, "files": ROWS}).encode("ascii")


def entries(folder: Path) -> Entries:
    path = folder / "lines"
    path.write_bytes(b"head\n" + LINE + b",\nfoot\n")
    with path.open("rb") as stream:
        return Entries(Lines(str(path), stream), (5, len(LINE), crc32(LINE)), 3)


def test_entries_are_made_of_the_line_when_they_are_asked_for(tmp_path: Path) -> None:
    found = entries(tmp_path)
    assert tuple(found) == WANTED
    assert found == WANTED
    assert found == entries(tmp_path)
    assert found != WANTED[:2]
    assert found != 3
    assert len(found) == 3
    assert (found[0], found[-1], found[1:]) == (WANTED[0], WANTED[2], WANTED[1:])
    assert repr(found) == repr(WANTED)


def test_a_tree_file_that_is_replaced_stays_the_one_that_was_read(
    tmp_path: Path,
) -> None:
    found = entries(tmp_path)
    (tmp_path / "other").write_bytes(b"x" * 1000)
    (tmp_path / "other").replace(tmp_path / "lines")
    assert tuple(found) == WANTED


@pytest.mark.parametrize("size", [0, 30, 1000])
def test_a_tree_file_that_changes_after_it_was_checked_is_refused(
    tmp_path: Path, size: int
) -> None:
    found = entries(tmp_path)
    (tmp_path / "lines").write_bytes(b"x" * size)
    with pytest.raises(InputError, match="lines was changed while planfile read it"):
        tuple(found)


def test_a_disk_that_refuses_to_read_a_tree_again_is_named(tmp_path: Path) -> None:
    found = entries(tmp_path)
    folder = os.open(tmp_path, os.O_RDONLY)
    os.dup2(folder, found._lines._descriptor)
    os.close(folder)
    with pytest.raises(InputError, match="Is a directory"):
        tuple(found)


def test_a_tree_read_whole_is_the_tree_read_a_folder_at_a_time(tmp_path: Path) -> None:
    library = tmp_path / "library"
    for name in ("Heat (1995)/Heat.mkv", "Heat (1995)/ü.srt", "é/BDMV/index.bdmv", "x"):
        (library / name).parent.mkdir(parents=True, exist_ok=True)
        (library / name).write_text("x")
    path = str(tmp_path / "tree.json")
    scan_to(str(library), path)
    read = read_tree(path)
    assert read.folders == tuple(TreeFile(path))
    write_tree(read, str(tmp_path / "again.json"))
    assert (tmp_path / "again.json").read_bytes() == (
        tmp_path / "tree.json"
    ).read_bytes()


@pytest.mark.parametrize(("beyond", "asks_the_file"), [(1, True), (0, False)])
def test_only_the_entries_of_a_small_tree_are_kept(
    tmp_path: Path, beyond: int, asks_the_file: bool
) -> None:
    library = tmp_path / "library"
    (library / "A").mkdir(parents=True)
    for name in ("a.mkv", "A/b.mkv"):
        (library / name).write_text("x")
    path = tmp_path / "tree.json"
    scan_to(str(library), str(path))
    tree = read_tree(str(path), keep=path.stat().st_size - beyond)
    assert [len(folder.entries) for folder in tree.folders] == [1, 1]
    path.write_bytes(b"x" * path.stat().st_size)
    try:
        names = [entry.name for folder in tree.folders for entry in folder.entries]
    except InputError:
        assert asks_the_file
    else:
        assert not asks_the_file
        assert names == ["a.mkv", "b.mkv"]
