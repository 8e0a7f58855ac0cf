"""Bring back a state that is gone, damaged or too old, from what was kept of it.

Each committed run left its journal in `runs/`, which says all that the state knows of
it; a copy of each state is in `states/`. Whichever of both knows more is the state.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from operator import attrgetter

from planfile.artifacts.journal import CONTROL
from planfile.artifacts.state import RunRecord, State
from planfile.disk.calls import CALLS, Calls
from planfile.disk.door import Disk, path_in
from planfile.disk.lock import take
from planfile.errors import ArtifactError, NewerFormatError
from planfile.stages.holding import nothing_changed, opened
from planfile.stages.records import RUNS, STATES, names, recorded, there, with_run
from planfile.store import state_file
from planfile.store.journal_file import NAME, Journal, open_journal

DAMAGED = "state.damaged.json"


def restore(library: str, *, calls: Calls = CALLS) -> State | None:
    """Put the newest state in place; None if the present one is it.

    A damaged state stays beside it, as `state.damaged.json`.

    Raises:
        ArtifactError: Nothing was kept, a record is damaged, or they do not belong
            together; NewerFormatError if a newer planfile wrote the state.
        LockedError: A run is at work.
        RolledBackError: The disk failed; nothing was changed.
    """
    with nothing_changed(), closing(opened(library, (), calls)) as disk:
        if not there(disk, CONTROL):
            raise nothing_kept()
        lock = take(disk, "", "state restore")
        try:
            return _restored(disk)
        finally:
            lock.release()


def nothing_kept() -> ArtifactError:
    """That there is nothing to restore a state from."""
    return ArtifactError(
        f"nothing was kept in {RUNS} or {STATES} that a state could be made of",
        fix=f"bring {CONTROL} back from a backup",
    )


def _restored(disk: Disk) -> State | None:
    present = readable(disk, CONTROL, state_file.NAME)
    found = [*filter(None, (kept(disk), rebuilt(disk)))]
    known = [*found, present] if present else found
    if not known:
        raise nothing_kept()
    newest = max(known, key=attrgetter("serial"))
    if any(state.lineage != newest.lineage for state in found):
        raise ArtifactError(
            f"{RUNS} and {STATES} hold two histories",
            fix=f"one was copied from elsewhere: bring {CONTROL} back from a backup",
        )
    if present and present.serial == newest.serial:
        return None
    if not present and disk.look(CONTROL, state_file.NAME):
        disk.replace(CONTROL, state_file.NAME, CONTROL, DAMAGED)
    disk.write(CONTROL, state_file.NAME, [state_file.encode(newest)])
    return newest


def readable(disk: Disk, folder: str, name: str) -> State | None:
    """The state in a file; None where there is none, or a damaged one."""
    try:
        return state_file.read(disk.read(folder, name))
    except NewerFormatError:
        raise
    except ArtifactError:
        return None


def kept(disk: Disk) -> State | None:
    """The newest good state in `states/`."""
    whole = (name for name in names(disk, STATES)[::-1] if not name.endswith(".tmp"))
    return next(filter(None, (readable(disk, STATES, name) for name in whole)), None)


def rebuilt(disk: Disk) -> State | None:
    """The state that the records of all runs amount to; None without any.

    Raises:
        ArtifactError: A record is damaged, or they are not of one history.
    """
    state: State | None = None
    for journal in sorted(journals(disk), key=attrgetter("header.number")):
        header = journal.header
        if state is None:
            state = State(header.lineage, library=disk.library)
        if header.lineage != state.lineage or header.serial < state.serial:
            raise ArtifactError(
                f"run {header.number} in {RUNS} is of another history than the others",
                fix="move its folder away if it was copied from elsewhere",
            )
        state = _after(state, journal)
    return state


def journals(disk: Disk) -> Iterator[Journal]:
    """The closed journals of all committed runs."""
    for name in names(disk, RUNS):
        stream = disk.read(path_in(RUNS, name), NAME) if recorded(disk, name) else None
        if stream is not None:
            journal = open_journal(stream)
            journal.close()
            yield journal


def _after(state: State, journal: Journal) -> State:
    """The state after the run that a journal was filed away of."""
    header = journal.header
    run = RunRecord(
        number=header.number,
        id=header.run,
        kind=header.kind,
        action=header.action,
        when=header.when,
        who=header.who,
        host=header.host,
        plan=header.plan,
        journal=journal.digest,
        counts=header.counts,
        roots=header.roots,
        undoes=header.undoes,
    )
    grown = with_run(state, run)
    return State(grown.lineage, header.serial + 1, grown.library, grown.runs)
