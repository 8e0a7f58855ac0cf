"""Where a plan comes from: the scan it was made from, found again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Tree
from planfile.errors import InputError, PlanfileError
from planfile.store.artifact_file import is_tree
from planfile.store.tree_read import read_tree

BLOCK = 1 << 20
SMALL = 1 << 24
"""Bytes of a tree file that stays in memory, where it takes three times as much."""


def tree_of(plan: Plan, plan_path: str, given: str = "") -> Tree | None:
    """The tree that a plan names: the one given, or the one beside the plan file.

    None means that only a fresh scan can tell.

    Raises:
        InputError: The tree given is another one, or cannot be read.
    """
    if given:
        tree = read_tree(given, keep=SMALL)
        if plan.tree and tree.summary.digest != plan.tree:
            raise InputError(
                f"{given} is {tree.summary.digest}, the plan was made from {plan.tree}",
                fix="give the tree that this plan was made from, or plan again",
            )
        return tree
    if os.path.isdir(plan_path):
        plan_path = os.path.join(plan_path, "plan.yaml")
    own = scan_beside(plan_path)
    other = os.path.join(os.path.dirname(plan_path), "tree.json")
    found = (_scan(path, plan.tree) for path in dict.fromkeys((own, other)))
    return next(filter(None, found), None)


def scan_beside(plan_path: str) -> str:
    """Where the scan for a plan file is kept: each plan in a folder has its own."""
    folder, name = os.path.split(plan_path)
    stem = name.rpartition(".")[0] or name
    return os.path.join(folder, "tree.json" if stem == "plan" else f"{stem}.tree.json")


def _scan(path: str, digest: str) -> Tree | None:
    """The tree in a file if it is the one with that digest."""
    if not os.path.isfile(path) or not is_tree(path):
        return None
    try:
        tree = read_tree(path, keep=SMALL)
    except PlanfileError:
        return None
    return tree if tree.summary.digest == digest else None


class Paper:
    """A file to be kept with a run: its bytes as they are now, or none."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._digest = b""
        for _ in self:
            pass

    def __iter__(self) -> Iterator[bytes]:
        """The bytes, in blocks.

        Raises:
            InputError: They are not what they were in the beginning.
        """
        digest = hashlib.sha256()
        with open(self._path, "rb") as stream:
            while block := stream.read(BLOCK):
                digest.update(block)
                yield block
        if self._digest not in {b"", digest.digest()}:
            raise InputError(
                f"{self._path} was changed meanwhile",
                fix="look at it, and go on with what it is now",
            )
        self._digest = digest.digest()


def paper(path: str) -> Paper | None:
    """A file to be kept with a run; None for a folder or pipe."""
    return Paper(path) if os.path.isfile(path) else None
