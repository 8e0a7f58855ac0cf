"""The journal as bytes: JSON lines, closed by their sha256.

One header, the folders, the operations, the trailer. A journal is put in place whole,
so a wrong checksum never means an interrupted write: it is damage, and refused. It is
read forwards to act and backwards to undo, a block at a time, at any length.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import cached_property, partial
from itertools import islice, takewhile
from json.encoder import encode_basestring_ascii as _quoted
from typing import BinaryIO, TypeVar

from planfile.artifacts.journal import (
    JOURNAL_VERSION,
    RENAMES,
    FolderRow,
    FolderRows,
    Header,
    Operation,
    Step,
)
from planfile.errors import ArtifactError
from planfile.store.bounded import DAMAGE
from planfile.store.journal_check import (
    check,
    check_folder,
    check_row,
    checked_header,
)

Line = TypeVar("Line", str, bytes)
NAME = "journal"
BLOCK = 1 << 18
_TRAILER = b'{"sha256":"%s","operations":%12d}\n'
_END = re.compile(rb'\{"sha256":"([0-9a-f]{64})","operations": *([0-9]+)\}\n')
_TAIL = len(_TRAILER % (b"0" * 64, 0))
_FOLDER = b'["folder",'
_operation = partial(tuple.__new__, Operation)  # half the cost of Operation._make
_FIX = "planfile state verify says more; the run is not touched until it is readable"


class JournalText:
    """The bytes of a journal, drawn once; then `opened` gives it back to act by."""

    def __init__(
        self,
        header: Header,
        rows: Iterable[FolderRow],
        operations: Iterable[Operation],
    ) -> None:
        self._header = header
        self._rows = rows
        self._operations = operations
        self._begin = self._end = self._count = 0
        self._digest = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for batch in _batches(_head(self._header, self._rows)):
            yield self._covered(batch)
        self._begin = self._end
        for batch in _batches(_lines(self._operations)):
            self._count += len(batch)
            yield self._covered(batch)
        self._digest.update(b"%d" % self._count)
        yield _TRAILER % (self._digest.hexdigest().encode("ascii"), self._count)

    def _covered(self, lines: list[str]) -> bytes:
        block = "".join(lines).encode("ascii")
        self._digest.update(block)
        self._end += len(block)
        return block

    def opened(self, stream: BinaryIO) -> Journal:
        """The journal in a file that surely holds these very bytes."""
        rows = FolderRows.of(self._rows)
        journal = Journal(stream, self._header, rows, self._begin, self._end)
        journal.digest, journal.count = self._digest.hexdigest(), self._count
        return journal


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(islice(lines, 4096)):
        yield batch


def _head(header: Header, rows: Iterable[FolderRow]) -> Iterator[str]:
    data = {"planfile": "journal", "version": JOURNAL_VERSION, **asdict(header)}
    yield json.dumps(data) + "\n"
    for path, mode, mtime, uid, gid, xattrs in rows:
        more = json.dumps(xattrs, separators=(",", ":")) if xattrs else "[]"
        yield f'["folder",{_quoted(path)},{mode},{mtime},{uid},{gid},{more}]\n'


def _lines(operations: Iterable[Operation]) -> Iterator[str]:
    for step, folder, name, to, rename, inode, size, mtime in operations:
        new = _quoted(rename) if rename else '""'
        yield (
            f'["{step}",{folder},{_quoted(name)},{to},{new},{inode},{size},{mtime}]\n'
        )


class Journal:
    """A journal that was opened and found whole; `count` operations are in it."""

    def __init__(
        self,
        stream: BinaryIO,
        header: Header,
        rows: FolderRows,
        begin: int,
        end: int,
    ) -> None:
        self.stream = stream
        self.header = header
        self.rows = rows
        self.folders: Sequence[str] = rows.paths
        self.digest = ""
        self.count = 0
        self._begin = begin
        self._end = end
        self._kept: list[list[Operation]] | None = None

    def keep(self) -> None:
        """Have all operations at hand, for who goes through them again and again."""
        self._kept = list(self.blocks())

    def forward(self) -> Iterator[Operation]:
        """All operations in their order."""
        for block in self.blocks():
            yield from block

    def blocks(self) -> Iterator[list[Operation]]:
        """All operations in their order, many at a time."""
        if self._kept is not None:
            yield from self._kept
            return
        rest, position = b"", self._begin
        while position < self._end:
            self.stream.seek(position)
            block = self.stream.read(min(BLOCK, self._end - position))
            if not block:
                raise ArtifactError("the journal became shorter", fix=_FIX)
            position += len(block)
            whole, _, rest = (rest + block).rpartition(b"\n")
            yield _parsed(whole)

    def backward(self) -> Iterator[Operation]:
        """All operations, the last first."""
        position, rest = self._end, b""
        while position > self._begin:
            start = max(self._begin, position - BLOCK)
            self.stream.seek(start)
            block = self.stream.read(position - start) + rest
            position = start
            if start > self._begin:
                rest, _, block = block.partition(b"\n")
                rest += b"\n"
            yield from reversed(_parsed(block.rstrip(b"\n")))

    @cached_property
    def leaving(self) -> dict[tuple[int, str], Operation]:
        """What moves away from a place that another operation fills, by its place."""
        goals = {step.to for step in self.forward() if step.step in RENAMES}
        return {
            (step.folder, step.name): step
            for step in self.forward()
            if step.step in RENAMES and step.folder in goals
        }

    @cached_property
    def copied(self) -> dict[tuple[int, str], Operation]:
        """What tells of the original of each copy, by the place of the copy."""
        return {
            (step.to, step.rename or step.name): step
            for step in self.forward()
            if step.step in {Step.COPY, Step.DROP}
        }

    def forget_rows(self) -> None:
        """Let the rows go, which nobody needs who only acts the other way round."""
        self.rows = FolderRows()

    def close(self) -> None:
        """Close the file."""
        self.stream.close()


def _parsed(lines: bytes) -> list[Operation]:
    if not lines:
        return []
    rows = json.loads(b"[" + lines.replace(b"\n", b",") + b"]")
    return list(map(_operation, rows))


def open_journal(stream: BinaryIO, *, keep: int = 0) -> Journal:
    """Open a journal and look through it; at most `keep` operations stay at hand.

    Raises:
        ArtifactError: It is damaged, of a newer format, or names what no journal of
            planfile names; the stream is closed.
    """
    try:
        digest, end, count = _verified(stream)
        header = checked_header(json.loads(stream.readline()))
        rows, begin = _rows(stream, header.roots)
        journal = Journal(stream, header, rows, begin, end)
        journal.digest, journal.count = digest, count
        if count <= keep:
            journal.keep()
        check(journal.folders, journal.forward())
    except DAMAGE as error:
        stream.close()
        raise ArtifactError(f"the journal is damaged: {error!r}", fix=_FIX) from error
    except ArtifactError:
        stream.close()
        raise
    return journal


def read_header(stream: BinaryIO) -> Header:
    """The header of a journal whose checksum is right; its operations wait.

    Raises:
        ArtifactError: It is damaged or of a newer format.
    """
    try:
        _verified(stream)
        return checked_header(json.loads(stream.readline()))
    except DAMAGE as error:
        raise ArtifactError(f"the journal is damaged: {error!r}", fix=_FIX) from error


def _verified(stream: BinaryIO) -> tuple[str, int, int]:
    """The digest, where the trailer begins, and the number of operations."""
    end = stream.seek(0, os.SEEK_END) - _TAIL
    if end <= 0:
        raise ValueError("it is too short")
    stream.seek(end)
    trailer = _END.fullmatch(stream.read(_TAIL))
    if not trailer:
        raise ValueError("its end is missing")
    digest = hashlib.sha256()
    stream.seek(0)
    left = end
    while left:
        block = stream.read(min(BLOCK, left))
        digest.update(block)
        left -= len(block)
    digest.update(trailer[2])
    if trailer[1] != digest.hexdigest().encode("ascii"):
        raise ValueError("its checksum is wrong")
    stream.seek(0)
    return digest.hexdigest(), end, int(trailer[2])


def _rows(stream: BinaryIO, roots: tuple[str, ...]) -> tuple[FolderRows, int]:
    begin = stream.tell()
    rows = FolderRows()
    lines = takewhile(lambda line: line.startswith(_FOLDER), stream)
    for batch in _batches(lines):
        begin += sum(map(len, batch))
        data = json.loads(b"[" + b",".join(batch) + b"]")
        for _, path, mode, mtime, uid, gid, attributes in data:
            pairs = tuple((name, value) for name, value in attributes)
            row = FolderRow(path, mode, mtime, uid, gid, pairs)
            check_folder(row.path, roots)
            check_row(row)
            rows.append(row)
    return rows, begin
