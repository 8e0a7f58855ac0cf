"""`planfile history`: the runs so far."""

from __future__ import annotations

from planfile.cli.options import Json, Library


def history(library: Library = None, as_json: Json = False) -> int:
    """List what planfile did to LIBRARY, run by run."""
    from planfile.cli.carrying import tell_runs
    from planfile.cli.session import library_of, settled
    from planfile.stages.status import history as runs_of

    return tell_runs(runs_of(library_of(settled(library))), as_json=as_json)
