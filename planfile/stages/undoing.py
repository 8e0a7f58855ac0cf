"""How each kind of operation is undone.

Undoing looks first: it finds out on the disk whether the step happened, wholly, half,
or not at all, so it can be repeated after any number of kills and needs no record of
progress. What others did meanwhile is theirs, and stays.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable

from planfile.artifacts.journal import RENAMES, STAGE, FolderRow, Operation, Step
from planfile.disk.door import Disk, Look, path_in
from planfile.errors import Problem
from planfile.rules.inverse import own
from planfile.stages.steps import is_ours, recognised, seen_in, symlink_target
from planfile.store.journal_file import Journal

Undo = Callable[[Disk, Journal, Operation], Problem | None]


def un_rename(disk: Disk, journal: Journal, operation: Operation) -> Problem | None:
    """Move back what was moved; finish what was half done in the old direction."""
    folder, goal = journal.folders[operation.folder], journal.folders[operation.to]
    name, new = operation.name, operation.rename or operation.name
    there = seen_in(disk, goal, new)
    here = seen_in(disk, folder, name)
    if there is None:
        return None if here else lost(journal, operation)
    known = here is not None or lasting(disk, there)
    if known and _not_yet_free(disk, journal, operation, there):
        return None
    ours = here is None and operation.step == Step.DISCARD  # only it came to the trash
    if not ours and not _moved(disk, operation, path_in(goal, new), there):
        return _not_moved(disk, journal, operation, there)
    if _all_that_is_left(disk, journal, operation):
        if here and same_file(disk, (folder, name), (goal, new)):
            disk.unlink(folder, name)  # one name in the stage, where it would not last
        return None
    if here is None:
        disk.move(goal, new, folder, name)
        if disk.look(folder, name) is None:
            raise OSError(
                errno.ENOENT, "the move was reported done, but did not happen"
            )
        return None
    return _half_moved(disk, journal, operation)


def _all_that_is_left(disk: Disk, journal: Journal, operation: Operation) -> bool:
    """Whether it is a copy whose original somebody removed or changed meanwhile."""
    if operation.step != Step.PUBLISH:
        return False
    made = journal.copied.get((operation.to, operation.rename or operation.name))
    if made is None:
        return False
    folder = journal.folders[made.folder]
    source = seen_in(disk, folder, made.name)
    path = path_in(folder, made.name)
    return source is None or not _moved(disk, made, path, source)


def _not_yet_free(
    disk: Disk, journal: Journal, operation: Operation, there: Look
) -> bool:
    """Whether what was to leave a destination first still stands there.

    So nothing was moved there yet, though it may look like what was to come, be a
    second link of it, or an empty file. Where inodes cannot tell, the first one that
    has not arrived says that none behind it has left.
    """
    to, name = operation.to, operation.rename or operation.name
    while not own(journal.folders[to]):  # what comes to the stage leaves it later
        leaver = journal.leaving.get((to, name))
        if leaver is None:
            return False
        if lasting(disk, there) and leaver.inode != operation.inode:
            return there.st_ino == leaver.inode
        to, name = leaver.to, leaver.rename or leaver.name
        arrived = seen_in(disk, journal.folders[to], name)
        path = path_in(journal.folders[to], name)
        if arrived is None or not _moved(disk, leaver, path, arrived):
            return True
    return False


def _moved(disk: Disk, operation: Operation, path: str, there: Look) -> bool:
    """Whether it is what was moved: of two alike, only the inode can tell which.

    A copy that somebody wrote to is theirs: in the stage it would not outlast a run.
    """
    if there.st_ino != operation.inode and lasting(disk, there):
        return False
    fingerprint = (there.st_size, there.st_mtime_ns)
    if operation.step == Step.PUBLISH and fingerprint != operation[-2:]:
        return False
    return is_ours(disk, operation, path, there)


def _not_moved(
    disk: Disk, journal: Journal, operation: Operation, there: Look
) -> Problem | None:
    """Something stands at the destination, and it is not the moved file."""
    folder, goal = journal.folders[operation.folder], journal.folders[operation.to]
    new = operation.rename or operation.name
    if not recognised(disk, operation, folder, operation.name):
        here = seen_in(disk, folder, operation.name)
        return None if here else lost(journal, operation, replaced=True)
    if _placeholder(journal, there):
        disk.unlink(goal, new)
    return None


def _placeholder(journal: Journal, there: Look) -> bool:
    """Whether it is the empty file that a move by placeholder begins with.

    The method may be another in a part of the library than where it was probed. What
    stands at a destination came after the journal, which was written when it was free.
    """
    if there.st_size or not stat.S_ISREG(there.st_mode):
        return False
    mine = stat.S_IMODE(there.st_mode) == 0o600 and there.st_uid == os.geteuid()
    return mine or journal.header.method == "placeholder"


def _half_moved(disk: Disk, journal: Journal, operation: Operation) -> Problem | None:
    """Both names are there: two links of one file, or somebody's new file.

    A copy that somebody put at the destination is theirs, whatever its bytes. Where one
    call renames, nothing is ever half moved: what is there is a link that has a move of
    its own before it. Only where files are moved by link and inodes tell nothing is a
    copy to the byte taken for that link, and goes; what it held stays at the source.
    """
    folder, goal = journal.folders[operation.folder], journal.folders[operation.to]
    name, new = operation.name, operation.rename or operation.name
    if recognised(disk, operation, folder, name) and same_file(
        disk, (folder, name), (goal, new)
    ):
        if not _at_once(disk, journal, goal, new):
            disk.unlink(goal, new)
        return None
    here = disk.look(folder, name)
    if here and here.st_ino == operation.inode and lasting(disk, here):
        return None
    if here and journal.header.method == "placeholder" and _placeholder(journal, here):
        disk.unlink(folder, name)  # a way back that was killed began with it
        disk.move(goal, new, folder, name)
        return None
    source = path_in(folder, name)
    return Problem(
        "occupied",
        f"cannot go back from {path_in(goal, new)}: another file stands there now",
        fix="move that file away, then: planfile recover",
        path=source,
    )


def _at_once(disk: Disk, journal: Journal, folder: str, name: str) -> bool:
    """Whether a file could only be moved by one call, wholly or not at all."""
    look, library = disk.look(folder, name), disk.look_folder("")
    here = look is not None and library is not None and look.st_dev == library.st_dev
    return here and journal.header.method == "rename"


def same_file(disk: Disk, one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two names are one file; by its bytes only where inodes cannot tell."""
    first, second = disk.look(*one), disk.look(*other)
    if first is None or second is None:
        return False
    if first.st_ino == second.st_ino and first.st_dev == second.st_dev:
        return True
    if lasting(disk, first) and lasting(disk, second):
        return False
    regular = stat.S_ISREG(first.st_mode) and stat.S_ISREG(second.st_mode)
    return regular and disk.same_bytes(*one, *other)


def lasting(disk: Disk, look: Look) -> bool:
    """Whether a file's inode number tells it from all others, now and later."""
    library = disk.look_folder("")
    return disk.lasting_inodes and library is not None and look.st_dev == library.st_dev


def lost(
    journal: Journal, operation: Operation, *, replaced: bool = False
) -> Problem | None:
    """Neither name is there: somebody took the file away during the run.

    Perhaps they put another in its place, as editors and taggers do. The second leg of
    a move by way of the stage is judged with its first leg, and a copy that vanished
    from the stage is nobody's loss.
    """
    if journal.folders[operation.folder].endswith(STAGE):
        return None
    source = path_in(journal.folders[operation.folder], operation.name)
    name = operation.rename or operation.name
    goal = path_in(journal.folders[operation.to], name)
    text, purpose = f"it is neither here nor at {goal}", "removed"
    if replaced:
        text, purpose = f"it is gone; what stands at {goal} is another file", "replaced"
    return Problem(
        "gone",
        text,
        fix="put it back at either place, then: planfile recover; if it was "
        f"{purpose} on purpose: planfile recover --forget-missing",
        path=source,
    )


def un_link(disk: Disk, journal: Journal, operation: Operation) -> Problem | None:
    """Remove the second name, unless the first one is gone: then move it back."""
    folder, goal = journal.folders[operation.folder], journal.folders[operation.to]
    name, new = operation.name, operation.rename or operation.name
    if not recognised(disk, operation, goal, new):
        return None
    if disk.look(folder, name) is None:
        disk.move(goal, new, folder, name)
    elif same_file(disk, (folder, name), (goal, new)):
        disk.unlink(goal, new)
    return None


def un_symlink(disk: Disk, journal: Journal, operation: Operation) -> Problem | None:
    """Remove the symlink if it is the one that was made."""
    goal, new = journal.folders[operation.to], operation.rename or operation.name
    look = seen_in(disk, goal, new)
    if look is None or not stat.S_ISLNK(look.st_mode):
        return None
    if disk.target(goal, new) == symlink_target(journal, operation):
        disk.unlink(goal, new)
    return None


def un_mkdir(disk: Disk, journal: Journal, operation: Operation) -> Problem | None:
    """Remove the folder unless something of somebody else's is in it."""
    folder = journal.folders[operation.folder]
    look = seen_in(disk, folder, operation.name)
    if look is not None and stat.S_ISDIR(look.st_mode):
        try:
            disk.rmdir(folder, operation.name)
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                raise
    return None


def un_rmdir(disk: Disk, journal: Journal, operation: Operation) -> Problem | None:
    """Make the folder again; its mode, owner and times come with all the others."""
    folder = journal.folders[operation.folder]
    if disk.look(folder, operation.name) is None:
        mode = journal.rows[operation.to].mode
        disk.mkdir(folder, operation.name, mode & 0o700 | 0o700)
    return None


def leave(disk: Disk, journal: Journal, operation: Operation) -> Problem | None:
    """Nothing to undo: rows give folders back, and drops come after the commit."""
    del disk, journal, operation
    return None


UNDOS: dict[str, Undo] = {
    **dict.fromkeys(RENAMES, un_rename),
    Step.LINK: un_link,
    Step.SYMLINK: un_symlink,
    Step.MKDIR: un_mkdir,
    Step.RMDIR: un_rmdir,
    Step.STAMP: leave,
    Step.DROP: leave,
    Step.COPY: leave,
}


def deepest_first(rows: list[FolderRow]) -> list[FolderRow]:
    """Folders below come before the folders that hold them."""
    return sorted(rows, key=lambda row: row.path.count("/"), reverse=True)
