"""Disk to tree: what is in a library, and what each thing is to it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from time import monotonic

from planfile.artifacts.event import Event, Observer, ignore
from planfile.artifacts.tree import Entry, Folder, Row, Tree, TreeSummary
from planfile.disk.walk import Walk
from planfile.errors import InputError
from planfile.store.atomic import write_atomic
from planfile.store.tree_write import TreeText, tally

PULSE = 0.1
"""Seconds between two events."""
STDOUT = "-"


def watched(walk: Walk, observe: Observer) -> Iterator[tuple[str, int, list[Row]]]:
    """Path, device and rows of each folder; `observe` hears now and then how many."""
    done, due = 0, 0.0
    for path, device, rows in walk.rows():
        yield path, device, rows
        done += len(rows)
        if monotonic() >= due:
            due = monotonic() + PULSE
            observe(Event("scan", done, what=path))
    observe(Event("scan", done, done))


def scan_tree(library: str, *, jobs: int = 0, observe: Observer = ignore) -> Tree:
    """The whole tree of a library, in memory.

    Raises:
        InputError: The library is missing, no folder or not readable.
    """
    walk = Walk(library, jobs=jobs)
    folders = tuple(
        Folder(path, device, tuple(map(Entry._make, rows)))
        for path, device, rows in watched(walk, observe)
    )
    return Tree(walk.library, folders, tally(folders, walk.notes()), walk.options)


def scan_to(
    library: str, path: str, *, jobs: int = 0, observe: Observer = ignore
) -> TreeSummary:
    """Scan a library into a tree file ("-": to stdout), a folder at a time.

    Raises:
        InputError: The library cannot be read or the file not be written.
    """
    outputs = () if path == STDOUT else (path,)
    walk = Walk(library, jobs=jobs, outputs=outputs)
    rows = watched(walk, observe)
    text = TreeText(walk.library, rows, walk.notes, walk.options)
    if path == STDOUT:
        sys.stdout.buffer.writelines(text)
    else:
        write_atomic(path, text)
    if text.summary is None:
        raise InputError(f"the scan of {library} did not end")
    return text.summary
