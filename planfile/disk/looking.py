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
from typing import NamedTuple

from planfile.artifacts.tree import Entry, Folder, Role, Unreadable, joined
from planfile.disk.skip import system_folder
from planfile.naming.roles import role_of

BATCH = 4096
"""Names looked at in one go; bounds memory in a folder of any size."""
LARGE = 64
"""From this many names on, it pays to ask for several at once on slow storage."""

Names = Iterator["os.DirEntry[str]"]
_entry = tuple.__new__  # half the cost of Entry(…), and once per file


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


class Found(NamedTuple):
    """What is in one folder; `skipped` names a rule for each thing left out."""

    entries: list[Entry]
    folders: list[str]
    unreadable: list[Unreadable]
    skipped: list[str]


def look(descriptor: int, path: str, how: Looking) -> Found:
    """Everything directly in an open folder but what is not media's business."""
    found = Found([], [], [], [])
    try:
        with how.lister(descriptor) as names:
            while batch := list(islice(names, BATCH)):
                if len(batch) > LARGE:
                    how.prefetch(batch)
                take(batch, descriptor, path, found)
    except OSError as error:
        found.unreadable.append(Unreadable(path, reason(error)))
    if path in how.own or found.folders or how.ignored:
        leave_out(path, found, how)
    return found


def take(
    batch: list[os.DirEntry[str]], descriptor: int, path: str, found: Found
) -> None:
    """Make entries of names; what vanished since is as if the scan came later."""
    entries = found.entries
    for item in batch:
        name = item.name
        try:
            if item.is_file(follow_symlinks=False):
                facts = item.stat(follow_symlinks=False)
                size = facts.st_size
                row = (
                    name,
                    size,
                    facts.st_mtime_ns,
                    facts.st_ino,
                    role_of(path, name, size),
                    facts.st_nlink,
                    "",
                )
                entries.append(_entry(Entry, row))
            elif item.is_dir(follow_symlinks=False):
                found.folders.append(name)
            else:
                entries.append(odd_entry(item, descriptor))
        except FileNotFoundError:
            continue
        except OSError as error:
            found.unreadable.append(Unreadable(joined(path, name), reason(error)))


def odd_entry(item: os.DirEntry[str], descriptor: int) -> Entry:
    """A symlink, by what it says, or a pipe, socket or device, which hold nothing."""
    facts = item.stat(follow_symlinks=False)
    return Entry(
        item.name,
        facts.st_size,
        facts.st_mtime_ns,
        facts.st_ino,
        Role.OTHER,
        facts.st_nlink,
        os.readlink(item.name, dir_fd=descriptor) if item.is_symlink() else "",
    )


def leave_out(path: str, found: Found, how: Looking) -> None:
    """Drop planfile's own files, system folders and what the user ignores."""
    entries, folders, _, skipped = found
    own = how.own.get(path)
    if own:
        entries[:] = [e for e in entries if not own.fullmatch(e.name)]
    rules = [rule for name in folders if (rule := system_folder(name))]
    if rules:
        folders[:] = [name for name in folders if not system_folder(name)]
        skipped.extend(rules)
    if how.ignored:
        before = len(entries) + len(folders)
        ignored = how.ignored
        entries[:] = [e for e in entries if not ignored(joined(path, e.name))]
        folders[:] = [n for n in folders if not ignored(joined(path, n) + "/")]
        dropped = before - len(entries) - len(folders)
        skipped.extend([".planfileignore"] * dropped)


def in_byte_order(path: str, device: int, entries: list[Entry]) -> Folder:
    """The folder, its names sorted as bytes: as text, unless some are not UTF-8."""
    entries.sort()
    try:
        "".join([entry[0] for entry in entries]).encode()
    except UnicodeEncodeError:
        entries.sort(key=_name_bytes)
    return Folder(path, device, tuple(entries))


def _name_bytes(entry: Entry) -> bytes:
    return os.fsencode(entry.name)


def reason(error: OSError) -> str:
    """The system's reason, in its own words."""
    return error.strerror or type(error).__name__
