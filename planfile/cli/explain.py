"""`planfile explain`: why a file goes where it goes."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.options import Json

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, as the tree or the disk names them."),
]
TreeFile = Annotated[
    str | None,
    typer.Option(
        "--tree", metavar="FILE", help="The scan they are in; by default tree.json."
    ),
]


def explain(paths: Paths, tree: TreeFile = None, as_json: Json = False) -> int:
    """Say how each part of a name and its surroundings was read, and what won.

    With a scan at hand (--tree, or tree.json here) its neighbours and the whole library
    are heard too; without one, the paths are read as they stand.
    """
    from planfile.cli.explaining import explain_paths

    return explain_paths(paths, tree, as_json=as_json)
