"""`planfile organize`: plan one kind of folder, show it, ask, and apply."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from planfile.cli.complete import folders
from planfile.cli.options import DryRun, Json, Verbose, Yes


class Kind(StrEnum):
    """What a folder holds."""

    SHOWS = "shows"
    MOVIES = "movies"


What = Annotated[Kind, typer.Argument(metavar="shows|movies", help="What it holds.")]
Where = Annotated[
    str | None,
    typer.Argument(
        metavar="FOLDER",
        help="The folder; by default what TV_SHOWS_PATH or MOVIES_PATH says.",
        autocompletion=folders,
        show_default=False,
    ),
]


def organize(
    what: What,
    folder: Where = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    verbose: Verbose = False,
    as_json: Json = False,
) -> int:
    """Plan, show, ask and apply in one go, for a FOLDER of shows or of movies.

    Shows (or movies) are placed directly in FOLDER; whatever else is in it stays where
    it is. The plan is kept as plan.yaml, and `planfile undo` takes it back.
    """
    from planfile.cli.organizing import organize_folder

    return organize_folder(
        what, folder, yes=yes, dry_run=dry_run, verbose=verbose, as_json=as_json
    )
