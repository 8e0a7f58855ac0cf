"""What planfile has done to a library: its runs, in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from planfile.artifacts.journal import CONTROL, RunKind

STATE_VERSION = 1


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One committed run.

    `id` is 16 hex digits; its record lies in `.planfile/runs/<number>-<id>/`.
    `when` is UTC in ISO 8601. `journal` is the digest of the journal it committed.
    `undone_by` is the number of the destroy that took all of it back, 0 for none.
    `partly_undone_by` lists destroys that took back a part. `chain` binds the record to
    all before it (`rules.audit`), "" where an older planfile wrote it.
    """

    number: int
    id: str
    kind: RunKind
    action: str
    when: str
    who: str
    host: str
    plan: str
    journal: str
    counts: dict[str, int] = field(default_factory=dict)
    roots: tuple[str, ...] = ()
    undoes: tuple[int, ...] = ()
    undone_by: int = 0
    partly_undone_by: tuple[int, ...] = ()
    chain: str = ""

    @property
    def folder(self) -> str:
        """Where the run's record lies, relative to the library."""
        return f"{CONTROL}/runs/{self.number:04d}-{self.id}"


@dataclass(frozen=True, slots=True)
class State:
    """All runs of a library. `lineage` tells two histories apart, `serial` counts."""

    lineage: str
    serial: int = 0
    library: str = ""
    runs: tuple[RunRecord, ...] = ()

    def has(self, run: str) -> bool:
        """Whether the run with this id was committed."""
        return any(record.id == run for record in self.runs)

    def active(self) -> tuple[RunRecord, ...]:
        """The runs whose work still stands on the disk, oldest first.

        A destroy that took back everything it was asked to has nothing of its own
        standing; one that left a part counts, since only both together say what is.
        """
        gone = {record.number for record in self.runs if record.undone_by}
        return tuple(
            record
            for record in self.runs
            if record.number not in gone
            and not (record.undoes and gone.issuperset(record.undoes))
        )
