"""A copy can stand for its original, or there is none."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from planfile.disk import copying
from planfile.disk.calls import Calls
from planfile.disk.comparing import past_the_cache
from planfile.disk.door import Wanted
from planfile.disk.probe import magic
from planfile.disk.real import RealDisk
from tests.stages.runs import hand_on_an_acl
from tests.torture.attack import Failing

SIZE = 9 << 20


@pytest.fixture
def library(tmp_path: Path) -> str:
    (tmp_path / "out").mkdir()
    with open(tmp_path / "sparse", "wb") as stream:
        stream.truncate(SIZE)
        stream.seek(5 << 20)
        stream.write(b"in the middle" * 1000)
    os.chmod(tmp_path / "sparse", 0o640)
    os.utime(tmp_path / "sparse", ns=(5, 1_500_000_000_000_000_001))
    return str(tmp_path)


@pytest.fixture
def cached(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk where nothing is written past the cache."""
    monkeypatch.setattr(copying, "PAST_THE_CACHE", ())


@pytest.fixture
def direct(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk where large files are."""
    with open(f"{library}/sparse", "rb") as stream:
        if not past_the_cache(stream.fileno(), on=True):
            pytest.skip("this file system has no direct writes")
        monkeypatch.setattr(copying, "PAST_THE_CACHE", {magic(stream.fileno())})


def copied(library: str, calls: Calls, *, clone: bool = False) -> str:
    disk = RealDisk(library, (), calls)
    copying = disk.copying(lambda _: None)
    try:
        copying.add(Wanted("", "sparse", "out", "copy", clone))
        copying.settle()
        (made,) = copying.ready()
        return made.warning
    finally:
        copying.close()
        disk.close()


def test_data_holes_mode_and_times_are_kept(library: str) -> None:
    assert copied(library, Calls()) == ""
    one, other = os.stat(f"{library}/sparse"), os.stat(f"{library}/out/copy")
    assert (one.st_mode, one.st_mtime_ns) == (other.st_mode, other.st_mtime_ns)
    assert other.st_blocks < SIZE // 512 // 2
    with open(f"{library}/sparse", "rb") as a, open(f"{library}/out/copy", "rb") as b:
        assert a.read() == b.read()


def test_extended_attributes_are_kept(library: str) -> None:
    try:
        os.setxattr(f"{library}/sparse", "user.note", b"mine")
    except OSError:
        pytest.skip("no extended attributes here")
    copied(library, Calls())
    assert os.getxattr(f"{library}/out/copy", "user.note") == b"mine"


def test_a_copy_keeps_no_acl_of_the_folder_it_is_made_in(library: str) -> None:
    os.chmod(f"{library}/sparse", 0o640)
    hand_on_an_acl(f"{library}/out")
    assert copied(library, Calls()) == ""
    assert os.listxattr(f"{library}/out/copy") == []
    assert os.stat(f"{library}/out/copy").st_mode & 0o777 == 0o640


def test_what_the_other_side_cannot_hold_is_told(library: str) -> None:
    class Poor(Calls):
        def set_mode(self, descriptor: int, mode: int) -> None:
            raise OSError(errno.EPERM, "no modes here")

    assert copied(library, Poor()) == "the destination cannot hold its mode"


def test_a_clone_that_is_impossible_becomes_a_copy_and_says_so(library: str) -> None:
    class NoClone(Calls):
        def clone(self, source: int, to: int) -> None:
            raise OSError(errno.EOPNOTSUPP, "no reflinks here")

    assert "copied instead" in copied(library, NoClone(), clone=True)


def test_a_clone_that_works_is_not_copied(library: str) -> None:
    class Cloning(Calls):
        def clone(self, source: int, to: int) -> None:
            os.ftruncate(to, SIZE)

        def write(self, descriptor: int, data: bytes | memoryview) -> int:
            raise AssertionError(data)

    assert copied(library, Cloning(), clone=True) == ""


def test_a_clone_that_fails_for_another_reason_is_an_error(library: str) -> None:
    class Full(Calls):
        def clone(self, source: int, to: int) -> None:
            raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        copied(library, Full(), clone=True)
    assert os.listdir(f"{library}/out") == []


@pytest.mark.parametrize("at", range(1, 7))
def test_a_copy_that_fails_leaves_nothing(library: str, at: int) -> None:
    with pytest.raises(OSError, match="No space"):
        copied(library, Failing(at, errno.ENOSPC))
    assert os.listdir(f"{library}/out") == []


class ByHand(Calls):
    """A kernel that cannot copy by itself."""

    def copy_range(self, source: int, to: int, count: int, offset: int) -> int:
        raise OSError(errno.EXDEV, "no copying here")


class Flipping(ByHand):
    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        return super().write(descriptor, bytes(len(data)))


class FlippingPastTheCache(Calls):
    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        os.lseek(descriptor, len(data), os.SEEK_CUR)
        return len(data)


class FlippingInside(Calls):
    def copy_range(self, source: int, to: int, count: int, offset: int) -> int:
        return os.pwrite(to, b"x" * count, offset)


class LyingInside(Calls):
    def copy_range(self, source: int, to: int, count: int, offset: int) -> int:
        return count


class Cutting(Calls):
    def sync(self, descriptor: int) -> None:
        os.truncate(descriptor, SIZE - 1)


@pytest.mark.parametrize("calls", [Flipping, FlippingInside, LyingInside, Cutting])
def test_a_copy_that_reads_back_different_is_refused(
    library: str, calls: type[Calls], cached: None
) -> None:
    with pytest.raises(OSError, match="reads back different"):
        copied(library, calls())
    assert os.listdir(f"{library}/out") == []


@pytest.mark.parametrize("calls", [Flipping, FlippingPastTheCache, Cutting])
def test_a_copy_past_the_cache_that_reads_back_different_is_refused(
    library: str, calls: type[Calls], direct: None
) -> None:
    with pytest.raises(OSError, match="reads back different"):
        copied(library, calls())
    assert os.listdir(f"{library}/out") == []


def test_data_that_the_system_takes_for_a_hole_is_missed(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "data_extents", lambda descriptor, size: iter(()))
    with pytest.raises(OSError, match="reads back different"):
        copied(library, Calls())


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EIO, errno.ENOSYS, 0])
def test_where_the_kernel_cannot_copy_it_is_done_by_hand(
    library: str, number: int
) -> None:
    class HalfWay(Calls):
        def copy_range(self, source: int, to: int, count: int, offset: int) -> int:
            if offset >= (5 << 20) + 4096:
                if number:
                    raise OSError(number, "no further")
                return 0
            return super().copy_range(source, to, 4096, offset)

    assert copied(library, HalfWay()) == ""
    with open(f"{library}/sparse", "rb") as a, open(f"{library}/out/copy", "rb") as b:
        assert a.read() == b.read()


def test_a_source_that_grows_is_refused(library: str) -> None:
    class Growing(Calls):
        def sync(self, descriptor: int) -> None:
            os.truncate(f"{library}/sparse", SIZE + 1)

    with pytest.raises(OSError, match="grew"):
        copied(library, Growing())


class ShrinkingByHand(ByHand):
    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        self.shrink()
        return super().write(descriptor, data)

    def shrink(self) -> None:
        raise NotImplementedError


class ShrinkingInside(ShrinkingByHand):
    def copy_range(self, source: int, to: int, count: int, offset: int) -> int:
        self.shrink()
        return Calls.copy_range(self, source, to, count, offset)


class ShrinkingAfterwards(ShrinkingByHand):
    def sync(self, descriptor: int) -> None:
        self.shrink()

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        return Calls.write(self, descriptor, data)


@pytest.mark.parametrize(
    "calls", [ShrinkingByHand, ShrinkingInside, ShrinkingAfterwards]
)
@pytest.mark.parametrize("past", [True, False])
def test_a_source_that_shrinks_is_refused(
    library: str,
    calls: type[ShrinkingByHand],
    past: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not past:
        monkeypatch.setattr(copying, "PAST_THE_CACHE", ())
    with open(f"{library}/sparse", "r+b") as stream:
        stream.write(b"x" * SIZE)
    monkeypatch.setattr(
        calls, "shrink", lambda _: os.truncate(f"{library}/sparse", 5 << 20)
    )
    with pytest.raises(OSError, match="shorter"):
        copied(library, calls())
    assert os.listdir(f"{library}/out") == []


@pytest.mark.parametrize("size", [SIZE, SIZE + 1, SIZE + 4096, SIZE + 5000])
def test_what_goes_past_the_cache_is_all_there(
    library: str, size: int, direct: None
) -> None:
    data = os.urandom(size)
    Path(f"{library}/sparse").write_bytes(data)

    class Told(Calls):
        written = 0

        def write(self, descriptor: int, data: bytes | memoryview) -> int:
            count = super().write(descriptor, data)
            self.written += count
            return count

    calls = Told()
    assert copied(library, calls) == ""
    assert Path(f"{library}/out/copy").read_bytes() == data
    assert calls.written == size - size % 4096


@pytest.mark.parametrize("first", [4096 * 5, 5000, 0])
def test_where_writing_past_the_cache_stops_the_rest_goes_another_way(
    library: str, first: int, direct: None
) -> None:
    data = os.urandom(SIZE + 5000)
    Path(f"{library}/sparse").write_bytes(data)

    class Stopping(Calls):
        times = 0

        def write(self, descriptor: int, data: bytes | memoryview) -> int:
            self.times += 1
            if self.times > 1 or not first:
                raise OSError(errno.EINVAL, "not directly")
            past_the_cache(descriptor, on=False)
            return super().write(descriptor, data[:first])

    assert copied(library, Stopping()) == ""
    assert Path(f"{library}/out/copy").read_bytes() == data


def test_a_full_disk_is_told_when_writing_past_the_cache(
    library: str, direct: None
) -> None:
    class Full(Calls):
        def write(self, descriptor: int, data: bytes | memoryview) -> int:
            raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        copied(library, Full())
    assert os.listdir(f"{library}/out") == []


def test_where_holes_cannot_be_told_all_is_data(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_holes(descriptor: int, position: int, how: int) -> int:
        raise OSError(errno.EINVAL, "no holes")

    with open(f"{library}/sparse", "rb") as stream:
        assert list(copying.data_extents(stream.fileno(), SIZE)) != [(0, SIZE)]
        monkeypatch.setattr(os, "lseek", no_holes)
        assert list(copying.data_extents(stream.fileno(), SIZE)) == [(0, SIZE)]
        monkeypatch.setattr(copying, "_NO_HOLES", set())
        with pytest.raises(OSError, match="no holes"):
            list(copying.data_extents(stream.fileno(), SIZE))


@pytest.fixture(autouse=True)
def no_descriptor_is_left() -> Iterator[None]:
    before = len(os.listdir("/proc/self/fd"))
    yield
    assert len(os.listdir("/proc/self/fd")) == before
