"""Look at one folder through its descriptor: its entries, folders and surprises.

Nothing here opens a path: a folder is opened by name beneath its parent's descriptor
and never through a symlink, so no name on the disk leads out of the library.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from operator import attrgetter, itemgetter
from typing import NamedTuple

from planfile.artifacts.tree import Role, Row, Unreadable
from planfile.disk.skip import system_folder
from planfile.naming.roles import folder_trait, role_in

BATCH = 4096
"""Names looked at in one go; bounds memory in a folder of any size."""
LARGE = 64
"""From this many names on, it pays to ask for several at once on slow storage."""

Names = Iterator["os.DirEntry[str]"]
_name: Callable[[Row], str] = itemgetter(0)
_facts = attrgetter("st_size", "st_mtime_ns", "st_ino", "st_nlink")


class Looking(NamedTuple):
    """How to look.

    `own` says by folder which names are planfile's, `ignored(path)` what the user wants
    left out (a folder's path ends in "/"). `prefetch` may stat a batch of names ahead.
    `opener` and `lister` are the system's, unless a test has a slow disk there.
    """

    own: dict[str, re.Pattern[str]]
    ignored: Callable[[str], bool] | None
    prefetch: Callable[[list[os.DirEntry[str]]], None]
    opener: Callable[[str, int], int]
    lister: Callable[[int], AbstractContextManager[Names]]


class Found:
    """What is in one folder: its entries as rows, and the names of its folders.

    `start` is what the paths of its entries begin with; `device` is -1 where it could
    not be opened. `mount`: it is on another file system than the folder around it.
    `skipped` names a rule for each thing left out.
    """

    __slots__ = (
        "device",
        "folders",
        "mount",
        "path",
        "rows",
        "skipped",
        "start",
        "unreadable",
    )

    def __init__(self, path: str) -> None:
        self.path = path
        self.start = f"{path}/" if path else ""
        self.device = -1
        self.mount = False
        self.rows: list[Row] = []
        self.folders: list[str] = []
        self.unreadable: list[Unreadable] = []
        self.skipped: list[str] = []


def look(descriptor: int, found: Found, how: Looking) -> None:
    """Everything directly in an open folder but what is not media's business.

    Both rows and folders are sorted by the bytes of their names.
    """
    try:
        with how.lister(descriptor) as names:
            while batch := list(islice(names, BATCH)):
                if len(batch) > LARGE:
                    how.prefetch(batch)
                take(batch, descriptor, found)
                if len(batch) < BATCH:
                    break
    except OSError as error:
        found.unreadable.append(Unreadable(found.path, reason(error)))
    if found.folders:
        leave_out_folders(found)
    if found.path in how.own:
        own = how.own[found.path].fullmatch
        found.rows = [row for row in found.rows if not own(row[0])]
    if how.ignored:
        leave_out_ignored(found, how.ignored)
    sort_by_bytes(found)


def take(batch: list[os.DirEntry[str]], descriptor: int, found: Found) -> None:
    """Make rows of names; what vanished since is as if the scan came later."""
    add = found.rows.append
    trait = folder_trait(found.path)
    for item in batch:
        name = item.name
        try:
            if item.is_file(follow_symlinks=False):
                size, mtime, inode, links = _facts(item.stat(follow_symlinks=False))
                role = role_in(trait, name, size)
                add((name, size, mtime, inode, role, links, ""))
            elif item.is_dir(follow_symlinks=False):
                found.folders.append(name)
            else:
                add(odd_row(item, descriptor))
        except FileNotFoundError:
            continue
        except OSError as error:
            found.unreadable.append(Unreadable(found.start + name, reason(error)))


def odd_row(item: os.DirEntry[str], descriptor: int) -> Row:
    """A symlink, by what it says, or a pipe, socket or device, which hold nothing."""
    size, mtime, inode, links = _facts(item.stat(follow_symlinks=False))
    says = os.readlink(item.name, dir_fd=descriptor) if item.is_symlink() else ""
    return item.name, size, mtime, inode, Role.OTHER, links, says


def leave_out_folders(found: Found) -> None:
    """Drop the system's own folders."""
    rules = [rule for name in found.folders if (rule := system_folder(name))]
    if rules:
        found.folders = [name for name in found.folders if not system_folder(name)]
        found.skipped.extend(rules)


def leave_out_ignored(found: Found, ignored: Callable[[str], bool]) -> None:
    """Drop what the user ignores."""
    start = found.start
    before = len(found.rows) + len(found.folders)
    found.rows = [row for row in found.rows if not ignored(start + row[0])]
    found.folders = [n for n in found.folders if not ignored(f"{start}{n}/")]
    dropped = before - len(found.rows) - len(found.folders)
    found.skipped.extend([".planfileignore"] * dropped)


def sort_by_bytes(found: Found) -> None:
    """Sort as text, which is the same, unless some names are not ASCII."""
    found.rows.sort()
    if not "".join(map(_name, found.rows)).isascii():
        found.rows.sort(key=_row_bytes)
    if found.folders:
        found.folders.sort()
        if not "".join(found.folders).isascii():
            found.folders.sort(key=os.fsencode)


def _row_bytes(row: Row) -> bytes:
    return os.fsencode(_name(row))


def reason(error: OSError) -> str:
    """The system's reason, in its own words."""
    return error.strerror or type(error).__name__
