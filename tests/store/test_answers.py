"""Kept answers: nothing asked twice, nothing lost, nothing in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planfile.store.answers import Answers


def kept(folder: Path, name: str = "model-1", limit: int = 10_000) -> Answers:
    return Answers(str(folder), name, limit)


def test_the_newest_record_of_an_address_counts(tmp_path: Path) -> None:
    answers = kept(tmp_path / "a")
    answers.add([{"key": "1", "n": 1}, {"key": "2", "n": 1}])
    answers.add([{"key": "1", "n": 2}])
    assert answers.load(["1", "3"]) == {"1": {"key": "1", "n": 2}}
    assert answers.load([]) == {}


def test_torn_and_foreign_lines_are_skipped(tmp_path: Path) -> None:
    answers = kept(tmp_path)
    Path(answers.path).write_bytes(b'{"key": "1", "n\n\xff\n[1]\n7\n{"key":"2"}\n{"ke')
    assert answers.load(["1", "2"]) == {"2": {"key": "2"}}


def test_a_torn_line_spoils_no_later_one(tmp_path: Path) -> None:
    answers = kept(tmp_path)
    Path(answers.path).write_bytes(b'{"key":"1"}\n{"ke')
    answers.add([{"key": "2"}])
    assert answers.load(["1", "2"]) == {"1": {"key": "1"}, "2": {"key": "2"}}


def test_names_of_models_are_no_paths(tmp_path: Path) -> None:
    answers = kept(tmp_path, "../../etc/x")
    assert os.path.dirname(answers.path) == str(tmp_path)


def test_without_a_folder_nothing_is_kept() -> None:
    answers = Answers("", "m", 1)
    answers.add([{"key": "1"}])
    answers.trim()
    assert answers.load(["1"]) == {}


def test_a_folder_that_can_not_be_used_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    answers = kept(tmp_path / "f")
    answers.add([{"key": "1"}])
    assert "cannot keep answers" in answers.trouble
    answers.trim()
    assert kept(tmp_path / "f").load(["1"]) == {}


def test_a_file_that_can_not_be_read_is_said(tmp_path: Path) -> None:
    answers = kept(tmp_path)
    os.mkdir(answers.path)
    assert answers.load(["1"]) == {}
    assert "cannot read" in answers.trouble


def test_the_oldest_answers_go_first(tmp_path: Path) -> None:
    old, new = kept(tmp_path, "old", 1000), kept(tmp_path, "new", 1000)
    old.add([{"key": str(at), "n": "x" * 50} for at in range(10)])
    os.utime(old.path, (1, 1))
    new.add([{"key": str(at), "n": "x" * 50} for at in range(10)])
    new.trim()
    assert not os.path.exists(old.path)
    assert len(new.load(map(str, range(10)))) == 10  # type: ignore[arg-type]
    new.add([{"key": str(at), "n": "y" * 50} for at in range(5, 15)])
    new.trim()
    found = new.load([str(at) for at in range(15)])
    assert "14" in found
    assert "0" not in found
    assert os.path.getsize(new.path) <= 500


def test_nothing_to_trim_is_fine(tmp_path: Path) -> None:
    kept(tmp_path / "none").trim()
    answers = kept(tmp_path)
    answers.add([{"key": "1"}])
    answers.trim()
    assert answers.load(["1"])


def test_a_folder_that_can_not_be_trimmed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied")

    kept(tmp_path, "old").add([{"key": "1"}])
    answers = kept(tmp_path, "new", 1)
    answers.add([{"key": "1"}])
    monkeypatch.setattr(os, "unlink", refuse)
    answers.trim()
    assert "cannot trim" in answers.trouble


def test_a_file_that_can_not_be_halved_is_said(tmp_path: Path) -> None:
    answers = kept(tmp_path, "m" * 245, 1)  # its name leaves no room for a temporary
    answers.add([{"key": "1"}])
    answers.trim()
    assert "cannot write" in answers.trouble
    assert kept(tmp_path, "m" * 245).load(["1"])
