"""What the system would refuse is said before anything is changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from planfile.artifacts.plan import Action
from planfile.disk.real import RealDisk
from planfile.errors import DriftError
from planfile.stages import permits
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from tests.stages.runs import files, place, plan
from tests.torture.attack import snapshot

FILES = {"in/a.mkv": "a", "old/BDMV/index.bdmv": "i", "old/BDMV/STREAM/0.m2ts": "s"}
Patch = pytest.MonkeyPatch


def refuse(monkeypatch: Patch, name: str, refused: int) -> None:
    """Give this process no permission for one name."""
    real = os.access

    def access(path: Any, mode: int, **more: Any) -> bool:
        if path == name and mode & refused:
            return False
        return real(path, mode, **more)

    monkeypatch.setattr(os, "access", access)


def pin(monkeypatch: Patch, name: str) -> None:
    """Flag a name immutable."""
    monkeypatch.setattr(RealDisk, "pinned", lambda _disk, _folder, it: it == name)


def stranger(monkeypatch: Patch, setting: Path) -> None:
    """Be a user who owns no file, where hard links are protected."""
    setting.write_text("1\n")
    monkeypatch.setattr(permits, "LINKS", str(setting))
    monkeypatch.setattr(permits, "capable", lambda _number: False)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)


def why_not(
    library: str, source: str, to: str, action: Action = Action.MOVE, *, dry: bool
) -> str:
    """Why an entry cannot be placed; nothing is changed."""
    before = snapshot(library)
    with pytest.raises(DriftError) as caught:
        apply(plan(library, {source: to}, action), dry_run=dry)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("not-permitted", source)
    assert snapshot(library) == before
    return problem.message


@pytest.mark.parametrize("dry", [True, False])
def test_a_disc_whose_own_folder_may_not_be_changed(
    library: str, monkeypatch: Patch, dry: bool
) -> None:
    refuse(monkeypatch, "BDMV", os.W_OK)
    message = why_not(library, "old/BDMV/", "Film/BDMV", dry=dry)
    assert message == "no permission to change the disc's own folder"


def test_a_disc_that_only_gets_another_name_needs_no_such_permission(
    library: str, monkeypatch: Patch
) -> None:
    refuse(monkeypatch, "BDMV", os.W_OK)
    place(library, {"old/BDMV/": "old/BDMV old"})
    assert "old/BDMV old/index.bdmv" in files(library)


def test_a_disc_that_may_not_go_home(library: str, monkeypatch: Patch) -> None:
    place(library, {"old/BDMV/": "Film/BDMV"})
    before = snapshot(library)
    refuse(monkeypatch, "BDMV", os.W_OK)
    with pytest.raises(DriftError, match="nothing was changed"):
        destroy(library)
    assert snapshot(library) == before


@pytest.mark.parametrize("action", [Action.COPY, Action.REFLINK])
def test_a_copy_of_what_may_not_be_read(
    library: str, monkeypatch: Patch, action: Action
) -> None:
    refuse(monkeypatch, "a.mkv", os.R_OK)
    message = why_not(library, "in/a.mkv", "A/a.mkv", action, dry=False)
    assert message == "no permission to read it"


def test_a_file_that_may_not_be_read_is_moved(library: str, monkeypatch: Patch) -> None:
    refuse(monkeypatch, "a.mkv", os.R_OK)
    place(library, {"in/a.mkv": "A/a.mkv"})
    assert "A/a.mkv" in files(library)


@pytest.mark.parametrize("action", [Action.MOVE, Action.HARDLINK])
def test_an_immutable_file_is_neither_moved_nor_linked(
    library: str, monkeypatch: Patch, action: Action
) -> None:
    pin(monkeypatch, "a.mkv")
    if action is Action.MOVE:  # the fast look at plain files asks the disk itself
        monkeypatch.setattr("planfile.disk.facts.fingerprints", unknown)
    message = why_not(library, "in/a.mkv", "A/a.mkv", action, dry=False)
    assert "immutable" in message


def unknown(_folder: int, names: Any) -> tuple[None, ...]:
    return tuple(None for _ in names)


@pytest.mark.parametrize("action", [Action.HARDLINK, Action.COPY])
def test_an_immutable_link_or_copy_cannot_be_taken_back(
    library: str, monkeypatch: Patch, action: Action
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, action)
    before = snapshot(library)
    pin(monkeypatch, "a.mkv")
    with pytest.raises(DriftError) as caught:
        destroy(library)
    assert [problem.code for problem in caught.value.problems] == ["not-permitted"]
    assert snapshot(library) == before


def test_a_link_to_somebody_elses_file_where_the_system_forbids_it(
    library: str, tmp_path: Path, monkeypatch: Patch
) -> None:
    stranger(monkeypatch, tmp_path / "setting")
    refuse(monkeypatch, "a.mkv", os.W_OK)
    action = Action.HARDLINK
    message = why_not(library, "in/a.mkv", "A/a.mkv", action, dry=False)
    assert message == "only its owner, or who may write to it, can link it"


def test_a_link_to_a_file_that_one_may_write_to(
    library: str, tmp_path: Path, monkeypatch: Patch
) -> None:
    stranger(monkeypatch, tmp_path / "setting")
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.HARDLINK)
    assert "A/a.mkv" in files(library)


def test_without_such_a_setting_links_are_free(
    tmp_path: Path, monkeypatch: Patch
) -> None:
    stranger(monkeypatch, tmp_path / "setting")
    assert permits.links_are_protected()
    (tmp_path / "setting").unlink()
    assert not permits.links_are_protected()
