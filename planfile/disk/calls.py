"""The system calls that planfile makes to change a disk, each one method.

Everything that changes anything goes through one `Calls` object. Tests hand in one
that fails or dies at its n-th call, so each instant of a run can be tried. `rename`
never overwrites; `replace` does and is for planfile's own files in `.planfile` only.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import struct

NOREPLACE = 1
OPENAT2 = 437
BENEATH = 0x08 | 0x04 | 0x02  # RESOLVE_BENEATH | NO_SYMLINKS | NO_MAGICLINKS
FICLONE = 0x40049409
GETFLAGS = 0x80086601
IMMUTABLE = 0x10
APPEND_ONLY = 0x20
PLAIN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

_libc = ctypes.CDLL(None, use_errno=True)
_HOW = struct.Struct("=QQQ")
_how = ctypes.create_string_buffer(_HOW.pack(PLAIN_FOLDER, 0, BENEATH))
_how_at = ctypes.addressof(_how)


def _function(name: str, *types: object) -> ctypes._CFuncPtr | None:  # type: ignore[name-defined]
    found = getattr(_libc, name, None)
    if found is not None:
        found.argtypes = types
        found.restype = ctypes.c_long if name == "syscall" else ctypes.c_int
    return found


_int, _text = ctypes.c_int, ctypes.c_char_p
_renameat2 = _function("renameat2", _int, _text, _int, _text, ctypes.c_uint)
_syncfs = _function("syncfs", _int)
_syscall = _function(
    "syscall", ctypes.c_long, _int, _text, ctypes.c_void_p, ctypes.c_size_t
)


def _failure(name: bytes) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number), os.fsdecode(name))


def open_beneath(folder: int, path: bytes) -> int:
    """Open a folder beneath another without following any symlink.

    Raises:
        OSError: ENOSYS or EPERM where the kernel or a sandbox has no openat2; ELOOP
            for a symlink on the way, EXDEV for a way out, and what open(2) says.
    """
    if _syscall is None:  # pragma: no cover - every Linux libc has it
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    while True:
        found = _syscall(OPENAT2, folder, path, _how_at, _HOW.size)
        if found >= 0:
            return int(found)
        if ctypes.get_errno() not in {errno.EAGAIN, errno.EINTR}:
            raise _failure(path)


class Calls:
    """The system's own calls. A name is one path component, a folder a descriptor."""

    def rename(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        """Rename; EEXIST if the new name exists, EINVAL or ENOSYS if unsupported."""
        if _renameat2 is None:  # pragma: no cover - musl before 1.2.4
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        if _renameat2(folder, name, to, new, NOREPLACE):
            raise _failure(name)

    def replace(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        """Rename and replace."""
        os.rename(name, new, src_dir_fd=folder, dst_dir_fd=to)

    def link(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        """Give a file a second name."""
        os.link(name, new, src_dir_fd=folder, dst_dir_fd=to, follow_symlinks=False)

    def symlink(self, target: bytes, folder: int, name: bytes) -> None:
        """Make a symlink."""
        os.symlink(target, name, dir_fd=folder)

    def unlink(self, folder: int, name: bytes) -> None:
        """Remove a name."""
        os.unlink(name, dir_fd=folder)

    def mkdir(self, folder: int, name: bytes, mode: int) -> None:
        """Make a folder."""
        os.mkdir(name, mode, dir_fd=folder)

    def rmdir(self, folder: int, name: bytes) -> None:
        """Remove an empty folder."""
        os.rmdir(name, dir_fd=folder)

    def create(self, folder: int, name: bytes, mode: int) -> int:
        """Make a file that must not exist; the descriptor reads and writes."""
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        return os.open(name, flags, mode, dir_fd=folder)

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        """Write some of `data`; how much is returned."""
        return os.write(descriptor, data)

    def truncate(self, descriptor: int, size: int) -> None:
        """Set a file's size."""
        os.ftruncate(descriptor, size)

    def copy_range(self, source: int, to: int, count: int, offset: int) -> int:
        """Copy inside the kernel, same offset on both sides."""
        return os.copy_file_range(source, to, count, offset, offset)

    def clone(self, source: int, to: int) -> None:
        """Share all data of a file with another (FICLONE)."""
        fcntl.ioctl(to, FICLONE, source)

    def set_mode(self, descriptor: int, mode: int) -> None:
        """Change the permission bits."""
        os.fchmod(descriptor, mode)

    def set_owner(self, descriptor: int, uid: int, gid: int) -> None:
        """Change owner and group."""
        os.fchown(descriptor, uid, gid)

    def set_times(self, descriptor: int, atime_ns: int, mtime_ns: int) -> None:
        """Change the times."""
        os.utime(descriptor, ns=(atime_ns, mtime_ns))

    def set_attribute(self, descriptor: int, name: str, value: bytes) -> None:
        """Set an extended attribute."""
        os.setxattr(descriptor, name, value)

    def remove_attribute(self, descriptor: int, name: str) -> None:
        """Remove an extended attribute."""
        os.removexattr(descriptor, name)

    def sync(self, descriptor: int) -> None:
        """Make a file or folder durable."""
        os.fsync(descriptor)

    def sync_all(self, descriptor: int) -> None:
        """Make the whole file system durable (syncfs)."""
        if _syncfs is None:  # pragma: no cover - every Linux libc has it
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        if _syncfs(descriptor):
            raise _failure(b"")


CALLS = Calls()
