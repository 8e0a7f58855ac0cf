r"""Write tree.json as the folders come: a JSON document, a folder a line, digest last.

    {"planfile":"tree","version":1,"program":"planfile 0.1.0","library":"/media",
     "options":{},"folders":[
    {"path":"Films","device":2049,"files":[["Heat.1995.mkv",123,1690…,4711,"video"]]},
    …
    ],"entries":8321,"size":…,"counts":{…},"unreadable":[],"skipped":{},"mounts":[],
     "digest":"sha256:…"}

A file is [name, size, mtime_ns, inode, role] and, where there is more to say,
{"links": 2} or {"target": "../x"}. Bytes that are not UTF-8 are escapes of lone
surrogates (`\udce9`), which is valid JSON. Memory holds one folder, not the library.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from json.encoder import encode_basestring as quoted
from operator import itemgetter

from planfile import __version__
from planfile.artifacts.tree import (
    TREE_VERSION,
    Folder,
    Notes,
    Role,
    Row,
    Tree,
    TreeSummary,
)
from planfile.store.atomic import write_atomic

HEAD_KEYS = {"planfile", "version", "program", "library", "options", "folders"}
FOOT_KEYS = {"entries", "size", "counts", "unreadable", "skipped", "mounts", "digest"}
FOLDERS_FOLLOW = '"folders":[\n'
PROGRAM = f"planfile {__version__}"
MANY = 4096
"""Roles counted in one go: asking for a few at a time costs ten times as much."""
CHUNK = 1 << 16
"""Bytes written in one go, or one folder if that has more."""
FOLDERS = 64
"""Folders written in one go that are written as they were read."""
_size, _role = itemgetter(1), itemgetter(4)
_ROLES = {role: f'"{role}"' for role in Role}


class Tally:
    r"""Counts, size and digest of a tree, gathered a folder at a time.

    The digest is SHA-256 over "path\0size\0mtime_ns\n" of every entry in order: what
    says whether a library is still the same, since inodes change with a remount.
    """

    def __init__(self) -> None:
        self.entries = 0
        self.size = 0
        self._counts: Counter[str] = Counter()
        self._roles: list[Role] = []
        self._hash = hashlib.sha256()

    def add(self, folder: Folder) -> None:
        """Count one folder's entries."""
        start = f"{folder.path}/" if folder.path else ""
        covered = [
            f"{start}{name}\0{size}\0{mtime}\n"
            for name, size, mtime, _, _, _, _ in folder.entries
        ]
        self._count(folder.entries, covered)

    def line(self, path: str, device: int, rows: Sequence[Row]) -> bytes:
        """Count one folder's entries and give its line of the file: numbers spelt once.

        The line has no line end.
        """
        start = f"{path}/" if path else ""
        covered, texts = [], []
        for name, size, mtime, inode, role, links, target in rows:
            size_text, mtime_text = str(size), str(mtime)
            more = "" if links == 1 and not target else extras_text(links, target)
            covered.append(f"{start}{name}\0{size_text}\0{mtime_text}\n")
            texts.append(
                f"[{quoted(name)},{size_text},{mtime_text},{inode},{_ROLES[role]}{more}]"
            )
        self._count(rows, covered)
        head = f'"path":{quoted(path)},"device":{device}'
        return as_bytes(f'{{{head},"files":[{",".join(texts)}]}}')

    def _count(self, rows: Sequence[Row], covered: list[str]) -> None:
        self._hash.update("".join(covered).encode("utf-8", "surrogateescape"))
        self.entries += len(rows)
        self.size += sum(map(_size, rows))
        self._roles += map(_role, rows)
        if len(self._roles) > MANY:
            self._count_roles()

    def _count_roles(self) -> None:
        self._counts.update(self._roles)
        self._roles.clear()

    def summary(self, notes: Notes) -> TreeSummary:
        """What all folders so far amount to."""
        self._count_roles()
        return TreeSummary(
            self.entries,
            self.size,
            dict(sorted((str(role), count) for role, count in self._counts.items())),
            f"sha256:{self._hash.hexdigest()}",
            *notes,
        )


def tally(folders: Iterable[Folder], notes: Notes) -> TreeSummary:
    """The summary of a whole tree."""
    total = Tally()
    for folder in folders:
        total.add(folder)
    return total.summary(notes)


def head(library: str, options: Mapping[str, object]) -> bytes:
    """The first line, which says what the file is before anything else."""
    data = {
        "planfile": "tree",
        "version": TREE_VERSION,
        "program": PROGRAM,
        "library": library,
        "options": options,
    }
    return as_bytes(f"{compact(data)[:-1]},{FOLDERS_FOLLOW}")


def extras_text(links: int, target: str) -> str:
    """What a hard link's or symlink's row says beyond the others."""
    extras: dict[str, object] = {}
    if links != 1:
        extras["links"] = links
    if target:
        extras["target"] = target
    return f",{compact(extras)}"


def foot(summary: TreeSummary) -> bytes:
    """The last line: the summary, and the digest that vouches for the rest."""
    data = {
        "entries": summary.entries,
        "size": summary.size,
        "counts": summary.counts,
        "unreadable": [item._asdict() for item in summary.unreadable],
        "skipped": summary.skipped,
        "mounts": list(summary.mounts),
        "digest": summary.digest,
    }
    return as_bytes(f"],{compact(data)[1:]}\n")


def reformed(data: dict[str, object]) -> Iterator[str]:
    """The lines of a tree file from its data, wherever a formatter had put them."""
    folders = data.get("folders")
    first = {
        key: data[key] for key in data if key not in FOOT_KEYS and key != "folders"
    }
    yield f"{compact(first)[:-1]},{FOLDERS_FOLLOW}"
    yield from map(compact, folders if isinstance(folders, list) else [])
    yield f"],{compact({key: data[key] for key in data if key in FOOT_KEYS})[1:]}"


def compact(data: object) -> str:
    """JSON without blanks, names as they are."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def as_bytes(text: str) -> bytes:
    """UTF-8, with what is not UTF-8 as JSON's escape of a lone surrogate."""
    return text.encode("utf-8", "backslashreplace")


class TreeText:
    """The bytes of a tree file; `summary` is there once they have been drawn.

    `folders` gives the path, the device and the rows of each, and is drawn once;
    `notes` is asked after the last folder.
    """

    def __init__(
        self,
        library: str,
        folders: Iterable[tuple[str, int, Sequence[Row]]],
        notes: Callable[[], Notes],
        options: Mapping[str, object],
    ) -> None:
        self._head = head(library, options)
        self._folders = folders
        self._notes = notes
        self.summary: TreeSummary | None = None

    def __iter__(self) -> Iterator[bytes]:
        yield self._head
        tally = Tally()
        lines: list[bytes] = []
        size = 0
        for path, device, rows in self._folders:
            line = tally.line(path, device, rows)
            if size > CHUNK:
                yield b",\n".join([*lines, b""])
                lines, size = [], 0
            lines.append(line)
            size += len(line)
        yield b",\n".join(lines) + b"\n"
        self.summary = tally.summary(self._notes())
        yield foot(self.summary)


def tree_text(tree: Tree) -> Iterable[bytes]:
    """The bytes of a tree; the lines of one that was read are what they were."""
    from planfile.store.tree_lines import Folders  # here: a scan has read none

    if isinstance(tree.folders, Folders):
        return _as_read(tree, tree.folders.lines())
    summary = tree.summary
    notes = Notes(summary.unreadable, summary.skipped, summary.mounts)
    return TreeText(tree.library, tree.folders, lambda: notes, tree.options)


def _as_read(tree: Tree, lines: Iterator[bytes]) -> Iterator[bytes]:
    yield head(tree.library, tree.options)
    yield next(lines, b"")
    while some := list(islice(lines, FOLDERS)):
        yield b"".join([b",\n" + line for line in some])
    yield b"\n" + foot(tree.summary)


def write_tree(tree: Tree, path: str) -> None:
    """Write a tree file, whole or not at all.

    Raises:
        InputError: The folder is missing, not writable or full.
    """
    write_atomic(path, tree_text(tree))
