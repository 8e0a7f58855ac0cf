"""`planfile cleanup`: remove empty folders, journalled like any other run."""

from __future__ import annotations

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
    from planfile.cli.cleaning import clean_library

    return clean_library(
        library, yes=yes, dry_run=dry_run, lock_timeout=lock_timeout, as_json=as_json
    )
