"""What `planfile scan` does with a scan: tell it, and say how it ended."""

from __future__ import annotations

import sys

from planfile.artifacts.event import Observer
from planfile.artifacts.tree import TreeSummary
from planfile.cli.session import (
    library_of,
    output_of,
    settled,
    watching,
    write_or_page,
)
from planfile.stages.scan import STDOUT, scan_to, scan_tree
from planfile.views.screen import screen
from planfile.views.tree_text import (
    notice_lines,
    summary_data,
    summary_line,
    tree_lines,
)

INCOMPLETE = 10


def scan_plainly(library: str, output: str = "tree.json") -> int:
    """`planfile scan LIBRARY [-o FILE]`, without typer."""
    settings = settled(library)
    return scan_to_file(library_of(settings), output, jobs=settings.jobs, as_json=False)


def scan_to_file(library: str, output: str, *, jobs: int, as_json: bool) -> int:
    """Write tree.json; say the totals where the tree is not."""
    output = output_of(output)
    with watching() as observe:
        if output == STDOUT and sys.stdout.isatty():
            summary = scan_to_terminal(library, jobs=jobs, observe=observe)
        else:
            summary = scan_to(library, output, jobs=jobs, observe=observe)
    told = screen(sys.stderr if output == STDOUT else sys.stdout)
    if as_json and output != STDOUT:
        from planfile.views.json_text import json_text

        told.data([json_text(summary_data(summary, output))])
    else:
        told.write([summary_line(summary, output)])
    return ended(summary)


def scan_to_terminal(library: str, *, jobs: int, observe: Observer) -> TreeSummary:
    """Write the tree's JSON to a terminal, which no name in it can steer."""
    from planfile.store.tree_write import tree_text
    from planfile.views.json_text import printable_json

    tree = scan_tree(library, jobs=jobs, observe=observe)
    text = b"".join(tree_text(tree)).decode("utf-8")
    screen().data(map(printable_json, text.removesuffix("\n").split("\n")))
    return tree.summary


def scan_to_text(library: str, output: str, *, jobs: int) -> int:
    """Show the tree to a person, or write it for one."""
    with watching() as observe:
        tree = scan_tree(library, jobs=jobs, observe=observe)
    write_or_page(output, lambda at: tree_lines(tree, paint=at.paint))
    return ended(tree.summary)


def ended(summary: TreeSummary) -> int:
    """Say on stderr what a person should know, and the exit code."""
    screen(sys.stderr).write(notice_lines(summary))
    return INCOMPLETE if summary.unreadable else 0
