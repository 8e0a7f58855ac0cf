"""`planfile history`: the runs so far."""

from __future__ import annotations

from planfile.cli.options import Json, Library


def history(library: Library = None, as_json: Json = False) -> int:
    """List what planfile did to LIBRARY, run by run."""
    from planfile.cli.session import library_of, settled
    from planfile.stages.status import history as runs_of
    from planfile.views.json_text import json_text
    from planfile.views.run_text import history_data, history_lines
    from planfile.views.screen import screen

    root = library_of(settled(library))
    runs = runs_of(root)
    shown = screen()
    if as_json:
        shown.data([json_text(history_data(root, runs))])
    else:
        shown.page(history_lines(runs, shown.paint, shown.width))
    return 0
