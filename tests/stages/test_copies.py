"""Copies are finished before anybody sees them, and never made twice."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar, NoReturn

import pytest

from planfile.artifacts.event import Event
from planfile.artifacts.plan import Action
from planfile.artifacts.report import Outcome
from planfile.disk import copying, facts
from planfile.disk.calls import Calls
from planfile.disk.real import RealDisk
from planfile.errors import (
    DriftError,
    RecoveryNeededError,
    RolledBackError,
    StoppedError,
)
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from planfile.stages.recover import recover
from planfile.stages.scan import scan_tree
from planfile.stages.space import MARGIN
from planfile.stages.status import moves_of, status, verify
from tests.stages.runs import files, make, plan
from tests.torture.attack import Failing, count_of, in_child, snapshot

FILES = {
    "in/a.mkv": "a",
    "in/b.mkv": "b",
    "disc/BDMV/index.bdmv": "i",
    "disc/BDMV/STREAM/0.m2ts": "0",
}
MOVES = {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv", "disc/BDMV/": "D/BDMV"}
PLACED = ["A/a.mkv", "A/b.mkv", "D/BDMV/STREAM/0.m2ts", "D/BDMV/index.bdmv"]


@pytest.fixture
def into(library: str) -> Iterator[str]:
    """Another library on another device."""
    if not os.access("/dev/shm", os.W_OK):
        pytest.skip("there is no second file system to write to")
    folder = tempfile.mkdtemp(dir="/dev/shm", prefix="planfile-")
    if os.stat(folder).st_dev == os.stat(library).st_dev:
        pytest.skip("there is no second file system to write to")
    yield folder
    shutil.rmtree(folder)


def without_inodes(library: str) -> dict[str, object]:
    return {path: seen._replace(inode=0) for path, seen in snapshot(library).items()}


@pytest.mark.parametrize("action", [Action.MOVE, Action.COPY, Action.SYMLINK])
def test_another_device_gets_copies_and_gives_them_back(
    library: str, into: str, action: Action
) -> None:
    before, there = without_inodes(library), snapshot(into)
    wanted = plan(library, MOVES, action, into)
    would = apply(wanted, dry_run=True)
    done = apply(wanted)
    assert would.counts == done.counts
    assert files(into) == PLACED
    assert (files(library) == []) == (action is Action.MOVE)
    assert status(library).placed == 4
    assert not verify(library)
    assert len({source for _, source, _ in moves_of(library, 1)}) >= 4
    destroy(library)
    assert without_inodes(library) == before
    assert snapshot(into) == there


def test_a_hard_link_to_another_device_is_refused(library: str, into: str) -> None:
    with pytest.raises(DriftError) as caught:
        apply(plan(library, MOVES, Action.HARDLINK, into))
    assert {problem.code for problem in caught.value.problems} == {"across-devices"}


def test_finished_copies_of_a_broken_run_are_used_again(
    library: str, into: str
) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"}, into=into)

    class OneCopy(Calls):
        made = 0

        def create(self, folder: int, name: bytes, mode: int) -> int:
            if name.endswith(b".part"):
                self.made += 1
                if self.made == 2:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
            return super().create(folder, name, mode)

    with pytest.raises(RolledBackError):
        apply(wanted, calls=OneCopy())
    assert len(os.listdir(f"{into}/.planfile/stage")) == 1

    class Counting(OneCopy):
        made = 10

    counting = Counting()
    assert apply(wanted, calls=counting).outcome is Outcome.DONE
    assert counting.made == 11
    assert os.listdir(f"{into}/.planfile/stage") == []
    assert files(into) == ["A/a.mkv", "A/b.mkv"]


def test_a_copy_that_reads_back_different_stops_the_run_and_is_named(
    library: str, into: str
) -> None:
    class Flipping(Calls):
        def sync(self, descriptor: int) -> None:
            if os.fstat(descriptor).st_size == 1 and os.pread(descriptor, 1, 0) == b"b":
                os.pwrite(descriptor, b"X", 0)
            super().sync(descriptor)

    before = without_inodes(library)
    with pytest.raises(RolledBackError, match=r"in/b\.mkv.* reads back different"):
        apply(plan(library, MOVES, into=into), calls=Flipping())
    assert without_inodes(library) == before
    assert files(into) == []
    names = os.listdir(f"{into}/.planfile/stage")
    assert len(names) == 3
    assert all(name.endswith(".copy") for name in names)


def test_a_signal_is_heard_within_a_file(
    library: str, into: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "SHARE", 4096)
    make(library, {"in/b.mkv": "b" * 40_000})

    class Interrupted(Calls):
        offsets: ClassVar[list[int]] = []

        def copy_range(self, source: int, to: int, count: int, offset: int) -> int:
            self.offsets.append(offset)
            if offset == 8192:
                os.kill(os.getpid(), signal.SIGINT)
            return super().copy_range(source, to, count, offset)

    before = without_inodes(library)
    with pytest.raises(StoppedError):
        apply(plan(library, MOVES, into=into), calls=Interrupted())
    assert max(Interrupted.offsets) == 8192
    assert without_inodes(library) == before
    assert all(n.endswith(".copy") for n in os.listdir(f"{into}/.planfile/stage"))


class NoJournal(Calls):
    """Breaks off when all copies are made."""

    def replace(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        if new == b"journal":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().replace(folder, name, to, new)


def test_a_dry_run_names_the_source_of_a_copy_that_waits(library: str) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"}, Action.COPY)
    acts = apply(wanted, dry_run=True).acts
    assert ("copy", "in/a.mkv", "A/a.mkv") in acts
    with pytest.raises(RolledBackError):
        apply(wanted, calls=NoJournal())
    assert len(os.listdir(f"{library}/.planfile/stage")) == 2
    assert apply(wanted, dry_run=True).acts == acts


def test_a_copy_that_waits_needs_no_room_again(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"}, Action.COPY)
    with pytest.raises(RolledBackError):
        apply(wanted, calls=NoJournal())
    monkeypatch.setattr(RealDisk, "free", lambda *_: (MARGIN, -1))
    assert apply(wanted, dry_run=True).outcome is Outcome.WOULD
    os.utime(f"{library}/in/b.mkv", ns=(5, 5))
    with pytest.raises(DriftError) as caught:
        apply(plan(library, {"in/b.mkv": "A/b.mkv"}, Action.COPY))
    assert [problem.code for problem in caught.value.problems] == ["no-space"]


@pytest.mark.parametrize("harm", ["byte", "time", "mode", "symlink"])
def test_a_waiting_copy_that_is_not_the_source_is_made_anew(
    library: str, into: str, harm: str
) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"}, into=into)
    source = os.stat(f"{library}/in/a.mkv")
    with pytest.raises(RolledBackError):
        apply(wanted, calls=NoJournal())
    (name,) = os.listdir(f"{into}/.planfile/stage")
    waiting = f"{into}/.planfile/stage/{name}"
    if harm == "symlink":
        os.unlink(waiting)
        os.symlink(f"{library}/in/b.mkv", waiting)
    elif harm == "byte":
        Path(waiting).write_text("x")
        os.utime(waiting, ns=(source.st_atime_ns, source.st_mtime_ns))
    elif harm == "time":
        os.utime(waiting, ns=(1, 1))
    else:
        os.chmod(waiting, 0o600 if source.st_mode & 0o777 != 0o600 else 0o644)
    assert apply(wanted).outcome is Outcome.DONE
    placed = os.stat(f"{into}/A/a.mkv")
    assert Path(f"{into}/A/a.mkv").read_text() == "a"
    assert (placed.st_mtime_ns, placed.st_mode) == (source.st_mtime_ns, source.st_mode)
    assert not os.path.lexists(f"{library}/in/a.mkv")


@pytest.mark.parametrize("lie", ["set_times", "set_mode"])
def test_a_mount_that_lies_about_times_or_modes_is_noticed(
    library: str, into: str, lie: str
) -> None:
    os.chmod(f"{library}/in/a.mkv", 0o640)
    os.utime(f"{library}/in/a.mkv", ns=(5, 1_000_000_000_000_000_000))
    calls = Calls()
    setattr(calls, lie, lambda *_: None)
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"}, into=into)
    if lie == "set_times":
        with pytest.raises(RolledBackError, match="time"):
            apply(wanted, calls=calls)
        assert os.path.exists(f"{library}/in/a.mkv")
    else:
        assert "mode" in " ".join(apply(wanted, calls=calls).notices)


class WholeSeconds(Calls):
    """A file system that keeps no part of a second, as FAT does."""

    def set_times(self, descriptor: int, atime_ns: int, mtime_ns: int) -> None:
        mtime_ns -= mtime_ns % 10**9
        super().set_times(descriptor, atime_ns, mtime_ns)


def test_what_went_where_times_are_coarse_comes_home(library: str, into: str) -> None:
    moves = {"in/a.mkv": "A/b.mkv", "in/b.mkv": "A/a.mkv", "disc/BDMV/": "disc/BDMV"}
    before = files(library)
    for path in before:
        os.utime(f"{library}/{path}", ns=(5, 1_000_000_000_123_456_789))
    apply(plan(library, moves, into=into), calls=WholeSeconds())
    destroy(library)
    assert files(library) == before


def test_waiting_copies_are_told_by_status(library: str) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    calls = count_of(lambda calls: apply(wanted, dry_run=True, calls=calls))
    assert calls == 0
    for at in range(20, 60):
        failing = Failing(at, errno.EIO)
        try:
            apply(wanted, calls=failing)
        except RolledBackError:
            if status(library).staged:
                return
        else:
            break
    pytest.fail("no failure left a finished copy")


def test_links_of_one_file_stay_links_on_the_other_device(
    library: str, into: str
) -> None:
    os.link(f"{library}/in/a.mkv", f"{library}/in/c.mkv")
    moves = {"in/a.mkv": "A/a.mkv", "in/c.mkv": "A/c.mkv"}
    report = apply(plan(library, moves, into=into))
    assert os.path.samefile(f"{into}/A/a.mkv", f"{into}/A/c.mkv")
    assert any("other names" in text for text in report.notices)
    destroy(library)
    assert os.path.samefile(f"{library}/in/a.mkv", f"{library}/in/c.mkv")


def test_a_source_that_changed_before_it_was_dropped_stays(
    library: str, into: str
) -> None:
    class Late(Calls):
        def replace(self, folder: int, name: bytes, to: int, new: bytes) -> None:
            super().replace(folder, name, to, new)
            if new == b"state.json":
                make(library, {"in/a.mkv": "written at the last moment"})

    moves = {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"}
    apply(plan(library, moves, into=into), calls=Late())
    assert [path for path in files(library) if path.startswith("in/")] == ["in/a.mkv"]
    assert files(into) == ["A/a.mkv", "A/b.mkv"]


def test_a_source_that_cannot_be_dropped_is_dropped_by_recover(
    library: str, into: str
) -> None:
    class Stuck(Calls):
        def unlink(self, folder: int, name: bytes) -> None:
            if name == b"b.mkv":
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            super().unlink(folder, name)

    moves = {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"}
    from planfile.errors import RecoveryNeededError

    with pytest.raises(RecoveryNeededError, match="done and safe"):
        apply(plan(library, moves, into=into), calls=Stuck())
    report = recover(library)
    assert report is not None
    assert report.outcome is Outcome.FINISHED
    assert not os.path.exists(f"{library}/in")


def test_a_file_that_changes_before_its_copy_is_rolled_back(library: str) -> None:
    class Changing(Calls):
        def create(self, folder: int, name: bytes, mode: int) -> int:
            if name.endswith(b".part"):
                make(library, {"in/b.mkv": "another film"})
            return super().create(folder, name, mode)

    moves = {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"}
    with pytest.raises(RolledBackError, match="changed since it was checked"):
        apply(plan(library, moves, Action.COPY), calls=Changing())
    assert not os.path.exists(f"{library}/A")


def test_a_file_that_vanishes_before_its_copy_is_rolled_back(library: str) -> None:
    class Vanishing(Calls):
        def create(self, folder: int, name: bytes, mode: int) -> int:
            if name.endswith(b".part") and os.path.exists(f"{library}/in/b.mkv"):
                os.unlink(f"{library}/in/b.mkv")
            return super().create(folder, name, mode)

    moves = {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"}
    with pytest.raises(RolledBackError, match="vanished"):
        apply(plan(library, moves, Action.COPY), calls=Vanishing())
    assert "in/a.mkv" in files(library)
    assert not os.path.exists(f"{library}/A")


INNER = """
import sys
from tests.stages.runs import files, make, plan
from tests.torture.attack import snapshot
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from planfile.stages.status import status
library = sys.argv[1]
def seen():
    return {p: s._replace(inode=0) for p, s in snapshot(library).items()}
before = seen()
moves = {"in/a.mkv": "A/a.mkv", "disc/BDMV/": "in/BDMV", "in/b.mkv": "in/c.mkv"}
apply(plan(library, moves))
print(files(library))
destroy(library)
assert seen() == before, (seen(), before)
assert snapshot(library, own=True).keys() - before.keys() <= {
    p for p in snapshot(library, own=True) if ".planfile" in p.split("/")
}
"""


@pytest.mark.parametrize("how", [["-t", "tmpfs", "none"], ["--bind", "{}"]])
def test_a_mount_within_the_library_is_crossed_by_copying(
    library: str, how: list[str]
) -> None:
    target = f"{library}/in"
    script = (
        f"mount {' '.join(how).format(target)} {target} && "
        f"printf a > {target}/a.mkv && printf b > {target}/b.mkv && "
        f"python3 -c '{INNER}' {library}"
    ).replace("python3", sys.executable)
    try:
        done = subprocess.run(
            ["unshare", "-m", "sh", "-c", script],
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("no unshare on this machine")
    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip("mounts are not possible here")
    assert done.returncode == 0, done.stderr
    assert "in/BDMV/index.bdmv" in done.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts")
def test_no_entry_can_take_the_place_of_one_that_goes_to_another_device(
    library: str,
) -> None:
    make(library, {"X/a.mkv": "a", "b.mkv": "b", "disk/": ""})
    inner = f"{library}/disk"
    command = ["mount", "-t", "tmpfs", "none", inner]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no mounts here")
    try:
        moves = {"X/a.mkv": "disk/a.mkv", "b.mkv": "X/a.mkv"}
        for dry in (True, False):
            with pytest.raises(DriftError) as caught:
                apply(plan(library, moves), dry_run=dry)
            (problem,) = caught.value.problems
            assert problem.code == "occupied"
            assert "leaves its place only in the end" in problem.message
        apply(plan(library, moves), skip_drifted=True)
        assert {"disk/a.mkv", "b.mkv"} <= set(files(library))
    finally:
        subprocess.run(["umount", inner], check=True)


def unexpected(*_: object) -> NoReturn:
    raise AssertionError("it must not be called")


def test_a_move_within_one_device_copies_nothing(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planfile.disk.batches.copy", unexpected)
    apply(plan(library, MOVES))
    assert files(library) == PLACED


@pytest.mark.parametrize("action", [Action.MOVE, Action.COPY, Action.SYMLINK])
def test_a_disc_that_goes_file_by_file_keeps_its_empty_folders(
    library: str, into: str, action: Action
) -> None:
    make(library, {"disc/BDMV/AUXDATA/": "", "disc/AUDIO_TS/": ""})
    os.utime(f"{library}/disc/BDMV/AUXDATA", ns=(5, 5))
    moves = {"disc/BDMV/": "D/BDMV", "disc/AUDIO_TS/": "D/AUDIO_TS"}
    before = without_inodes(library)
    apply(plan(library, moves, action, into))
    assert os.path.isdir(f"{into}/D/BDMV/AUXDATA")
    assert os.path.isdir(f"{into}/D/AUDIO_TS")
    assert os.path.isdir(f"{library}/disc/BDMV/AUXDATA") == (action is not Action.MOVE)
    destroy(library)
    assert without_inodes(library) == before
    assert not os.path.lexists(f"{into}/D")


def test_a_plan_that_leaves_the_library_says_so(library: str, into: str) -> None:
    report = apply(plan(library, MOVES, Action.COPY, into), dry_run=True)
    assert f"entries go to {into}, outside of the library" in report.notices


def test_a_source_that_was_only_said_to_be_removed_is_removed_by_recover(
    library: str, into: str
) -> None:
    class Lying(Calls):
        lies = 1

        def unlink(self, folder: int, name: bytes) -> None:
            if name == b"a.mkv" and self.lies:
                self.lies -= 1
            else:
                super().unlink(folder, name)

    with pytest.raises(RecoveryNeededError, match="done and safe"):
        apply(plan(library, MOVES, into=into), calls=Lying())
    recover(library)
    assert files(library) == []
    assert files(into) == PLACED
    destroy(library)
    assert files(library) == sorted(FILES)


def test_missing_room_is_told_in_sizes_that_people_read(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "free", lambda descriptor: (1_500_000, 3))
    with pytest.raises(DriftError) as caught:
        apply(plan(library, MOVES, Action.COPY))
    texts = [problem.message for problem in caught.value.problems]
    assert texts == [
        "the copies need 16.8 MB, 1.5 MB are free",
        "the copies need 4 inodes, 3 are free",
    ]
    assert "--skip-drifted" not in caught.value.fix


def test_progress_counts_copies_and_their_bytes(library: str) -> None:
    heard: list[Event] = []
    make(library, {"in/b.mkv": "b" * 40_000})
    apply(plan(library, MOVES, Action.COPY), observe=heard.append)
    told = [event for event in heard if event.stage == "copy"]
    assert [event.done for event in told] == sorted(event.done for event in told)
    assert told[-1][1:3] == (4, 4)
    assert told[-1].size_done == told[-1].size_total == 40_003


def test_a_dry_run_to_another_device_tells_what_goes_after_the_copy(
    library: str, into: str
) -> None:
    make(library, {"alone/z.mkv": "z"})
    acts = apply(
        plan(library, {"alone/z.mkv": "Z/z.mkv"}, into=into), dry_run=True
    ).acts
    assert acts == (
        ("make folder", f"{into}/Z", ""),
        ("copy", "alone/z.mkv", f"{into}/Z/z.mkv"),
        ("remove", "alone/z.mkv", ""),
        ("remove folder", "alone", ""),
    )


def test_a_dry_run_after_a_broken_one_tells_no_detour_by_the_stage(
    library: str,
) -> None:
    class DyingBeforeTheCommit(Calls):
        def replace(self, folder: int, name: bytes, to: int, new: bytes) -> None:
            if new == b"state.json":
                os._exit(137)
            super().replace(folder, name, to, new)

    tree = scan_tree(library)
    wanted = plan(library, {"in/a.mkv": "in/z.mkv"}, Action.COPY)
    assert in_child(partial(apply, wanted, calls=DyingBeforeTheCommit())) == 137
    assert "in/z.mkv" in files(library)
    assert apply(wanted, tree=tree, dry_run=True).acts == ()
    apply(wanted, tree=tree)
    assert "in/z.mkv" in files(library)


@pytest.mark.parametrize(
    ("call", "named"),
    [("copy_range", "in/a.mkv"), ("sync", "in/a.mkv"), ("write", ".planfile/journal")],
)
def test_what_did_not_fit_on_the_disk_is_named(
    library: str, call: str, named: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    calls = Calls()
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    apply(plan(library, {"in/b.mkv": "B/b.mkv"}))
    setattr(calls, call, full)
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    with pytest.raises(RolledBackError) as caught:
        apply(wanted, calls=calls)
    assert caught.value.message.startswith(f"{named}: No space left on device")
