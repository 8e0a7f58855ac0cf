"""Hold a library: locked, recovered, tidy, and stoppable by a signal."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO

from planfile.artifacts.event import Event, Observer, ignore
from planfile.artifacts.journal import CONTROL, Header
from planfile.artifacts.report import Outcome, Report
from planfile.artifacts.state import State
from planfile.disk.calls import CALLS, Calls
from planfile.disk.door import Disk
from planfile.disk.lock import Locks, refuse_held
from planfile.disk.probe import Method, method_for
from planfile.disk.real import RealDisk
from planfile.disk.simulated import SimulatedDisk
from planfile.disk.skip import NEW_PREFIX
from planfile.errors import ArtifactError, InputError, RolledBackError
from planfile.stages import visits
from planfile.stages.records import read_state, unreadable
from planfile.stages.recover import reason, settle
from planfile.stages.stopping import Stop
from planfile.store import state_file
from planfile.store.journal_file import NAME, open_journal, read_header

NOBODY = 65534
"""What NFS and containers make of an owner that they do not know."""


@dataclass(slots=True)
class Held:
    """A library in hand. `recovered` tells of a run that had been broken off.

    `jobs` threads look at it, 0: as many as pay.
    """

    disk: Disk
    state: State
    stop: Stop
    observe: Observer
    recovered: Report | None = None
    notices: list[str] = field(default_factory=list)
    method: str = "rename"
    jobs: int = 0
    acts: list[tuple[str, str, str]] | None = None
    locks: Locks | None = None

    def stopped(self) -> None:
        """Look whether a signal came.

        Raises:
            StoppedError: One did.
        """
        self.stop.check()

    def lock(self, site: str) -> None:
        """Lock a mount within the library before something is put there.

        Raises:
            LockedError: Another run holds it.
            DriftError: planfile cannot work there.
            RecoveryNeededError: Another library's run was broken off there.
        """
        if self.locks and self.locks.take(site):
            visits.refuse_guest(self.disk)

    def notice(self, text: str) -> None:
        """Tell something that people should know."""
        self.notices.append(text)


def opened(library: str, roots: Sequence[str], calls: Calls) -> RealDisk:
    """A library's disk.

    Raises:
        InputError: It, or one of the roots, is missing, no folder or not readable.
    """
    try:
        return RealDisk(os.path.realpath(library), roots, calls)
    except OSError as error:
        if error.filename in roots:
            raise InputError(
                f"cannot open {error.filename}, where entries of {library} are or are "
                f"to be: {error.strerror}",
                fix="mount it or bring it back, and try again",
            ) from error
        raise InputError(
            f"cannot open {error.filename or library}: {error.strerror}",
            fix="give the path of a folder that exists and that you may read",
        ) from error


def untouched(library: str) -> bool:
    """Whether planfile never worked in a folder: nothing is to be taken back there."""
    try:
        names = os.listdir(library)
    except OSError:
        return False
    return not any(name == CONTROL or name.startswith(NEW_PREFIX) for name in names)


def library_above(folder: str) -> str:
    """The library that a folder lies in, by its state; "" for none."""
    above = os.path.dirname(os.path.realpath(folder))
    while not os.path.lexists(os.path.join(above, CONTROL, state_file.NAME)):
        if above == os.path.dirname(above):
            return ""
        above = os.path.dirname(above)
    return above


def guests_of(disk: Disk, calls: Calls) -> tuple[str, ...]:
    """The libraries whose runs placed entries here that still stand.

    One that cannot be asked now is among them.
    """
    return tuple(
        str(library)
        for lineage, library in visits.guests(disk, CONTROL).items()
        if _stands(str(library), lineage, disk.library, calls)
    )


def _stands(library: str, lineage: str, root: str, calls: Calls) -> bool:
    """Whether a library has placed entries in a root, or nobody can tell."""
    try:
        with closing(opened(library, (), calls)) as disk:
            state = read_state(disk)
    except (InputError, OSError):
        return True
    ours = state.lineage == lineage
    return ours and any(root in run.roots for run in state.active())


@contextmanager
def hold(  # noqa: PLR0913 - what every verb passes on
    library: str,
    about: str,
    *,
    roots: Sequence[str] = (),
    dry_run: bool = False,
    lock_timeout: float = 0.0,
    observe: Observer = ignore,
    calls: Calls = CALLS,
    forget_missing: bool = False,
    jobs: int = 0,
) -> Iterator[Held]:
    """Hold a library; with `dry_run` all changes are simulated, and it is not locked.

    Raises:
        InputError: The library cannot be opened.
        LockedError: Another run holds it.
        ArtifactError: Its journal or state is damaged.
        RecoveryNeededError: A broken-off run cannot be taken back.
        RolledBackError: The disk failed before anything was changed.
    """
    with ExitStack() as stack, nothing_changed():
        real = opened(library, with_pending_roots(library, roots, calls), calls)
        stack.callback(real.close)
        stop = stack.enter_context(Stop())
        disk: Disk = real
        locks = None
        if dry_run:
            refuse_held(real)
            disk = simulated = SimulatedDisk(real)
            real.homes[:] = visits.homes(real)
        else:
            locks = Locks(real, about, lock_timeout, stop.check)
            stack.callback(locks.release)
            for site in sorted(visits.homes(real)):
                locks.take(site)
            real.method = probed(real, calls)
        visits.refuse_guest(disk)
        recovered = settle(disk, forget_missing=forget_missing)
        held = Held(disk, read_state(disk), stop, steady(observe), recovered)
        held.method, held.jobs = real.method, jobs
        held.acts = simulated.acts if dry_run else None
        held.locks = locks
        for text in locks.notices if locks else ():
            held.notice(text)
        if recovered:
            held.notice(told(recovered))
        yield held


def probed(disk: RealDisk, calls: Calls) -> Method:
    """How the library's file system moves without overwriting.

    Raises:
        ArtifactError: Something stands in `.planfile` where the probe needs its names.
    """
    try:
        return method_for(disk.roots.descriptor(CONTROL), calls)
    except IsADirectoryError as error:
        raise unreadable(error) from error


@contextmanager
def nothing_changed() -> Iterator[None]:
    """Turn an error of the disk outside of a run into one of ours.

    Raises:
        RolledBackError: The disk failed; no run had begun, or it had ended.
    """
    try:
        yield
    except OSError as error:
        raise RolledBackError(
            f"{reason(error)}; nothing was changed", fix="see to the disk and try again"
        ) from error


def steady(observe: Observer) -> Observer:
    """An observer whose output may break without stopping a run."""

    def observed(event: Event) -> None:
        with suppress(OSError):
            observe(event)

    return observed


def told(recovered: Report) -> str:
    """What was done about a broken-off run."""
    done = "taken back" if recovered.outcome is Outcome.ROLLED_BACK else "finished"
    return f"run {recovered.number} ({recovered.kind}) was broken off: {done}"


def with_pending_roots(
    library: str, roots: Sequence[str], calls: Calls
) -> tuple[str, ...]:
    """The other roots that a run needs, those of an open journal included.

    Raises:
        ArtifactError: The journal names a root that knows nothing of its history.
    """
    wanted = {os.path.realpath(root) for root in roots}
    header = pending(library, calls, whole=False)
    if header:
        visits.refuse_strangers(header.roots, header.lineage, calls)
        wanted |= set(header.roots)
    disk = opened(library, (), calls)
    try:
        word = visits.told(disk)
        wanted |= {r for r in word.roots if visits.admitted(r, word.lineage, calls)}
        return tuple(sorted(wanted - {disk.library}))
    except OSError as error:
        raise unreadable(error) from error
    finally:
        disk.close()


def pending(library: str, calls: Calls = CALLS, *, whole: bool = True) -> Header | None:
    """The header of an open journal, None if there is none; nothing is changed.

    Not `whole`: its operations are looked through by whoever is going to undo them.

    Raises:
        ArtifactError: The journal is damaged.
    """
    disk = opened(library, (), calls)
    try:
        stream = disk.read(CONTROL, NAME)
        if stream is None:
            return None
        refuse_planted(disk, stream)
        with stream:
            return open_journal(stream).header if whole else read_header(stream)
    except OSError as error:
        raise unreadable(error) from error
    finally:
        disk.close()


def refuse_planted(disk: RealDisk, stream: BinaryIO) -> None:
    """Refuse a journal of somebody else, in whose hands the library would be.

    Raises:
        ArtifactError: It belongs neither to this user nor to the library's owner.
    """
    library = disk.look_folder("")
    trusted = {os.geteuid(), 0, NOBODY, library.st_uid if library else 0}
    owner = os.fstat(stream.fileno()).st_uid
    if owner not in trusted:
        stream.close()
        raise ArtifactError(
            f"{CONTROL}/{NAME} belongs to the user {owner}, and not to you or the "
            "owner of the library",
            fix="see what that user did; as that user: planfile recover",
        )
