"""The one door to the media disk: look, move without overwrite, sync."""

from __future__ import annotations

import base64
import errno
import os
import stat
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import BinaryIO
from zlib import crc32

from planfile.artifacts.journal import FolderRow, Operation
from planfile.disk import facts
from planfile.disk.calls import CALLS, Calls
from planfile.disk.copying import copy
from planfile.disk.door import check_arrival
from planfile.disk.probe import BTRFS, LOCAL, NO_LINKS, UNSUPPORTED, Method, magic
from planfile.disk.proof import arrived, gone, reads_back
from planfile.disk.roots import Roots

NO_SYNC = {errno.EINVAL, errno.EOPNOTSUPP}
"""What fsync of a folder says where the mount has no such call; all else is real."""
NOTHING = {errno.ENOENT, errno.ENAMETOOLONG}
MANY = 64
"""From so many folders on, syncing the whole file system is the cheaper way."""
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
BLOCK = 1 << 20
UTF8 = sys.getfilesystemencoding() == "utf-8"


class RealDisk:
    """A `Disk` that is one. All that changes goes through `calls`."""

    def __init__(
        self, library: str, roots: Sequence[str] = (), calls: Calls = CALLS
    ) -> None:
        self.roots = Roots(library, roots)
        self.calls = calls
        self.method = Method.RENAME
        self._rename = calls.rename
        self.library = library
        self.others = self.roots.others
        self.sites = sites_of(library, self.others)
        self.lasting_inodes = magic(self.roots.descriptor("")) in LOCAL

    def close(self) -> None:
        """Let go of all descriptors."""
        self.roots.close()

    def look(self, folder: str, name: str) -> os.stat_result | None:
        """What is there, without following; None for nothing."""
        try:
            parent = self.roots.descriptor(folder)
            return os.stat(name, dir_fd=parent, follow_symlinks=False)
        except OSError as error:
            if error.errno in NOTHING:
                return None
            raise

    def fingerprint(self, folder: str, name: str) -> tuple[int, int, int] | None:
        """Inode, size and mtime of a plain file that may be moved, else None."""
        try:
            parent = self.roots.descriptor(folder)
        except OSError:
            return None
        return facts.fingerprint(parent, encode(name))

    def look_folder(self, folder: str) -> os.stat_result | None:
        """The folder itself; None if there is none."""
        try:
            return os.fstat(self.roots.descriptor(folder))
        except OSError as error:
            if error.errno in NOTHING:
                return None
            raise

    def obstacle(self, folder: str) -> str:
        """Why names in a folder cannot be changed, "" if they can."""
        descriptor = self.roots.descriptor(folder)
        return facts.obstacle(descriptor)

    def pinned(self, folder: str, name: str) -> bool:
        """Whether a file is flagged immutable or append-only."""
        return facts.pinned(self.roots.descriptor(folder), os.fsencode(name))

    def device(self, folder: str) -> int:
        """The mount a folder is on: renames work within one, not across two."""
        descriptor = self.roots.descriptor(folder)
        if len(self.sites) > len(self.others) + 1:
            return facts.mount(descriptor)
        return os.fstat(descriptor).st_dev

    def free(self, folder: str) -> tuple[int, int]:
        """Free bytes and inodes there; -1 where the file system does not say."""
        return facts.free(self.roots.descriptor(folder))

    def longest_name(self, folder: str) -> int:
        """How many bytes a name in a folder may have."""
        return os.fpathconf(self.roots.descriptor(folder), "PC_NAME_MAX")

    def copy(self, folder: str, name: str, to: str, new: str, clone: bool) -> str:
        """Copy a file with all its attributes, durable and verified."""
        with self.opened(folder, name) as source:
            goal = self.roots.descriptor(to)
            return copy(self.calls, source.fileno(), goal, os.fsencode(new), clone)

    def row(self, folder: str) -> FolderRow:
        """All that giving the folder back exactly needs."""
        descriptor = self.roots.descriptor(folder)
        seen = os.fstat(descriptor)
        return FolderRow(
            folder,
            stat.S_IMODE(seen.st_mode),
            seen.st_mtime_ns,
            seen.st_uid,
            seen.st_gid,
            attributes(descriptor),
        )

    def names(self, folder: str) -> list[str]:
        """The names in a folder, unsorted.

        It is rewound first: btrfs shows a folder as it was when it was opened.
        """
        descriptor = self.roots.descriptor(folder)
        os.lseek(descriptor, 0, os.SEEK_SET)
        return os.listdir(descriptor)

    def target(self, folder: str, name: str) -> str:
        """What a symlink says."""
        return os.readlink(name, dir_fd=self.roots.descriptor(folder))

    def move(self, folder: str, name: str, to: str, new: str) -> None:
        """Move without overwriting, by the method that the file system has."""
        source, goal = self.roots.pair(folder, to)
        old, fresh = os.fsencode(name), os.fsencode(new)
        if self.method is Method.RENAME:
            try:
                self._rename(source, old, goal, fresh)
            except OSError as error:
                if error.errno not in UNSUPPORTED:
                    raise
            else:
                return
        self._move_otherwise(source, old, goal, fresh)

    def moves(
        self, folders: Sequence[str], operations: Sequence[Operation]
    ) -> tuple[int, OSError | None]:
        """Move many files until one fails; the loop that costs, kept tight."""
        rename, look = self._rename, os.stat
        last = (-1, -1)
        source = goal = done = 0
        try:
            for operation in operations:
                _, folder, name, to, new, inode, size, mtime = operation
                if (folder, to) != last:
                    source, goal = self.roots.pair(folders[folder], folders[to])
                    last = (folder, to)
                old = encode(name)
                fresh = encode(new) if new else old
                try:
                    rename(source, old, goal, fresh)
                except OSError as error:
                    if error.errno not in UNSUPPORTED:
                        return done, error
                    self._move_otherwise(source, old, goal, fresh)
                try:
                    seen = look(fresh, dir_fd=goal, follow_symlinks=False)
                except FileNotFoundError:
                    check_arrival(operation, None)
                    raise
                if (
                    seen.st_ino != inode
                    or seen.st_size != size
                    or seen.st_mtime_ns != mtime
                ):
                    check_arrival(operation, seen)
                done += 1
        except OSError as error:
            return done, error
        return done, None

    def _move_otherwise(self, source: int, old: bytes, goal: int, new: bytes) -> None:
        seen = os.stat(old, dir_fd=source, follow_symlinks=False)
        if stat.S_ISDIR(seen.st_mode):
            self._move_folder(source, old, goal, new)
        elif self.method is Method.PLACEHOLDER or not self._linked(
            source, old, goal, new
        ):
            self._move_over(source, old, goal, new)
        else:
            arrived(seen, goal, new)
            with suppress(FileNotFoundError):
                self.calls.unlink(source, old)
            gone(source, old)

    def _move_over(self, source: int, old: bytes, goal: int, new: bytes) -> None:
        """Move over an empty file that only this call can have made."""
        os.close(self.calls.create(goal, new, 0o600))
        try:
            self.calls.replace(source, old, goal, new)
        except FileNotFoundError:
            self.calls.unlink(goal, new)
            raise

    def _linked(self, source: int, old: bytes, goal: int, new: bytes) -> bool:
        try:
            self.calls.link(source, old, goal, new)
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            return False
        return True

    def _move_folder(self, source: int, old: bytes, goal: int, new: bytes) -> None:
        """Plain rename: at worst it replaces an empty folder of that very instant."""
        with suppress(FileNotFoundError):
            os.stat(new, dir_fd=goal, follow_symlinks=False)
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        self.calls.replace(source, old, goal, new)

    def link(self, folder: str, name: str, to: str, new: str) -> None:
        """Give a file a second name."""
        source, goal = self.roots.pair(folder, to)
        self.calls.link(source, os.fsencode(name), goal, os.fsencode(new))

    def symlink(self, target: str, folder: str, name: str) -> None:
        """Make a symlink."""
        parent = self.roots.descriptor(folder)
        self.calls.symlink(os.fsencode(target), parent, os.fsencode(name))

    def unlink(self, folder: str, name: str) -> None:
        """Remove a name, and see that it is gone: some mounts lie."""
        parent = self.roots.descriptor(folder)
        self.calls.unlink(parent, os.fsencode(name))
        gone(parent, os.fsencode(name))

    def mkdir(self, folder: str, name: str, mode: int) -> None:
        """Make a folder; the umask and the parent's ACL have their say."""
        parent = self.roots.descriptor(folder)
        self.calls.mkdir(parent, os.fsencode(name), mode)

    def rmdir(self, folder: str, name: str) -> None:
        """Remove an empty folder."""
        self.roots.forget(f"{folder}/{name}" if folder else name)
        self.calls.rmdir(self.roots.descriptor(folder), os.fsencode(name))

    def stamp(self, row: FolderRow) -> None:
        """Give a folder the mode, owner, attributes and mtime of a row."""
        descriptor = self.roots.descriptor(row.path)
        seen = os.fstat(descriptor)
        owner = (seen.st_uid, seen.st_gid)
        if row.uid != -1 and owner != (row.uid, row.gid):
            self.calls.set_owner(descriptor, row.uid, row.gid)
        if row.mode != -1 and stat.S_IMODE(seen.st_mode) != row.mode:
            self.calls.set_mode(descriptor, row.mode)
        if row.xattrs and attributes(descriptor) != row.xattrs:
            for name, value in row.xattrs:
                self.calls.set_attribute(descriptor, name, base64.b64decode(value))
        if os.fstat(descriptor).st_mtime_ns != row.mtime_ns:
            self.calls.set_times(descriptor, seen.st_atime_ns, row.mtime_ns)

    def same_bytes(self, folder: str, name: str, to: str, new: str) -> bool:
        """Whether two files hold the same."""
        with self.opened(folder, name) as one, self.opened(to, new) as other:
            while True:
                block = one.read(BLOCK)
                if block != other.read(BLOCK):
                    return False
                if not block:
                    return True

    def sync(self, folders: Iterable[str]) -> None:
        """Make names in these folders durable.

        Many folders of a local file system get one syncfs, which costs one commit of
        its journal; so does btrfs, where the fsync of a folder may leave out a rename.
        """
        folders = tuple(folders)
        whole: set[str] = set()
        done: set[int] = set()
        for folder in folders:
            root = self.roots.split(folder)[0]
            if root in whole:
                continue
            try:
                descriptor = self.roots.opened(folder)
            except FileNotFoundError:
                continue
            try:
                if self._sync_beneath(descriptor, len(folders), done):
                    whole.add(root)
            finally:
                os.close(descriptor)

    def _sync_beneath(self, descriptor: int, count: int, done: set[int]) -> bool:
        """Sync one of `count` folders; whether all others beneath its root are, too."""
        kind = magic(descriptor)
        if kind != BTRFS and (count < MANY or kind not in LOCAL):
            self._sync(descriptor)
            return False
        device = os.fstat(descriptor).st_dev
        if device not in done:
            self.calls.sync_all(descriptor)
            done.add(device)
        return len(self.sites) == len(self.others) + 1

    def _sync(self, descriptor: int) -> None:
        try:
            self.calls.sync(descriptor)
        except OSError as error:
            if error.errno not in NO_SYNC:
                raise

    def opened(self, folder: str, name: str) -> BinaryIO:
        """A regular file, for reading.

        Raises:
            OSError: ELOOP for a symlink, EINVAL for anything else but a file.
        """
        descriptor = os.open(name, READ, dir_fd=self.roots.descriptor(folder))
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.EINVAL, "it is not a regular file", name)
        return os.fdopen(descriptor, "rb")

    def read(self, folder: str, name: str) -> BinaryIO | None:
        """One of planfile's own files; None if there is none."""
        try:
            return self.opened(folder, name)
        except FileNotFoundError:
            return None

    def write(self, folder: str, name: str, chunks: Iterable[bytes]) -> None:
        """Put one of planfile's own files there, whole and durable, or not at all.

        Raises:
            OSError: It may be in place but not durable only if the sync failed.
        """
        parent = os.dup(self.roots.descriptor(folder))
        new, old = os.fsencode(name), os.fsencode(f"{name}.tmp")
        try:
            with suppress(FileNotFoundError):
                os.stat(old, dir_fd=parent, follow_symlinks=False)
                self.calls.unlink(parent, old)
            inode = self._fill(parent, old, chunks)
            try:
                self.calls.replace(parent, old, parent, new)
            except OSError:
                with suppress(OSError):
                    self.calls.unlink(parent, old)
                raise
            if os.stat(new, dir_fd=parent).st_ino != inode:
                raise OSError(errno.EIO, "the rename did not happen", name)
            self._sync(parent)
        finally:
            os.close(parent)

    def _fill(self, parent: int, name: bytes, chunks: Iterable[bytes]) -> int:
        descriptor = self.calls.create(parent, name, 0o600)
        checksum = 0
        try:
            for chunk in chunks:
                checksum = crc32(chunk, checksum)
                rest = memoryview(chunk)
                while rest:
                    rest = rest[self.calls.write(descriptor, rest) :]
            self.calls.sync(descriptor)
            reads_back(descriptor, checksum, name)
            return os.fstat(descriptor).st_ino
        except BaseException:
            with suppress(OSError):
                self.calls.unlink(parent, name)
            raise
        finally:
            os.close(descriptor)

    def replace(self, folder: str, name: str, to: str, new: str) -> None:
        """Rename one of planfile's own files, replacing what is there."""
        source, goal = self.roots.pair(folder, to)
        self.calls.replace(source, os.fsencode(name), goal, os.fsencode(new))


def attributes(descriptor: int) -> tuple[tuple[str, str], ...]:
    """A folder's extended attributes, ACLs included, as (name, base64)."""
    try:
        names = os.listxattr(descriptor)
        return tuple(
            (name, base64.b64encode(os.getxattr(descriptor, name)).decode("ascii"))
            for name in sorted(names)
        )
    except OSError:
        return ()


def encode(name: str) -> bytes:
    """What os.fsencode does, at half of its cost."""
    return name.encode("utf-8", "surrogateescape") if UTF8 else os.fsencode(name)


def sites_of(library: str, others: Sequence[str]) -> tuple[str, ...]:
    """The roots, and every mount beneath them, each with a stage of its own.

    Mounts beneath the library are relative to it, like all of its paths.
    """
    found = ["", *others]
    try:
        top = library.rstrip("/") + "/"
        found += [path.removeprefix(top) for path in facts.mounts_below(library)]
        for root in others:
            found += facts.mounts_below(root)
    except OSError:
        return tuple(found)
    return tuple(dict.fromkeys(found))
