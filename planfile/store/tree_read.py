"""Read tree.json strictly: a folder at a time, and nothing is believed unchecked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from planfile.artifacts.tree import (
    TREE_VERSION,
    Entry,
    Folder,
    Notes,
    Role,
    Tree,
    TreeSummary,
    Unreadable,
)
from planfile.errors import ArtifactError
from planfile.store.tree_form import Tally

AGAIN = "run `planfile scan` again"
_ROLES = {str(role): role for role in Role}
_SUMMARY = {"entries", "size", "counts", "unreadable", "skipped", "mounts", "digest"}


class TreeFile:
    """A tree file as a stream of folders; `summary` is there when all were drawn.

    Raises:
        ArtifactError: It cannot be read, is no tree, was written by a newer planfile,
            or was changed by hand; the message has the line.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.line = 1
        self.library = ""
        self.options: dict[str, object] = {}
        self.summary: TreeSummary | None = None

    def __iter__(self) -> Iterator[Folder]:
        try:
            with open(
                self.path, encoding="utf-8", errors="strict", newline="\n"
            ) as file:
                self._read_head(file.readline())
                tally = Tally()
                for text in file:
                    self.line += 1
                    if text.startswith("]"):
                        self._read_foot(text, tally)
                        self._nothing_after(file.read(1))
                        return
                    folder = self._folder(text)
                    tally.add(folder)
                    yield folder
        except OSError as error:
            raise ArtifactError(
                f"cannot read {self.path}: {error.strerror}",
                fix="planfile scan LIBRARY -o tree.json",
            ) from error
        except UnicodeDecodeError:
            self._wrong("is not UTF-8")
        self._wrong("the file ends too early")

    def _read_head(self, text: str) -> None:
        data = self._json(text.rstrip("\n") + "]}")
        if not isinstance(data, dict) or data.get("planfile") != "tree":
            self._wrong("is no planfile tree")
        version = data.get("version")
        if version != TREE_VERSION:
            raise ArtifactError(
                f"{self.path}: this tree has version {version}, written by "
                f"{data.get('program', 'an unknown planfile')}; "
                f"this planfile reads version {TREE_VERSION}",
                fix=f"use that program, or {AGAIN} with this one",
            )
        if set(data) != {
            "planfile",
            "version",
            "program",
            "library",
            "options",
            "folders",
        }:
            self._wrong("the head lacks something or says too much")
        if not (isinstance(data["library"], str) and isinstance(data["options"], dict)):
            self._wrong("`library` must be text and `options` an object")
        self.library, self.options = data["library"], data["options"]

    def _folder(self, text: str) -> Folder:
        data = self._json(text.removesuffix(",\n"))
        try:
            path, device, files = data["path"], data["device"], data["files"]
            entries = tuple([self._entry(row) for row in files])
        except (KeyError, TypeError, ValueError) as error:
            self._wrong(f"is no folder of a tree ({error})")
        if len(data) != 3 or type(path) is not str or type(device) is not int:
            self._wrong("is no folder of a tree")
        return Folder(path, device, entries)

    def _entry(self, row: Any) -> Entry:
        name, size, mtime_ns, inode, role, *extras = row
        if not (type(name) is str and type(size) is int is type(mtime_ns)):
            raise TypeError(f"{row!r} is no entry")
        if type(inode) is not int or role not in _ROLES or len(extras) > 1:
            raise ValueError(f"{row!r} is no entry")
        return Entry(name, size, mtime_ns, inode, _ROLES[role], **dict(*extras))

    def _read_foot(self, text: str, tally: Tally) -> None:
        data = self._json("{" + text[2:])
        if not isinstance(data, dict) or set(data) != _SUMMARY:
            self._wrong("the summary lacks something or says too much")
        try:
            unreadable = tuple(Unreadable(**item) for item in data["unreadable"])
        except TypeError:
            self._wrong("`unreadable` must be a list of {path, why}")
        notes = Notes(unreadable, data["skipped"], tuple(data["mounts"]))
        self.summary = tally.summary(notes)
        if data["digest"] != self.summary.digest:
            self._wrong("the digest does not fit: the file was changed after the scan")
        if [data["entries"], data["size"], data["counts"]] != [
            self.summary.entries,
            self.summary.size,
            self.summary.counts,
        ]:
            self._wrong("the counts do not fit the folders")

    def _nothing_after(self, rest: str) -> None:
        if rest:
            self.line += 1
            self._wrong("there is something after the end")

    def _json(self, text: str) -> Any:
        try:
            return json.loads(text)
        except ValueError as error:
            self._wrong(f"is not JSON as planfile writes it ({error})")

    def _wrong(self, what: str) -> NoReturn:
        raise ArtifactError(f"{self.path}:{self.line}: {what}", fix=AGAIN)


def iter_folders(path: str) -> Iterator[Folder]:
    """The folders of a tree file, one in memory at a time; checked at the end."""
    return iter(TreeFile(path))


def read_tree(path: str) -> Tree:
    """A tree file, whole.

    Raises:
        ArtifactError: It cannot be read, is no tree, is newer than this planfile, or
            was changed by hand; the message has the line.
    """
    file = TreeFile(path)
    folders = tuple(file)
    if file.summary is None:  # pragma: no cover - the loop above has raised
        raise ArtifactError(f"{path}: the file ends too early", fix=AGAIN)
    return Tree(file.library, folders, file.summary, file.options)
