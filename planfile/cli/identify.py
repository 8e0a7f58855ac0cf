"""`planfile identify`: what bare names say."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from planfile.cli.options import Json

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH", help="Names or paths to read."),
]
Lines = Annotated[
    str,
    typer.Option(
        "--jsonl",
        metavar="FILE",
        help='Read {"path": ...} lines from FILE (- is stdin), answer in JSON lines.',
    ),
]


def identify(paths: Paths = None, jsonl: Lines = "", as_json: Json = False) -> int:
    """Say what names are, without looking at any disk: title, year, season, numbers.

    PATH need not exist. Folders in it help to read the file's name.
    """
    from planfile.cli.identifying import identify_file, identify_lines, identify_names

    if jsonl == "-":
        return identify_lines(sys.stdin, sys.stdout)
    if jsonl:
        return identify_file(jsonl, sys.stdout)
    if not paths:
        raise typer.BadParameter("give names, or --jsonl FILE")
    return identify_names(paths, sys.stdout, as_json=as_json)
