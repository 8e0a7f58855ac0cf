"""The chain of runs: each record is bound to all before it, so none changes unseen.

A link is the sha256 of the link before and of the record itself, the digest of its
journal included. What a later run adds to a record, that it was taken back, is not part
of it. The history's lineage is the link before the first; records that an older
planfile wrote without a link are covered by the first link after them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from planfile.artifacts.state import RunRecord, State
from planfile.errors import Problem

FIX = (
    "bring .planfile back from a backup; a link noted elsewhere (report.json, a log) "
    "says up to where the records can be believed"
)


def link(before: str, run: RunRecord) -> str:
    """The link of a run whose predecessor has the link `before`: 64 hex digits."""
    said = {
        "number": run.number,
        "id": run.id,
        "kind": run.kind.value,
        "action": run.action,
        "when": run.when,
        "who": run.who,
        "host": run.host,
        "plan": run.plan,
        "journal": run.journal,
        "counts": run.counts,
        "roots": run.roots,
        "undoes": run.undoes,
    }
    text = json.dumps([before, said], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def last_link(lineage: str, runs: Iterable[RunRecord]) -> str:
    """The link of the newest run; the lineage where there is none yet."""
    before = lineage
    for run in runs:
        before = run.chain or link(before, run)
    return before


def first_break(state: State) -> Problem | None:
    """The first record that does not fit into the chain, None if all do."""
    before, begun = state.lineage, False
    for run in state.runs:
        expected = link(before, run)
        if run.chain != expected and (run.chain or begun):
            what = "does not fit the runs before it" if run.chain else "has no link"
            message = f"the record of run {run.number} {what}: state.json was changed"
            return Problem("chain", message, FIX, run.folder)
        before, begun = expected, begun or bool(run.chain)
    return None
