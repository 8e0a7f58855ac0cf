"""What a file system can do, found out by trying in `.planfile`."""

from __future__ import annotations

import ctypes
import errno
import os
from contextlib import suppress
from enum import StrEnum

from planfile.disk.calls import Calls

UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}
"""What renameat2 says where it cannot promise not to overwrite."""
NO_LINKS = {*UNSUPPORTED, errno.EPERM, errno.EMLINK, errno.EIO, errno.EXDEV}
"""What link says on exFAT, SMB and the like."""
PROBES = (b"probe-a", b"probe-b")
BTRFS = 0x9123683E
EXT = 0xEF53
XFS = 0x58465342
LOCAL = {
    EXT: "ext4",
    XFS: "xfs",
    BTRFS: "btrfs",
    0x01021994: "tmpfs",
    0x2FC12FC1: "zfs",
    0x794C7630: "overlay",
    0xF2F52010: "f2fs",
    0xCA451A4E: "bcachefs",
    0x3153464A: "jfs",
}
"""File systems whose inode numbers last and whose flock is everybody's."""

_libc = ctypes.CDLL(None, use_errno=True)


class Method(StrEnum):
    """How a file is moved without overwriting.

    RENAME is renameat2(NOREPLACE). LINK is link, then unlink. PLACEHOLDER creates the
    new name exclusively, then renames over it; the only way where neither exists, with
    a gap: what another program writes into the placeholder in that instant is lost.
    """

    RENAME = "rename"
    LINK = "link"
    PLACEHOLDER = "placeholder"


def magic(descriptor: int) -> int:
    """The number that tells the kind of file system (f_type), 0 if unknown."""
    answer = (ctypes.c_long * 32)()
    if _libc.fstatfs(descriptor, ctypes.byref(answer)):
        return 0
    return answer[0] & 0xFFFFFFFF


def method_for(control: int, calls: Calls) -> Method:
    """Try, in the folder `control`, which method its file system has.

    Raises:
        OSError: The folder cannot be written.
    """
    remove_probes(control, calls)
    os.close(calls.create(control, PROBES[0], 0o600))
    try:
        return _tried(control, calls)
    finally:
        remove_probes(control, calls)


def _tried(control: int, calls: Calls) -> Method:
    try:
        calls.rename(control, PROBES[0], control, PROBES[1])
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
    else:
        return Method.RENAME
    try:
        calls.link(control, PROBES[0], control, PROBES[1])
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        return Method.PLACEHOLDER
    return Method.LINK


def remove_probes(control: int, calls: Calls) -> None:
    """Remove what a probe, perhaps one that was killed, has left."""
    for name in PROBES:
        with suppress(FileNotFoundError):
            os.stat(name, dir_fd=control, follow_symlinks=False)
            calls.unlink(control, name)
