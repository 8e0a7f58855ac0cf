"""Remove empty folders: planned, journalled, and taken back like any other run."""

from __future__ import annotations

import stat
from collections.abc import Iterator

from planfile.artifacts.event import Observer, ignore
from planfile.artifacts.intent import Intent
from planfile.artifacts.journal import RunKind
from planfile.artifacts.report import Report
from planfile.disk.calls import CALLS, Calls
from planfile.disk.door import Disk, path_in
from planfile.disk.skip import system_folder
from planfile.stages.holding import hold
from planfile.stages.running import run


def cleanup(
    library: str,
    *,
    dry_run: bool = False,
    lock_timeout: float = 0.0,
    observe: Observer = ignore,
    calls: Calls = CALLS,
) -> Report:
    """Remove every folder of a library that holds nothing but empty folders.

    Raises:
        LockedError: Another run holds the library.
        RolledBackError: It failed; everything is as it was before.
    """
    with hold(
        library,
        "cleanup",
        dry_run=dry_run,
        lock_timeout=lock_timeout,
        observe=observe,
        calls=calls,
    ) as held:
        intent = Intent(RunKind.CLEANUP, removals=tuple(empty_folders(held.disk)))
        return run(held, intent)


def empty_folders(disk: Disk) -> Iterator[str]:
    """The folders that hold no entry at any depth, the deepest first.

    One that this user cannot look into may hold something.
    """
    holds: set[str] = set()
    folders: list[str] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        folders.append(folder)
        below, other = looked_into(disk, folder)
        waiting += below
        if other:
            holds.add(folder)
    for folder in reversed(folders):
        above = folder.rpartition("/")[0]
        if folder in holds:
            holds.add(above)
        elif folder:
            yield folder


def looked_into(disk: Disk, folder: str) -> tuple[list[str], bool]:
    """The folders in a folder, and whether there is, or may be, anything else."""
    try:
        looks = [(name, disk.look(folder, name)) for name in disk.names(folder)]
    except PermissionError:
        return [], True
    below = [
        path_in(folder, name)
        for name, look in looks
        if look and stat.S_ISDIR(look.st_mode) and not system_folder(name)
    ]
    return below, len(below) < sum(look is not None for _, look in looks)
