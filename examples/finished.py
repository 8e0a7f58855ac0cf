"""Make examples/tree.json and examples/plan.yaml anew from the sample library.

    python examples/finished.py

What differs between machines (the place of the library, devices, inodes) is made plain,
so that the files only change when planfile does. A test compares them with a fresh run.
"""

from __future__ import annotations

import os
import sys
import tempfile
from itertools import count

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]

from sample_library import build  # noqa: E402 - found by the line above

from planfile.artifacts.tree import Folder, Tree  # noqa: E402
from planfile.stages.plan import plan  # noqa: E402
from planfile.stages.scan import scan_tree  # noqa: E402
from planfile.store.plan_write import format_plan  # noqa: E402
from planfile.store.tree_write import tree_text  # noqa: E402

LIBRARY = "/media/library"


def sample_tree() -> Tree:
    """The tree of a freshly built sample library, the same on every machine."""
    with tempfile.TemporaryDirectory() as folder:
        root = os.path.join(folder, "library")
        build(root)
        tree = scan_tree(root)
    inodes = count(1)
    folders = tuple(
        Folder(
            folder.path,
            1,
            tuple(entry._replace(inode=next(inodes)) for entry in folder.entries),
        )
        for folder in tree.folders
    )
    return Tree(LIBRARY, folders, tree.summary, tree.options)


def finished() -> dict[str, bytes]:
    """The examples by name."""
    tree = sample_tree()
    return {
        "tree.json": b"".join(tree_text(tree)),
        "plan.yaml": format_plan(plan(tree)).encode(),
    }


def main() -> None:
    """Write both files beside this script."""
    for name, data in finished().items():
        with open(os.path.join(HERE, name), "wb") as file:
            file.write(data)


if __name__ == "__main__":
    main()
