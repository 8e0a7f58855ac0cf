"""Entries kept as lines are the entries that were scanned."""

from __future__ import annotations

import json
from pathlib import Path

from planfile.artifacts.tree import Entry, Role
from planfile.stages.scan import scan_to
from planfile.store.tree_lines import Entries
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


def entries() -> Entries:
    return Entries(json.dumps({"path": "", "device": 1, "files": ROWS}), 3)


def test_entries_are_made_of_the_line_when_they_are_asked_for() -> None:
    found = entries()
    assert tuple(found) == WANTED
    assert found == WANTED
    assert found == entries()
    assert found != WANTED[:2]
    assert found != 3
    assert len(found) == 3
    assert (found[0], found[-1], found[1:]) == (WANTED[0], WANTED[2], WANTED[1:])
    assert hash(found) == hash(WANTED)
    assert repr(found) == repr(WANTED)


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
