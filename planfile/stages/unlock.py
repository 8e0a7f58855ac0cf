"""Forget a lock that a dead run has left on another host."""

from __future__ import annotations

from contextlib import closing

from planfile.disk.calls import CALLS, Calls
from planfile.disk.lock import Holder
from planfile.disk.lock import unlock as forget
from planfile.stages.holding import opened


def unlock(library: str, identity: str, *, calls: Calls = CALLS) -> Holder | None:
    """Forget the lock with this ID; who held it is returned, None for nobody.

    Raises:
        LockedError: The run lives, or the ID is another's.
    """
    with closing(opened(library, (), calls)) as disk:
        return forget(disk, identity)
