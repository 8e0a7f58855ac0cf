"""What a run did or would do, and how a library stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from planfile.artifacts.journal import RunKind
from planfile.artifacts.state import RunRecord
from planfile.errors import Problem

SKIPPED = 10
"""The exit code of a run that left drifted entries out on request."""


class Outcome(StrEnum):
    """How a run ended."""

    DONE = "done"
    NOTHING = "nothing to do"
    WOULD = "would be done"
    ROLLED_BACK = "rolled back"
    FINISHED = "finished"


class Home(NamedTuple):
    """A show or movie of a run: how many entries it got, and from which folders."""

    section: str
    folder: str
    entries: int
    sources: dict[str, int]


@dataclass(frozen=True, slots=True)
class Account:
    """What a run came to beyond its counts; its report keeps it.

    `size` is the bytes of all entries placed, `seconds` what it took from the first
    look to the commit. `engine` is what the plan says of it, with its tokens and cost.
    `homes` counts the entries of the plan. `left` says how many entries the plan leaves
    for which kind of reason.
    """

    size: int = 0
    seconds: float = 0.0
    engine: str = ""
    homes: tuple[Home, ...] = ()
    left: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """One run, told after it.

    `counts` has "placed", "folders_made", "folders_removed", "restored", "removed" and
    "left" where they are not 0. `acts` are (word, source, destination) of every step
    and filled by a dry run only; those of a real run are in its record.
    `skipped` are entries left out on request. `notices` are for people. `record` is
    what the history says of the run, None where there was none.
    """

    kind: RunKind
    outcome: Outcome
    library: str
    number: int = 0
    run: str = ""
    action: str = "move"
    counts: dict[str, int] = field(default_factory=dict)
    acts: tuple[tuple[str, str, str], ...] = ()
    skipped: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    record: RunRecord | None = None
    account: Account = field(default_factory=Account)

    @property
    def exit_code(self) -> int:
        """0, or 10 when entries were skipped on request."""
        return SKIPPED if self.skipped else 0


class Phase(StrEnum):
    """How a library stands: nothing placed, something placed, a run is open."""

    CLEAN = "clean"
    APPLIED = "applied"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Status:
    """How a library stands and what to type next.

    `placed` counts entries that stand where planfile put them, `drift` says which of
    them are no longer what they were. `pending` names the open run, "" for none.
    `staged` is the size in bytes of finished copies that wait for their run. `guests`
    are other libraries whose entries stand here.
    """

    library: str
    phase: Phase
    placed: int = 0
    drift: tuple[Problem, ...] = ()
    runs: tuple[RunRecord, ...] = ()
    pending: str = ""
    holder: str = ""
    staged: int = 0
    guests: tuple[str, ...] = ()
    next: str = ""
