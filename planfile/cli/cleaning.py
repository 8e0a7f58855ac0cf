"""What `planfile cleanup` does: simulate, ask, carry out, tell."""

from __future__ import annotations

from planfile.artifacts.report import Report
from planfile.cli.carrying import ask_about, tell
from planfile.cli.session import library_of, settled, watching
from planfile.stages.cleanup import cleanup


def clean_library(
    library: str | None, *, yes: bool, dry_run: bool, lock_timeout: float, as_json: bool
) -> int:
    """Remove the empty folders of a library."""
    settings = settled(library, dry_run=dry_run or None)
    root = library_of(settings)

    def carried_out(*, simulated: bool) -> Report:
        with watching() as observe:
            return cleanup(
                root, dry_run=simulated, lock_timeout=lock_timeout, observe=observe
            )

    if settings.dry_run:
        return tell(carried_out(simulated=True), as_json=as_json)
    if not yes:
        ask_about(lambda: carried_out(simulated=True), f"Clean up {root}")
    return tell(carried_out(simulated=False), as_json=as_json)
