"""Copy one file so that the copy can stand for it: data, holes, attributes, times.

The kernel copies by itself where it can. The copy is durable, and what the disk then
holds of it was compared with the original, before its name is told to anybody.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress

from planfile.disk.calls import Calls

BLOCK = 1 << 18
"""Bytes read and compared at once: two of these stay in the processor's cache."""
SHARE = 1 << 26
"""Bytes that the kernel copies at once: between two shares a signal is heard."""
COARSEST = 2_000_000_000
"""Nanoseconds between two times that FAT can tell apart, the coarsest there is."""
_NO_CLONE = {
    errno.EOPNOTSUPP,
    errno.EXDEV,
    errno.EINVAL,
    errno.ENOTTY,
    errno.ENOSYS,
    errno.EPERM,
}
_NO_COPYING = _NO_CLONE | {errno.EIO}
"""What copy_file_range says where it cannot; EIO on some shares that can read."""
_NO_HOLES = {errno.EINVAL, errno.EOPNOTSUPP}
_NOT_HELD = {errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS}


def copy(calls: Calls, source: int, folder: int, name: bytes, clone: bool) -> str:
    """Copy an open file to a new name in a folder; a warning or "" is returned.

    Raises:
        OSError: The copy failed or reads back different (EIO); nothing is left of it.
    """
    goal = calls.create(folder, name, 0o600)
    try:
        warning = _fill(calls, source, goal, clone)
        warnings = [warning, _dress(calls, source, goal)]
        calls.sync(goal)
        return "; ".join(text for text in warnings if text)
    except BaseException:
        with suppress(OSError):
            calls.unlink(folder, name)
        raise
    finally:
        os.close(goal)


def _fill(calls: Calls, source: int, goal: int, clone: bool) -> str:
    """Put the data in place; a clone that is impossible becomes a copy, and says so."""
    if clone:
        try:
            calls.clone(source, goal)
        except OSError as error:
            if error.errno not in _NO_CLONE:
                raise
        else:
            return ""
    size = os.fstat(source).st_size
    calls.truncate(goal, size)
    for start, end in data_extents(source, size):
        done = _copied_inside(calls, source, goal, start, end)
        _copy_extent(calls, source, goal, done, end)
    calls.sync(goal)
    os.posix_fadvise(goal, 0, 0, os.POSIX_FADV_DONTNEED)
    _compare(source, goal, size)
    if os.fstat(source).st_size != size:
        raise OSError(errno.ESTALE, "it grew while it was copied")
    return "this file system has no reflinks: copied instead" if clone else ""


def data_extents(descriptor: int, size: int) -> Iterator[tuple[int, int]]:
    """Where a sparse file holds data; all of it where holes cannot be told."""
    position = 0
    while position < size:
        try:
            start = os.lseek(descriptor, position, os.SEEK_DATA)
            end = os.lseek(descriptor, start, os.SEEK_HOLE)
        except OSError as error:
            if error.errno == errno.ENXIO:
                return
            if error.errno not in _NO_HOLES:
                raise
            start, end = position, size
        yield start, end
        position = end


def _copied_inside(calls: Calls, source: int, goal: int, start: int, end: int) -> int:
    """Let the kernel copy an extent; where it stopped because it knows no way on."""
    try:
        while start < end:
            count = calls.copy_range(source, goal, min(SHARE, end - start), start)
            if not count:
                break
            start += count
    except OSError as error:
        if error.errno not in _NO_COPYING:
            raise
    return start


def _copy_extent(calls: Calls, source: int, goal: int, start: int, end: int) -> None:
    os.lseek(goal, start, os.SEEK_SET)
    while start < end:
        block = os.pread(source, min(BLOCK, end - start), start)
        if not block:
            raise OSError(errno.ESTALE, "it became shorter while it was copied")
        start += len(block)
        rest = memoryview(block)
        while rest:
            rest = rest[calls.write(goal, rest) :]


def _compare(source: int, goal: int, size: int) -> None:
    """Read both files whole, holes too: some systems take data for a hole.

    Raises:
        OSError: EIO, they differ; ESTALE, the original became shorter.
    """
    wanted, found = bytearray(BLOCK), bytearray(BLOCK)
    position = 0
    same = os.fstat(goal).st_size == size
    while same and position < size:
        count = os.preadv(source, [wanted], position)
        if not count:
            raise OSError(errno.ESTALE, "it became shorter while it was copied")
        count = min(count, os.preadv(goal, [found], position), size - position)
        same = wanted == found if count == BLOCK else _alike(wanted, found, count)
        position += count
        if not position % SHARE:  # what was read gives its memory to what comes next
            os.posix_fadvise(goal, position - SHARE, SHARE, os.POSIX_FADV_DONTNEED)
    if not same:
        raise OSError(errno.EIO, "the copy reads back different from the original")


def _alike(one: bytearray, other: bytearray, count: int) -> bool:
    return count > 0 and one[:count] == other[:count]


def _dress(calls: Calls, source: int, goal: int) -> str:
    """Owner, mode, attributes and times; what the other side cannot hold is told."""
    seen = os.fstat(source)
    missing = []
    own = os.fstat(goal)
    if (own.st_uid, own.st_gid) != (seen.st_uid, seen.st_gid):
        missing += _tried("owner", calls.set_owner, goal, seen.st_uid, seen.st_gid)
    missing += _tried("mode", calls.set_mode, goal, stat.S_IMODE(seen.st_mode))
    for name in _attributes(source):
        value = os.getxattr(source, name)
        missing += _tried(name, calls.set_attribute, goal, name, value)
    calls.set_times(goal, seen.st_atime_ns, seen.st_mtime_ns)
    got = os.fstat(goal)
    if stat.S_IMODE(got.st_mode) != stat.S_IMODE(seen.st_mode):
        missing.append("mode")
    if abs(got.st_mtime_ns - seen.st_mtime_ns) > COARSEST:
        raise OSError(errno.EIO, "the copy did not take the original's time")
    if not missing:
        return ""
    return f"the destination cannot hold its {', '.join(dict.fromkeys(missing))}"


def _tried(what: str, call: object, *arguments: object) -> list[str]:
    try:
        call(*arguments)  # type: ignore[operator]
    except OSError as error:
        if error.errno not in _NOT_HELD:
            raise
        return [what]
    return []


def _attributes(descriptor: int) -> list[str]:
    try:
        return os.listxattr(descriptor)
    except OSError:
        return []
