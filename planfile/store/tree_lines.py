"""The folders of a tree where its file says them, read again when they are asked for.

A million entries as tuples take 300 MB, as text 100. So of each folder is remembered
only where its line stands, and what that must be like to be the one that was checked.
Who asks often can have the entries of a small file kept.
"""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import starmap
from typing import Any, BinaryIO
from zlib import crc32

from planfile.artifacts.packed import Packed
from planfile.artifacts.tree import Entry, Folder, Role
from planfile.errors import InputError

ROLES = {str(role): role for role in Role}
AT_HAND = 4
"""Folders whose entries are kept since they were last asked for."""
_new = tuple.__new__  # a third of the cost of Entry(…), once per entry


class Lines:
    """A tree file that stays open: what has its name by now is of no interest."""

    def __init__(self, path: str, stream: BinaryIO) -> None:
        self.path = path
        self._descriptor = os.dup(stream.fileno())

    def __del__(self) -> None:
        os.close(self._descriptor)

    def line(self, begin: int, size: int, check: int) -> bytes:
        """So many bytes that begin there.

        Raises:
            InputError: They cannot be read, or are not what they were.
        """
        try:
            data = os.pread(self._descriptor, size, begin)
        except OSError as error:
            raise InputError(
                f"cannot read {self.path}: {error.strerror}", fix="see to its disk"
            ) from error
        if crc32(data) != check:
            raise InputError(
                f"{self.path} was changed while planfile read it",
                fix="run `planfile scan` again",
            )
        return data


class Entries(Packed[Entry]):
    """The entries in a line that has been checked; `place` is where, how long, how."""

    __slots__ = ("_count", "_lines", "_place")

    def __init__(self, lines: Lines, place: tuple[int, int, int], count: int) -> None:
        self._lines = lines
        self._place = place
        self._count = count

    def _all(self) -> tuple[Entry, ...]:
        return _entries(self._lines.line(*self._place))

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._all())

    def item(self, number: int) -> Entry:
        """One entry."""
        return self._all()[number]


class Folders(Packed[Folder]):
    """The folders of a tree file in columns; each is made when it is asked for.

    With `keep` the entries stay in memory, which is what they were read into.
    """

    def __init__(self, lines: Lines, *, keep: bool = False) -> None:
        self._lines = lines
        self._paths: list[str] = []
        self._devices = array("Q")
        self._begins = array("Q")
        self._sizes = array("Q")
        self._checks = array("L")
        self._counts = array("L")
        self._keep = keep
        self._kept: list[Folder] = []

    def add(self, folder: Folder, begin: int, line: bytes) -> None:
        """Add a folder that has been read from a line which begins there."""
        path, device, entries = folder
        self._paths.append(path)
        self._devices.append(device)
        self._begins.append(begin)
        self._sizes.append(len(line))
        self._checks.append(crc32(line))
        self._counts.append(len(entries))
        if self._keep:
            self._kept.append(folder)

    def lines(self) -> Iterator[bytes]:
        """The lines of all of them."""
        return starmap(
            self._lines.line, zip(self._begins, self._sizes, self._checks, strict=True)
        )

    def __len__(self) -> int:
        return len(self._paths)

    def item(self, number: int) -> Folder:
        """One folder."""
        if self._keep:
            return self._kept[number]
        place = (self._begins[number], self._sizes[number], self._checks[number])
        entries = Entries(self._lines, place, self._counts[number])
        return Folder(self._paths[number], self._devices[number], entries)


@lru_cache(AT_HAND)
def _entries(line: bytes) -> tuple[Entry, ...]:
    """The entries in a folder's line."""
    rows = json.loads(line.decode("utf-8"))["files"]
    return tuple([_entry(*row) for row in rows])


def _entry(
    name: str, size: int, mtime_ns: int, inode: int, role: str, more: Any = None
) -> Entry:
    links, target = links_of(more) if more else (1, "")
    return _new(Entry, (name, size, mtime_ns, inode, ROLES[role], links, target))


def links_of(more: dict[str, Any]) -> tuple[int, str]:
    """How many links an entry has and what a symlink says, from the end of its row."""
    return more.get("links", 1), more.get("target", "")
