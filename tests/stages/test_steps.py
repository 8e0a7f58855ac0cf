"""Undoing looks first: every state that a killed step can leave is told apart."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from planfile.artifacts.journal import FolderRow, Header, Operation, RunKind, Step
from planfile.artifacts.plan import Action
from planfile.disk.calls import Calls
from planfile.disk.real import RealDisk
from planfile.errors import RolledBackError
from planfile.stages.apply import apply
from planfile.stages.steps import ACTS, UNDOS, same_file
from planfile.stages.transaction import undo
from planfile.store.journal_file import Journal, in_memory
from tests.stages.runs import files, make, plan
from tests.torture.attack import snapshot

FILES = {"a/x": "x", "a/y": "yy", "b/other": "other", "disc/BDMV/i": "i"}
ROWS = tuple(FolderRow(path, 0o755, 1) for path in ("a", "b", "", "disc", "new"))


@pytest.fixture
def library(tmp_path: Path) -> str:
    return make(str(tmp_path / "library"), FILES)


@pytest.fixture
def disk(library: str) -> Iterator[RealDisk]:
    found = RealDisk(library)
    yield found
    found.close()


def step(library: str, kind: Step, path: str, to: int, new: str = "") -> Operation:
    seen = os.lstat(f"{library}/{path}")
    folder, _, name = path.rpartition("/")
    number = [row.path for row in ROWS].index(folder)
    fingerprint = seen.st_ino, seen.st_size, seen.st_mtime_ns
    return Operation(kind, number, name, to, new, *fingerprint)


def journal_of(library: str, *operations: Operation, method: str = "rename") -> Journal:
    header = Header(
        "0" * 16, 1, RunKind.APPLY, "move", "1" * 16, 0, library, "", method=method
    )
    return in_memory(header, ROWS, operations)


def undone(disk: RealDisk, library: str, operation: Operation, **how: str) -> str:
    problem = UNDOS[operation.step](
        disk, journal_of(library, operation, **how), operation
    )
    return problem.code if problem else ""


def test_a_move_that_never_happened(disk: RealDisk, library: str) -> None:
    operation = step(library, Step.MOVE, "a/x", 1)
    assert undone(disk, library, operation) == ""
    assert "a/x" in files(library)


def test_a_move_that_somebody_was_faster_than(disk: RealDisk, library: str) -> None:
    operation = step(library, Step.MOVE, "a/x", 1, "other")
    assert undone(disk, library, operation) == ""
    assert files(library) == sorted(FILES)


def test_a_move_whose_file_is_lost(disk: RealDisk, library: str) -> None:
    operation = step(library, Step.MOVE, "a/x", 1, "other")
    os.unlink(f"{library}/a/x")
    assert undone(disk, library, operation) == "gone"
    make(library, {"a/x": "rewritten by somebody"})
    assert undone(disk, library, operation) == ""


def test_half_a_move_is_two_links(disk: RealDisk, library: str) -> None:
    operation = step(library, Step.MOVE, "a/x", 1)
    os.link(f"{library}/a/x", f"{library}/b/x")
    assert undone(disk, library, operation) == ""
    assert files(library) == sorted(FILES)


def test_half_a_move_where_inodes_cannot_tell(
    disk: RealDisk, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation = step(library, Step.MOVE, "a/x", 1)._replace(inode=0)
    make(library, {"b/x": "x"})
    seen = os.stat(f"{library}/a/x")
    os.utime(f"{library}/b/x", ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert undone(disk, library, operation) == ""
    assert files(library) == sorted(FILES)
    make(library, {"b/x": "z"})
    os.utime(f"{library}/b/x", ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert undone(disk, library, operation) == "occupied"


def test_a_placeholder_goes_and_an_empty_file_of_others_stays(
    disk: RealDisk, library: str
) -> None:
    operation = step(library, Step.MOVE, "a/y", 1)
    make(library, {"b/y": ""})
    assert undone(disk, library, operation) == ""
    assert "b/y" in files(library)
    assert undone(disk, library, operation, method="placeholder") == ""
    assert "b/y" not in files(library)


def test_a_file_and_a_folder_are_never_taken_for_each_other(
    disk: RealDisk, library: str
) -> None:
    operation = step(library, Step.MOVE, "a/x", 1)
    os.unlink(f"{library}/a/x")
    os.mkdir(f"{library}/b/x")
    assert undone(disk, library, operation) == "gone"


def test_a_disc_is_known_by_its_files_where_inodes_change(
    disk: RealDisk, library: str
) -> None:
    inner = os.stat(f"{library}/disc/BDMV/i")
    operation = Operation(
        Step.DISC, 3, "BDMV", 1, "", 0, inner.st_size, inner.st_mtime_ns
    )
    ACTS[Step.DISC](disk, journal_of(library, operation), operation)
    assert "b/BDMV/i" in files(library)
    assert undone(disk, library, operation) == ""
    make(library, {"disc/BDMV/j": "changed"})
    with pytest.raises(OSError, match="changed"):
        ACTS[Step.DISC](disk, journal_of(library, operation), operation)


def test_a_link_goes_unless_it_is_the_last(disk: RealDisk, library: str) -> None:
    operation = step(library, Step.LINK, "a/x", 1)
    assert undone(disk, library, operation) == ""
    os.link(f"{library}/a/x", f"{library}/b/x")
    assert undone(disk, library, operation) == ""
    assert "b/x" not in files(library)
    os.rename(f"{library}/a/x", f"{library}/b/x")
    assert undone(disk, library, operation) == ""
    assert files(library) == sorted(FILES)


def test_a_link_that_shows_another_file_is_noticed(
    disk: RealDisk, library: str
) -> None:
    operation = step(library, Step.LINK, "a/x", 1)._replace(inode=1, size=99)
    with pytest.raises(OSError, match="changed"):
        ACTS[Step.LINK](disk, journal_of(library, operation), operation)


def test_a_symlink_goes_only_if_it_is_ours(disk: RealDisk, library: str) -> None:
    operation = step(library, Step.SYMLINK, "a/x", 1)
    assert undone(disk, library, operation) == ""
    ACTS[Step.SYMLINK](disk, journal_of(library, operation), operation)
    assert os.readlink(f"{library}/b/x") == "../a/x"
    assert undone(disk, library, operation) == ""
    os.symlink("elsewhere", f"{library}/b/x")
    assert undone(disk, library, operation) == ""
    assert os.readlink(f"{library}/b/x") == "elsewhere"


def test_a_folder_with_something_in_it_stays(disk: RealDisk, library: str) -> None:
    operation = Operation(Step.MKDIR, 2, "new", 4, "", 0o755)
    assert undone(disk, library, operation) == ""
    make(library, {"new/theirs": ""})
    assert undone(disk, library, operation) == ""
    assert "new/theirs" in files(library)


def test_a_removed_folder_is_made_again(disk: RealDisk, library: str) -> None:
    operation = Operation(Step.RMDIR, 2, "new", 4)
    os.mkdir(f"{library}/new")
    ACTS[Step.RMDIR](disk, journal_of(library, operation), operation)
    assert not os.path.exists(f"{library}/new")
    assert undone(disk, library, operation) == ""
    assert undone(disk, library, operation) == ""
    assert os.path.isdir(f"{library}/new")
    make(library, {"new/x": ""})
    ACTS[Step.RMDIR](disk, journal_of(library, operation), operation)
    assert "new/x" in files(library)


def test_a_removal_that_fails_is_an_error(library: str) -> None:
    class Broken(Calls):
        def rmdir(self, folder: int, name: bytes) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    disk = RealDisk(library, (), Broken())
    os.mkdir(f"{library}/new")
    operation = Operation(Step.RMDIR, 2, "new", 4)
    with pytest.raises(OSError, match="Input/output"):
        ACTS[Step.RMDIR](disk, journal_of(library, operation), operation)
    made = Operation(Step.MKDIR, 2, "new", 4)
    problems = undo(disk, journal_of(library, made))
    assert problems[0].code == "not-undone"
    disk.close()


def test_what_cannot_be_synced_on_the_way_back_is_told(library: str) -> None:
    class Broken(Calls):
        def sync(self, descriptor: int) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        def set_times(self, descriptor: int, atime_ns: int, mtime_ns: int) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    disk = RealDisk(library, (), Broken())
    codes = {problem.code for problem in undo(disk, journal_of(library))}
    assert codes == {"not-undone", "not-durable"}
    disk.close()


def test_nothing_is_the_same_file_as_one_that_is_not_there(disk: RealDisk) -> None:
    assert not same_file(disk, ("a", "x"), ("a", "nothing"))
    assert not same_file(disk, ("a", "x"), ("", "b"))


@pytest.mark.parametrize("action", [Action.HARDLINK, Action.SYMLINK, Action.COPY])
def test_links_and_copies_are_rolled_back(library: str, action: Action) -> None:
    before = snapshot(library)

    class Late(Calls):
        def replace(self, folder: int, name: bytes, to: int, new: bytes) -> None:
            if new == b"state.json":
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            super().replace(folder, name, to, new)

    moves = {"a/x": "N/x", "a/y": "N/y", "disc/BDMV/": "N/BDMV"}
    with pytest.raises(RolledBackError):
        apply(plan(library, moves, action), calls=Late())
    assert snapshot(library) == before
