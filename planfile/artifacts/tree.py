"""What a scan found: folders, their entries, and each entry's role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

TREE_VERSION = 1


class Role(StrEnum):
    """What an entry is to a media library."""

    VIDEO = "video"
    SUBTITLE = "subtitle"
    ARTWORK = "artwork"
    METADATA = "metadata"
    EXTRA = "extra"
    SAMPLE = "sample"
    DISC = "disc"
    AUDIO = "audio"
    INCOMPLETE = "incomplete"
    JUNK = "junk"
    OTHER = "other"


class Entry(NamedTuple):
    """One file, symlink or disc folder.

    `name` is its last path component, decoded with surrogateescape; a disc folder's
    ends in "/". `size` is in bytes (a disc: the sum of its files), `mtime_ns` in
    nanoseconds since 1970 (a disc: the newest of its files). `target` is what a
    symlink says, "" for everything else.
    """

    name: str
    size: int
    mtime_ns: int
    inode: int
    role: Role
    links: int = 1
    target: str = ""


Row = tuple[str, int, int, int, Role, int, str]
"""An `Entry` whose fields have no names: a third of the cost, where there are many."""


class Folder(NamedTuple):
    """One folder and what is directly in it, sorted by the bytes of the names.

    `path` is relative to the library, "" for the library itself, without a "/" at
    its end. Folders without entries are listed too.
    """

    path: str
    device: int
    entries: Sequence[Entry]


class Unreadable(NamedTuple):
    """A folder or entry that the scan could not read, and the system's reason."""

    path: str
    why: str


class Notes(NamedTuple):
    """What a scan noticed besides entries.

    `skipped` counts what was not media's business, by the rule that said so. `mounts`
    are folders on another file system than the folder around them.
    """

    unreadable: tuple[Unreadable, ...]
    skipped: Mapping[str, int]
    mounts: tuple[str, ...]


class TreeSummary(NamedTuple):
    """What a whole tree amounts to; `digest` is "sha256:" over path, size, mtime.

    `skipped` counts what was not media's business, by the rule that said so.
    `mounts` are folders that lie on another file system than the folder around them.
    """

    entries: int
    size: int
    counts: dict[str, int]
    digest: str
    unreadable: tuple[Unreadable, ...] = ()
    skipped: Mapping[str, int] = {}
    mounts: tuple[str, ...] = ()


class Tree(NamedTuple):
    """A scanned library, whole in memory: folders in depth-first order.

    `nfo` is what small .nfo files hold, by path, where the caller has read them as
    evidence; no tree file holds it.
    """

    library: str
    folders: Sequence[Folder]
    summary: TreeSummary
    options: Mapping[str, object] = {}
    nfo: Mapping[str, bytes] = {}

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every entry with its path, in the order of the tree."""
        for folder in self.folders:
            above = f"{folder.path}/" if folder.path else ""
            for entry in folder.entries:
                yield above + entry.name, entry
