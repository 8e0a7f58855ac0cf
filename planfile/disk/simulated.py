"""A disk that only reads: changes live in memory, over the real one.

The dry run is the same apply on this disk. `acts` collects what would be done to the
library, in the words of `STEPS`; planfile's own files are written to memory as well.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable, Sequence

from planfile.artifacts.journal import CONTROL, TRASH, FolderRow, Operation
from planfile.disk.door import (
    Copying,
    Look,
    Seen,
    Tick,
    Wanted,
    check_arrival,
    path_in,
    split,
)
from planfile.disk.overlay import Node, Overlay, failure
from planfile.disk.real import RealDisk
from planfile.disk.simulated_copies import SimulatedCopies


class SimulatedDisk(Overlay):
    """A `Disk` over a real one that is never changed."""

    def __init__(self, real: RealDisk) -> None:
        super().__init__(real)
        self._aside: dict[str, tuple[str, str]] = {}

    def _say(self, step: str, source: str, to: str) -> None:
        """Tell what is done to the library; by what detour is planfile's own affair.

        What goes to the stage is told when it comes out, with where it came from; what
        goes to the trash is removed.
        """
        if CONTROL not in (to or source).split("/"):
            if step == "move":
                step, source = self._aside.pop(source, (step, source))
            if source != to:
                self.acts.append((step, source, to))
        elif TRASH in to and CONTROL not in source.split("/"):
            self.acts.append(("remove", source, ""))
        elif to:
            self._aside[to] = self._aside.pop(source, (step, source))

    def copying(self, tick: Tick) -> Copying:
        """Copies that are ready at once."""
        del tick
        return SimulatedCopies(self._copy, self._say_copy)

    def _copy(self, wanted: Wanted) -> None:
        """Remember a copy; its bytes stay where they are."""
        folder, name, to, new, _ = wanted
        node = self._need(folder, name)
        if not stat.S_ISREG(node.look.st_mode):
            raise OSError(errno.EINVAL, "only files are copied", name)
        self._free(to, new)
        self._inode -= 1
        look = _copied(node.look)._replace(st_ino=self._inode, st_nlink=1)
        self._put(to, new, node._replace(look=look))

    def _say_copy(self, wanted: Wanted) -> None:
        """Tell a copy, unless it just came back from the place that it goes to."""
        folder, name, to, new, clone = wanted
        if path_in(to, new) not in self._aside:
            step = "clone" if clone else "copy"
            self._say(step, path_in(folder, name), path_in(to, new))

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
        """Move many files until one fails; they are what they just were."""
        for done, step in enumerate(operations):
            folder, to = folders[step.folder], folders[step.to]
            new = step.rename or step.name
            try:
                self._trust(folder, step)
                self.move(folder, step.name, to, new)
                check_arrival(step, self.look(to, new))
            except OSError as error:
                return done, error
        return len(operations), None

    def _trust(self, folder: str, step: Operation) -> None:
        """Know a file from its operation: whoever planned it has looked at it."""
        parent = self._folder(folder)
        if parent.real is not None and step.name not in self._nodes.get(folder, ()):
            facts = (step.inode, step.size, step.mtime_ns, stat.S_IFREG, 1, 0, -1, -1)
            node = Node(Seen(*facts), path_in(parent.real, step.name))
            self._put(folder, step.name, node)

    def moves_back(
        self, folders: Sequence[str], operations: Sequence[Operation]
    ) -> int:
        """None here is plain: the caller looks into each."""
        del folders, operations
        return 0

    def _carry(self, old: str, new: str) -> None:
        """Take along what the simulation knows below a folder that moves."""
        self._parents.clear()
        for table in (self._nodes, self._rows):
            for path in [p for p in table if p == old or p.startswith(f"{old}/")]:
                table[new + path[len(old) :]] = table.pop(path)  # type: ignore[assignment]

    def link(self, folder: str, name: str, to: str, new: str) -> None:
        """Give a file a second name; EEXIST rather than overwrite."""
        node = self._need(folder, name)
        if stat.S_ISDIR(node.look.st_mode):
            raise OSError(errno.EPERM, "no folder has two names", name)
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
            raise failure(errno.EISDIR, path_in(folder, name))
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
            raise failure(errno.ENOTEMPTY, path)
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

    def sync(self, folders: Iterable[str]) -> None:
        """Nothing is durable here."""

    def write(self, folder: str, name: str, chunks: Iterable[bytes]) -> None:
        """Keep one of planfile's own files in memory."""
        self._files[path_in(folder, name)] = b"".join(chunks)
        self._put(folder, name, Node(self._fresh(stat.S_IFREG | 0o600), None))

    def replace(self, folder: str, name: str, to: str, new: str) -> None:
        """Rename one of planfile's own files, replacing what is there."""
        found = self.read(folder, name)
        if found is None:
            raise failure(errno.ENOENT, path_in(folder, name))
        with found:
            self.write(to, new, [found.read()])
        self._files.pop(path_in(folder, name), None)
        self._put(folder, name, None)

    def _fresh(self, mode: int) -> Seen:
        self._inode -= 1
        return Seen(self._inode, 0, time.time_ns(), mode, 1, 0, -1, -1)


def _copied(look: Look) -> Seen:
    return Seen(*(getattr(look, name) for name in Seen._fields))
