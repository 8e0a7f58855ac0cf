"""`planfile corrections`: what planfile has learnt from your edits."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.options import Json, Library

corrections = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="What planfile has learnt from your edits of plans.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
Numbers = Annotated[
    list[int] | None,
    typer.Argument(metavar="NUMBER...", help="Their numbers.", show_default=False),
]
In = Annotated[
    str | None,
    typer.Option("--library", metavar="DIR", help="The library.", show_default=False),
]
Everything = Annotated[bool, typer.Option("--all", help="Forget all of them.")]


@corrections.command("list")
def list_(library: Library = None, as_json: Json = False) -> int:
    """Show all corrections of a library, by number."""
    from planfile.cli.session import library_of, settled
    from planfile.store.corrections_file import path_of, read_corrections
    from planfile.views.corrections import correction_lines, corrections_json
    from planfile.views.screen import screen

    place = library_of(settled(library))
    found = read_corrections(place)
    shown = screen()
    if as_json:
        shown.data(corrections_json(found))
    else:
        shown.write(correction_lines(found, path_of(place)))
    return 0


@corrections.command("forget")
def forget(
    numbers: Numbers = None,
    library: In = None,
    everything: Everything = False,
    as_json: Json = False,
) -> int:
    """Forget corrections, so that planfile decides for itself again."""
    from planfile.cli.session import library_of, settled
    from planfile.errors import UsageError
    from planfile.stages.corrections import forget as forget_them
    from planfile.views.corrections import corrections_json
    from planfile.views.names import harmless
    from planfile.views.screen import screen

    if not numbers and not everything:
        raise UsageError(
            "no correction is named",
            fix="give numbers out of planfile corrections list, or --all",
        )
    place = library_of(settled(library), "--library DIR")
    gone = forget_them(place, numbers or (), everything=everything)
    if as_json:
        screen().data(corrections_json(gone))
    else:
        screen().write(harmless(f"Forgotten: {one.number}  {one}") for one in gone)
    return 0
