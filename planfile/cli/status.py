"""`planfile status`: how a library stands."""

from __future__ import annotations

from planfile.cli.options import Json, Library


def status(library: Library = None, as_json: Json = False) -> int:
    """Say what planfile has placed in LIBRARY, what changed since, what to type next.

    Changes nothing, not even a run that was broken off.
    """
    from planfile.cli.session import library_of, settled
    from planfile.stages.status import status as look
    from planfile.views.json_text import json_text
    from planfile.views.run_text import status_data, status_lines
    from planfile.views.screen import screen

    found = look(library_of(settled(library)))
    shown = screen()
    if as_json:
        shown.data([json_text(status_data(found))])
    else:
        shown.page(status_lines(found, paint=shown.paint))
    return 0
