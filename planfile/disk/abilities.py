"""What a library's file system can do, found out by trying, in a folder of its own."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from planfile.artifacts.journal import CONTROL
from planfile.disk.calls import CALLS
from planfile.disk.probe import LOCAL, Method, magic, method_for

LONGEST = 255
SHORTER = (143, 100, 64)
CHARACTERS = ':?"<>|*\\'


class Abilities(NamedTuple):
    """What a file system offers. `name_bytes` is the longest name it takes.

    `kind` is its name, "" for one that is unknown. `refused` are the characters that
    names may not hold.
    """

    kind: str
    method: Method
    hardlink: bool
    symlink: bool
    reflink: bool
    case_sensitive: bool
    name_bytes: int
    refused: str


def abilities_of(library: str) -> Abilities:
    """Try everything in the library, and leave no trace.

    Raises:
        OSError: The library can't be written.
    """
    with trial_folder(library) as folder:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            return Abilities(
                LOCAL.get(magic(descriptor), ""),
                method_for(descriptor, CALLS),
                _hardlinks(folder),
                _symlinks(folder),
                _reflinks(folder),
                _case_sensitive(folder),
                _name_bytes(folder),
                _refused(folder),
            )
        finally:
            os.close(descriptor)


@contextmanager
def trial_folder(library: str) -> Iterator[str]:
    """A new folder in the library's own one, or beside it; gone afterwards.

    The folder that it was made in keeps its times.
    """
    own = os.path.join(library, CONTROL)
    inside = os.path.isdir(own) and not os.path.islink(own)
    above = own if inside else library
    before = os.stat(above)
    folder = os.path.join(above, f"{CONTROL}-trial-{secrets.token_hex(4)}")
    os.mkdir(folder, 0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        os.utime(above, ns=(before.st_atime_ns, before.st_mtime_ns))


def _create(folder: str, name: str) -> str:
    path = os.path.join(folder, name)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    return path


def _hardlinks(folder: str) -> bool:
    one = _create(folder, "hard")
    try:
        os.link(one, f"{one}-link")
    except OSError:
        return False
    return os.stat(one).st_nlink > 1


def _symlinks(folder: str) -> bool:
    try:
        os.symlink("nowhere", os.path.join(folder, "symlink"))
    except OSError:
        return False
    return True


def _reflinks(folder: str) -> bool:
    source = _create(folder, "reflink-from")
    with open(source, "r+b") as full, open(_create(folder, "reflink-to"), "wb") as to:
        full.write(b"x" * 8192)
        full.flush()
        try:
            CALLS.clone(full.fileno(), to.fileno())
        except OSError:
            return False
    return True


def _case_sensitive(folder: str) -> bool:
    return not os.path.exists(_create(folder, "case").replace("case", "CASE"))


def _name_bytes(folder: str) -> int:
    for length in (LONGEST, *SHORTER):
        try:
            _create(folder, "n" * length)
        except OSError:
            continue
        return length
    return 0


def _refused(folder: str) -> str:
    return "".join(c for c in CHARACTERS if not _takes(folder, f"odd{c}name"))


def _takes(folder: str, name: str) -> bool:
    try:
        path = _create(folder, name)
    except OSError:
        return False
    return os.path.basename(path) in os.listdir(folder)
