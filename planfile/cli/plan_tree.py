"""The tree that `planfile plan` plans: read, or scanned and kept beside the plan."""

from __future__ import annotations

import os
import sys

from planfile.artifacts.tree import Tree
from planfile.cli.session import library_of, watching
from planfile.errors import InputError, SettingsError
from planfile.settings import Settings
from planfile.stages.origin import scan_beside
from planfile.store.atomic import is_passage
from planfile.views.screen import bytes_text, screen
from planfile.views.tree_text import unreadable_lines

STDOUT = "-"
BASE = 30_000_000
"""What a plan of nothing takes."""
BYTES_A_BYTE = 8
"""What a plan takes for each byte of its tree file: 1 KB an entry with usual names."""


def tree_of(thing: str | None, output: str, settings: Settings) -> Tree:
    """The tree of a scan, or a fresh one that is kept beside the plan."""
    from planfile.store.tree_read import read_tree

    if thing and os.path.isfile(thing):
        refuse_no_tree(thing)
        refuse_too_much(thing, settings.max_memory)
        return read_tree(thing)
    library = thing or library_of(settings)
    with watching() as observe:
        if output == STDOUT or is_passage(output):
            from planfile.stages.scan import scan_tree

            return scan_tree(library, jobs=settings.jobs, observe=observe)
        from planfile.stages.scan import scan_to

        beside = scan_beside(output)
        scan_to(library, beside, jobs=settings.jobs, observe=observe)
    refuse_too_much(beside, settings.max_memory)
    return read_tree(beside)


def tell_unreadable(tree: Tree) -> bool:
    """Say on stderr which folders no plan can know of; whether there are any."""
    screen(sys.stderr).write(unreadable_lines(tree.summary))
    return bool(tree.summary.unreadable)


def refuse_no_tree(path: str) -> None:
    """Refuse a file that is none to plan from, a plan or a film for instance.

    Raises:
        InputError: It is no tree, or cannot be read.
    """
    from planfile.store.artifact_file import is_tree

    if not is_tree(path):
        raise InputError(
            f"{path} is no tree of planfile's",
            fix="give a library's folder, or the tree.json that planfile scan wrote; "
            "planfile show shows a plan",
        )


def refuse_too_much(tree: str, allowed: int) -> None:
    """Refuse at once what would run out of memory after minutes.

    Raises:
        SettingsError: Planning a tree of this size takes more than is `allowed`.
    """
    needed = BASE + BYTES_A_BYTE * os.path.getsize(tree)
    if allowed and needed > allowed:
        raise SettingsError(
            f"planning the tree in {tree} takes {bytes_text(needed)} of memory or "
            f"more, and --max-memory allows {bytes_text(allowed)}",
            fix=f"allow more: --max-memory {needed // 1_000_000 * 5 // 4}MB; or plan "
            "one folder of the library at a time",
        )
