"""`planfile corrections`: what planfile has learnt from your edits."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from planfile.cli.options import Json, Library, LibraryOf

corrections = typer.Typer(
    add_completion=False,
    help="What planfile has learnt from your edits of plans.",
)
Numbers = Annotated[
    list[int] | None,
    typer.Argument(metavar="NUMBER...", help="Their numbers.", show_default=False),
]
Everything = Annotated[bool, typer.Option("--all", help="Forget all of them.")]


@corrections.command("list")
def list_(library: Library = None, as_json: Json = False) -> int:
    """Show all corrections of a library, by number."""
    from planfile.cli.session import answer, library_of, settled
    from planfile.store.corrections_file import path_of, read_corrections
    from planfile.views.corrections import correction_lines, corrections_data

    place = library_of(settled(library))
    found = read_corrections(place)
    lines = partial(correction_lines, path=path_of(place))
    answer(found, corrections_data, lines, as_json=as_json)
    return 0


@corrections.command("forget")
def forget(
    numbers: Numbers = None,
    library: LibraryOf = None,
    everything: Everything = False,
    as_json: Json = False,
) -> int:
    """Forget corrections, so that planfile decides for itself again."""
    from planfile.cli.session import answer, library_of, settled
    from planfile.errors import UsageError
    from planfile.stages.corrections import forget as forget_them
    from planfile.views.corrections import corrections_data
    from planfile.views.names import harmless

    if not numbers and not everything:
        raise UsageError(
            "no correction is named",
            fix="give numbers out of planfile corrections list, or --all",
        )
    place = library_of(settled(library), "--library DIR")
    gone = forget_them(place, numbers or (), everything=everything)
    lines = [harmless(f"Forgotten: {one.number}  {one}") for one in gone]
    answer(gone, corrections_data, lambda *_: lines, as_json=as_json)
    return 0
