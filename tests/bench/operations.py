"""Turn a plan into the bare renames and folders that a C loop can do, there and back.

    python -m tests.bench.operations PLAN TREE FORTH BACK

A plan that copies has copies forth and nothing back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from planfile.artifacts.plan import Action
from planfile.artifacts.tree import Tree
from planfile.store.plan_read import read_plan
from planfile.store.tree_read import read_tree


def above(path: str) -> Iterator[str]:
    """The folders that a path lies in, nearest first."""
    while path := path.rstrip("/").rpartition("/")[0]:
        yield path


def emptied(tree: Tree, moves: dict[str, str]) -> set[str]:
    """Folders that hold something before the moves and nothing after."""
    holds: dict[str, int] = {}
    for path, _ in tree.entries():
        stays = path not in moves
        for folder in above(path):
            holds[folder] = holds.get(folder, 0) + stays
    filled = {folder for target in moves.values() for folder in above(target)}
    return {folder for folder, count in holds.items() if not count} - filled


def operations(
    tree: Tree, moves: dict[str, str], *, copies: bool
) -> tuple[bytes, bytes]:
    """The words of `floors run`, forth and back."""
    old = {folder.path for folder in tree.folders}
    new = {folder for target in moves.values() for folder in above(target)} - old
    if copies:
        forth = [*made(new), *(f"c\0{a}\0{b}\0" for a, b in moves.items())]
        return os.fsencode("".join(forth)), b""
    gone = emptied(tree, moves)
    forth = [*made(new), *(f"r\0{a}\0{b}\0" for a, b in moves.items()), *removed(gone)]
    back = [*made(gone), *(f"r\0{b}\0{a}\0" for a, b in moves.items()), *removed(new)]
    return os.fsencode("".join(forth)), os.fsencode("".join(back))


def made(folders: Iterable[str]) -> list[str]:
    """Make folders, parents first."""
    return [f"m\0{folder}\0" for folder in sorted(folders)]


def removed(folders: Iterable[str]) -> list[str]:
    """Remove folders, children first."""
    return [f"d\0{folder}\0" for folder in sorted(folders, reverse=True)]


def main(plan_path: str, tree_path: str, forth_path: str, back_path: str) -> None:
    """Write both files."""
    plan = read_plan(plan_path)
    copies = plan.action is Action.COPY
    forth, back = operations(read_tree(tree_path), dict(plan.moves()), copies=copies)
    with open(forth_path, "wb") as file:
        file.write(forth)
    with open(back_path, "wb") as file:
        file.write(back)


if __name__ == "__main__":
    main(*sys.argv[1:])
