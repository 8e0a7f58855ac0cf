"""What no journal of planfile holds, refused before any of it is believed."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from planfile.artifacts.journal import (
    CONTROL,
    INSIDE,
    JOURNAL_VERSION,
    FolderRow,
    Header,
    Operation,
    RunKind,
    Step,
)
from planfile.errors import ArtifactError

MOST_TIME = (1 << 63) - 1
"""The most nanoseconds, and bytes, that the system's numbers hold."""
MOST_ID = (1 << 32) - 1
BATCH = 256
"""Operations that are checked at once; one that is not plain costs so many looks."""
_RUN = re.compile(r"[0-9a-f]{16}")
_NO_NAMES = frozenset({"", ".", ".."})
_STEPS = frozenset(Step)
_FOLDER_STEPS = frozenset({Step.MKDIR, Step.RMDIR})


def checked_header(data: dict[str, Any]) -> Header:
    """The header that was read from a journal's first line.

    Raises:
        ArtifactError: It is of another format.
        ValueError, TypeError, KeyError: It is none.
    """
    if data.pop("planfile") != "journal":
        raise ValueError("it is not a journal")
    version = data.pop("version")
    if version != JOURNAL_VERSION:
        raise ArtifactError(
            f"the journal has format {version}, this planfile knows {JOURNAL_VERSION}",
            fix="use the planfile that wrote it, or a newer one",
        )
    data["kind"] = RunKind(data["kind"])
    data["roots"] = tuple(data["roots"])
    data["undoes"] = tuple(data["undoes"])
    data["mounts"] = tuple(map(os.fsdecode, data.get("mounts", ())))
    header = Header(**data)
    in_range(header.number, 1, (1 << 31) - 1)
    in_range(header.serial, 0, MOST_TIME)
    if not isinstance(header.counts, dict):
        raise TypeError("its counts are none")
    if not _RUN.fullmatch(header.run):
        raise ValueError("its run has no proper id")
    if not all(os.path.isabs(root) for root in header.roots):
        raise ValueError("a root is not absolute")
    return header


def check_row(row: FolderRow) -> None:
    """Refuse what no system would take.

    Raises:
        ValueError: A number is none or out of range, a text cannot be written.
    """
    in_range(row.mode, -1, 0o7777)
    in_range(row.mtime_ns, -MOST_TIME, MOST_TIME)
    in_range(row.uid, -1, MOST_ID)
    in_range(row.gid, -1, MOST_ID)
    os.fsencode(row.path)
    for name, value in row.xattrs:
        os.fsencode(name)
        base64.b64decode(value, validate=True)


def in_range(number: int, least: int, most: int) -> None:
    """Refuse a number that is none, or out of range.

    Raises:
        ValueError: It is.
    """
    if type(number) is not int or not least <= number <= most:
        raise ValueError(f"{number!r} is not a number from {least} to {most}")


def check_folder(path: str, roots: tuple[str, ...]) -> None:
    """Refuse a folder that no operation may touch.

    Raises:
        ValueError: It leads outside, or into planfile's own records.
    """
    inner = path
    for root in roots:
        if path == root or path.startswith(root.rstrip("/") + "/"):
            inner = path[len(root) :].lstrip("/")
            break
    if not inner:
        return
    parts = inner.split("/")
    if not {"", ".", ".."}.isdisjoint(parts) or "\0" in inner:
        raise ValueError(f"the folder {path!r} leads outside of the library")
    folded = [part.casefold() for part in parts]
    if CONTROL in folded and "/".join(parts[folded.index(CONTROL) :]) not in INSIDE:
        raise ValueError(f"the folder {path!r} is planfile's own")


def check(folders: Sequence[str], operations: Iterable[Operation]) -> None:
    """Refuse operations that no journal of planfile holds.

    Raises:
        ValueError: A name is more than a name, a folder is not in the journal.
    """
    count = len(folders)
    rest = iter(operations)
    while batch := list(islice(rest, BATCH)):
        if not _plain(batch, count):
            for operation in batch:
                _check_one(operation, folders)


def _plain(batch: list[Operation], count: int) -> bool:
    """Whether a whole batch of moves is surely right: what most batches are.

    Raises:
        ValueError: A name cannot be written.
    """
    if set(map(len, batch)) != {len(Operation._fields)}:
        return False
    steps, origins, names, goals, renames, *numbers = map(
        list, zip(*batch, strict=True)
    )
    whole = [number for column in numbers for number in column]
    if set(map(type, names + renames)) != {str} or set(
        map(type, origins + goals + whole)
    ) != {int}:
        return False
    every = {*names, *(new for new in renames if new)}
    text = "".join(every)
    return (
        set(steps) == {Step.MOVE}
        and min(origins + goals) >= 0
        and max(origins + goals) < count
        and min(whole) >= 0
        and max(whole) <= MOST_TIME
        and bool(os.fsencode(text))
        and "/" not in text
        and "\0" not in text
        and every.isdisjoint(_NO_NAMES)
        and CONTROL not in map(str.casefold, every)
    )


def _check_one(operation: Operation, folders: Sequence[str]) -> None:
    step, folder, name, to, rename, *numbers = operation
    if step not in _STEPS:
        raise ValueError(f"there is no operation {step!r}")
    in_range(folder, 0, len(folders) - 1)
    in_range(to, 0, len(folders) - 1)
    _check_name(name, empty=step == Step.STAMP)
    _check_name(rename, empty=True)
    if CONTROL in {name.casefold(), rename.casefold()}:
        raise ValueError(f"{name!r} is planfile's own")
    if step in _FOLDER_STEPS:
        above, path = folders[folder], folders[to]
        if path != (f"{above}/{name}" if above else name):
            raise ValueError(f"{name!r} in {above!r} is not {path!r}")
    inode, size, mtime = numbers
    in_range(inode, 0, 2 * MOST_TIME + 1)
    in_range(size, -MOST_TIME, MOST_TIME)
    in_range(mtime, -MOST_TIME, MOST_TIME)


def _check_name(name: str, *, empty: bool) -> None:
    if not name and empty:
        return
    if name in _NO_NAMES or "/" in name or "\0" in name:
        raise ValueError(f"{name!r} is not a name")
    if not name.isascii():
        os.fsencode(name)
