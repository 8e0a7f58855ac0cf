"""What a file system can do is found out by trying, without a trace."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planfile.disk import abilities
from planfile.disk.abilities import abilities_of
from planfile.disk.calls import CALLS


def test_a_linux_disk_can_do_the_usual(tmp_path: Path) -> None:
    found = abilities_of(str(tmp_path))
    assert found.hardlink
    assert found.symlink
    assert found.case_sensitive
    assert (found.name_bytes, found.refused) == (255, "")
    assert os.listdir(tmp_path) == []


def test_what_is_tried_lies_in_planfiles_own_folder(tmp_path: Path) -> None:
    own = tmp_path / ".planfile"
    own.mkdir()
    before = (os.stat(tmp_path).st_mtime_ns, os.stat(own).st_mtime_ns)
    with abilities.trial_folder(str(tmp_path)) as folder:
        assert os.path.dirname(folder) == str(own)
    assert (os.stat(tmp_path).st_mtime_ns, os.stat(own).st_mtime_ns) == before


def test_a_disk_that_can_nothing_is_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(*arguments: object) -> None:
        raise OSError(95, "Operation not supported")

    def picky(path: str, *rest: int, **more: int) -> int:
        name = os.path.basename(path)
        if len(name) > 143 or ":" in str(name):
            raise OSError(36, "File name too long")
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "symlink", refuse)
    monkeypatch.setattr(os, "open", picky)
    monkeypatch.setattr(CALLS, "clone", refuse, raising=False)
    found = abilities_of(str(tmp_path))
    assert (found.hardlink, found.symlink, found.reflink) == (False, False, False)
    assert (found.name_bytes, found.refused) == (143, ":")
    assert os.listdir(tmp_path) == []


def test_a_disk_that_takes_no_names_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: str, name: str) -> str:
        raise OSError(36, "File name too long")

    monkeypatch.setattr(abilities, "_create", refuse)
    assert abilities._name_bytes(str(tmp_path)) == 0


def test_clones_are_found_where_there_are_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CALLS, "clone", lambda source, to: None, raising=False)
    assert abilities_of(str(tmp_path)).reflink
