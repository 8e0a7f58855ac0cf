"""What planfile keeps in `.planfile`: the state, earlier states, and each run's record.

The rename of `state.json` is the commit of a run. Everything here can be repeated.
"""

from __future__ import annotations

import errno
import os
import secrets
import shlex
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from planfile.artifacts.journal import CONTROL, STAGE, TRASH
from planfile.artifacts.state import RunRecord, State
from planfile.disk.door import Disk, path_in, split
from planfile.errors import ArtifactError
from planfile.rules.audit import last_link, link
from planfile.stages import visits
from planfile.store import journal_file, state_file

RUNS = f"{CONTROL}/runs"
STATES = f"{CONTROL}/states"
KEPT_STATES = 20
NO_FOLDER = {errno.ENOTDIR, errno.ELOOP}
"""What opening a folder says where something else has its name."""
FINISHED = ".copy"
"""How the name of a finished copy in the stage ends; any other is a part of one."""


def read_state(disk: Disk) -> State:
    """The state; a new one for a library without any.

    Raises:
        ArtifactError: It is damaged, or was there once and is gone.
    """
    try:
        filed = names(disk, RUNS)
        state = state_file.read(disk.read(CONTROL, state_file.NAME))
    except OSError as error:
        raise unreadable(error) from error
    known = {split(run.folder)[1] for run in state.runs} if state else set()
    unknown = [name for name in filed if name not in known and recorded(disk, name)]
    if state is None and not unknown and not names(disk, STATES):
        return State(lineage=secrets.token_hex(8), library=disk.library)
    if state is not None and not unknown:
        return state
    what = "is older than" if state else "is gone, but not"
    raise ArtifactError(
        f"{CONTROL}/state.json {what} the records of runs in {RUNS}",
        fix=f"planfile state restore {shlex.quote(disk.library)}",
    )


def recorded(disk: Disk, name: str) -> bool:
    """Whether a folder of `runs/` holds the journal of a run that was committed."""
    seen = disk.look(RUNS, name)
    if seen is None or not stat.S_ISDIR(seen.st_mode):
        return False
    return disk.look(path_in(RUNS, name), journal_file.NAME) is not None


def there(disk: Disk, folder: str) -> bool:
    """Whether one of planfile's own folders exists.

    Raises:
        ArtifactError: Something else, a symlink perhaps, has its name.
    """
    try:
        return disk.look_folder(folder) is not None
    except OSError as error:
        if error.errno in NO_FOLDER:
            raise unreadable(error) from error
        raise


def unreadable(error: OSError) -> ArtifactError:
    """One of planfile's own files or folders that is not what it must be."""
    fix = f"see who changed {CONTROL}; planfile follows no symlink there"
    if isinstance(error, PermissionError):
        fix = "run planfile as whoever it belongs to, or as root"
    name = error.filename if isinstance(error.filename, str | bytes) else CONTROL
    return ArtifactError(
        f"{CONTROL} cannot be used: {os.fsdecode(name)}: {error.strerror}", fix=fix
    )


def commit(disk: Disk, before: State, run: RunRecord) -> State:
    """Write the state with a run added."""
    after = with_run(before, run)
    disk.write(CONTROL, state_file.NAME, [state_file.encode(after)])
    return after


def with_run(before: State, run: RunRecord) -> State:
    """The state after one more run, linked to all before it."""
    run = replace(run, chain=link(last_link(before.lineage, before.runs), run))
    runs = tuple(undone(record, run) for record in before.runs)
    return replace(before, serial=before.serial + 1, runs=(*runs, run))


def undone(record: RunRecord, by: RunRecord) -> RunRecord:
    """A record after a destroy took all or a part of it back."""
    if record.number not in by.undoes:
        return record
    if by.counts.get("left"):
        partly = (*record.partly_undone_by, by.number)
        return replace(record, partly_undone_by=partly)
    return replace(record, undone_by=by.number)


def take_back(disk: Disk, before: State, run: str) -> None:
    """Undo a commit that failed half way: the state before is the state again."""
    now = state_file.read(disk.read(CONTROL, state_file.NAME))
    if now is None or not now.has(run):
        return
    if before.serial:
        disk.write(CONTROL, state_file.NAME, [state_file.encode(before)])
    else:
        disk.unlink(CONTROL, state_file.NAME)
        disk.sync([CONTROL])


def names(disk: Disk, folder: str) -> list[str]:
    """What is in one of planfile's own folders; nothing if there is none."""
    return sorted(disk.names(folder)) if there(disk, folder) else []


def ensure(disk: Disk, folder: str) -> None:
    """Make one of planfile's own folders, and those above it, unless they exist.

    The folder that `.planfile` itself is in keeps its mtime.
    """
    if not there(disk, folder):
        above, name = split(folder)
        ensure(disk, above)
        before = disk.row(above)
        disk.mkdir(above, name, 0o700)
        if name == CONTROL:
            disk.stamp(before)


def empty(disk: Disk, folder: str, keep: Iterable[str] = ()) -> None:
    """Remove all that is in one of planfile's own folders."""
    kept = set(keep)
    for name in names(disk, folder):
        if name not in kept:
            remove(disk, folder, name)


def remove(disk: Disk, folder: str, name: str) -> None:
    """Remove a file or folder of planfile's own, all that is in it included."""
    assert_own(folder)
    look = disk.look(folder, name)
    if look is None:
        return
    if stat.S_ISDIR(look.st_mode):
        empty(disk, path_in(folder, name))
        disk.rmdir(folder, name)
    else:
        disk.unlink(folder, name)


def assert_own(folder: str) -> None:
    """Refuse to remove anything outside of `.planfile`.

    Raises:
        ArtifactError: It would have; a bug, or a planted record.
    """
    if CONTROL not in folder.split("/"):
        raise ArtifactError(f"{folder} is not planfile's own")


def own_folders(disk: Disk, name: str) -> Iterator[str]:
    """The stages or trashes of the roots and the mounts within, where they exist."""
    for site in disk.homes:
        folder = path_in(site, name)
        if there(disk, folder):
            yield folder


def tidy(disk: Disk, state: State) -> None:
    """Remove what a killed run has left of planfile's own, finished copies excepted.

    The record of a run that was committed is never removed, whatever the state says.
    """
    for control in own_folders(disk, CONTROL):
        for name in names(disk, control):
            if name.endswith(".tmp") or name.startswith("probe-"):
                remove(disk, control, name)
    for name in names(disk, STATES):
        if name.endswith(".tmp"):
            remove(disk, STATES, name)
    known = {split(run.folder)[1] for run in state.runs}
    empty(
        disk,
        RUNS,
        keep=[n for n in names(disk, RUNS) if n in known or recorded(disk, n)],
    )
    for folder in own_folders(disk, TRASH):
        empty(disk, folder)
    for folder in own_folders(disk, STAGE):
        empty(
            disk, folder, keep=[n for n in names(disk, folder) if n.endswith(FINISHED)]
        )
    visits.end(disk)


def file_away(disk: Disk, state: State, run: RunRecord) -> None:
    """After the commit: the journal becomes the run's record; old states go.

    The state is kept a second time while the journal still says what was committed.
    """
    for own in (TRASH, STAGE):
        for folder in own_folders(disk, own):
            empty(disk, folder)
    ensure(disk, run.folder)
    for name in names(disk, run.folder):
        if name.endswith(".tmp"):
            remove(disk, run.folder, name)
    ensure(disk, STATES)
    disk.write(STATES, f"{state.serial:06d}.json", [state_file.encode(state)])
    disk.replace(CONTROL, journal_file.NAME, run.folder, journal_file.NAME)
    for name in names(disk, STATES)[:-KEPT_STATES]:
        remove(disk, STATES, name)
    visits.end(disk)
    disk.sync([run.folder, RUNS, CONTROL])


def unfiled(disk: Disk, record: RunRecord) -> BinaryIO | None:
    """The journal of a run that is committed, but not filed away with the others yet.

    It may be filed away at this very moment.
    """
    stream = disk.read(CONTROL, journal_file.NAME)
    if stream is None:
        return disk.read(record.folder, journal_file.NAME)
    if journal_file.read_header(stream).run == record.id:
        return stream
    stream.close()
    return None


def applied_by(state: State, plan: str) -> int:
    """The run that placed a plan, by the plan's digest, and stands; 0 for none."""
    if not plan:
        return 0
    runs = (run for run in state.runs if run.plan == plan and not run.undone_by)
    return max((run.number for run in runs), default=0)
