"""How a library stands: what is placed, what drifted, what is open. Changes nothing."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import cache, partial

from planfile.artifacts.intent import Made, Wishes
from planfile.artifacts.journal import CONTROL, Step
from planfile.artifacts.paths import joined
from planfile.artifacts.report import Account, Phase, Status
from planfile.artifacts.state import RunRecord, State
from planfile.disk.calls import CALLS, Calls
from planfile.disk.door import Disk, split
from planfile.disk.lock import held_by, refuse_held
from planfile.disk.measure import measure
from planfile.disk.real import RealDisk
from planfile.errors import ArtifactError, Problem
from planfile.rules.audit import first_break
from planfile.rules.inverse import Trail
from planfile.stages import visits
from planfile.stages.copies import staged_size
from planfile.stages.destroy import followed, journal_of, originals
from planfile.stages.holding import guests_of, opened, pending
from planfile.stages.records import read_state, unreadable
from planfile.stages.steps import target_from
from planfile.store import report_file
from planfile.store.journal_file import NAME, Journal, open_journal


def status(library: str, *, calls: Calls = CALLS) -> Status:
    """How a library stands and what to type next.

    Raises:
        InputError: The library cannot be opened.
        ArtifactError: Its state or a journal is damaged.
    """
    header = pending(library, calls)
    with closing(with_roots(library, calls)) as disk:
        state, holder = read_state(disk), held_by(disk)
        with followed(disk, state.active()) as (trail, wishes):
            moving = holder or header  # what is under way is neither here nor there
            drift = () if moving else tuple(drifted(disk, state, trail, wishes))
            placed = sum(1 for _ in wishes()) + len(trail.made)
        phase = Phase.APPLIED if placed or trail.folders_removed else Phase.CLEAN
        open_run = ""
        if header:
            phase = Phase.PENDING
            open_run = f"run {header.number} ({header.kind}) of {header.when}"
        return Status(
            library=disk.library,
            phase=phase,
            placed=placed,
            drift=drift,
            runs=state.runs,
            pending=open_run,
            holder=str(holder) if holder else "",
            staged=staged_size(disk),
            guests=guests_of(disk, calls),
            next=what_next(phase, bool(drift), running=holder is not None),
        )


def with_roots(library: str, calls: Calls) -> RealDisk:
    """A library's disk, and the other roots that its standing runs reach.

    Raises:
        InputError: One of the roots cannot be opened.
        ArtifactError: One knows nothing of this library: it is not mounted, perhaps.
    """
    with closing(opened(library, (), calls)) as disk:
        state = read_state(disk)
    roots = sorted({root for run in state.active() for root in run.roots})
    visits.refuse_strangers(roots, state.lineage, calls)
    return opened(library, roots, calls)


def what_next(phase: Phase, drift: bool, *, running: bool) -> str:
    """What to type next."""
    if running:
        return "a run is at work: wait for it"
    if phase is Phase.PENDING:
        return "planfile recover"
    if drift:
        return "planfile destroy --skip-drifted takes back what did not change"
    if phase is Phase.APPLIED:
        return "planfile destroy takes everything back"
    return "planfile scan"


def drifted(
    disk: Disk, state: State, trail: Trail, wishes: Wishes
) -> Iterator[Problem]:
    """What is no longer as planfile placed it, or is all that is left."""
    moved = cache(partial(originals, disk, state))
    for wish in wishes():
        why = drift_of(disk, wish.source, wish.size, wish.mtime_ns)
        if why:
            yield Problem("drift", why, f"it came from {wish.destination}", wish.source)
    for path, made in trail.made.items():
        why = drift_of_made(disk, path, made) or orphaned(disk, path, made, moved)
        if why:
            yield Problem("drift", why, f"it was made from {made.source}", path)


def drift_of(disk: Disk, path: str, size: int, mtime_ns: int) -> str:
    """Why an entry is not what it was, "" if it is."""
    disc = path.endswith("/")
    try:
        look = disk.look(*split(path.rstrip("/")))
        if look is None:
            return "it is gone"
        if disc != stat.S_ISDIR(look.st_mode):
            return "it became something else"
        seen = (look.st_size, look.st_mtime_ns)
        if disc:
            seen = measure(disk, path[:-1])[:2]
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    return "" if seen == (size, mtime_ns) else "it was written to since"


def drift_of_made(disk: Disk, path: str, made: Made) -> str:
    """Why a link or copy is not what was made, "" if it is."""
    if made.step != Step.SYMLINK:
        return drift_of(disk, path, made.size, made.mtime_ns)
    try:
        look = disk.look(*split(path))
        is_lost = disk.look(*split(made.source)) is None
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    if look is None:
        return "it is gone"
    if not stat.S_ISLNK(look.st_mode):
        return "it became something else"
    folder, name = split(path)
    if disk.target(folder, name) != target_from(folder, made.source, disk.library):
        return "it leads elsewhere"
    return f"it leads nowhere: {made.source} is gone" if is_lost else ""


def orphaned(
    disk: Disk, path: str, made: Made, moved: Callable[[], Mapping[str, str]]
) -> str:
    """That the original of a link or copy is gone, "" if it is there."""
    if made.step == Step.SYMLINK or there(disk, made.source):
        return ""
    look = disk.look(*split(path))
    if made.step == Step.LINK and look is not None and look.st_nlink > 1:
        return ""
    if there(disk, moved().get(path, "")):
        return ""
    return f"its original {made.source} is gone: it is all that is left"


def there(disk: Disk, path: str) -> bool:
    """Whether something is at a path; not where it cannot be looked at."""
    try:
        return bool(path) and disk.look(*split(path)) is not None
    except OSError:
        return False


def history(library: str, *, calls: Calls = CALLS) -> tuple[RunRecord, ...]:
    """All runs of a library, oldest first.

    Raises:
        InputError: The library cannot be opened.
        ArtifactError: Its state is damaged.
    """
    with closing(opened(library, (), calls)) as disk:
        return read_state(disk).runs


def moves_of(
    library: str, number: int, *, calls: Calls = CALLS
) -> Iterator[tuple[str, str, str]]:
    """(step, source, destination) of all that a run did to entries.

    Raises:
        ArtifactError: There is no such run, or its record is damaged.
    """
    with closing(opened(library, (), calls)) as disk:
        runs = {run.number: run for run in read_state(disk).runs}
        if number not in runs:
            raise ArtifactError(
                f"there is no run {number}", fix="planfile history lists the runs"
            )
        with closing(journal_of(disk, runs[number])) as journal:
            yield from entries_of(journal)


def account_of(library: str, run: RunRecord, *, calls: Calls = CALLS) -> Account | None:
    """What a run came to, out of its report; None where it left none.

    Raises:
        ArtifactError: The report is damaged.
    """
    with closing(opened(library, (), calls)) as disk:
        try:
            stream = disk.read(run.folder, report_file.NAME)
            return report_file.read(stream) if stream is not None else None
        except OSError as error:
            raise unreadable(error) from error


FOLDER_STEPS = {Step.MKDIR, Step.RMDIR, Step.STAMP}


def entries_of(journal: Journal) -> Iterator[tuple[str, str, str]]:
    """What a journal does to entries, folders left out."""
    for operation in journal.forward():
        if operation.step not in FOLDER_STEPS:
            new = operation.rename or operation.name
            yield (
                operation.step,
                joined(journal.folders[operation.folder], operation.name),
                joined(journal.folders[operation.to], new),
            )


def verify(library: str, *, calls: Calls = CALLS) -> tuple[Problem, ...]:
    """Check state, journals and disk against each other; all that is wrong is returned.

    Raises:
        InputError: The library cannot be opened.
        LockedError: A run is at work in it.
    """
    try:
        found = with_roots(library, calls)
    except ArtifactError as error:
        return (Problem("state", error.message, error.fix, f"{CONTROL}/state.json"),)
    with closing(found) as disk:
        refuse_held(disk)
        state = read_state(disk)
        problems = [*_open_journal_problems(disk), *_record_problems(disk, state)]
        if not problems:
            with followed(disk, state.active()) as (trail, wishes):
                problems += drifted(disk, state, trail, wishes)
    return tuple(problems)


def _open_journal_problems(disk: Disk) -> Iterator[Problem]:
    path = f"{CONTROL}/{NAME}"
    try:
        stream = disk.read(CONTROL, NAME)
        if stream is not None:
            open_journal(stream).close()
            yield Problem("open-run", "a run was broken off", "planfile recover", path)
    except ArtifactError as error:
        yield Problem("journal", error.message, error.fix, path)
    except OSError as error:
        yield Problem("journal", f"it is no plain file: {error.strerror}", "", path)


def _record_problems(disk: Disk, state: State) -> Iterator[Problem]:
    broken = first_break(state)
    if broken:
        yield broken
    for run in state.runs:
        try:
            journal_of(disk, run).close()
        except ArtifactError as error:
            yield Problem("record", error.message, error.fix, run.folder)
