"""What each kind of operation does; `undoing` says how it is undone.

Acting never overwrites and looks after itself: what was moved must be there afterwards,
since some mounts lie.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable

from planfile.artifacts.journal import RENAMES, Operation, RunKind, Step
from planfile.disk.door import Disk, Look, check_arrival, path_in
from planfile.disk.measure import measure
from planfile.stages.terrain import NO_FOLDER
from planfile.store.journal_file import Journal

NOT_EMPTY = {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT}
REFUSED = {errno.EBUSY, errno.EACCES, errno.EPERM}
"""Why a folder may stay where a run goes on without its removal."""

Act = Callable[[Disk, Journal, Operation], None]


def seen_in(disk: Disk, folder: str, name: str) -> Look | None:
    """What is there; nothing where the folder is not ours to look into any more."""
    try:
        return disk.look(folder, name)
    except OSError as error:
        if error.errno not in NO_FOLDER:
            raise
        return None


def recognised(disk: Disk, operation: Operation, folder: str, name: str) -> bool:
    """Whether what stands there is what the operation is about."""
    look = seen_in(disk, folder, name)
    return look is not None and is_ours(disk, operation, path_in(folder, name), look)


def is_ours(disk: Disk, operation: Operation, path: str, look: Look) -> bool:
    """The same inode, or where those do not last, the same size and mtime."""
    if (operation.step == Step.DISC) != stat.S_ISDIR(look.st_mode):
        return False
    if look.st_ino == operation.inode:
        return True
    fingerprint = (operation.size, operation.mtime_ns)
    if operation.step == Step.DISC:
        return measure(disk, path)[:2] == fingerprint
    return (look.st_size, look.st_mtime_ns) == fingerprint


def rename(disk: Disk, journal: Journal, operation: Operation) -> None:
    """Move a disc, finished copy or discarded thing, and see that it arrived.

    What was written to since it was looked at is not discarded, unless it has another
    name.
    """
    goal, new = journal.folders[operation.to], operation.rename or operation.name
    disk.move(journal.folders[operation.folder], operation.name, goal, new)
    seen = disk.look(goal, new)
    if operation.step != Step.DISC:
        if operation.step != Step.DISCARD or seen is None or seen.st_nlink == 1:
            check_arrival(operation, seen)
    elif seen is None or not _whole(disk, operation, path_in(goal, new), seen):
        raise OSError(errno.ESTALE, "it changed since it was checked, or did not move")


def _whole(disk: Disk, operation: Operation, path: str, look: Look) -> bool:
    """Whether a moved disc is ours; one that loses files at this moment is not."""
    try:
        return is_ours(disk, operation, path, look)
    except FileNotFoundError:
        return False


def link(disk: Disk, journal: Journal, operation: Operation) -> None:
    """Give a file its second name."""
    goal, new = journal.folders[operation.to], operation.rename or operation.name
    disk.link(journal.folders[operation.folder], operation.name, goal, new)
    if not recognised(disk, operation, goal, new):
        raise OSError(errno.ESTALE, "it changed since it was checked")


def symlink(disk: Disk, journal: Journal, operation: Operation) -> None:
    """Make a relative symlink to the source."""
    goal, new = journal.folders[operation.to], operation.rename or operation.name
    disk.symlink(symlink_target(journal, operation), goal, new)
    if disk.look(goal, new) is None:
        raise OSError(errno.ENOENT, "the link was reported made, but is not there")


def symlink_target(journal: Journal, operation: Operation) -> str:
    """What the symlink of an operation says."""
    source = path_in(journal.folders[operation.folder], operation.name)
    goal = journal.folders[operation.to]
    return target_from(goal, source, journal.header.library)


def target_from(folder: str, source: str, library: str) -> str:
    """The way from a symlink's folder to its source; both may be in other roots."""
    if folder.startswith("/") != source.startswith("/"):
        folder, source = os.path.join(library, folder), os.path.join(library, source)
    return os.path.relpath(source, folder or ".")


def mkdir(disk: Disk, journal: Journal, operation: Operation) -> None:
    """Make a folder."""
    disk.mkdir(journal.folders[operation.folder], operation.name, operation.inode)


def note(disk: Disk, journal: Journal, operation: Operation) -> None:
    """Nothing to do: the operation only says where a copy came from."""
    del disk, journal, operation


def rmdir(disk: Disk, journal: Journal, operation: Operation) -> None:
    """Remove a folder; it stays if somebody put something into it meanwhile.

    A removal that is refused fails the run: what could be known to be refused was left
    out before it began. Only a cleanup, and what comes after the commit, goes on.
    """
    late = journal.header.drops or journal.header.kind is RunKind.CLEANUP
    try:
        disk.rmdir(journal.folders[operation.folder], operation.name)
    except OSError as error:
        if error.errno not in (NOT_EMPTY | REFUSED if late else NOT_EMPTY):
            raise
        return
    if disk.look(journal.folders[operation.folder], operation.name) is not None:
        raise OSError(errno.EEXIST, "the folder was reported removed, but is there")


def stamp(disk: Disk, journal: Journal, operation: Operation) -> None:
    """Give a folder what its wanted row says."""
    disk.stamp(journal.rows[operation.to])


def drop(disk: Disk, journal: Journal, operation: Operation) -> None:
    """After the commit: remove a source whose verified copy is in place.

    Whatever is not exactly as it was leaves the source where it is.
    """
    folder, goal = journal.folders[operation.folder], journal.folders[operation.to]
    copy = disk.look(goal, operation.rename or operation.name)
    source = disk.look(folder, operation.name)
    fingerprint = (operation.size, operation.mtime_ns)
    if (
        source is not None
        and copy is not None
        and source.st_ino == operation.inode
        and (source.st_size, source.st_mtime_ns) == fingerprint
        and copy.st_size == operation.size
        and stat.S_ISREG(copy.st_mode)
    ):
        disk.unlink(folder, operation.name)


ACTS: dict[str, Act] = {
    **dict.fromkeys(RENAMES, rename),
    Step.LINK: link,
    Step.SYMLINK: symlink,
    Step.MKDIR: mkdir,
    Step.RMDIR: rmdir,
    Step.STAMP: stamp,
    Step.COPY: note,
}
