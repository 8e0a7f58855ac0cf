"""`planfile check`: what players will make of a plan or a library."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.complete import plans
from planfile.cli.options import PLAN, Detailed, Json, Verbose

Thing = Annotated[
    str,
    typer.Argument(
        metavar="PLAN|LIBRARY",
        help="A plan file, or a library's folder.",
        autocompletion=plans,
    ),
]
Players = Annotated[
    str,
    typer.Option(metavar="NAMES", help="Any of jellyfin, kodi, plex, with commas."),
]


def check(
    thing: Thing = PLAN,
    players: Players = "jellyfin,kodi,plex",
    verbose: Verbose = False,
    detailed: Detailed = False,
    as_json: Json = False,
) -> int:
    """Say which files Jellyfin, Kodi or Plex would misread, each with its code.

    A plan is judged as the library it would make; nothing is changed.
    """
    from functools import partial

    from planfile.cli.checking import as_data, finding_lines, findings_in
    from planfile.cli.session import answer

    found = findings_in(thing, players)
    lines = partial(finding_lines, verbose=verbose)
    answer(found, as_data, lines, as_json=as_json)
    return 2 if detailed and found else 0
