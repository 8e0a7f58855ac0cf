"""What `planfile diff` does: find out what two things are, compare, tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planfile.artifacts.difference import Difference
from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Tree
from planfile.cli.session import heed_said, is_run, library_of, run_of, settled
from planfile.errors import InputError
from planfile.rules.differences import (
    plan_differences,
    run_differences,
    tree_differences,
)
from planfile.stages.status import moves_of
from planfile.store.artifact_file import read
from planfile.views import differences as views
from planfile.views.screen import screen

if TYPE_CHECKING:
    from planfile.cli.diff import Format


def compare(old: str, new: str, library: str | None) -> list[Difference]:
    """The differences between two plans, two trees or two runs.

    Raises:
        InputError: They are not of one kind, or one cannot be read.
    """
    if is_run(old) and is_run(new):
        root = library_of(settled(library), "--library DIR")
        return run_differences(_moves(root, old), _moves(root, new))
    heed_said()
    before, after = read(old), read(new)
    if isinstance(before, Plan) and isinstance(after, Plan):
        return plan_differences(before, after)
    if isinstance(before, Tree) and isinstance(after, Tree):
        return tree_differences(before, after)
    raise InputError(
        f"{old} and {new} are not of one kind",
        fix="give two plans, two trees or the numbers of two runs",
    )


def _moves(root: str, number: str) -> list[tuple[str, str]]:
    return [step[1:] for step in moves_of(root, run_of(root, number).number)]


def tell(differences: Sequence[Difference], form: Format) -> None:
    """Show differences in one format."""
    shown = screen()
    if form == "json":
        shown.data(views.difference_json(differences))
    elif form == "markdown":
        shown.data(views.difference_markdown(differences).splitlines())
    else:
        shown.page(views.difference_lines(differences, shown.paint))
