"""Copy one file so that the copy can stand for it: data, holes, attributes, times.

The kernel copies by itself where it can; large files on a local disk go past the cache,
which takes half of the processor's time. `batches` then makes the copy durable and has
it compared with the original, before its name is told to anybody.
"""

from __future__ import annotations

import errno
import mmap
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from planfile.disk.calls import Calls
from planfile.disk.comparing import BACK, PAGE, past_the_cache
from planfile.disk.door import Tick
from planfile.disk.probe import EXT, XFS, magic
from planfile.disk.view import inherited

BLOCK = 1 << 18
"""Bytes copied at once by hand."""
SHARE = 1 << 23
"""Bytes that the kernel copies at once: the disk gets to write while it goes on."""
LARGE = 1 << 23
"""Bytes from which on a file goes past the cache; small ones are written together."""
PAST_THE_CACHE = {EXT, XFS}
"""File systems that write directly from a program's memory to a disk of their own."""
COARSEST = 2_000_000_000
"""Nanoseconds between two times that FAT can tell apart, the coarsest there is."""
NO_CLONE = {
    errno.EOPNOTSUPP,
    errno.EXDEV,
    errno.EINVAL,
    errno.ENOTTY,
    errno.ENOSYS,
    errno.EPERM,
}
_NO_COPYING = NO_CLONE | {errno.EIO}
"""What copy_file_range says where it cannot; EIO on some shares that can read."""
_NO_HOLES = {errno.EINVAL, errno.EOPNOTSUPP}
_NOT_HELD = {errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS}


class Copied(NamedTuple):
    """A copy that is neither durable nor compared yet.

    A clone shares its data with the original: there is nothing to compare.
    """

    goal: int
    size: int
    cloned: bool
    warning: str


def copy(
    calls: Calls, source: int, folder: int, name: bytes, *, clone: bool, tick: Tick
) -> Copied:
    """Copy an open file to a new name in a folder; the descriptor stays open.

    Raises:
        OSError: The copy failed; nothing is left of it.
    """
    goal = calls.create(folder, name, 0o600)
    try:
        cloned = clone and _cloned(calls, source, goal)
        size = 0 if cloned else _fill(calls, source, goal, tick)
        return Copied(goal, size, cloned, _dress(calls, source, goal))
    except BaseException:
        os.close(goal)
        with suppress(OSError):
            calls.unlink(folder, name)
        raise


def _cloned(calls: Calls, source: int, goal: int) -> bool:
    try:
        calls.clone(source, goal)
    except OSError as error:
        if error.errno not in NO_CLONE:
            raise
        return False
    return True


def _fill(calls: Calls, source: int, goal: int, tick: Tick) -> int:
    """Put the data in place; the disk begins to write at once. Its size is returned."""
    size = os.fstat(source).st_size
    calls.truncate(goal, size)
    large = size >= LARGE and magic(goal) in PAST_THE_CACHE
    buffer = memoryview(mmap.mmap(-1, BACK)) if large else None
    for start, end in data_extents(source, size):
        for share in range(start, end, SHARE):
            till = min(share + SHARE, end)
            done = share
            if buffer is not None:
                done = _written_directly(calls, source, goal, buffer, share, till)
            done = _copied_inside(calls, source, goal, done, till)
            _copy_extent(calls, source, goal, done, till)
            os.posix_fadvise(goal, share, till - share, os.POSIX_FADV_DONTNEED)
            tick(till - share)
    return size


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


def _written_directly(
    calls: Calls, source: int, goal: int, buffer: memoryview, start: int, end: int
) -> int:
    """Copy the whole pages of an extent past the cache; where it could not go on."""
    end -= end % PAGE
    if start % PAGE or not past_the_cache(goal, on=True):
        return start
    try:
        os.lseek(goal, start, os.SEEK_SET)
        while start < end and not start % PAGE:
            count = os.preadv(source, [buffer[: min(BACK, end - start)]], start)
            if count < PAGE:
                break
            start += calls.write(goal, buffer[: count - count % PAGE])
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
    finally:
        past_the_cache(goal, on=False)
    return start


def _copied_inside(calls: Calls, source: int, goal: int, start: int, end: int) -> int:
    """Let the kernel copy an extent; where it stopped because it knows no way on."""
    try:
        while start < end:
            count = calls.copy_range(source, goal, end - start, start)
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


def _dress(calls: Calls, source: int, goal: int) -> str:
    """Owner, mode, attributes and times; what the other side cannot hold is told."""
    seen = os.fstat(source)
    missing = []
    own = os.fstat(goal)
    if (own.st_uid, own.st_gid) != (seen.st_uid, seen.st_gid):
        missing += _tried("owner", calls.set_owner, goal, seen.st_uid, seen.st_gid)
    missing += _tried("mode", calls.set_mode, goal, stat.S_IMODE(seen.st_mode))
    names = _attributes(source)
    for name in inherited(_attributes(goal), names):
        missing += _tried(name, calls.remove_attribute, goal, name)
    for name in names:
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
