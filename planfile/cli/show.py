"""`planfile show`: a plan, tree, run or state for people and for programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from planfile.cli.complete import folders, plans_and_runs
from planfile.cli.options import Json, Output, Verbose


class Format(StrEnum):
    """What a thing can be shown as."""

    HUMAN = "human"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    CSV = "csv"


Thing = Annotated[
    str,
    typer.Argument(
        metavar="THING",
        help="A plan file or folder, a tree file, the number of a run, or `state`.",
        autocompletion=plans_and_runs,
    ),
]
Form = Annotated[
    Format,
    typer.Option(
        "--format",
        help="markdown fits a pull request, html is one file, csv a map of moves.",
    ),
]
Diff = Annotated[bool, typer.Option("--diff", help="Show each entry before → after.")]
Of = Annotated[
    str | None,
    typer.Option(
        "--library",
        metavar="DIR",
        help="The library of a run or state.",
        autocompletion=folders,
    ),
]


def show(  # noqa: PLR0913 - one parameter per option
    thing: Thing = "plan.yaml",
    form: Form = Format.HUMAN,
    verbose: Verbose = False,
    diff: Diff = False,
    output: Output = "-",
    library: Of = None,
    as_json: Json = False,
) -> int:
    """Show THING: the plan as your library will look, with what to look at last.

    In GitHub Actions, --format markdown also goes to the summary of the job.
    """
    from planfile.cli.showing import find, show_thing

    found = find(thing, library, verbose=verbose, diff=diff)
    show_thing(found, Format.JSON if as_json else form, output)
    return 0
