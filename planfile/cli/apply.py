"""`planfile apply`: plan to disk, whole or not at all."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.complete import folders, trees
from planfile.cli.options import PLAN, Detailed, DryRun, Json, PlanFile, Verbose, Yes

TreeFile = Annotated[
    str,
    typer.Option(
        "--tree",
        metavar="FILE",
        help="The scan it was made from; by default the tree.json beside it.",
        autocompletion=trees,
    ),
]
Where = Annotated[
    str | None,
    typer.Option(
        "--library",
        metavar="DIR",
        help="Where, if not where the plan says.",
        autocompletion=folders,
    ),
]
SkipDrifted = Annotated[
    bool,
    typer.Option("--skip-drifted", help="Leave entries that changed, do the others."),
]
LockTimeout = Annotated[
    float,
    typer.Option(
        "--lock-timeout",
        min=0,
        metavar="SECONDS",
        help="How long to wait for a run that holds the library; else not at all.",
        show_default=False,
    ),
]

Ci = Annotated[
    bool,
    typer.Option(
        "--ci", help="Ask nothing; write apply.json and a summary in Markdown."
    ),
]

Approval = Annotated[
    bool,
    typer.Option(
        "--require-approval", help="Only if `planfile approve` approved this plan."
    ),
]


def apply(  # noqa: PLR0913 - one parameter per option
    plan: PlanFile = PLAN,
    tree: TreeFile = "",
    library: Where = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    skip_drifted: SkipDrifted = False,
    lock_timeout: LockTimeout = 0.0,
    require_approval: Approval = False,
    ci: Ci = False,
    detailed_exitcode: Detailed = False,
    verbose: Verbose = False,
    as_json: Json = False,
) -> int:
    """Carry out PLAN: everything in it, or nothing.

    Before anything moves, the whole plan is checked against the disk and written to a
    journal; whatever happens then, the library is as before or as planned.
    """
    from planfile.cli.applying import Wanted, apply_file
    from planfile.cli.reporting import recorded

    wanted = Wanted(
        *(tree, library, yes or ci, dry_run, skip_drifted, lock_timeout),
        detailed=detailed_exitcode,
        approval=require_approval,
    )
    with recorded(plan, wanted=ci) as record:
        return apply_file(plan, wanted, verbose=verbose, as_json=as_json, record=record)
