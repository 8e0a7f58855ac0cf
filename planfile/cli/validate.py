"""`planfile validate`: is it a plan, is it safe, is every entry in it."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from planfile.cli.options import PLAN, Json, Plans

Form = Annotated[
    Literal["human", "json", "github"],
    typer.Option("--format", help="github annotates the lines of a pull request."),
]
TreeFile = Annotated[
    str,
    typer.Option(
        "--tree",
        metavar="FILE",
        help="The scan that the plans must fit; it names lost lines.",
        show_default=False,
    ),
]


def validate(
    plans: Plans = None,
    form: Form = "human",
    tree: TreeFile = "",
    as_json: Json = False,
) -> int:
    """Check plan files, all problems at once, each with line, column and what to do.

    No library is needed: fit for an editor, a pre-commit hook or a CI job. The exit
    code is 3 where anything is wrong.
    """
    from planfile.errors import PlanError
    from planfile.stages.validate import validate as judge
    from planfile.views import verdicts as views
    from planfile.views.screen import screen

    verdicts = [judge(path, tree) for path in plans or [PLAN]]
    shown = screen()
    if as_json or form == "json":
        shown.data(views.verdict_json(verdicts))
    elif form == "github":
        shown.data(views.verdict_annotations(verdicts))
    else:
        shown.page(views.verdict_lines(verdicts, shown.paint))
    wrong = any(verdict.problems for verdict in verdicts)
    return PlanError.exit_code if wrong else 0
