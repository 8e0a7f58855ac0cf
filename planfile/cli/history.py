"""`planfile history`: the runs so far."""

from __future__ import annotations

from planfile.cli.options import Json, Library


def history(library: Library = None, as_json: Json = False) -> int:
    """List what planfile did to LIBRARY, run by run."""
    from functools import partial

    from planfile.cli.session import answer, library_of, settled
    from planfile.stages.status import history as runs_of
    from planfile.views.run_text import history_data, history_lines

    root = library_of(settled(library))
    answer(runs_of(root), partial(history_data, root), history_lines, as_json=as_json)
    return 0
