"""`planfile unlock`: forget a dead run of another host."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.options import Json, Library

Identity = Annotated[
    str, typer.Argument(metavar="ID", help="The lock's ID, as the refusal says it.")
]


def unlock(identity: Identity, library: Library = None, as_json: Json = False) -> int:
    """Forget that the run with lock ID holds LIBRARY.

    Only where a lock of another host cannot be seen, like on some network mounts. A run
    that lives keeps its lock.
    """
    from dataclasses import asdict

    from planfile.cli.session import answer, library_of, settled
    from planfile.stages.unlock import unlock as forget
    from planfile.views.json_text import document
    from planfile.views.names import harmless

    holder = forget(library_of(settled(library)), identity)
    said = f"Forgot {holder}." if holder else "Nobody held it."
    held = asdict(holder) if holder else None
    data = document("unlocking", forgotten=held)
    answer(data, dict, lambda *_: [harmless(said)], as_json=as_json)
    return 0
