"""The entries of a folder as the line of its tree file, made when they are asked for.

A million entries as tuples take 300 MB, as the lines that they were read from a third.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, overload

from planfile.artifacts.tree import Entry, Role

ROLES = {str(role): role for role in Role}
AT_HAND = 4
"""Folders whose entries are kept since they were last asked for."""
_new = tuple.__new__  # a third of the cost of Entry(…), once per entry


class Entries(Sequence[Entry]):
    """The entries in a line that has been checked."""

    __slots__ = ("_count", "line")

    def __init__(self, line: str, count: int) -> None:
        self.line = line
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Entry]:
        return iter(_entries(self.line))

    @overload
    def __getitem__(self, index: int) -> Entry: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Entry, ...]: ...

    def __getitem__(self, index: int | slice) -> Entry | tuple[Entry, ...]:
        return _entries(self.line)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(_entries(self.line))

    def __repr__(self) -> str:
        return repr(_entries(self.line))


@lru_cache(AT_HAND)
def _entries(line: str) -> tuple[Entry, ...]:
    """The entries in a folder's line."""
    rows = json.loads(line)["files"]
    return tuple([_entry(*row) for row in rows])


def _entry(
    name: str, size: int, mtime_ns: int, inode: int, role: str, more: Any = None
) -> Entry:
    links, target = links_of(more) if more else (1, "")
    return _new(Entry, (name, size, mtime_ns, inode, ROLES[role], links, target))


def links_of(more: dict[str, Any]) -> tuple[int, str]:
    """How many links an entry has and what a symlink says, from the end of its row."""
    return more.get("links", 1), more.get("target", "")
