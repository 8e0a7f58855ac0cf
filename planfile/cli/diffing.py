"""What `planfile diff` does: find out what two things are, compare, tell."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from planfile.artifacts.difference import Difference
from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Tree
from planfile.cli.session import library_of, settled
from planfile.errors import InputError
from planfile.rules.differences import (
    plan_differences,
    run_differences,
    tree_differences,
)
from planfile.stages.status import history, moves_of
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
    if _is_run(old) and _is_run(new):
        root = library_of(settled(library), "--library DIR")
        return run_differences(_moves(root, int(old)), _moves(root, int(new)))
    before, after = read(old), read(new)
    if isinstance(before, Plan) and isinstance(after, Plan):
        return plan_differences(before, after)
    if isinstance(before, Tree) and isinstance(after, Tree):
        return tree_differences(before, after)
    raise InputError(
        f"{old} and {new} are not of one kind",
        fix="give two plans, two trees or the numbers of two runs",
    )


def _is_run(thing: str) -> bool:
    return thing.isdecimal() and not os.path.exists(thing)


def _moves(root: str, number: int) -> list[tuple[str, str]]:
    if all(record.number != number for record in history(root)):
        raise InputError(
            f"there is no run {number} in {root}", fix="planfile history lists the runs"
        )
    return [(source, destination) for _, source, destination in moves_of(root, number)]


def tell(differences: Sequence[Difference], form: Format) -> None:
    """Show differences in one format."""
    shown = screen()
    if form == "json":
        shown.data(views.difference_json(differences))
    elif form == "markdown":
        shown.data(views.difference_markdown(differences).splitlines())
    else:
        shown.page(views.difference_lines(differences, shown.paint))
