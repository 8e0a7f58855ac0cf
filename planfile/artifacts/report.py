"""What a run did or would do, and how a library stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Report:
    """One run, told after it.

    `counts` has "placed", "folders_made", "folders_removed", "restored", "removed" and
    "left" where they are not 0. `acts` are (word, source, destination) of every step
    and filled by a dry run only; those of a real run are in its record.
    `skipped` are entries left out on request. `notices` are for people.
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
    `staged` is the size in bytes of finished copies that wait for their run.
    """

    library: str
    phase: Phase
    placed: int = 0
    drift: tuple[Problem, ...] = ()
    runs: tuple[RunRecord, ...] = ()
    pending: str = ""
    holder: str = ""
    staged: int = 0
    next: str = ""
