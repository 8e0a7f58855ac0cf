"""`planfile show`: a plan, tree, run or state for people and for programs."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from planfile.cli.complete import plans_and_runs
from planfile.cli.options import PLAN, Json, LibraryOf, Output, Verbose

Format = Literal["human", "markdown", "json", "html", "csv"]
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


def show(  # noqa: PLR0913 - one parameter per option
    thing: Thing = PLAN,
    form: Form = "human",
    verbose: Verbose = False,
    diff: Diff = False,
    output: Output = "-",
    library: LibraryOf = None,
    as_json: Json = False,
) -> int:
    """Show THING: the plan as your library will look, with what to look at last.

    In GitHub Actions, --format markdown also goes to the summary of the job.
    """
    from planfile.cli.showing import find, show_thing

    found = find(thing, library, verbose=verbose, diff=diff)
    show_thing(found, "json" if as_json else form, output)
    return 0
