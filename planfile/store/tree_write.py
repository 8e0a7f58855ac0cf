"""Write tree.json as the folders come: memory holds one folder, not the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from planfile.artifacts.tree import Notes, Row, Tree, TreeSummary
from planfile.store.atomic import write_atomic
from planfile.store.tree_form import Tally, foot, head
from planfile.store.tree_lines import Folders

CHUNK = 1 << 16
"""Bytes written in one go, or one folder if that has more."""
FOLDERS = 64
"""Folders written in one go that are written as they were read."""


class TreeText:
    """The bytes of a tree file; `summary` is there once they have been drawn.

    `folders` gives the path, the device and the rows of each, and is drawn once;
    `notes` is asked after the last folder.
    """

    def __init__(
        self,
        library: str,
        folders: Iterable[tuple[str, int, Sequence[Row]]],
        notes: Callable[[], Notes],
        options: dict[str, object],
    ) -> None:
        self._head = head(library, options)
        self._folders = folders
        self._notes = notes
        self.summary: TreeSummary | None = None

    def __iter__(self) -> Iterator[bytes]:
        yield self._head
        tally = Tally()
        lines: list[bytes] = []
        size = 0
        for path, device, rows in self._folders:
            line = tally.line(path, device, rows)
            if size > CHUNK:
                yield b",\n".join([*lines, b""])
                lines, size = [], 0
            lines.append(line)
            size += len(line)
        yield b",\n".join(lines) + b"\n"
        self.summary = tally.summary(self._notes())
        yield foot(self.summary)


def tree_text(tree: Tree) -> Iterable[bytes]:
    """The bytes of a tree; the lines of one that was read are what they were."""
    if isinstance(tree.folders, Folders):
        return _as_read(tree, tree.folders.lines())
    summary = tree.summary
    notes = Notes(summary.unreadable, summary.skipped, summary.mounts)
    return TreeText(tree.library, tree.folders, lambda: notes, tree.options)


def _as_read(tree: Tree, lines: Iterator[bytes]) -> Iterator[bytes]:
    yield head(tree.library, tree.options)
    yield next(lines, b"")
    while some := list(islice(lines, FOLDERS)):
        yield b"".join([b",\n" + line for line in some])
    yield b"\n" + foot(tree.summary)


def write_tree(tree: Tree, path: str) -> None:
    """Write a tree file, whole or not at all.

    Raises:
        InputError: The folder is missing, not writable or full.
    """
    write_atomic(path, tree_text(tree))
