"""Read tree.json strictly: a folder at a time, and nothing is believed unchecked."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any, NoReturn

from planfile.artifacts.tree import (
    TREE_VERSION,
    Entry,
    Folder,
    Notes,
    Tree,
    TreeSummary,
    Unreadable,
)
from planfile.errors import ArtifactError
from planfile.store.tree_lines import ROLES, Folders, Lines, links_of
from planfile.store.tree_write import (
    FOLDERS_FOLLOW,
    FOOT_KEYS,
    HEAD_KEYS,
    Tally,
    reformed,
)

AGAIN = "run `planfile scan` again"
_NO_NAMES = frozenset({b"", b".", b".."})
_new = tuple.__new__  # a third of the cost of Entry(…), once per entry


class TreeFile:
    """A tree file as a stream of folders; `summary` is there when all were drawn.

    `kept` are the same folders for those who keep them all, in little memory: their
    entries stay in the file if that has more than `keep` bytes. None where it has not
    the form that planfile writes.

    Raises:
        ArtifactError: It cannot be read, is no tree, was written by a newer planfile,
            or was changed by hand; the message has the line.
    """

    def __init__(self, path: str, keep: int = 0) -> None:
        self.path = path
        self._keep = keep
        self.kept: Folders | None = None
        self.library = ""
        self.options: dict[str, object] = {}
        self.summary: TreeSummary | None = None
        self._line = self._begin = 0
        self._raw = b""
        self._before: list[bytes] | None = None

    def __iter__(self) -> Iterator[Folder]:
        lines = self._lines()
        self._read_head(next(lines, ""))
        tally = Tally()
        for text in lines:
            if text.startswith("]"):
                self._read_foot(text, tally)
                if next(lines, ""):
                    self._wrong("there is something after the end")
                return
            folder = self._folder(text)
            self._count(folder, tally)
            if self.kept is not None:
                line = self._raw.rstrip(b"\n").removesuffix(b",")
                self.kept.add(folder, self._begin, line)
            yield folder
        self._wrong("the file ends too early")

    def _lines(self) -> Iterator[str]:
        try:
            with open(self.path, "rb") as file:
                if file.seekable():
                    small = os.fstat(file.fileno()).st_size <= self._keep
                    self.kept = Folders(Lines(self.path, file), keep=small)
                for self._line, self._raw in enumerate(file, 1):
                    text = self._raw.decode("utf-8")
                    if self._line == 1 and not text.endswith(FOLDERS_FOLLOW):
                        self.kept = None
                        yield from self._reformed(text + file.read().decode("utf-8"))
                        return
                    yield text
                    self._begin += len(self._raw)
        except UnicodeDecodeError:
            self._wrong("is not UTF-8")
        except OSError as error:
            raise ArtifactError(
                f"cannot read {self.path}: {error.strerror}",
                fix="make one with: planfile scan LIBRARY",
            ) from error

    def _reformed(self, text: str) -> Iterator[str]:
        """The lines of a tree that some formatter has laid out in its own way."""
        data = self._json(text)
        if not isinstance(data, dict) or data.get("planfile") != "tree":
            self._wrong("is no planfile tree")
        return reformed(data)

    def _read_head(self, text: str) -> None:
        data = self._json(text.rstrip("\n") + "]}" if text else "")
        if data.get("planfile") != "tree":
            self._wrong("is no planfile tree")
        if data.get("version") != TREE_VERSION:
            raise ArtifactError(
                f"{self.path}: this tree has version {data.get('version')} and is by "
                f"{data.get('program', 'an unknown program')}; "
                f"this planfile reads version {TREE_VERSION}",
                fix=f"use that program, or {AGAIN} with this one",
            )
        if data.keys() != HEAD_KEYS:
            self._wrong("the head lacks something or says too much")
        if not (isinstance(data["library"], str) and isinstance(data["options"], dict)):
            self._wrong("`library` must be a text and `options` an object")
        self.library, self.options = data["library"], data["options"]

    def _folder(self, text: str) -> Folder:
        data = self._json(text.removesuffix("\n").removesuffix(","))
        try:
            path, device, files = data["path"], data["device"], data["files"]
            entries = tuple([_entry(row) for row in files])
        except (KeyError, TypeError, ValueError) as error:
            self._wrong(f"is no folder of a tree: {error}")
        if len(data) != 3 or type(path) is not str or not _is_device(device):
            self._wrong("is no folder of a tree: expected path, device, files")
        if len({entry.name for entry in entries}) != len(entries):
            self._wrong(f"{path!r} holds a name twice")
        return Folder(path, device, entries)

    def _count(self, folder: Folder, tally: Tally) -> None:
        try:
            self._check_order(folder.path)
            tally.add(folder)
        except UnicodeEncodeError:
            self._wrong("a name is neither text nor bytes that a disk can hold")

    def _check_order(self, path: str) -> None:
        """Folders come once each and in order, the library itself first."""
        parts = os.fsencode(path).split(b"/") if path else []
        in_order = not path if self._before is None else parts > self._before
        if not in_order or not _NO_NAMES.isdisjoint(parts):
            self._wrong(f"folder {path!r} is no relative path or not in its place")
        self._before = parts

    def _read_foot(self, text: str, tally: Tally) -> None:
        data = self._json("{" + text[2:])
        if data.keys() != FOOT_KEYS:
            self._wrong("the summary lacks something or says too much")
        try:
            unreadable = tuple([Unreadable(**item) for item in data["unreadable"]])
            notes = Notes(unreadable, dict(data["skipped"]), tuple(data["mounts"]))
        except (TypeError, ValueError) as error:
            self._wrong(f"the summary is wrong: {error}")
        self.summary = tally.summary(notes)
        if data["digest"] != self.summary.digest:
            self._wrong("the digest does not fit: the file was changed after the scan")
        for name in ("entries", "size", "counts"):
            if data[name] != getattr(self.summary, name):
                self._wrong(f"`{name}` does not fit the folders")

    def _json(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            self._wrong(f"is not JSON as planfile writes it: {error}")

    def _wrong(self, what: str) -> NoReturn:
        place = f"{self.path}:{self._line}" if self._line else self.path
        raise ArtifactError(f"{place}: {what}", fix=AGAIN)


def _is_device(number: Any) -> bool:
    return type(number) is int and 0 <= number < 1 << 64


def _entry(row: Any) -> Entry:
    name, size, mtime_ns, inode, role, *extras = row
    links, target = _links(*extras) if extras else (1, "")
    if not (type(size) is type(mtime_ns) is type(inode) is int):
        raise TypeError(f"size, mtime and inode of {name!r} must be whole numbers")
    bare = name.removesuffix("/")
    if "/" in bare or bare in {"", ".", ".."} or "\0" in name:
        raise ValueError(f"{name!r} is no name")
    if (role == "disc") is not (bare != name):
        raise ValueError(f"{name!r}: a disc's name ends in / and no other does")
    return _new(Entry, (name, size, mtime_ns, inode, ROLES[role], links, target))


def _links(extras: Any) -> tuple[int, str]:
    links, target = links_of(extras)
    if type(links) is not int or type(target) is not str:
        raise TypeError("links must be a whole number and target a text")
    if not extras.keys() <= {"links", "target"}:
        raise ValueError("only links and target may follow a role")
    return links, target


def read_tree(path: str, *, keep: int = 0) -> Tree:
    """A tree file, whole; the entries of one with at most `keep` bytes stay at hand.

    Raises:
        ArtifactError: It cannot be read, is no tree, is newer than this planfile, or
            was changed by hand; the message has the line.
    """
    file = TreeFile(path, keep)
    folders = [folder for folder in file if file.kept is None]
    summary = file.summary
    assert summary is not None  # noqa: S101 - a stream that ends has been checked
    return Tree(file.library, file.kept or tuple(folders), summary, file.options)
