"""The finished examples are what planfile makes of the sample library."""

from __future__ import annotations

import sys
from importlib import util
from pathlib import Path

import pytest

from planfile.store.plan_read import read_plan
from planfile.store.tree_read import read_tree

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    spec = util.spec_from_file_location("finished", EXAMPLES / "finished.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    path = sys.path[:]
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path[:] = path
    found: dict[str, bytes] = module.finished()
    return found


@pytest.mark.parametrize("name", ["tree.json", "plan.yaml"])
def test_an_example_is_current(name: str, made: dict[str, bytes]) -> None:
    again = "run: python examples/finished.py"
    assert (EXAMPLES / name).read_bytes() == made[name], again


def test_the_examples_belong_together() -> None:
    plan = read_plan(str(EXAMPLES / "plan.yaml"))
    tree = read_tree(str(EXAMPLES / "tree.json"))
    assert plan.tree == tree.summary.digest
    assert plan.entries == tree.summary.entries
