"""`planfile destroy` and `planfile undo`: take runs back."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.apply import LockTimeout, SkipDrifted
from planfile.cli.complete import runs
from planfile.cli.options import DryRun, Json, Library, Yes

Last = Annotated[bool, typer.Option("--last", help="Only the last run.")]
Run = Annotated[
    int | None,
    typer.Option("--run", metavar="N", help="Only run N.", autocompletion=runs),
]


def destroy(  # noqa: PLR0913 - one parameter per option
    library: Library = None,
    last: Last = False,
    run: Run = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    skip_drifted: SkipDrifted = False,
    lock_timeout: LockTimeout = 0.0,
    as_json: Json = False,
) -> int:
    """Put everything in LIBRARY back where it was before planfile.

    What somebody changed since is never touched: it is listed and the whole is refused,
    or, with --skip-drifted, it stays where it is.
    """
    from planfile.cli.destroying import Wanted, take_back

    wanted = Wanted(last, run, yes, dry_run, skip_drifted, lock_timeout)
    return take_back(library, wanted, as_json=as_json)


def undo(
    library: Library = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    skip_drifted: SkipDrifted = False,
    lock_timeout: LockTimeout = 0.0,
    as_json: Json = False,
) -> int:
    """Take the last run in LIBRARY back: the same as destroy --last."""
    return destroy(
        library, True, None, yes, dry_run, skip_drifted, lock_timeout, as_json
    )
