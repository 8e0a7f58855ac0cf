"""`planfile diff`: what changed, in meaning."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from planfile.cli.complete import plans_and_runs
from planfile.cli.options import Json


class Format(StrEnum):
    """How differences are told."""

    HUMAN = "human"
    MARKDOWN = "markdown"
    JSON = "json"


Old = Annotated[
    str,
    typer.Argument(
        metavar="OLD",
        help="A plan, a tree, or the number of a run.",
        autocompletion=plans_and_runs,
    ),
]
New = Annotated[
    str,
    typer.Argument(
        metavar="NEW", help="Another of its kind.", autocompletion=plans_and_runs
    ),
]
Form = Annotated[Format, typer.Option("--format", help="markdown fits a pull request.")]
Of = Annotated[
    str | None,
    typer.Option("--library", metavar="DIR", help="The library of the runs."),
]
Detailed = Annotated[
    bool, typer.Option("--detailed-exitcode", help="Exit 2 where anything differs.")
]


def diff(
    old: Old,
    new: New,
    form: Form = Format.HUMAN,
    library: Of = None,
    detailed: Detailed = False,
    as_json: Json = False,
) -> int:
    """Say what changed from OLD to NEW in meaning, not in lines.

    Order, quoting and comments are no differences; what happened to a whole show or
    season is one.
    """
    from planfile.cli.diffing import compare, tell

    differences = compare(old, new, library)
    tell(differences, Format.JSON if as_json else form)
    return 2 if detailed and differences else 0
