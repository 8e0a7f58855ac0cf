"""What `planfile destroy` does: simulate, ask, carry out, tell."""

from __future__ import annotations

from typing import NamedTuple

from planfile.artifacts.report import Report
from planfile.cli.carrying import ask_about, tell
from planfile.cli.session import library_of, settled, watching
from planfile.stages.destroy import destroy


class Wanted(NamedTuple):
    """The options of one destroy."""

    last: bool = False
    run: int | None = None
    yes: bool = False
    dry_run: bool = False
    skip_drifted: bool = False
    lock_timeout: float = 0.0


def destroy_library(library: str | None, wanted: Wanted, *, as_json: bool) -> int:
    """Take runs of a library back."""
    settings = settled(library, dry_run=wanted.dry_run or None)
    root, jobs = library_of(settings), settings.jobs
    if settings.dry_run:
        return tell(carried_out(root, wanted, jobs, dry_run=True), as_json=as_json)
    if not wanted.yes:
        ask_about(
            lambda: carried_out(root, wanted, jobs, dry_run=True),
            f"Take back in {root}",
        )
    return tell(carried_out(root, wanted, jobs, dry_run=False), as_json=as_json)


def carried_out(library: str, wanted: Wanted, jobs: int, *, dry_run: bool) -> Report:
    """The destroy itself."""
    with watching() as observe:
        return destroy(
            library,
            last=wanted.last,
            run=wanted.run,
            dry_run=dry_run,
            skip_drifted=wanted.skip_drifted,
            lock_timeout=wanted.lock_timeout,
            jobs=jobs,
            observe=observe,
        )
