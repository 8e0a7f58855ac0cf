"""Scanning as a stage: stream, tree or file, always the same."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from planfile.artifacts.event import Event
from planfile.errors import InputError
from planfile.stages import scan as stage
from planfile.stages.scan import scan_to, scan_tree
from planfile.store.tree_read import read_tree


@pytest.fixture
def library(tmp_path: Path) -> str:
    root = tmp_path / "library"
    for path in ("Films/Heat.1995.mkv", "Films/Heat.1995.en.srt", "TV/a.s01e01.mkv"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)
    (root / "TV/@eaDir").mkdir()
    return str(root)


def test_a_tree_and_a_file_say_the_same(library: str, tmp_path: Path) -> None:
    summary = scan_to(library, str(tmp_path / "tree.json"))
    tree = scan_tree(library)
    assert tree.summary == summary
    assert read_tree(str(tmp_path / "tree.json")) == tree
    assert summary.skipped == {"@eaDir": 1}
    assert summary.counts == {"subtitle": 1, "video": 2}


def test_a_tree_written_into_its_own_library_does_not_hold_itself(
    library: str,
) -> None:
    first = scan_to(library, f"{library}/Films/my tree.json")
    second = scan_to(library, f"{library}/Films/my tree.json")
    assert first == second
    assert first.entries == 3


def test_stdout_takes_the_very_bytes_of_the_file(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", stream)
    scan_to(library, "-")
    scan_to(library, str(tmp_path / "tree.json"))
    assert stream.buffer.getvalue() == (tmp_path / "tree.json").read_bytes()


def test_an_observer_hears_how_far_it_is(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "PULSE", 0)
    events: list[Event] = []
    scan_tree(library, observe=events.append)
    assert [(e.stage, e.done, e.what) for e in events] == [
        ("scan", 0, ""),
        ("scan", 2, "Films"),
        ("scan", 3, "TV"),
        ("scan", 3, ""),
    ]
    assert events[-1].total == 3


def test_a_library_that_is_not_there_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no folder"):
        scan_to(str(tmp_path / "none"), str(tmp_path / "tree.json"))
    assert list(tmp_path.iterdir()) == []


def test_a_tree_that_cannot_be_written_is_said(library: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot write"):
        scan_to(library, str(tmp_path / "none" / "tree.json"))
