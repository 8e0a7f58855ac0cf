"""What is compared is what the disk gives."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planfile.disk.comparing import BACK, PIECE, Comparison, past_the_cache

SIZES = [0, 1, 4096, PIECE, PIECE + 1, BACK, BACK + PIECE + 5]


@pytest.fixture
def twins(tmp_path: Path) -> Iterator[Callable[[bytes, bytes], tuple[int, int]]]:
    """Two open files with these bytes."""
    opened = []

    def made(one: bytes, other: bytes) -> tuple[int, int]:
        for name, data in (("one", one), ("other", other)):
            (tmp_path / name).write_bytes(data)
            opened.append(os.open(tmp_path / name, os.O_RDWR))
            os.fsync(opened[-1])
        return opened[-2], opened[-1]

    yield made
    for descriptor in opened:
        os.close(descriptor)


Twins = Callable[[bytes, bytes], tuple[int, int]]


@pytest.mark.parametrize("size", SIZES)
def test_equal_files_are_equal(twins: Twins, size: int) -> None:
    data = os.urandom(size)
    Comparison().check(*twins(data, data), size)


@pytest.mark.parametrize("size", SIZES[1:])
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_a_single_bit_is_noticed(twins: Twins, size: int, where: str) -> None:
    data = bytearray(os.urandom(size))
    one = bytes(data)
    data[{"first": 0, "middle": size // 2, "last": size - 1}[where]] ^= 1
    with pytest.raises(OSError, match="reads back different"):
        Comparison().check(*twins(one, bytes(data)), size)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (b"abc", b"ab", "different"),
        (b"abc", b"abcd", "different"),
        (b"ab", b"abc", "shorter"),
        (b"abcd", b"abc", "grew"),
    ],
)
def test_another_length_is_noticed(
    twins: Twins, one: bytes, other: bytes, said: str
) -> None:
    with pytest.raises(OSError, match=said):
        Comparison().check(*twins(one, other), 3)


def test_where_the_disk_cannot_be_read_directly_the_cache_is_dropped_and_read(
    twins: Twins, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(descriptor: int, what: int, flags: int = 0) -> int:
        if what == fcntl.F_SETFL and flags & os.O_DIRECT:
            raise OSError(errno.EINVAL, "no such way")
        return 0

    monkeypatch.setattr(fcntl, "fcntl", refused)
    data = os.urandom(BACK + 1)
    Comparison().check(*twins(data, data), len(data))
    assert not past_the_cache(0, on=True)


def test_where_only_some_reads_are_possible_directly_the_cache_helps(
    twins: Twins, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = os.urandom(BACK + 5000)
    one, other = twins(data, data)
    real = os.preadv

    def unaligned(descriptor: int, views: list[memoryview], position: int) -> int:
        flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
        if descriptor == other and flags & os.O_DIRECT and position:
            raise OSError(errno.EINVAL, "not here")
        return real(descriptor, views, position)

    monkeypatch.setattr(os, "preadv", unaligned)
    Comparison().check(one, other, len(data))


@pytest.mark.parametrize("what", ["read", "set"])
def test_an_error_of_the_disk_is_passed_on(
    twins: Twins, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def broken(*_: object) -> int:
        raise OSError(errno.EIO, "the disk is gone")

    one, other = twins(b"abc", b"abc")
    name = "preadv" if what == "read" else "fcntl"
    monkeypatch.setattr(os if what == "read" else fcntl, name, broken)
    with pytest.raises(OSError, match="the disk is gone"):
        Comparison().check(one, other, 3)
