"""`planfile recover`: end a run that was broken off."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.apply import LockTimeout
from planfile.cli.options import Json, Library, Yes

ForgetMissing = Annotated[
    bool,
    typer.Option(
        "--forget-missing", help="Give up files that were removed on purpose meanwhile."
    ),
]


def recover(
    library: Library = None,
    yes: Yes = False,
    forget_missing: ForgetMissing = False,
    lock_timeout: LockTimeout = 0.0,
    as_json: Json = False,
) -> int:
    """End a run in LIBRARY that was broken off: taken back, or finished if it was done.

    Nothing is asked, since nothing can be chosen; --yes is there for scripts. A file
    that is at neither of its places keeps the run open, unless you say that it was
    removed on purpose.
    """
    from planfile.artifacts.journal import RunKind
    from planfile.artifacts.report import Outcome, Report
    from planfile.cli.carrying import tell
    from planfile.cli.session import library_of, settled, watching
    from planfile.stages.recover import recover as end_open_run
    from planfile.views.screen import screen

    del yes
    root = library_of(settled(library))
    with watching() as observe:
        report = end_open_run(
            root,
            forget_missing=forget_missing,
            lock_timeout=lock_timeout,
            observe=observe,
        )
    if report is None and not as_json:
        screen().page(["Recover: nothing to do, no run was broken off."])
        return 0
    nothing = Report(RunKind.APPLY, Outcome.NOTHING, root)
    return tell(report or nothing, as_json=as_json)
