"""Visit folders one by one, children after parents, holding few descriptors open."""

from __future__ import annotations

import os
from collections.abc import Iterator

from planfile.artifacts.tree import Role, Row, Unreadable
from planfile.disk.looking import Found, Looking, look, reason, sort_by_bytes
from planfile.naming.roles import disc_kind, disc_part

FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
GONE = (FileNotFoundError, NotADirectoryError)
"""It was a folder a moment ago: as if the scan had come a moment later."""


class Handle:
    """An open folder that closes itself when its last child has been opened."""

    __slots__ = ("descriptor", "device", "waiting")

    def __init__(self, descriptor: int, device: int, waiting: int) -> None:
        self.descriptor = descriptor
        self.device = device
        self.waiting = waiting

    def release(self) -> None:
        """One child less will be opened through this folder."""
        self.waiting -= 1
        if not self.waiting:
            os.close(self.descriptor)


Task = tuple[str, str, Handle]
"""A folder to visit: its path, its name and the open folder that it is in."""

Seen = tuple[Found, list[Task]]
"""What one visit found, and the folders that are still to be visited, last first."""


def open_folder(name: str, parent: int) -> int:
    """Open a folder by name beneath its parent's descriptor, never via a symlink."""
    return os.open(name, FOLDER_FLAGS, dir_fd=parent)


def descend(tasks: list[Task], how: Looking, *, discs: bool = True) -> Iterator[Seen]:
    """Visit a stack of folders and all beneath, depth first; the stack ends empty."""
    try:
        while tasks:
            task = tasks.pop()
            found, children = visit(task, how, discs)
            release(task)
            tasks += children
            yield found, children
    finally:
        while tasks:
            release(tasks.pop())


def release(task: Task) -> None:
    """Let go of the folder that one to visit is in."""
    _, _, parent = task
    parent.release()


def visit(task: Task, how: Looking, discs: bool = True) -> Seen:
    """Open and look at one folder; `discs` makes each disc folder in it one entry."""
    path, name, parent = task
    found = Found(path)
    children: list[Task] = []
    try:
        descriptor = how.opener(name, parent.descriptor)
    except GONE:
        return found, children
    except OSError as error:
        found.unreadable.append(Unreadable(path, reason(error)))
        return found, children
    try:
        found.device = os.fstat(descriptor).st_dev
        found.mount = found.device != parent.device
        look(descriptor, found, how)
        if found.folders:
            if discs and any(map(disc_kind, found.folders)):
                take_discs(descriptor, found, how)
            children = children_of(descriptor, found)
    finally:
        if not children:  # else the last of them closes it
            os.close(descriptor)
    return found, children


def children_of(descriptor: int, found: Found) -> list[Task]:
    """The folders to visit in an open folder, which they keep open; the last first."""
    handle = Handle(descriptor, found.device, len(found.folders))
    start = found.start
    return [(start + name, name, handle) for name in reversed(found.folders)]


def take_discs(descriptor: int, found: Found, how: Looking) -> None:
    """Turn disc folders, and the pieces beside them, from folders into entries."""
    names = [name for name in found.folders if disc_kind(name) or disc_part(name)]
    found.folders = [name for name in found.folders if name not in names]
    more = len(names) + 1  # one more than there are: it stays open after them
    handle = Handle(descriptor, found.device, more)
    for name in names:
        try:
            facts = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
        except FileNotFoundError:
            continue
        task = (found.start + name, name, handle)
        found.rows.append(disc_row(task, facts, found, how))
    sort_by_bytes(found)


def disc_row(task: Task, facts: os.stat_result, found: Found, how: Looking) -> Row:
    """A disc folder as one entry: its files' sizes together, their newest mtime."""
    _, name, _ = task
    size = newest = 0
    for inner, _ in descend([task], how, discs=False):
        found.unreadable.extend(inner.unreadable)
        found.skipped.extend(inner.skipped)
        for _, file_size, mtime, *_ in inner.rows:
            size += file_size
            newest = max(newest, mtime)
    newest = newest or facts.st_mtime_ns
    return f"{name}/", size, newest, facts.st_ino, Role.DISC, 1, ""
