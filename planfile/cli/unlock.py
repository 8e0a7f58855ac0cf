"""`planfile unlock`: forget a dead run of another host."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.options import Library

Identity = Annotated[
    str, typer.Argument(metavar="ID", help="The lock's ID, as the refusal says it.")
]


def unlock(identity: Identity, library: Library = None) -> int:
    """Forget that the run with lock ID holds LIBRARY.

    Only where a lock of another host cannot be seen, like on some network mounts. A run
    that lives keeps its lock.
    """
    from planfile.cli.session import library_of, note, settled
    from planfile.stages.unlock import unlock as forget

    holder = forget(library_of(settled(library)), identity)
    note(f"forgot {holder}" if holder else "nobody held it")
    return 0
