"""`planfile recover`: end a run that was broken off."""

from __future__ import annotations

from planfile.cli.apply import LockTimeout
from planfile.cli.options import Json, Library, Yes


def recover(
    library: Library = None,
    yes: Yes = False,
    lock_timeout: LockTimeout = 0.0,
    as_json: Json = False,
) -> int:
    """End a run in LIBRARY that was broken off: taken back, or finished if it was done.

    Nothing is asked, since nothing can be chosen; --yes is there for scripts.
    """
    from planfile.cli.recovering import recover_library

    del yes
    return recover_library(library, lock_timeout=lock_timeout, as_json=as_json)
