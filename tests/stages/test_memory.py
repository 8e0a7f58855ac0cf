"""What a plan costs in memory, an entry: a million must stay within a gigabyte.

Two sizes are compared, so that what every call costs does not count. The real million
is a matter of `make bench`: it takes minutes.
"""

from __future__ import annotations

import gc
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from planfile.artifacts.tree import Entry, Folder, Notes, Tree
from planfile.naming.roles import role_of
from planfile.rules.check import problems
from planfile.stages.plan import plan
from planfile.store.plan_blocks import read_by_blocks
from planfile.store.plan_write import write_plan
from planfile.store.tree_read import read_tree
from planfile.store.tree_write import tally, write_tree
from tests.bench.trees import files

SMALL, LARGE = 2000, 6000
MOST_PLANNED = 1000
MOST_HELD = 200
MOST_CHECKED = 300


def tree_file(folder: Path, count: int) -> str:
    """The tree of a library as the benchmarks make them, without the library."""
    found: dict[str, list[Entry]] = {"": []}
    for number, path in enumerate(files(count)):
        above, _, name = path.rpartition("/")
        facts = (1_500_000_000 + number, 1_690_000_000_000_000_000 + number, number)
        entry = Entry(name, *facts, role_of(above, name, facts[0]))
        found.setdefault(above, []).append(entry)
    folders = tuple(
        Folder(path, 2049, tuple({e.name: e for e in found[path]}.values()))
        for path in sorted(found, key=lambda path: os.fsencode(path).split(b"/"))
    )
    summary = tally(folders, Notes((), {}, ()))
    path = str(folder / f"{count}.json")
    write_tree(Tree("/library", folders, summary), path)
    return path


def an_entry(work: Callable[[str], object], inputs: tuple[str, str]) -> float:
    """The bytes that each entry more adds to the most that is in memory at once."""
    most = []
    for path in inputs:
        gc.collect()
        tracemalloc.start()
        work(path)
        most.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return (most[1] - most[0]) / (LARGE - SMALL)


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("trees")
    return tree_file(folder, SMALL), tree_file(folder, LARGE)


@pytest.fixture(scope="module")
def plans(trees: tuple[str, str]) -> tuple[str, str]:
    for path in trees:
        write_plan(plan(read_tree(path)), f"{path}.yaml")
    return f"{trees[0]}.yaml", f"{trees[1]}.yaml"


def test_a_million_entries_are_planned_within_a_gigabyte(
    trees: tuple[str, str], plans: tuple[str, str]
) -> None:
    """From the tree file to the plan file; `plans` has warmed up what is cached."""

    def work(path: str) -> None:
        write_plan(plan(read_tree(path)), f"{path}.again")

    assert an_entry(work, trees) < MOST_PLANNED
    assert Path(f"{trees[0]}.again").read_bytes() == Path(plans[0]).read_bytes()


def test_a_million_entries_are_read_and_checked_within_a_few_hundred_megabytes(
    plans: tuple[str, str],
) -> None:
    def work(path: str) -> None:
        found = read_by_blocks(path)
        assert found is not None
        assert problems(found) == []

    assert an_entry(work, plans) < MOST_CHECKED


def test_a_plan_that_was_read_is_held_in_little(plans: tuple[str, str]) -> None:
    held = []
    for path in plans:
        gc.collect()
        tracemalloc.start()
        found = read_by_blocks(path)
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        assert found is not None
    assert (held[1] - held[0]) / (LARGE - SMALL) < MOST_HELD
