"""A library is locked and given its folder without a trace in its times."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from planfile.disk.calls import Calls
from planfile.errors import ArtifactError, PlanfileError
from planfile.stages.apply import apply
from planfile.stages.cleanup import cleanup
from planfile.stages.recover import recover
from planfile.stages.status import status
from tests.stages.runs import files, make, plan
from tests.torture.attack import KILLED, Dying, Failing, in_child, snapshot

MOVES = {"in/a.mkv": "A/a.mkv"}


@pytest.fixture
def library(tmp_path: Path) -> str:
    return make(str(tmp_path / "library"), {"in/a.mkv": "a"})


@pytest.mark.parametrize("at", range(1, 8))
def test_the_root_gets_its_time_back_after_a_kill_at_any_call(
    library: str, at: int
) -> None:
    os.utime(library, ns=(7, 1_400_000_000_123_456_789))
    before = snapshot(library)
    assert in_child(partial(cleanup, library, calls=Dying(at))) == KILLED
    cleanup(library)
    assert snapshot(library) == before
    assert sorted(os.listdir(library)) == [".planfile", "in"]
    assert os.listdir(f"{library}/.planfile") == ["lock"]


@pytest.mark.parametrize("at", range(1, 8))
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_the_root_gets_its_time_back_after_an_error_at_any_call(
    library: str, at: int, number: int
) -> None:
    os.utime(library, ns=(7, 1_400_000_000_123_456_789))
    before = snapshot(library)
    with pytest.raises(PlanfileError) as caught:
        cleanup(library, calls=Failing(at, number))
    assert caught.value.exit_code in {4, 6}
    assert snapshot(library) == before
    assert sorted(os.listdir(library)) in (["in"], [".planfile", "in"])
    cleanup(library)
    assert snapshot(library) == before


def test_an_error_of_times_is_made_good_at_once(library: str) -> None:
    before = snapshot(library)

    class Once(Calls):
        failed = False

        def set_times(self, descriptor: int, atime_ns: int, mtime_ns: int) -> None:
            if not self.failed:
                self.failed = True
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            super().set_times(descriptor, atime_ns, mtime_ns)

    with pytest.raises(PlanfileError):
        cleanup(library, calls=Once())
    assert snapshot(library) == before


@pytest.mark.parametrize("at", [b"mkdir", b"create", b"replace"])
def test_two_first_runs_at_once_share_one_folder(library: str, at: bytes) -> None:
    os.utime(library, ns=(7, 1_400_000_000_123_456_789))
    before = snapshot(library)

    class Overtaken(Calls):
        """Another run makes the folder just before one of these calls."""

        def overtaken(self, call: bytes) -> None:
            if call == at and not os.path.exists(f"{library}/.planfile"):
                cleanup(library)

        def mkdir(self, folder: int, name: bytes, mode: int) -> None:
            self.overtaken(b"mkdir")
            super().mkdir(folder, name, mode)

        def create(self, folder: int, name: bytes, mode: int) -> int:
            self.overtaken(b"create")
            return super().create(folder, name, mode)

        def replace(self, folder: int, name: bytes, to: int, new: bytes) -> None:
            self.overtaken(b"replace")
            super().replace(folder, name, to, new)

    cleanup(library, calls=Overtaken())
    assert snapshot(library) == before
    assert sorted(os.listdir(library)) == [".planfile", "in"]
    cleanup(library)
    assert os.listdir(f"{library}/.planfile") == ["lock"]


def test_a_lock_whose_text_cannot_be_written_is_a_lock(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> int:
        del arguments
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    wanted = plan(library, MOVES)
    monkeypatch.setattr(os, "pwrite", full)
    monkeypatch.setattr(os, "ftruncate", full)
    apply(wanted)
    assert files(library) == ["A/a.mkv"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *[(name, "symlink") for name in ("stage", "trash", "runs", "states")],
        *[(name, "file") for name in ("stage", "trash", "runs", "states")],
        ("probe-a", "folder"),
    ],
)
def test_what_stands_where_planfile_needs_its_own_folders_is_named(
    library: str, tmp_path: Path, name: str, kind: str
) -> None:
    path = Path(library, ".planfile", name)
    os.mkdir(path.parent)
    if kind == "symlink":
        path.symlink_to(tmp_path)
    elif kind == "file":
        path.touch()
    else:
        path.mkdir()
    wanted = plan(library, MOVES)
    verbs: list[Callable[[], object]] = [
        partial(recover, library),
        partial(apply, wanted),
    ]
    verbs += [partial(status, library)] if name in {"stage", "runs"} else []
    for verb in verbs:
        with pytest.raises(ArtifactError, match=name) as caught:
            verb()
        assert caught.value.fix
    assert files(library) == ["in/a.mkv"]


def test_a_library_that_cannot_be_written_says_what_to_check(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(plan(library, MOVES))
    real = os.open

    def read_only(path: str, flags: int, *rest: int, dir_fd: int | None = None) -> int:
        if path == "lock":
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, *rest, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(PlanfileError, match="Read-only file system") as caught:
        recover(library)
    assert "check the mount and the permissions" in caught.value.fix
