"""Golden plans: each folder of tests/cases holds a tree and the plan it must give.

A new case is a new folder: a `paths.txt`, then `python -m tests.test_cases NAME` writes
tree.json and plan.yaml beside it, to be read before they are committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from planfile.artifacts.tree import Notes, Tree
from planfile.stages.plan import plan
from planfile.store.plan_write import format_plan
from planfile.store.tree_read import read_tree
from planfile.store.tree_write import tally, write_tree
from tests.libraries.messy import tree_of

NOTES = Notes((), {}, ())
CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.parent.name for path in CASES.glob("*/paths.txt"))


def made_tree(paths: Path) -> Tree:
    """The tree of a case: its paths, each a thousand bytes and one more."""
    made = tree_of(paths.read_text("utf-8").splitlines())
    return Tree("/media/library", made.folders, tally(made.folders, NOTES))


@pytest.mark.parametrize("name", NAMES)
def test_a_tree_gives_the_plan_that_was_reviewed(name: str) -> None:
    tree = read_tree(str(CASES / name / "tree.json"))
    wanted = (CASES / name / "plan.yaml").read_text("utf-8")
    assert format_plan(plan(tree)) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_the_tree_of_a_case_is_the_one_of_its_paths(name: str) -> None:
    tree = read_tree(str(CASES / name / "tree.json"))
    assert tree.folders == made_tree(CASES / name / "paths.txt").folders


if __name__ == "__main__":
    for case in sys.argv[1:] or NAMES:
        tree = made_tree(CASES / case / "paths.txt")
        write_tree(tree, str(CASES / case / "tree.json"))
        text = format_plan(plan(tree))
        (CASES / case / "plan.yaml").write_text(text, "utf-8")
