"""`planfile identify`: what bare names say."""

from __future__ import annotations

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
    from planfile.cli.identifying import identify_file, identify_names, identify_stdin
    from planfile.errors import UsageError

    if jsonl == "-":
        return identify_stdin()
    if jsonl:
        return identify_file(jsonl)
    if not paths:
        raise UsageError(
            "no name is given", fix="type: planfile identify Heat.1995.mkv"
        )
    return identify_names(paths, as_json=as_json)
