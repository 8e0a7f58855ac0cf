"""`planfile status`: how a library stands."""

from __future__ import annotations

from planfile.cli.options import Json, Library


def status(library: Library = None, as_json: Json = False) -> int:
    """Say what planfile has placed in LIBRARY, what changed since, what to type next.

    Changes nothing, not even a run that was broken off.
    """
    from planfile.cli.session import answer, library_of, settled
    from planfile.stages.status import status as look
    from planfile.views.run_text import status_data, status_lines

    found = look(library_of(settled(library)))
    answer(found, status_data, status_lines, as_json=as_json)
    return 0
