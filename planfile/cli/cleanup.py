"""`planfile cleanup`: remove empty folders, journalled like any other run."""

from __future__ import annotations

from functools import partial

from planfile.cli.apply import LockTimeout
from planfile.cli.options import DryRun, Json, Library, Yes


def cleanup(
    library: Library = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    lock_timeout: LockTimeout = 0.0,
    as_json: Json = False,
) -> int:
    """List the empty folders of LIBRARY, ask, remove them; undo brings them back."""
    from planfile.cli.carrying import carry_out
    from planfile.cli.session import library_of, settled
    from planfile.stages.cleanup import cleanup as clean

    settings = settled(library, dry_run=dry_run or None)
    root = library_of(settings)
    stage = partial(clean, root, lock_timeout=lock_timeout)
    question = "" if yes else f"Clean up {root}"
    return carry_out(stage, question, dry_run=settings.dry_run, as_json=as_json)
