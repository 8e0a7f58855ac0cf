"""A run that places entries in another library leaves word in both of them.

The library needs to know where to tidy up after a kill, and the other library that
somebody else's run is open in it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress

from planfile.artifacts.journal import CONTROL
from planfile.disk.door import Disk, path_in
from planfile.errors import RecoveryNeededError

NAME = "visit.json"
MOST = 1 << 16


def begin(disk: Disk) -> None:
    """Leave word in all libraries that a run is to touch, if there are several."""
    if disk.others:
        word = {"library": disk.library, "roots": list(disk.others)}
        for root in ("", *disk.others):
            data = json.dumps(word).encode("ascii")
            disk.write(path_in(root, CONTROL), NAME, [data])


def end(disk: Disk) -> None:
    """Take the word back, in the library last: it knows of the others."""
    for root in (*reversed(disk.others), ""):
        control = path_in(root, CONTROL)
        if disk.look(control, NAME) is not None:
            disk.unlink(control, NAME)


def told(disk: Disk) -> tuple[str, tuple[str, ...]]:
    """The library whose run left word here, and the roots it touches; "" for none."""
    stream = disk.read(CONTROL, NAME)
    if stream is None:
        return "", ()
    with stream:
        data = stream.read(MOST)
    try:
        word = json.loads(data)
        roots = tuple(root for root in word["roots"] if os.path.isabs(root))
        return str(word["library"]), roots
    except (ValueError, TypeError, KeyError):
        return "", ()


def refuse_guest(disk: Disk) -> None:
    """Refuse to work while the run of another library is open in this one.

    Raises:
        RecoveryNeededError: That run has to be ended first.
    """
    library, roots = told(disk)
    if not library or library == disk.library or disk.library not in roots:
        return
    if os.path.isdir(library) and not os.path.lexists(f"{library}/{CONTROL}/{NAME}"):
        with suppress(FileNotFoundError):
            disk.unlink(CONTROL, NAME)
        return
    raise RecoveryNeededError(
        f"a run of {library} that places entries here was broken off",
        fix=f"planfile recover {library}",
    )
