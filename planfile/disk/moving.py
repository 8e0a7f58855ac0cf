"""Move without overwriting, by whatever way the file system has."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from contextlib import suppress

from planfile.artifacts.journal import STAGE, Operation
from planfile.disk.calls import CALLS, Calls
from planfile.disk.door import check_arrival, path_in
from planfile.disk.probe import NO_LINKS, UNSUPPORTED, Method
from planfile.disk.proof import arrived, gone
from planfile.disk.view import View, encode


class Mover(View):
    """A view of a disk on which files can be moved; all goes through `calls`."""

    def __init__(
        self, library: str, roots: Sequence[str] = (), calls: Calls = CALLS
    ) -> None:
        super().__init__(library, roots)
        self.calls = calls
        self.method = Method.RENAME
        self._rename = calls.rename

    def move(self, folder: str, name: str, to: str, new: str) -> None:
        """Move without overwriting, by the method that the file system has."""
        self.roots.forget_beneath(path_in(folder, name))
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

    def moves_back(
        self, folders: Sequence[str], operations: Sequence[Operation]
    ) -> int:
        """Undo moves until one is not plain; how many are surely undone.

        What went by way of the stage is not: a link of it that was at its goal before
        looks just like it.
        """
        last = (-1, -1)
        source = goal = done = 0
        with suppress(OSError):
            for _, folder, name, to, new, inode, _, _ in operations:
                if (folder, to) != last:
                    if folders[folder].endswith(STAGE):
                        break
                    source, goal = self.roots.pair(folders[folder], folders[to])
                    last = (folder, to)
                old = encode(name)
                if not self._back(
                    source, old, goal, encode(new) if new else old, inode
                ):
                    break
                done += 1
        return done

    def _back(self, source: int, old: bytes, goal: int, new: bytes, inode: int) -> bool:
        """Whether a file is back at its old place and nothing is at the new one."""
        try:
            there = os.stat(new, dir_fd=goal, follow_symlinks=False)
        except FileNotFoundError:
            pass
        else:
            if there.st_ino != inode or stat.S_ISDIR(there.st_mode):
                return False
            self._rename(goal, new, source, old)
        return os.stat(old, dir_fd=source, follow_symlinks=False).st_ino == inode

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
