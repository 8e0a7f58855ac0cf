"""`planfile state`: verify what planfile remembers, and bring it back."""

from __future__ import annotations

import typer

from planfile.cli.options import Json, Library

state = typer.Typer(
    add_completion=False,
    help="Look after what planfile remembers.",
)


@state.callback()
def introduce() -> None:
    """Look after what planfile remembers of a library."""


@state.command("verify")
def verify(library: Library = None, as_json: Json = False) -> int:
    """Check the state, the runs' records and the disk."""
    from planfile.cli.session import library_of, settled
    from planfile.stages.status import verify as check
    from planfile.views.json_lines import object_lines
    from planfile.views.json_text import document
    from planfile.views.problems import problem_data, problem_lines
    from planfile.views.screen import screen

    found = check(library_of(settled(library)))
    shown = screen()
    if as_json:
        head = document("verification", good=not found)
        shown.data(object_lines(head, {"problems": map(problem_data, found)}))
    else:
        lines = problem_lines(found, "Does not fit", shown.paint)
        shown.page([*lines] or ["Everything fits."])
    return 4 if found else 0


@state.command("restore")
def restore(library: Library = None, as_json: Json = False) -> int:
    """Bring back a lost or damaged state, from the runs' records."""
    from planfile.cli.session import answer, library_of, settled
    from planfile.stages.restore import restore as bring_back
    from planfile.views.json_text import document
    from planfile.views.screen import counted

    found = bring_back(library_of(settled(library)))
    said = "The state is there, and no run is missing in it."
    if found:
        runs = counted(len(found.runs), "run")
        said = f"The state is back, with {runs}: planfile status."
    numbers = [run.number for run in found.runs] if found else []
    data = document("restoration", restored=found is not None, runs=numbers)
    answer(data, dict, lambda *_: [said], as_json=as_json)
    return 0
