"""`planfile state verify`: check state, journals and disk against each other."""

from __future__ import annotations

import typer

from planfile.cli.options import Json, Library

state = typer.Typer(add_completion=False, help="Look after what planfile remembers.")


@state.callback()
def introduce() -> None:
    """Look after what planfile remembers of a library."""


@state.command()
def verify(library: Library = None, as_json: Json = False) -> int:
    """Check the state, every run's record and the disk against each other."""
    from planfile.cli.session import library_of, settled
    from planfile.stages.status import verify as check
    from planfile.views.json_lines import object_lines
    from planfile.views.run_text import problem_data, problem_lines
    from planfile.views.screen import screen

    found = check(library_of(settled(library)))
    shown = screen()
    if as_json:
        head = {"planfile": "verification", "version": 1, "good": not found}
        shown.data(object_lines(head, {"problems": map(problem_data, found)}))
    else:
        lines = problem_lines(found, "Does not fit", shown.paint)
        shown.page([*lines] or ["Everything fits."])
    return 4 if found else 0
