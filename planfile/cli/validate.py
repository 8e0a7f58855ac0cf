"""`planfile validate`: is it a plan, is it safe, is every entry in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from planfile.cli.complete import plans


class Format(StrEnum):
    """How verdicts are told."""

    HUMAN = "human"
    JSON = "json"
    GITHUB = "github"


Plans = Annotated[
    list[str],
    typer.Argument(
        metavar="PLAN", help="Plan files, or folders of them.", autocompletion=plans
    ),
]
Form = Annotated[
    Format,
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
AsJson = Annotated[bool, typer.Option("--json", help="The same as --format json.")]


def validate(
    plans: Plans,
    form: Form = Format.HUMAN,
    tree: TreeFile = "",
    as_json: AsJson = False,
) -> int:
    """Check plan files, all problems at once, each with line, column and what to do.

    No library is needed: fit for an editor, a pre-commit hook or a CI job. The exit
    code is 3 where anything is wrong.
    """
    from planfile.cli.validating import judge

    return judge(plans, Format.JSON if as_json else form, tree)
