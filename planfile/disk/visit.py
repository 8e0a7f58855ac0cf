"""Visit folders one by one, children after parents, holding few descriptors open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from planfile.artifacts.tree import Entry, Folder, Role, Unreadable, joined
from planfile.disk.looking import Found, Looking, in_byte_order, look, reason
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


class Task(NamedTuple):
    """A folder to visit: its path, its name and the open folder that it is in."""

    path: str
    name: str
    parent: Handle


class Seen(NamedTuple):
    """What one visit gave; `folder` is None when it could not be opened.

    `skipped` names a rule per thing left out. `mount`: on another file system than the
    folder around it. `children` are still to be visited, in order.
    """

    folder: Folder | None
    children: tuple[Task, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    skipped: tuple[str, ...] = ()
    mount: bool = False


def open_folder(name: str, parent: int) -> int:
    """Open a folder by name beneath its parent's descriptor, never via a symlink."""
    return os.open(name, FOLDER_FLAGS, dir_fd=parent)


def descend(tasks: list[Task], how: Looking, *, discs: bool = True) -> Iterator[Seen]:
    """Visit a stack of folders and all beneath, depth first; the stack ends empty."""
    try:
        while tasks:
            task = tasks.pop()
            seen = visit(task, how, discs=discs)
            task.parent.release()
            tasks.extend(reversed(seen.children))
            yield seen
    finally:
        while tasks:
            tasks.pop().parent.release()


def visit(task: Task, how: Looking, *, discs: bool = True) -> Seen:
    """Open and look at one folder; `discs` makes each disc folder in it one entry."""
    try:
        descriptor = how.opener(task.name, task.parent.descriptor)
    except GONE:
        return Seen(None)
    except OSError as error:
        return Seen(None, unreadable=(Unreadable(task.path, reason(error)),))
    handle = Handle(descriptor, os.fstat(descriptor).st_dev, 1)
    try:
        return seen_in(handle, task, how, discs=discs)
    finally:
        handle.release()


def seen_in(handle: Handle, task: Task, how: Looking, *, discs: bool) -> Seen:
    """What is in an open folder; its children keep its handle open until visited."""
    path = task.path
    found = look(handle.descriptor, path, how)
    if discs and any(map(disc_kind, found.folders)):
        take_discs(handle, path, found, how)
    folder = in_byte_order(path, handle.device, found.entries)
    names = sorted(found.folders, key=os.fsencode)
    handle.waiting += len(names)
    return Seen(
        folder,
        tuple([Task(joined(path, name), name, handle) for name in names]),
        tuple(found.unreadable),
        tuple(found.skipped),
        handle.device != task.parent.device,
    )


def take_discs(handle: Handle, path: str, found: Found, how: Looking) -> None:
    """Turn disc folders, and the pieces beside them, from folders into entries."""
    names = [name for name in found.folders if disc_kind(name) or disc_part(name)]
    found.folders[:] = [name for name in found.folders if name not in names]
    for name in names:
        try:
            inode = os.stat(name, dir_fd=handle.descriptor, follow_symlinks=False)
        except FileNotFoundError:
            continue
        handle.waiting += 1
        task = Task(joined(path, name), name, handle)
        found.entries.append(disc_entry(task, inode, found, how))


def disc_entry(task: Task, facts: os.stat_result, found: Found, how: Looking) -> Entry:
    """A disc folder as one entry: its files' sizes together, their newest mtime."""
    size = newest = 0
    for seen in descend([task], how, discs=False):
        found.unreadable.extend(seen.unreadable)
        found.skipped.extend(seen.skipped)
        for entry in seen.folder.entries if seen.folder else ():
            size += entry.size
            newest = max(newest, entry.mtime_ns)
    newest = newest or facts.st_mtime_ns
    return Entry(f"{task.name}/", size, newest, facts.st_ino, Role.DISC)
