"""What a run intends: every operation in order, with what undoes and recognises it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from planfile.artifacts.packed import Packed

JOURNAL_VERSION = 1
CONTROL = ".planfile"
"""The folder of a library that is planfile's own."""
STAGE = f"{CONTROL}/stage"
"""Where copies grow up and where the legs of a swap meet."""
TRASH = f"{CONTROL}/trash"
"""Where links and copies that planfile made wait for the commit of their removal."""
INSIDE = (STAGE, TRASH)
"""The only folders in `.planfile` that an operation may name."""


class RunKind(StrEnum):
    """What a run is for."""

    APPLY = "apply"
    DESTROY = "destroy"
    CLEANUP = "cleanup"


class Step(StrEnum):
    """The kinds of operations. All are undone by one look and one act.

    MOVE, DISC (a whole folder), PUBLISH (a finished copy out of the stage) and DISCARD
    (something planfile made, into the trash) are renames. COPY says where a published
    copy came from and does nothing. DROP is the removal of a source whose verified copy
    is in place; it happens only after the commit. RMDIR
    removes a folder only if it is empty and may turn out not to happen. STAMP gives
    an existing folder back its mode, owner and mtime.
    """

    MKDIR = "mkdir"
    MOVE = "move"
    DISC = "disc"
    PUBLISH = "publish"
    DISCARD = "discard"
    COPY = "copy"
    LINK = "link"
    SYMLINK = "symlink"
    RMDIR = "rmdir"
    STAMP = "stamp"
    DROP = "drop"


RENAMES = frozenset({Step.MOVE, Step.DISC, Step.PUBLISH, Step.DISCARD})


class FolderRow(NamedTuple):
    """A folder that a run may change, as it was before the run.

    `mode` is -1 for a folder that does not exist yet. Paths beneath another root than
    the library are absolute. `xattrs` holds (name, base64 of the value), ACLs included.
    """

    path: str
    mode: int = -1
    mtime_ns: int = 0
    uid: int = -1
    gid: int = -1
    xattrs: tuple[tuple[str, str], ...] = ()


class FolderRows(Packed[FolderRow]):
    """Folder rows in columns: a hundred thousand of them as tuples take 25 MB."""

    __slots__ = ("_columns", "_xattrs", "paths")

    def __init__(self, rows: Iterable[FolderRow] = ()) -> None:
        self.paths: list[str] = []
        numbers = (array("i"), array("q"), array("q"), array("q"))
        self._columns: tuple[Any, ...] = (self.paths, *numbers)
        self._xattrs: dict[int, tuple[tuple[str, str], ...]] = {}
        for row in rows:
            self.append(row)

    @classmethod
    def of(cls, rows: Iterable[FolderRow]) -> FolderRows:
        """Rows in columns; those that are in some already as they are."""
        return rows if isinstance(rows, FolderRows) else FolderRows(rows)

    def append(self, row: FolderRow) -> None:
        """Add one more row at the end."""
        if row.xattrs:
            self._xattrs[len(self.paths)] = row.xattrs
        for column, value in zip(self._columns, row, strict=False):
            column.append(value)

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[FolderRow]:
        for number, fields in enumerate(zip(*self._columns, strict=True)):
            yield FolderRow._make((*fields, self._xattrs.get(number, ())))

    def item(self, number: int) -> FolderRow:
        """One row."""
        fields = [column[number] for column in self._columns]
        return FolderRow._make((*fields, self._xattrs.get(number, ())))


class FolderMap(Mapping[str, FolderRow]):
    """Folder rows by their paths, in columns as well."""

    __slots__ = ("_numbers", "_rows")

    def __init__(self) -> None:
        self._rows = FolderRows()
        self._numbers: dict[str, int] = {}

    def add(self, row: FolderRow) -> None:
        """Add a row; the first one of a path stays."""
        if row.path not in self._numbers:
            self._numbers[row.path] = len(self._rows)
            self._rows.append(row)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows.paths)

    def __contains__(self, path: object) -> bool:
        return path in self._numbers

    def __getitem__(self, path: str) -> FolderRow:
        return self._rows[self._numbers[path]]


class Operation(NamedTuple):
    """One step; `folder` and `to` are rows of the journal's folders.

    Renames, links and copies lead from `folder`/`name` to `to`/`rename` ("" keeps the
    name); inode, size and mtime recognise the file on either side (a disc: the sum and
    the newest of its files). MKDIR and RMDIR make or remove `name` in `folder`, which
    is row `to`; a MKDIR has its mode in `inode`. STAMP makes the folder of row `folder`
    be what row `to` says.
    """

    step: str
    folder: int
    name: str
    to: int = -1
    rename: str = ""
    inode: int = 0
    size: int = 0
    mtime_ns: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """Whose journal it is: enough to refuse one that belongs elsewhere.

    `run` is 16 hex digits. `serial` is that of the state it builds on. `roots` are the
    absolute paths of other libraries that the run touches. `method` is how this file
    system moves without overwriting. `undoes` are the numbers of the runs that a
    destroy takes back. `drops` says that some operations must wait for the commit.
    `mounts` are those within the library that entries leave or reach.
    """

    run: str
    number: int
    kind: RunKind
    action: str
    lineage: str
    serial: int
    library: str
    when: str
    who: str = ""
    host: str = ""
    plan: str = ""
    method: str = "rename"
    roots: tuple[str, ...] = ()
    undoes: tuple[int, ...] = ()
    drops: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    mounts: tuple[str, ...] = ()
