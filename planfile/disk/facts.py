"""What a folder or file allows, and what this process may give back to it."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import re
import struct
from collections.abc import Iterable

from planfile.disk.calls import APPEND_ONLY, GETFLAGS, IMMUTABLE
from planfile.disk.door import Fingerprint
from planfile.disk.probe import LOCAL, magic

_libc = ctypes.CDLL(None, use_errno=True)
_statx = getattr(_libc, "statx", None)
_capget = getattr(_libc, "capget", None)
_NOFOLLOW = 0x100
_BASIC = 0x7FF
_STATX = struct.Struct("=8xQ12xH2xQQ16x32x16xqI").unpack_from
"""Attributes, mode, inode, size, mtime; offsets as in linux/stat.h, struct statx."""
_PINNED = IMMUTABLE | APPEND_ONLY
_STAYS = _PINNED | 0x2000
"""Or something is mounted on it (STATX_ATTR_MOUNT_ROOT, Linux 5.8)."""
CHOWN, FOWNER, ADMIN = 0, 3, 21
"""The capabilities to give away files, to act as their owner, and much more."""
_CAPABILITIES = struct.Struct("=Ii")
_VERSION = 0x20080522
_OCTAL = re.compile(r"\\([0-7]{3})")
ANSWER = 256
"""Bytes of a struct statx."""
if _statx is not None:  # pragma: no branch - every libc since 2018 has it
    _statx.argtypes = (
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_void_p,
    )


def obstacle(descriptor: int, system: os.statvfs_result) -> str:
    """Why names in a folder cannot be changed and changed back, "" if they can."""
    if system.f_flag & os.ST_RDONLY:
        return "the file system is mounted read-only"
    if flagged(descriptor):
        return "the folder is flagged immutable or append-only (chattr -i -a)"
    allowed = os.W_OK | os.X_OK
    if not os.access(".", allowed, dir_fd=descriptor, effective_ids=True):
        return "no permission to change the folder"
    if not keeps_times(descriptor):
        return "the folder belongs to another user: its times could not be given back"
    return ""


def keeps_times(descriptor: int) -> bool:
    """Whether this process may give a folder its times back: those of its owner.

    Where the owner's number may be a foreign one (sshfs, CIFS) the folder is given
    the times that it has.
    """
    seen = os.fstat(descriptor)
    if seen.st_uid == os.geteuid() or capable(FOWNER):
        return True
    if magic(descriptor) in LOCAL:
        return False
    try:
        os.utime(descriptor, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    except OSError:
        return False
    return True


def owned(uid: int, gid: int) -> bool:
    """Whether a folder that this process makes can have this owner and group."""
    groups = {os.getegid(), *os.getgroups()}
    return capable(CHOWN) or (uid == os.geteuid() and gid in groups)


def attributable(attributes: Iterable[tuple[str, str]]) -> bool:
    """Whether a folder that this process makes can have these extended attributes.

    Some are root's to set (xattr(7)), like the `security.NTACL` of Samba; SELinux asks
    a policy instead.
    """
    names = {
        name for name, _ in attributes if name.startswith(("security.", "trusted."))
    }
    return not names - {"security.selinux"} or capable(ADMIN)


def capable(number: int) -> bool:
    """Whether this process has a capability in effect (capabilities(7))."""
    if _capget is None:  # pragma: no cover - every Linux libc has it
        return os.geteuid() == 0
    answer = (ctypes.c_uint32 * 6)()
    if _capget(_CAPABILITIES.pack(_VERSION, 0), answer):
        return os.geteuid() == 0
    return bool(answer[0] >> number & 1)


def flagged(descriptor: int) -> bool:
    """Whether a folder is immutable or append-only."""
    answer = bytearray(8)
    try:
        fcntl.ioctl(descriptor, GETFLAGS, answer)
    except OSError:
        return False
    return bool(struct.unpack_from("=I", answer)[0] & _PINNED)


def fingerprints(folder: int, names: Iterable[bytes]) -> tuple[Fingerprint | None, ...]:
    """Inode, size and mtime of plain files without such flags, None for any other.

    One statx call each, which unlike stat also tells the flags without opening the
    file.
    """
    answer = ctypes.create_string_buffer(ANSWER)
    at = ctypes.addressof(answer)
    return tuple([_fingerprint(folder, name, answer, at) for name in names])


def _fingerprint(
    folder: int, name: bytes, answer: ctypes.Array[ctypes.c_char], at: int
) -> Fingerprint | None:
    if _statx is None or _statx(folder, name, _NOFOLLOW, _BASIC, at):
        return None
    flags, mode, inode, size, seconds, nanoseconds = _STATX(answer)
    if flags & _STAYS or mode & 0o170000 != 0o100000:
        return None
    return inode, size, seconds * 1_000_000_000 + nanoseconds


def pinned(folder: int, name: bytes) -> bool:
    """Whether a file is flagged immutable or append-only, or mounted on."""
    answer = ctypes.create_string_buffer(ANSWER)
    at = ctypes.addressof(answer)
    if _statx is None or _statx(folder, name, _NOFOLLOW, _BASIC, at):
        return False
    return bool(_STATX(answer)[0] & _STAYS)


def free(descriptor: int) -> tuple[int, int]:
    """Free bytes and inodes; -1 where the file system does not count them."""
    found = os.fstatvfs(descriptor)
    return (
        found.f_bavail * found.f_frsize if found.f_blocks else -1,
        found.f_favail if found.f_files else -1,
    )


def mounts_below(path: str) -> tuple[str, ...]:
    """The absolute paths of all that is mounted beneath a folder."""
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as f:
        points = {_OCTAL.sub(_character, line.split(" ", 5)[4]) for line in f}
    top = path.rstrip("/") + "/"
    return tuple(sorted(point for point in points if point.startswith(top)))


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 8))


def mount(descriptor: int) -> int:
    """The number of a folder's mount; its device where there is no /proc."""
    try:
        with open(f"/proc/self/fdinfo/{descriptor}", "rb") as lines:
            for line in lines:
                if line.startswith(b"mnt_id:"):
                    return int(line.split()[1])
    except OSError as error:
        if error.errno != errno.ENOENT:
            raise
    return os.fstat(descriptor).st_dev
