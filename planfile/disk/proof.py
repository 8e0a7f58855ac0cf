"""What a mount must prove before it is believed: some say done and did nothing."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from zlib import crc32

BLOCK = 1 << 20


def arrived(wanted: os.stat_result, folder: int, name: bytes) -> None:
    """Whether a link that was reported made is there, before the old name goes.

    Raises:
        OSError: EIO, it is not; the mount lies.
    """
    with suppress(FileNotFoundError):
        seen = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if os.path.samestat(seen, wanted) or kin(seen, wanted):
            return
    raise OSError(errno.EIO, "the link was reported made, but is not there")


def kin(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether two looks may be at one file; sshfs invents an inode for each name."""
    return (one.st_mode, one.st_size, one.st_mtime_ns) == (
        other.st_mode,
        other.st_size,
        other.st_mtime_ns,
    )


def gone(folder: int, name: bytes) -> None:
    """Whether a name that was reported removed is.

    Raises:
        OSError: EIO, it is still there; the mount lies.
    """
    with suppress(FileNotFoundError):
        os.stat(name, dir_fd=folder, follow_symlinks=False)
        text = "it was reported removed, but is still there"
        raise OSError(errno.EIO, text, os.fsdecode(name))


def reads_back(descriptor: int, checksum: int, name: bytes) -> None:
    """Whether a file that was written holds what has this CRC-32.

    Raises:
        OSError: EIO, it does not.
    """
    found = position = 0
    while block := os.pread(descriptor, BLOCK, position):
        found = crc32(block, found)
        position += len(block)
    if found != checksum:
        raise OSError(errno.EIO, "it reads back different", os.fsdecode(name))
