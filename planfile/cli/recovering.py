"""What `planfile recover` does: recover, and tell what there was to do."""

from __future__ import annotations

from planfile.artifacts.journal import RunKind
from planfile.artifacts.report import Outcome, Report
from planfile.cli.carrying import tell
from planfile.cli.session import library_of, settled, watching
from planfile.stages.recover import recover
from planfile.views.screen import screen

NOTHING = "Recover: nothing to do, no run was broken off."


def recover_library(
    library: str | None, *, forget_missing: bool, lock_timeout: float, as_json: bool
) -> int:
    """End the open run of a library."""
    root = library_of(settled(library))
    with watching() as observe:
        report = recover(
            root,
            forget_missing=forget_missing,
            lock_timeout=lock_timeout,
            observe=observe,
        )
    if report is None and not as_json:
        screen().page([NOTHING])
        return 0
    nothing = Report(RunKind.APPLY, Outcome.NOTHING, root)
    return tell(report or nothing, as_json=as_json)
