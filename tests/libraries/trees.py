"""Small trees from paths, and plans as dicts, so that a test reads as a sentence."""

from __future__ import annotations

from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Entry, Folder, Tree
from tests.libraries.messy import tree_of


def library(text: str, **changes: dict[str, object]) -> Tree:
    """A tree of the paths in `text`, one a line; `changes` replaces fields by path.

    A key of `changes` is the number of the line ("f1" is the first).
    """
    paths = [line.strip() for line in text.strip().splitlines() if line.strip()]
    tree = tree_of(paths)
    if not changes:
        return tree
    by_path = {paths[int(key[1:]) - 1]: fields for key, fields in changes.items()}
    folders = tuple(
        Folder(
            folder.path,
            folder.device,
            tuple(changed(folder.path, entry, by_path) for entry in folder.entries),
        )
        for folder in tree.folders
    )
    return Tree(tree.library, folders, tree.summary)


def changed(folder: str, entry: Entry, by_path: dict[str, dict[str, object]]) -> Entry:
    path = f"{folder}/{entry.name}" if folder else entry.name
    return Entry(**{**entry._asdict(), **by_path.get(path, {})})


def seats(plan: Plan) -> dict[str, str]:
    """Destination by source."""
    return dict(plan.moves())


def reasons(plan: Plan) -> dict[str, str]:
    """Why by path, of everything that is left."""
    return {left.path: left.why for left in plan.left}


def accounted(plan: Plan) -> bool:
    """Whether every entry is somewhere, once."""
    listed = len(plan.placements) + len(plan.left)
    return listed + plan.unchanged == plan.entries
