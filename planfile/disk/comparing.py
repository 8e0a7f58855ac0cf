"""Read a copy back from its disk and compare it with the original; nothing changes.

The cache is passed by where the file system allows it: what counts is what the disk
gives, not what was written to it.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import os

BACK = 4 << 20
"""Bytes read back at once: the fewer requests, the fewer waits for the disk."""
PIECE = 1 << 18
"""Bytes of the original compared at once: they stay in the processor's cache."""
PAGE = mmap.PAGESIZE

_memcmp = ctypes.CDLL(None).memcmp
_memcmp.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)


class Comparison:
    """The buffers of one thread; they begin at a page, as reading directly needs it."""

    def __init__(self) -> None:
        back, piece = mmap.mmap(-1, BACK), mmap.mmap(-1, PIECE)
        self._back, self._piece = memoryview(back), memoryview(piece)
        self._back_at = ctypes.addressof(ctypes.c_char.from_buffer(back))
        self._piece_at = ctypes.addressof(ctypes.c_char.from_buffer(piece))

    def check(self, source: int, goal: int, size: int) -> None:
        """Compare two open files whole, holes too: some systems take data for a hole.

        Raises:
            OSError: EIO, they differ; ESTALE, the original changed its size.
        """
        os.posix_fadvise(goal, 0, 0, os.POSIX_FADV_DONTNEED)
        direct = past_the_cache(goal, on=True)
        same = os.fstat(goal).st_size == size
        position = 0
        while same and position < size:
            count = min(self._read_back(goal, position, size), size - position)
            same = count > 0 and self._same(source, position, count)
            if not direct:  # what was read gives its memory to what comes next
                os.posix_fadvise(goal, position, count, os.POSIX_FADV_DONTNEED)
            position += count
        if not same:
            raise OSError(errno.EIO, "the copy reads back different from the original")
        if os.fstat(source).st_size != size:
            raise OSError(errno.ESTALE, "it grew while it was copied")

    def _read_back(self, goal: int, position: int, size: int) -> int:
        pages = -(-(size - position) // PAGE) * PAGE
        view = self._back[: min(BACK, pages)]
        try:
            return os.preadv(goal, [view], position)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            past_the_cache(goal, on=False)
            return os.preadv(goal, [view], position)

    def _same(self, source: int, position: int, count: int) -> bool:
        done = 0
        while done < count:
            view = self._piece[: min(PIECE, count - done)]
            got = os.preadv(source, [view], position + done)
            if not got:
                raise OSError(errno.ESTALE, "it became shorter while it was copied")
            if _memcmp(self._back_at + done, self._piece_at, got):
                return False
            done += got
        return True


def past_the_cache(descriptor: int, *, on: bool) -> bool:
    """Read a file from its disk (or through the cache again); whether that is so."""
    flags = fcntl.fcntl(descriptor, fcntl.F_GETFL) & ~os.O_DIRECT
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | (os.O_DIRECT if on else 0))
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.EOPNOTSUPP}:
            raise
        return False
    return on
