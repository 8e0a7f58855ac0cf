"""The one door to the media disk: look, move without overwrite, sync."""

from __future__ import annotations

import base64
import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from zlib import crc32

from planfile.artifacts.journal import FolderRow
from planfile.disk.door import Copying, Tick, path_in
from planfile.disk.moving import Mover
from planfile.disk.probe import BTRFS, LOCAL, magic
from planfile.disk.proof import gone, reads_back
from planfile.disk.view import attributes, inherited

NO_SYNC = {errno.EINVAL, errno.EOPNOTSUPP}
"""What fsync of a folder says where the mount has no such call; all else is real."""
MANY = 64
"""From so many folders on, syncing the whole file system is the cheaper way."""


class RealDisk(Mover):
    """A `Disk` that is one. All that changes goes through `calls`."""

    def copying(self, tick: Tick) -> Copying:
        """Copies with all their attributes; ready when durable and compared."""
        from planfile.disk.batches import Batches

        return Batches(self.calls, self.opened, self.roots.descriptor, tick)

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
        here = attributes(descriptor)
        if row.mode != -1 and here != row.xattrs:
            for name in inherited(dict(here), dict(row.xattrs)):
                self.calls.remove_attribute(descriptor, name)
            for name, value in row.xattrs:
                self.calls.set_attribute(descriptor, name, base64.b64decode(value))
        if os.fstat(descriptor).st_mtime_ns != row.mtime_ns:
            self.calls.set_times(descriptor, seen.st_atime_ns, row.mtime_ns)

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
        return not self._mounts

    def _sync(self, descriptor: int) -> None:
        try:
            self.calls.sync(descriptor)
        except OSError as error:
            if error.errno not in NO_SYNC:
                raise

    def write(self, folder: str, name: str, chunks: Iterable[bytes]) -> None:
        """Put one of planfile's own files there, whole and durable, or not at all.

        Raises:
            OSError: It may be in place but not durable only if the sync failed.
        """
        try:
            self._write(folder, name, chunks)
        except OSError as error:
            error.filename = path_in(folder, name)
            raise

    def _write(self, folder: str, name: str, chunks: Iterable[bytes]) -> None:
        parent = self.roots.opened(folder)
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
        descriptor = self.roots.with_room(
            lambda: self.calls.create(parent, name, 0o600)
        )
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
