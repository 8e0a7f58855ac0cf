"""Disk to tree: what is in a library, and what each thing is to it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from time import monotonic

from planfile.artifacts.event import Event, Observer, ignore
from planfile.artifacts.tree import Entry, Folder, Notes, Row, Tree, TreeSummary
from planfile.disk.walk import Walk
from planfile.errors import InputError
from planfile.store.atomic import write_atomic
from planfile.store.tree_form import tally
from planfile.store.tree_write import TreeText

PULSE = 0.1
"""Seconds between two events."""
STDOUT = "-"


class Scan:
    """A library as a stream of folders; iterate once, then ask for the notes.

    Raises:
        InputError: The library is missing, no folder or not readable.
    """

    def __init__(
        self,
        library: str,
        *,
        jobs: int = 0,
        outputs: tuple[str, ...] = (),
        observe: Observer = ignore,
    ) -> None:
        self._walk = Walk(library, jobs=jobs, outputs=outputs)
        self._observe = observe
        self.library = self._walk.library
        self.options = self._walk.options
        self.notes: Callable[[], Notes] = self._walk.notes

    def __iter__(self) -> Iterator[Folder]:
        for path, device, rows in self.rows():
            yield Folder(path, device, tuple(map(Entry._make, rows)))

    def rows(self) -> Iterator[tuple[str, int, list[Row]]]:
        """The same, for who needs no names: path, device and rows of each folder."""
        done, due = 0, 0.0
        for folder in self._walk.rows():
            yield folder
            path, _, rows = folder
            done += len(rows)
            if monotonic() >= due:
                due = monotonic() + PULSE
                self._observe(Event("scan", done, what=path))
        self._observe(Event("scan", done, done))


def scan(library: str, *, jobs: int = 0, observe: Observer = ignore) -> Scan:
    """Look at a library a folder at a time, holding none of them."""
    return Scan(library, jobs=jobs, observe=observe)


def scan_tree(library: str, *, jobs: int = 0, observe: Observer = ignore) -> Tree:
    """The whole tree of a library, in memory."""
    found = Scan(library, jobs=jobs, observe=observe)
    folders = tuple(found)
    return Tree(found.library, folders, tally(folders, found.notes()), found.options)


def scan_to(
    library: str, path: str, *, jobs: int = 0, observe: Observer = ignore
) -> TreeSummary:
    """Scan a library into a tree file ("-": to stdout), a folder at a time.

    Raises:
        InputError: The library cannot be read or the file not be written.
    """
    outputs = () if path == STDOUT else (path,)
    found = Scan(library, jobs=jobs, outputs=outputs, observe=observe)
    text = TreeText(found.library, found.rows(), found.notes, found.options)
    if path == STDOUT:
        sys.stdout.buffer.writelines(text)
    else:
        write_atomic(path, text)
    if text.summary is None:
        raise InputError(f"the scan of {library} did not end")
    return text.summary
