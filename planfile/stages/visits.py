"""A run that places entries in another library leaves word in both of them.

The library needs to know where to tidy up after a kill, and the other library that
somebody else's run is open in it. So does a mount within the library, which may be a
library by itself, when it gets a stage or trash of its own. The other library also
keeps, for good, which histories place entries there: a journal or state that names a
folder which does not know its history is not believed, since anybody can write an
absolute path.
"""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from planfile.artifacts.journal import CONTROL
from planfile.disk.calls import CALLS, Calls
from planfile.disk.door import Disk, is_site, path_in
from planfile.disk.real import RealDisk
from planfile.errors import ArtifactError, RecoveryNeededError
from planfile.store import journal_file

NAME = "visit.json"
GUESTS = "guests.json"
MOST = 1 << 16


class Word(NamedTuple):
    """What a run left: its library and history, and the roots and mounts it touches.

    `inode` is that of the folder it is left in, unless that is the library's own: it
    tells the folder from a copy of it, by whatever path it is seen.
    """

    library: str = ""
    lineage: str = ""
    roots: tuple[str, ...] = ()
    inode: int = 0


def homes(disk: Disk) -> list[str]:
    """The roots, and the mounts within where planfile has a folder that it may change.

    On such a mount somebody works, or worked, with a library of its own, or a run of
    this one had a stage there.
    """
    word = told(disk)
    for root in word.roots:  # volumes are found by those that go there
        site = root.removeprefix(word.library.rstrip("/") + "/")
        if site != root and site not in disk.sites and is_site(disk, site):
            disk.sites.append(site)
    roots = ["", *disk.others]
    mounts = (site for site in disk.sites if site not in roots)
    return roots + [site for site in mounts if _open(disk, site)]


def _open(disk: Disk, site: str) -> bool:
    try:
        return not disk.obstacle(path_in(site, CONTROL))
    except OSError:
        return False


def begin(disk: Disk, lineage: str) -> None:
    """Leave word in all libraries that are in hand, if there are several."""
    for root in disk.others:
        control = path_in(root, CONTROL)
        known = guests(disk, control)
        if lineage not in known:
            known[lineage] = disk.library
            disk.write(control, GUESTS, [json.dumps(known).encode("ascii")])
    roots = tuple(os.path.join(disk.library, site) for site in disk.homes[1:])
    if roots:
        for root in disk.homes:
            here = disk.look(root, CONTROL) if root else None
            word = Word(disk.library, lineage, roots, here.st_ino if here else 0)
            data = json.dumps(word._asdict()).encode("ascii")
            disk.write(path_in(root, CONTROL), NAME, [data])


def end(disk: Disk) -> None:
    """Take the word back, in the library last: it knows of the others.

    On a mount there may be that of a library of its own.
    """
    own = told(disk)
    for root in reversed(disk.homes):
        control = path_in(root, CONTROL)
        mount = root and root not in disk.others
        if mount and _word(disk, control).lineage != own.lineage:
            continue
        if disk.look(control, NAME) is not None:
            disk.unlink(control, NAME)


def told(disk: Disk) -> Word:
    """The word that a run left here; an empty one for none."""
    return _word(disk, CONTROL)


def _word(disk: Disk, control: str) -> Word:
    word = _read(disk, control, NAME)
    roots, inode = word.get("roots"), word.get("inode", 0)
    if not isinstance(roots, list) or not isinstance(inode, int):
        return Word()
    return Word(
        str(word.get("library", "")),
        str(word.get("lineage", "")),
        tuple(root for root in map(str, roots) if os.path.isabs(root)),
        inode,
    )


def guests(disk: Disk, control: str) -> dict[str, Any]:
    """The histories that place entries in a root, each with its library's path."""
    return _read(disk, control, GUESTS)


def _read(disk: Disk, control: str, name: str) -> dict[str, Any]:
    stream = disk.read(control, name)
    if stream is None:
        return {}
    with stream:
        data = stream.read(MOST)
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def admitted(root: str, lineage: str, calls: Calls = CALLS) -> bool:
    """Whether a folder says itself that this history places entries in it."""
    try:
        disk = RealDisk(root, (), calls)
        try:
            return lineage in guests(disk, CONTROL)
        finally:
            disk.close()
    except OSError:
        return False


def refuse_strangers(roots: Iterable[str], lineage: str, calls: Calls = CALLS) -> None:
    """Refuse roots that know nothing of the history that names them.

    Raises:
        ArtifactError: One of them does not; nothing in it was touched.
    """
    for root in roots:
        if os.path.isdir(root) and not admitted(root, lineage, calls):
            raise ArtifactError(
                f"the records name {root}, but {root}/{CONTROL}/{GUESTS} does not know "
                "this library",
                fix="mount the disk that belongs there; if it is mounted, see who "
                "wrote these records, and if they are yours, bring that file back: "
                f'{{"{lineage}": "the library"}}',
            )


def refuse_guest(disk: Disk) -> None:
    """Refuse to work where another library's run is open, whose stage is not ours.

    That is a run that touches this library, or one that touches, or is of, a library
    which the run in hand touches: another root, or a mount with a history of its own.

    Raises:
        RecoveryNeededError: That run has to be ended first.
    """
    own = _word(disk, CONTROL)
    for site in disk.homes:
        control = path_in(site, CONTROL)
        path = os.path.join(disk.library, site) if site else disk.library
        if site and disk.look(control, journal_file.NAME) is not None:
            raise RecoveryNeededError(
                f"a run of {path}, which lies in the way, is open or was broken off",
                fix=f"planfile recover {shlex.quote(path)}",
            )
        word = _word(disk, control)
        ours = word.library == disk.library or (site and word.lineage == own.lineage)
        here = disk.look(site, CONTROL) if word.inode else None
        meant = path in word.roots or (here and here.st_ino == word.inode)
        if word.library and not ours and meant:
            _refuse_open(disk, word.library, control, path)


def _refuse_open(disk: Disk, library: str, control: str, path: str) -> None:
    """Refuse a root in which a library left word, unless the library took its back."""
    if os.path.isdir(library) and not os.path.lexists(f"{library}/{CONTROL}/{NAME}"):
        with suppress(FileNotFoundError):
            disk.unlink(control, NAME)
        return
    where = "here" if path == disk.library else f"in {path}"
    raise RecoveryNeededError(
        f"a run of {library} that places entries {where} was broken off",
        fix=f"planfile recover {shlex.quote(library)}",
    )
