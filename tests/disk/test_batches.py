"""Copies in batches: one order of changes, and only good copies are handed out."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planfile.disk import batches
from planfile.disk.calls import Calls
from planfile.disk.comparing import Comparison
from planfile.disk.door import Copying, Wanted
from planfile.disk.probe import magic
from planfile.disk.real import RealDisk
from tests.torture.attack import CALLS

NAMES = [f"{number}.mkv" for number in range(7)]


class Noting(Calls):
    """Calls that note which they were."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __getattribute__(self, name: str) -> Any:
        if name in CALLS:
            self.seen.append(name)
            assert threading.current_thread() is threading.main_thread()
        return object.__getattribute__(self, name)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Seven files, three to a batch."""
    (tmp_path / "out").mkdir()
    for name in NAMES:
        (tmp_path / name).write_text(name * 1000)
    monkeypatch.setattr(batches, "FULL", len(NAMES[0]) * 3000)
    return str(tmp_path)


Begin = Callable[..., Copying]


@pytest.fixture
def begin(library: str) -> Iterator[Begin]:
    """Begin copying with these calls."""
    opened: list[RealDisk | Copying] = []

    def begun(calls: Calls | None = None) -> Copying:
        disk = RealDisk(library, (), calls or Calls())
        opened.extend((disk, disk.copying(lambda _: None)))
        return opened[-1]  # type: ignore[return-value]

    before = len(os.listdir("/proc/self/fd"))
    yield begun
    for one in reversed(opened):
        one.close()
    assert len(os.listdir("/proc/self/fd")) == before


def wanted(name: str, *, clone: bool = False) -> Wanted:
    return Wanted("", name, "out", f"{name}.part", clone)


def add_all(copying: Copying) -> None:
    for name in NAMES:
        copying.add(wanted(name))
    copying.settle()


def handed_out(copying: Copying) -> list[str]:
    return [made.wanted.name for made in copying.ready()]


def test_a_copy_is_handed_out_when_it_was_compared(library: str, begin: Begin) -> None:
    copying = begin()
    for name in NAMES[:3]:
        copying.add(wanted(name))
    assert handed_out(copying) == []
    for name in NAMES[3:6]:
        copying.add(wanted(name))
    assert handed_out(copying) == NAMES[:3]
    copying.add(wanted(NAMES[6]))
    copying.settle()
    assert handed_out(copying) == NAMES[3:]
    for name in NAMES:
        assert Path(f"{library}/out/{name}.part").read_text() == name * 1000


@pytest.mark.parametrize("slow", [True, False])
def test_the_order_of_changes_does_not_depend_on_the_threads(
    begin: Begin, slow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = Comparison.check

    def late(self: Comparison, source: int, goal: int, size: int) -> None:
        threading.Event().wait(0.01)
        check(self, source, goal, size)

    if slow:
        monkeypatch.setattr(Comparison, "check", late)
    calls = Noting()
    copying = begin(calls)
    calls.seen.clear()
    add_all(copying)
    one = ["create", "truncate", "copy_range", "set_mode", "set_times"]
    assert calls.seen == [
        *(one * 3 + ["sync"] * 3) * 2,
        *one,
        "sync",
    ]


def test_the_next_batch_is_made_while_one_is_compared(
    library: str, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = threading.Event()
    check = Comparison.check

    def waiting(self: Comparison, source: int, goal: int, size: int) -> None:
        assert made.wait(60)
        check(self, source, goal, size)

    monkeypatch.setattr(Comparison, "check", waiting)
    copying = begin()
    for name in NAMES[:5]:
        copying.add(wanted(name))
    assert len(os.listdir(f"{library}/out")) == 5
    made.set()
    copying.settle()
    assert handed_out(copying) == NAMES[:5]


@pytest.mark.parametrize("bad", NAMES)
def test_a_copy_that_is_wrong_is_named_and_dropped_and_the_others_are_kept(
    library: str, begin: Begin, bad: str
) -> None:
    class Flipping(Calls):
        def sync(self, descriptor: int) -> None:
            if os.readlink(f"/proc/self/fd/{descriptor}").endswith(f"{bad}.part"):
                os.pwrite(descriptor, b"X", 100)
            super().sync(descriptor)

    copying = begin(Flipping())
    with pytest.raises(OSError, match="reads back different") as caught:
        add_all(copying)
    assert caught.value.filename == bad
    copying.settle()
    names = handed_out(copying)
    assert bad not in names
    assert sorted(os.listdir(f"{library}/out")) == [f"{name}.part" for name in names]


def test_a_failed_flush_drops_its_copy_and_is_not_tried_again(
    library: str, begin: Begin
) -> None:
    class Failing(Calls):
        syncs = 0

        def sync(self, descriptor: int) -> None:
            self.syncs += 1
            if self.syncs == 2:
                raise OSError(errno.EIO, "no flush")
            super().sync(descriptor)

    calls = Failing()
    copying = begin(calls)
    with pytest.raises(OSError, match="no flush"):
        add_all(copying)
    copying.settle()
    assert handed_out(copying) == ["0.mkv", "2.mkv"]
    assert calls.syncs == 3
    assert sorted(os.listdir(f"{library}/out")) == ["0.mkv.part", "2.mkv.part"]


def test_what_is_not_ready_is_dropped_at_the_end(library: str, begin: Begin) -> None:
    copying = begin()
    for name in NAMES[:5]:
        copying.add(wanted(name))
    copying.close()
    assert os.listdir(f"{library}/out") == []


def test_many_files_need_few_descriptors(
    library: str, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "FULL", 1 << 40)
    monkeypatch.setattr(batches, "most_open", lambda: 8)
    copying = begin()
    before = len(os.listdir("/proc/self/fd"))
    for name in NAMES:
        copying.add(wanted(name))
        assert len(os.listdir("/proc/self/fd")) <= before + 8 + 1
    copying.settle()
    assert handed_out(copying) == NAMES


class Cloning(Calls):
    """A file system that clones."""

    def clone(self, source: int, to: int) -> None:
        os.pwrite(to, os.pread(source, 1 << 20, 0), 0)

    def copy_range(self, source: int, to: int, count: int, offset: int) -> int:
        raise AssertionError(offset)


def test_a_copy_is_a_clone_where_that_is_the_way_to_copy(
    library: str, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    descriptor = os.open(library, os.O_RDONLY)
    monkeypatch.setattr(batches, "CLONERS", {magic(descriptor)})
    os.close(descriptor)
    monkeypatch.setattr(Comparison, "check", None)
    copying = begin(Cloning())
    copying.add(wanted(NAMES[0]))
    copying.settle()
    assert handed_out(copying) == NAMES[:1]
    assert Path(f"{library}/out/0.mkv.part").read_text() == NAMES[0] * 1000


def test_that_a_copy_is_no_clone_is_told_only_where_one_was_wanted(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoClone(Calls):
        def clone(self, source: int, to: int) -> None:
            raise OSError(errno.EOPNOTSUPP, "no reflinks here")

    copying = begin(NoClone())
    copying.add(wanted(NAMES[0], clone=True))
    copying.add(wanted(NAMES[1]))
    copying.settle()
    assert [bool(made.warning) for made in copying.ready()] == [True, False]
