"""Plan files judged without a library: the verb behind `planfile validate`."""

from __future__ import annotations

import os

from planfile.artifacts.verdict import Verdict
from planfile.errors import PlanfileError, Problem
from planfile.rules.check import problems, warnings
from planfile.stages.origin import tree_of
from planfile.store.plan_read import examine, located
from planfile.store.tree_read import read_tree


def validate(path: str, tree: str = "") -> Verdict:
    """Everything that is wrong with a plan.

    Args:
        path: A plan file, or a folder of them; a part stands for its whole plan.
        tree: The scan that it must fit; without it the tree.json beside the plan, if
            that is the one it was made from.

    Raises:
        InputError: The tree given cannot be read.
    """
    try:
        examined = examine(path)
        if [problem.code for problem in examined.problems] == ["only-a-part"]:
            examined = examine(os.path.dirname(path) or ".")
    except PlanfileError as error:
        problem = Problem("unreadable", error.message, error.fix, file=path)
        return Verdict(path, None, (problem,))
    plan, found = examined.plan, examined.problems
    if plan is None or not examined.whole:
        return Verdict(path, plan, found)
    scan = read_tree(tree) if tree else tree_of(plan, path)
    if scan is not None:
        found = tuple(located(problems(plan, scan)))
    doubts = tuple(located(warnings(plan)))
    return Verdict(path, plan, found, doubts, looked_up=scan is not None)
