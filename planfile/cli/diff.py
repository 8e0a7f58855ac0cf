"""`planfile diff`: what changed, in meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from planfile.cli.complete import plans_and_runs
from planfile.cli.options import Detailed, Json, LibraryOf

if TYPE_CHECKING:
    from planfile.artifacts.difference import Difference


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
Form = Annotated[
    Literal["human", "markdown", "json"],
    typer.Option("--format", help="markdown fits a pull request."),
]


def diff(
    old: Old,
    new: New,
    form: Form = "human",
    library: LibraryOf = None,
    detailed: Detailed = False,
    as_json: Json = False,
) -> int:
    """Say what changed from OLD to NEW in meaning, not in lines.

    Order, quoting and comments are no differences; what happened to a whole show or
    season is one.
    """
    from planfile.views import differences as views
    from planfile.views.screen import screen

    found = compare(old, new, library)
    shown = screen()
    if as_json or form == "json":
        shown.data(views.difference_json(found))
    elif form == "markdown":
        shown.data(views.difference_markdown(found).splitlines())
    else:
        shown.page(views.difference_lines(found, shown.paint))
    return 2 if detailed and found else 0


def compare(old: str, new: str, library: str | None) -> list[Difference]:
    """The differences between two plans, two trees or two runs.

    Raises:
        InputError: They are not of one kind, or one cannot be read.
    """
    from planfile.artifacts.plan import Plan
    from planfile.artifacts.tree import Tree
    from planfile.cli.session import heed_said, is_run, library_of, settled
    from planfile.errors import InputError
    from planfile.rules import differences as rules
    from planfile.store.artifact_file import read

    if is_run(old) and is_run(new):
        root = library_of(settled(library), "--library DIR")
        return rules.run_differences(_moves(root, old), _moves(root, new))
    heed_said()
    before, after = read(old), read(new)
    if isinstance(before, Plan) and isinstance(after, Plan):
        return rules.plan_differences(before, after)
    if isinstance(before, Tree) and isinstance(after, Tree):
        return rules.tree_differences(before, after)
    raise InputError(
        f"{old} and {new} are not of one kind",
        fix="give two plans, two trees or the numbers of two runs",
    )


def _moves(root: str, number: str) -> list[tuple[str, str]]:
    from planfile.cli.session import run_of
    from planfile.stages.status import moves_of

    return [step[1:] for step in moves_of(root, run_of(root, number).number)]
