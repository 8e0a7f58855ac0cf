"""`planfile fmt`: hand-edited plans to canonical order, comments kept."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.complete import plans

Plans = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PLAN",
        help="Plan files, or folders of them; by default plan.yaml.",
        autocompletion=plans,
        show_default=False,
    ),
]
Check = Annotated[
    bool,
    typer.Option("--check", help="Write nothing; exit 3 if a file would change."),
]


def fmt(plans: Plans = None, check: Check = False) -> int:
    """Bring PLAN to canonical order and form, every comment staying where it belongs.

    What the plan means does not change, so an approval stays good. Files that change
    are named.
    """
    from planfile.cli.session import show
    from planfile.errors import PlanError
    from planfile.store.plan_format import format_file
    from planfile.store.plan_parts import files_of

    paths = [file for plan in plans or ["plan.yaml"] for file in files_of(plan)]
    changed = [path for path in paths if format_file(path, check=check)]
    show(changed)
    return PlanError.exit_code if check and changed else 0
