"""A real disk under changes that live in memory: all that can be asked of it."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Sequence
from typing import BinaryIO, NamedTuple

from planfile.artifacts.journal import CONTROL, FolderRow
from planfile.disk.door import Fingerprint, Look, Visit, path_in, split
from planfile.disk.real import RealDisk
from planfile.rules.paths import fold


class Node(NamedTuple):
    """What a path is now. `real` is where its content lies on the real disk.

    `real` is None for what exists in the simulation only.
    """

    look: Look
    real: str | None
    target: str = ""


class Overlay:
    """What a real disk would be after some changes; `acts` tells them."""

    def __init__(self, real: RealDisk) -> None:
        self.real = real
        self.acts: list[tuple[str, str, str]] = []
        self._nodes: dict[str, dict[str, Node | None]] = {}
        self._rows: dict[str, FolderRow] = {}
        self._files: dict[str, bytes] = {}
        self._inode = -1
        self._touched = False
        self._parents: dict[str, Node | None] = {}
        self._left: set[str] = set()
        self.library = real.library
        self.others = real.others
        self.sites = real.sites
        self.homes = real.homes
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
        parent = self._parent(folder)
        if parent is not None and not stat.S_ISDIR(parent.look.st_mode):
            raise failure(errno.ENOTDIR, folder)
        if parent is None or parent.real is None:
            return None
        look = self.real.look(parent.real, name)
        if look is None or self._is_the_twin_that_left(path, parent.real):
            return None
        return Node(look, path_in(parent.real, name))

    def _is_the_twin_that_left(self, path: str, parent: str) -> bool:
        """Whether the disk, which folds case, finds by a name what is gone by another.

        What it finds under the very name that it lists is there.
        """
        if fold(path) not in self._left:
            return False
        return split(path)[1] not in self.real.names(parent)

    def _parent(self, folder: str) -> Node | None:
        """A folder, remembered until it changes."""
        if folder not in self._parents:
            self._parents[folder] = self._node(folder)
        return self._parents[folder]

    def _put(self, folder: str, name: str, node: Node | None) -> None:
        self._touched |= CONTROL not in (*folder.split("/"), name)
        self._nodes.setdefault(folder, {})[name] = node
        if node is None:
            self._left.add(fold(path_in(folder, name)))
        self._parents.pop(path_in(folder, name), None)

    def _need(self, folder: str, name: str) -> Node:
        node = self._node(path_in(folder, name))
        if node is None:
            raise failure(errno.ENOENT, path_in(folder, name))
        return node

    def _free(self, folder: str, name: str) -> None:
        self._folder(folder)
        if self._node(path_in(folder, name)) is not None:
            raise failure(errno.EEXIST, path_in(folder, name))

    def _folder(self, folder: str) -> Node:
        node = self._parent(folder)
        if node is None:
            raise failure(errno.ENOENT, folder)
        if not stat.S_ISDIR(node.look.st_mode):
            raise failure(errno.ENOTDIR, folder)
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
        above = self._node(folder)
        if above is None or not stat.S_ISDIR(above.look.st_mode):
            return (None,) * len(names)
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

    def allows(self, folder: str, name: str, mode: int) -> bool:
        """Whether a file or folder may be read, or written to: R_OK, W_OK."""
        real = self._need(folder, name).real
        return real is None or self.real.allows(*split(real), mode)

    def free(self, folder: str) -> tuple[int, int]:
        """Free bytes and inodes there."""
        return self.real.free(self._above(folder))

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

    def same_bytes(self, folder: str, name: str, to: str, new: str) -> bool:
        """Whether two files hold the same."""
        one, other = self._need(folder, name), self._need(to, new)
        if one.real is None or other.real is None:
            return one == other
        return self.real.same_bytes(*split(one.real), *split(other.real))

    def read(self, folder: str, name: str) -> BinaryIO | None:
        """One of planfile's own files; None if there is none."""
        path = path_in(folder, name)
        if path in self._files:
            return io.BytesIO(self._files[path])
        if self._node(path) is None:
            return None
        return self.real.read(folder, name)


def failure(number: int, path: str) -> OSError:
    """What the system would say about a path."""
    return OSError(number, os.strerror(number), path)
