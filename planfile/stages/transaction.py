"""One run from its journal to its end: act, sync, commit; or undo.

Errors, signals and crashes share one way back: `undo` asks the disk what happened and
takes it back, the last step first. Before the commit a run is always undone, after it
always finished.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile, groupby, islice
from operator import itemgetter

from planfile.artifacts.event import Event, Observer
from planfile.artifacts.journal import CONTROL, Operation, Step
from planfile.disk.door import Disk, Look, exact, path_in
from planfile.errors import PlanfileError, Problem
from planfile.stages.steps import ACTS, Act, drop, rmdir, stamp
from planfile.stages.terrain import NO_FOLDER
from planfile.stages.undoing import UNDOS, deepest_first
from planfile.store.journal_file import Journal

PULSE = 256
"""Operations between two looks at signals and two events."""
STEP = itemgetter(0)
IN_PLACE = {Step.MKDIR, Step.RMDIR, Step.STAMP, Step.DISCARD, Step.DROP}
"""Operations that lead nowhere else."""
VERBS: dict[str, str] = {
    Step.MKDIR: "make the folder",
    Step.RMDIR: "remove the folder",
    Step.DISC: "move",
    Step.DISCARD: "remove",
    Step.PUBLISH: "place",
    Step.DROP: "remove",
    Step.STAMP: "give time and mode back:",
}
"""What an operation is to people, where its own word does not say."""
LATE: dict[str, Act] = {Step.DROP: drop, Step.RMDIR: rmdir, Step.STAMP: stamp}


class StepFailedError(PlanfileError):
    """One operation failed; with it `begun` operations had been begun.

    One that failed because its destination exists, or because its source vanished, did
    nothing and must not be undone: what stands there, or is gone, is somebody else's.
    """

    exit_code = 6

    def __init__(self, message: str, done: int, error: OSError) -> None:
        super().__init__(message)
        self.begun = done + (error.errno not in {errno.EEXIST, errno.ENOENT})


def act(
    disk: Disk, journal: Journal, stopped: Callable[[], None], observe: Observer
) -> None:
    """Do everything that comes before the commit, and make it durable.

    Raises:
        StepFailedError: An operation failed; the message names it and the reason.
        StoppedError: A signal came.
        OSError: The sync failed.
    """
    stage, total = journal.header.kind, journal.count
    done = 0
    for step, some in batches(journal):
        if step == Step.DROP:
            break
        stopped()
        observe(Event(stage, done, total, some[0].name))
        if step == Step.MOVE:
            number, error = disk.moves(journal.folders, some)
        else:
            number, error = one_by_one(disk, journal, some)
        done += number
        if error is not None:
            text = told(journal, some[number], error)
            raise StepFailedError(text, done, error) from error
    disk.sync(journal.folders)
    stopped()


def batches(journal: Journal) -> Iterator[tuple[str, list[Operation]]]:
    """The operations in their order, few of one kind at a time."""
    for block in journal.blocks():
        for step, group in groupby(block, STEP):
            while some := list(islice(group, PULSE)):
                yield step, some


def one_by_one(
    disk: Disk, journal: Journal, operations: list[Operation]
) -> tuple[int, OSError | None]:
    """Do operations until one fails: how many were done, and the error."""
    for done, operation in enumerate(operations):
        try:
            ACTS[operation.step](disk, journal, operation)
        except OSError as error:
            return done, error
    return len(operations), None


def late(journal: Journal) -> Iterator[Operation]:
    """The operations after the commit: from the first DROP on."""
    if not journal.header.drops:
        return iter(())
    return dropwhile(lambda operation: operation.step != Step.DROP, journal.forward())


def finish(disk: Disk, journal: Journal) -> None:
    """Do what must wait for the commit; it can be repeated."""
    folders = False
    for operation in late(journal):
        if operation.step in LATE:
            LATE[operation.step](disk, journal, operation)
            folders = True
    if folders:
        disk.sync(journal.folders)


def undo(disk: Disk, journal: Journal, done: int | None = None) -> list[Problem]:
    """Take everything back, the last step first; what could not be is returned.

    `done` is the number of operations that were begun, if that is known.
    """
    problems: list[Problem] = []
    wanted: set[int] = set()
    skipped = 0 if done is None else max(0, journal.count - done)
    for step, group in groupby(journal.backward(), STEP):
        while some := list(islice(group, PULSE)):
            if step == Step.STAMP:
                wanted.update(operation.to for operation in some)
            problems += taken_back(disk, journal, some[skipped:])
            skipped = max(0, skipped - len(some))
    problems += give_back_folders(disk, journal, wanted)
    return problems


def taken_back(
    disk: Disk, journal: Journal, operations: list[Operation]
) -> Iterator[Problem]:
    """Take operations of one kind back: plain moves at once, the others one by one."""
    at = 0
    while at < len(operations):
        if operations[at].step == Step.MOVE:
            at += disk.moves_back(journal.folders, operations[at:])
        if at < len(operations):
            problem = taken_back_one(disk, journal, operations[at])
            at += 1
            if problem:
                yield problem


def taken_back_one(
    disk: Disk, journal: Journal, operation: Operation
) -> Problem | None:
    """Take one operation back, whatever state the disk is in."""
    try:
        return UNDOS[operation.step](disk, journal, operation)
    except OSError as error:
        return Problem(
            "not-undone",
            told(journal, operation, error, back=True),
            "see to the cause, then: planfile recover",
            path_in(journal.folders[operation.folder], operation.name),
        )


def give_back_folders(disk: Disk, journal: Journal, wanted: set[int]) -> list[Problem]:
    """Give all folders that were there before their mode, owner and times again."""
    rows = [
        row
        for number, row in enumerate(journal.rows)
        if row.mode != -1 and number not in wanted and not own(row.path)
    ]
    problems = []
    for row in deepest_first(rows):
        try:
            look = folder_there(disk, row.path)
            if look is not None and not exact(row, look):
                disk.stamp(row)
        except OSError as error:
            text = f"the folder's times and mode: {error.strerror}"
            problems.append(Problem("not-undone", text, "planfile recover", row.path))
    try:
        sync_all(disk, journal.folders)
    except OSError as error:
        text = f"cannot make the way back durable: {error.strerror}"
        problems.append(Problem("not-durable", text, "planfile recover"))
    return problems


def sync_all(disk: Disk, folders: Sequence[str]) -> None:
    """Sync folders, also if somebody put something else in the place of some."""
    try:
        disk.sync(folders)
    except OSError as error:
        if error.errno not in NO_FOLDER:
            raise
        disk.sync(path for path in folders if folder_there(disk, path))


def folder_there(disk: Disk, folder: str) -> Look | None:
    """A folder, if it still is one: somebody may have put a symlink in its place."""
    try:
        return disk.look_folder(folder)
    except OSError as error:
        if error.errno not in NO_FOLDER:
            raise
        return None


def own(folder: str) -> bool:
    """Whether a folder is one of planfile's own."""
    return CONTROL in folder.split("/")


def told(
    journal: Journal, operation: Operation, error: OSError, *, back: bool = False
) -> str:
    """An operation, or with `back` its undoing, and why it failed, for people."""
    path = path_in(journal.folders[operation.folder], operation.name)
    verb = VERBS.get(operation.step, operation.step)
    why = error.strerror or str(error)
    if error.errno == errno.EEXIST:
        why = "something appeared there meanwhile"
    if operation.to < 0 or operation.step in IN_PLACE:
        return f"cannot {'take back: ' if back else ''}{verb} {path}: {why}"
    name = operation.rename or operation.name
    goal = path_in(journal.folders[operation.to], name)
    if back:
        return f"cannot take {goal} back to {path}: {why}"
    return f"cannot {verb} {path} to {goal}: {why}"
