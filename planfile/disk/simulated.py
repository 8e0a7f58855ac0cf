"""A disk that only reads: changes live in memory, over the real one.

The dry run is the same apply on this disk. `acts` collects what would be done to the
library, in the words of `STEPS`; planfile's own files are written to memory as well.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import time
from collections.abc import Iterable, Sequence
from typing import BinaryIO, NamedTuple

from planfile.artifacts.journal import CONTROL, FolderRow, Operation
from planfile.disk.door import (
    Copying,
    Fingerprint,
    Look,
    Seen,
    Tick,
    Visit,
    Wanted,
    check_arrival,
    path_in,
    split,
)
from planfile.disk.real import RealDisk
from planfile.disk.simulated_copies import SimulatedCopies

FOLDER_MODE = stat.S_IFDIR | 0o755


class Node(NamedTuple):
    """What a path is now. `real` is where its content lies on the real disk.

    `real` is None for what exists in the simulation only.
    """

    look: Look
    real: str | None
    target: str = ""


class SimulatedDisk:
    """A `Disk` over a real one that is never changed."""

    def __init__(self, real: RealDisk) -> None:
        self.real = real
        self.acts: list[tuple[str, str, str]] = []
        self._nodes: dict[str, dict[str, Node | None]] = {}
        self._rows: dict[str, FolderRow] = {}
        self._files: dict[str, bytes] = {}
        self._inode = -1
        self._touched = False
        self.library = real.library
        self.others = real.others
        self.sites = real.sites
        self.lasting_inodes = real.lasting_inodes
        self.method = real.method

    def close(self) -> None:
        """Let go of the real disk."""
        self.real.close()

    def _node(self, path: str) -> Node | None:
        if not path or path in self.others:
            look = self.real.look_folder(path)
            return Node(look, path) if look else None
        folder, name = split(path)
        known = self._nodes.get(folder)
        if known is not None and name in known:
            return known[name]
        parent = self._node(folder)
        if parent is None or parent.real is None:
            return None
        look = self.real.look(parent.real, name)
        return Node(look, path_in(parent.real, name)) if look else None

    def _put(self, folder: str, name: str, node: Node | None) -> None:
        self._touched |= CONTROL not in (*folder.split("/"), name)
        self._nodes.setdefault(folder, {})[name] = node

    def _say(self, step: str, source: str, to: str) -> None:
        if CONTROL not in (to or source).split("/"):
            self.acts.append((step, source, to))

    def _need(self, folder: str, name: str) -> Node:
        node = self._node(path_in(folder, name))
        if node is None:
            raise _error(errno.ENOENT, path_in(folder, name))
        return node

    def _free(self, folder: str, name: str) -> None:
        self._folder(folder)
        if self._node(path_in(folder, name)) is not None:
            raise _error(errno.EEXIST, path_in(folder, name))

    def _folder(self, folder: str) -> Node:
        node = self._node(folder)
        if node is None:
            raise _error(errno.ENOENT, folder)
        if not stat.S_ISDIR(node.look.st_mode):
            raise _error(errno.ENOTDIR, folder)
        return node

    def look(self, folder: str, name: str) -> Look | None:
        """What is there, without following; None for nothing."""
        node = self._node(path_in(folder, name))
        return node.look if node else None

    @property
    def overlaps(self) -> bool:
        """Only what nothing was done to yet is the real disk's, for all threads."""
        return not self._touched

    def visit(self, folder: str, names: Sequence[str] = ()) -> Visit | None:
        """All about a folder and some files in it; None if there is no such folder."""
        if not self._touched:
            return self.real.visit(folder, names)
        if self._node(folder) is None:
            return None
        place = self.real.visit(self._above(folder))
        if place is None:
            return None
        return place._replace(
            row=self.row(folder),
            names=tuple(self.names(folder)),
            prints=self.fingerprints(folder, names),
        )

    def fingerprints(
        self, folder: str, names: Sequence[str]
    ) -> tuple[Fingerprint | None, ...]:
        """Those of files in a folder, None for each that is not plain, or not there."""
        if not self._touched:
            return self.real.fingerprints(folder, names)
        return tuple(self._fingerprint(folder, name) for name in names)

    def _fingerprint(self, folder: str, name: str) -> Fingerprint | None:
        node = self._node(path_in(folder, name))
        if node is None or not stat.S_ISREG(node.look.st_mode):
            return None
        if self.pinned(folder, name):
            return None
        return node.look.st_ino, node.look.st_size, node.look.st_mtime_ns

    def look_folder(self, folder: str) -> Look | None:
        """The folder itself; None if there is none."""
        node = self._node(folder)
        if node is None:
            return None
        return self._folder(folder).look

    def _above(self, folder: str) -> str:
        """The folder on the real disk that a simulated one would be in."""
        node = self._folder(folder)
        while node.real is None:
            folder = split(folder)[0]
            node = self._folder(folder)
        return node.real

    def obstacle(self, folder: str) -> str:
        """Why names in a folder cannot be changed, "" if they can."""
        return self.real.obstacle(self._above(folder))

    def pinned(self, folder: str, name: str) -> bool:
        """Whether a file is flagged immutable or append-only."""
        real = self._need(folder, name).real
        return real is not None and self.real.pinned(*split(real))

    def free(self, folder: str) -> tuple[int, int]:
        """Free bytes and inodes there."""
        return self.real.free(self._above(folder))

    def copying(self, tick: Tick) -> Copying:
        """Copies that are ready at once."""
        del tick
        return SimulatedCopies(self._copy)

    def _copy(self, wanted: Wanted) -> None:
        """Remember a copy; its bytes stay where they are."""
        folder, name, to, new, clone = wanted
        node = self._need(folder, name)
        self._free(to, new)
        self._inode -= 1
        look = _copied(node.look)._replace(st_ino=self._inode, st_nlink=1)
        self._put(to, new, node._replace(look=look))
        self._say("clone" if clone else "copy", path_in(folder, name), path_in(to, new))

    def row(self, folder: str) -> FolderRow:
        """All that giving the folder back exactly needs."""
        if folder in self._rows:
            return self._rows[folder]
        node = self._folder(folder)
        if node.real is not None:
            return self.real.row(node.real)._replace(path=folder)
        look = node.look
        return FolderRow(folder, stat.S_IMODE(look.st_mode), look.st_mtime_ns)

    def names(self, folder: str) -> list[str]:
        """The names in a folder, unsorted."""
        node = self._folder(folder)
        known = self._nodes.get(folder, {})
        real = [] if node.real is None else self.real.names(node.real)
        return [name for name in real if name not in known] + [
            name for name, below in known.items() if below
        ]

    def target(self, folder: str, name: str) -> str:
        """What a symlink says."""
        node = self._need(folder, name)
        if node.real is None:
            return node.target
        return self.real.target(*split(node.real))

    def move(self, folder: str, name: str, to: str, new: str) -> None:
        """Move a file or folder; EEXIST rather than overwrite."""
        node = self._need(folder, name)
        self._free(to, new)
        if stat.S_ISDIR(node.look.st_mode):
            self._carry(path_in(folder, name), path_in(to, new))
        self._put(folder, name, None)
        self._put(to, new, node)
        self._say("move", path_in(folder, name), path_in(to, new))

    def moves(
        self, folders: Sequence[str], operations: Sequence[Operation]
    ) -> tuple[int, OSError | None]:
        """Move many files until one fails."""
        for done, step in enumerate(operations):
            to, new = folders[step.to], step.rename or step.name
            try:
                self.move(folders[step.folder], step.name, to, new)
                check_arrival(step, self.look(to, new))
            except OSError as error:
                return done, error
        return len(operations), None

    def moves_back(
        self, folders: Sequence[str], operations: Sequence[Operation]
    ) -> int:
        """None here is plain: the caller looks into each."""
        del folders, operations
        return 0

    def _carry(self, old: str, new: str) -> None:
        """Take along what the simulation knows below a folder that moves."""
        for table in (self._nodes, self._rows):
            for path in [p for p in table if p == old or p.startswith(f"{old}/")]:
                table[new + path[len(old) :]] = table.pop(path)  # type: ignore[assignment]

    def link(self, folder: str, name: str, to: str, new: str) -> None:
        """Give a file a second name; EEXIST rather than overwrite."""
        node = self._need(folder, name)
        self._free(to, new)
        look = _copied(node.look)._replace(st_nlink=node.look.st_nlink + 1)
        self._put(folder, name, node._replace(look=look))
        self._put(to, new, node._replace(look=look))
        self._say("link", path_in(folder, name), path_in(to, new))

    def symlink(self, target: str, folder: str, name: str) -> None:
        """Make a symlink; EEXIST rather than overwrite."""
        self._free(folder, name)
        mode = stat.S_IFLNK | 0o777
        look = self._fresh(mode)._replace(st_size=len(os.fsencode(target)))
        self._put(folder, name, Node(look, None, target))
        self._say("symlink", target, path_in(folder, name))

    def unlink(self, folder: str, name: str) -> None:
        """Remove a name."""
        if stat.S_ISDIR(self._need(folder, name).look.st_mode):
            raise _error(errno.EISDIR, path_in(folder, name))
        self._put(folder, name, None)
        self._files.pop(path_in(folder, name), None)
        self._say("remove", path_in(folder, name), "")

    def mkdir(self, folder: str, name: str, mode: int) -> None:
        """Make a folder."""
        self._free(folder, name)
        self._put(folder, name, Node(self._fresh(stat.S_IFDIR | mode), None))
        self._say("make folder", path_in(folder, name), "")

    def rmdir(self, folder: str, name: str) -> None:
        """Remove a folder; ENOTEMPTY rather than anything in it."""
        path = path_in(folder, name)
        self._need(folder, name)
        if self.names(path):
            raise _error(errno.ENOTEMPTY, path)
        self._put(folder, name, None)
        self._nodes.pop(path, None)
        self._rows.pop(path, None)
        self._say("remove folder", path, "")

    def stamp(self, row: FolderRow) -> None:
        """Give a folder the mode, owner, attributes and mtime of a row."""
        node = self._folder(row.path)
        self._touched |= self.row(row.path) != row
        self._rows[row.path] = row
        if row.path:
            mode = stat.S_IFDIR | (row.mode if row.mode != -1 else 0o755)
            look = _copied(node.look)._replace(st_mode=mode, st_mtime_ns=row.mtime_ns)
            self._put(*split(row.path), node._replace(look=look))

    def same_bytes(self, folder: str, name: str, to: str, new: str) -> bool:
        """Whether two files hold the same."""
        one, other = self._need(folder, name), self._need(to, new)
        if one.real is None or other.real is None:
            return one == other
        return self.real.same_bytes(*split(one.real), *split(other.real))

    def sync(self, folders: Iterable[str]) -> None:
        """Nothing is durable here."""

    def write(self, folder: str, name: str, chunks: Iterable[bytes]) -> None:
        """Keep one of planfile's own files in memory."""
        self._files[path_in(folder, name)] = b"".join(chunks)
        self._put(folder, name, Node(self._fresh(stat.S_IFREG | 0o600), None))

    def read(self, folder: str, name: str) -> BinaryIO | None:
        """One of planfile's own files; None if there is none."""
        path = path_in(folder, name)
        if path in self._files:
            return io.BytesIO(self._files[path])
        if self._node(path) is None:
            return None
        return self.real.read(folder, name)

    def replace(self, folder: str, name: str, to: str, new: str) -> None:
        """Rename one of planfile's own files, replacing what is there."""
        found = self.read(folder, name)
        if found is None:
            raise _error(errno.ENOENT, path_in(folder, name))
        with found:
            self.write(to, new, [found.read()])
        self._files.pop(path_in(folder, name), None)
        self._put(folder, name, None)

    def _fresh(self, mode: int) -> Seen:
        self._inode -= 1
        return Seen(self._inode, 0, time.time_ns(), mode, 1, 0, -1, -1)


def _copied(look: Look) -> Seen:
    return Seen(*(getattr(look, name) for name in Seen._fields))


def _error(number: int, path: str) -> OSError:
    return OSError(number, os.strerror(number), path)
