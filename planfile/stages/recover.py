"""End a run that was broken off: finish it if it was committed, else take it back.

The state decides: it holds the run's id, or it does not. Nothing else is asked, and
nothing is ever carried forward that was not committed.
"""

from __future__ import annotations

import os

from planfile.artifacts.event import Observer, ignore
from planfile.artifacts.journal import CONTROL
from planfile.artifacts.report import Outcome, Report
from planfile.artifacts.state import State
from planfile.disk.calls import CALLS, Calls
from planfile.disk.door import Disk, is_site
from planfile.errors import ArtifactError, Problem, RecoveryNeededError
from planfile.stages.records import file_away, read_state, tidy
from planfile.stages.transaction import finish, undo
from planfile.store.journal_file import NAME, Journal, open_journal


def settle(disk: Disk, *, forget_missing: bool = False) -> Report | None:
    """End the open run, if there is one, and tidy planfile's own folder.

    With `forget_missing` files that are at neither of their places, which somebody
    removed meanwhile, do not keep the run open; the report names them.

    Raises:
        ArtifactError: The journal or the state is damaged or of another library.
        RecoveryNeededError: Something could not be taken back; the journal stays.
    """
    state = read_state(disk)
    stream = disk.read(CONTROL, NAME)
    report = None
    if stream is not None:
        journal = open_journal(stream)
        try:
            refuse_foreign(journal, state)
            if not forget_missing:
                refuse_unmounted(disk, journal)
            report = _ended(disk, journal, state, forget_missing)
        except OSError as error:
            raise RecoveryNeededError(
                f"run {journal.header.number} was broken off, and ending it failed: "
                f"{reason(error)}",
                fix="see to the disk, then: planfile recover",
            ) from error
        finally:
            journal.close()
    tidy(disk, state)
    return report


def refuse_foreign(journal: Journal, state: State) -> None:
    """Refuse a journal of another history.

    Raises:
        ArtifactError: Its lineage or serial does not fit the state.
    """
    header = journal.header
    fits = header.lineage == state.lineage or not state.serial
    committed = state.has(header.run)
    if not fits or (not committed and header.serial != state.serial):
        raise ArtifactError(
            "the journal belongs to another history of this library than the state",
            fix="one of both was copied from elsewhere: bring back the one that fits",
        )


def refuse_unmounted(disk: Disk, journal: Journal) -> None:
    """Refuse to end a run while something is not mounted that was there when it began.

    What it did there would stay, and nobody would know of it any more.

    Raises:
        RecoveryNeededError: It has to be mounted first.
    """
    for site in journal.header.mounts:
        if not is_site(disk, site):
            raise RecoveryNeededError(
                f"run {journal.header.number} was broken off, and what was mounted at "
                f"{os.path.join(disk.library, site)} is not mounted now",
                fix="mount it, then: planfile recover",
            )


def _ended(disk: Disk, journal: Journal, state: State, forget_missing: bool) -> Report:
    header = journal.header
    missing: list[Problem] = []
    if state.has(header.run):
        record = next(run for run in state.runs if run.id == header.run)
        finish(disk, journal)
        file_away(disk, state, record)
        outcome = Outcome.FINISHED
    else:
        missing = rolled_back(disk, journal, forget_missing=forget_missing)
        outcome = Outcome.ROLLED_BACK
    return Report(
        header.kind,
        outcome,
        disk.library,
        number=header.number,
        run=header.run,
        action=header.action,
        notices=tuple(f"{p.path}: {p.message}; it is forgotten" for p in missing),
    )


def reason(error: OSError) -> str:
    """An error of the system for people."""
    known = isinstance(error.filename, str | bytes) and error.filename
    name = f"{os.fsdecode(error.filename)}: " if known else ""
    return f"{name}{error.strerror or error}"


def rolled_back(
    disk: Disk,
    journal: Journal,
    done: int | None = None,
    *,
    forget_missing: bool = False,
) -> list[Problem]:
    """Take a run back and drop its journal; the files that were forgotten.

    Raises:
        RecoveryNeededError: Something could not be taken back; the journal stays.
    """
    problems = undo(disk, journal, done)
    missing = [p for p in problems if forget_missing and p.code == "gone"]
    if len(problems) > len(missing):
        raise RecoveryNeededError(
            f"run {journal.header.number} could not be taken back whole; "
            "its journal stays",
            fix="see to what is listed, then: planfile recover",
            problems=tuple(problems),
        )
    disk.unlink(CONTROL, NAME)
    disk.sync([CONTROL])
    return missing


def recover(
    library: str,
    *,
    forget_missing: bool = False,
    lock_timeout: float = 0.0,
    observe: Observer = ignore,
    calls: Calls = CALLS,
) -> Report | None:
    """End the open run of a library; None if there is none.

    With `forget_missing` even if files are gone that somebody removed meanwhile.

    Raises:
        RecoveryNeededError: Something could not be taken back; the journal stays.
        ArtifactError: The journal or the state is damaged.
        LockedError: Another run holds the library.
    """
    from planfile.stages.holding import hold, untouched

    with hold(
        library,
        "recover",
        dry_run=untouched(library),
        lock_timeout=lock_timeout,
        observe=observe,
        calls=calls,
        forget_missing=forget_missing,
    ) as held:
        return held.recovered
