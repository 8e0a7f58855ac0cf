"""Take runs back: their inverse is an intent like any other, for the same run.

The journals of the runs say what they did; followed in order they say where everything
was before. What somebody changed since is refused, or left where it is on request.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial

from planfile.artifacts.event import Observer, ignore
from planfile.artifacts.intent import Intent, Wishes
from planfile.artifacts.journal import FolderRow, RunKind
from planfile.artifacts.plan import Action
from planfile.artifacts.report import Report
from planfile.artifacts.state import RunRecord, State
from planfile.disk.calls import CALLS, Calls
from planfile.disk.door import Disk
from planfile.errors import ArtifactError, DriftError, InputError, Problem, UsageError
from planfile.rules.inverse import Originals, Trail, homeward
from planfile.stages import visits
from planfile.stages.holding import (
    Held,
    guests_of,
    hold,
    library_above,
    opened,
    untouched,
)
from planfile.stages.records import read_state, unfiled
from planfile.stages.removals import ancestors
from planfile.stages.running import run as carry_out
from planfile.store.journal_file import NAME, Journal, open_journal
from planfile.views.run_text import guest_text

SMALL = 200_000
"""Operations of a run that are kept in memory, some 60 MB: they are asked for often."""
ONE_BY_ONE = "take one run back at a time: planfile undo"


def destroy(  # noqa: PLR0913 - the public verb; all but the library have defaults
    library: str,
    *,
    last: bool = False,
    run: int | None = None,
    dry_run: bool = False,
    skip_drifted: bool = False,
    lock_timeout: float = 0.0,
    jobs: int = 0,
    observe: Observer = ignore,
    calls: Calls = CALLS,
) -> Report:
    """Take back everything that planfile did to a library, or one run.

    Raises:
        InputError: There is no such run.
        DriftError: What planfile placed was changed since; nothing changed.
        LockedError: Another run holds the library.
        RolledBackError: It failed; everything is as it was before.
        StoppedError: A signal stopped it; everything is as it was before.
        RecoveryNeededError: It failed, and so did the way back.
    """
    with hold(
        library,
        "destroy",
        roots=roots_of(library, last=last, run=run, calls=calls),
        dry_run=dry_run or untouched(library),
        lock_timeout=lock_timeout,
        jobs=jobs,
        observe=observe,
        calls=calls,
    ) as held:
        chosen = choose(held.state, last=last, run=run)
        if not chosen:
            tell_where(held, calls)
        with followed(held.disk, chosen) as (trail, wishes):
            refuse_contested(trail)
            intent = inverse(held, chosen, trail, wishes)
            try:
                return carry_out(held, intent, skip_drifted=skip_drifted)
            except DriftError as error:
                if len(intent.undoes) > 1 or held.state.active()[-1] not in chosen:
                    error.fix += f"; or {ONE_BY_ONE}"
                raise


def refuse_contested(trail: Trail) -> None:
    """Refuse to take two files to one place: somebody put one there between two runs.

    Raises:
        DriftError: With each file that cannot go home beside another.
    """
    homes: dict[str, str] = {}
    problems = [
        Problem("occupied", f"{other} goes back to {home} as well", ONE_BY_ONE, path)
        for path, (home, *_) in trail.moved.items()
        if (other := homes.setdefault(home, path)) != path
    ]
    if problems:
        raise DriftError(
            "two files would go back to one place; nothing was changed",
            fix=ONE_BY_ONE,
            problems=tuple(problems),
        )


def tell_where(held: Held, calls: Calls) -> None:
    """Say of which libraries there may be something, where there is nothing of this."""
    for library in guests_of(held.disk, calls):
        held.notice(guest_text(library))
    above = "" if held.state.runs else library_above(held.disk.library)
    if above:
        held.notice(f"it lies in a library: planfile destroy {shlex.quote(above)}")


def choose(state: State, *, last: bool, run: int | None) -> tuple[RunRecord, ...]:
    """The runs to take back, with the destroys that took a part of them back.

    Raises:
        InputError: There is no such run, or it is taken back already.
        UsageError: One run cannot be both.
    """
    if last and run is not None:
        raise UsageError("--last and --run both say which run", fix="give one of them")
    active = state.active()
    whole = [record for record in active if record.kind is not RunKind.DESTROY]
    if run is not None:
        chosen = [record for record in whole if record.number == run]
        if not chosen:
            raise InputError(
                f"there is no run {run} to take back", fix="planfile history lists them"
            )
    else:
        chosen = whole[-1:] if last else whole
    numbers = {record.number for record in chosen}
    numbers |= beneath(state, numbers)
    return tuple(
        record
        for record in state.runs
        if record.number in numbers or not numbers.isdisjoint(record.undoes)
    )


def beneath(state: State, numbers: set[int]) -> set[int]:
    """Runs that were taken back while one of these stood on top of them.

    The folders that they made had to stay for the one on top; now they can go.
    """
    return {
        record.number
        for record in state.runs
        if any(record.number < number < record.undone_by for number in numbers)
    }


def inverse(
    held: Held, chosen: Sequence[RunRecord], trail: Trail, wishes: Wishes
) -> Intent:
    """The intent that takes the chosen runs back."""
    for row in removed_since(held, chosen, trail):
        trail.before.add(row)
    removals = tuple(trail.folders_made)
    trail.folders_made.clear()  # as a dict they take six times as much
    return Intent(
        RunKind.DESTROY,
        action=Action.MOVE,
        wishes=wishes,
        discards=tuple(trail.made.values()),
        libraries=frozenset({held.disk.library, *trail.libraries}),
        originals=partial(originals, held.disk, held.state),
        restores=tuple(trail.folders_removed),
        removals=removals,
        stamps=trail.before,
        mounts=tuple(trail.mounts),
        remade=frozenset(trail.folders_remade),
        undoes=tuple(
            record.number
            for record in chosen
            if record.kind is not RunKind.DESTROY and not record.undone_by
        ),
    )


def originals(disk: Disk, state: State) -> Mapping[str, str]:
    """Where the original of each link and copy stands now, as far as runs know."""
    found = Originals()
    for record in state.runs:
        with closing(journal_of(disk, record)) as journal:
            found.follow(journal.rows, journal.forward())
    return found.of


def removed_since(
    held: Held, chosen: Sequence[RunRecord], trail: Trail
) -> list[FolderRow]:
    """What folders were that the way home leads through and other runs removed."""
    needed = {above for path in trail.before for above in ancestors(path)}
    missing = {path for path in needed - trail.before.keys() if gone(held.disk, path)}
    if not missing:
        return []
    others = [record for record in held.state.active() if record not in chosen]
    with followed(held.disk, others) as (other, _):
        return [other.before[path] for path in missing & other.before.keys()]


def gone(disk: Disk, folder: str) -> bool:
    """Whether a folder is not there; what cannot be looked at is not gone."""
    try:
        return disk.look_folder(folder) is None
    except OSError:
        return False


@contextmanager
def followed(disk: Disk, chosen: Sequence[RunRecord]) -> Iterator[tuple[Trail, Wishes]]:
    """What the chosen runs did, all together, and the ways home of their entries.

    The entries of one run are streamed from its journal, those of several followed.
    """
    alone = len(chosen) == 1
    trail = Trail(moves=not alone)
    with ExitStack() as stack:
        for record in chosen:
            journal = journal_of(disk, record, keep=SMALL if alone else 0)
            stack.callback(journal.close)
            back = record.kind is RunKind.DESTROY
            until = ended(disk, record)
            trail.mounts.update(dict.fromkeys(journal.header.mounts))
            trail.libraries.add(journal.header.library)
            trail.follow(journal.rows, journal.forward(), back=back, until_ns=until)
            if not alone:
                stack.close()
        if alone:
            journal.forget_rows()
            yield trail, lambda: homeward(journal.folders, journal.forward())
        else:
            wishes = trail.wishes()
            yield trail, lambda: iter(wishes)


def ended(disk: Disk, record: RunRecord) -> int:
    """When a run was over, by the clock of the disk: its journal was filed away."""
    look = disk.look(record.folder, NAME)
    return look.st_ctime_ns if look else 0


def journal_of(disk: Disk, record: RunRecord, *, keep: int = 0) -> Journal:
    """The journal that a committed run was carried out from; `keep`: see open_journal.

    Raises:
        ArtifactError: It is gone, damaged, or not the one that was committed.
    """
    try:
        stream = disk.read(record.folder, NAME) or unfiled(disk, record)
    except OSError as error:
        raise ArtifactError(f"{record.folder}/{NAME}: {error.strerror}") from error
    if stream is None:
        raise ArtifactError(
            f"the record of run {record.number} is gone: {record.folder}/{NAME}",
            fix="bring it back from a backup; without it nobody knows what was where",
        )
    try:
        journal = open_journal(stream, keep=keep)
    except ArtifactError as error:
        text = f"{record.folder}/{NAME}: {error.message}"
        raise ArtifactError(text, fix=error.fix) from error
    if journal.digest != record.journal:
        journal.close()
        raise ArtifactError(
            f"the record of run {record.number} is not the one that was committed",
            fix="bring it back from a backup; a changed record is never trusted",
        )
    return journal


def roots_of(
    library: str, *, last: bool, run: int | None, calls: Calls
) -> tuple[str, ...]:
    """The other roots that the chosen runs placed entries in."""
    disk = opened(library, (), calls)
    try:
        state = read_state(disk)
        chosen = choose(state, last=last, run=run)
    finally:
        disk.close()
    roots = sorted({root for record in chosen for root in record.roots})
    visits.refuse_strangers(roots, state.lineage, calls)
    return tuple(roots)
