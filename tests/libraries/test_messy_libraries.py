from __future__ import annotations

import random

import pytest

import tests.libraries.messier
from planfile.artifacts.tree import Folder, Tree
from planfile.rules.check import problems
from planfile.stages.plan import plan
from planfile.store.plan_read import parse_plan
from planfile.store.plan_write import format_plan
from tests.libraries.judge import broken_promises, judge
from tests.libraries.messy import ALL, make, tree_of

SEEDS = range(6)


def shuffled(tree: Tree, seed: int) -> Tree:
    rng = random.Random(seed)
    folders = [
        Folder(f.path, f.device, tuple(rng.sample(f.entries, len(f.entries))))
        for f in tree.folders
    ]
    rng.shuffle(folders)
    return Tree(tree.library, tuple(folders), tree.summary, tree.options)


def test_there_are_more_than_seventy_kinds_of_mess() -> None:
    assert tests.libraries.messier.__name__
    assert len(ALL) > 70


def test_98_of_100_files_are_right_in_messy_libraries() -> None:
    files = faults = silent = 0
    for seed in SEEDS:
        tree, truths = make(seed)
        found = judge(plan(tree), truths)
        files += len(truths)
        faults += len(found)
        silent += sum(fault.what != "left" and not fault.flagged for fault in found)
    assert faults / files < 0.02, found
    assert silent / files < 0.005


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_parted_or_put_on_top_of_another(seed: int) -> None:
    tree, truths = make(seed)
    assert broken_promises(plan(tree), truths) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_the_scan_never_changes_the_plan(seed: int) -> None:
    tree, _ = make(seed)
    assert plan(shuffled(tree, seed)) == plan(tree)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_that_was_followed_leaves_nothing_to_do(seed: int) -> None:
    tree, truths = make(seed)
    first = plan(tree)
    moved = dict(first.moves())
    after = tree_of([moved.get(path, path) for path in truths])
    again = plan(after)
    # What stayed before may be understood now; what moved is right where it is.
    settled = set(moved.values())
    assert not [p.source for p in again.placements if p.source in settled]
    assert not [left for left in again.left if left.path in settled]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_plan_passes_the_check_that_apply_makes(seed: int) -> None:
    tree, _ = make(seed)
    assert problems(plan(tree), tree) == []


def test_a_plan_survives_being_written_and_read() -> None:
    tree, _ = make(1)
    made = plan(tree)
    text = format_plan(made)
    assert format_plan(parse_plan(text, "plan.yaml")) == text
