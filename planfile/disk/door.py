"""What a run may ask of a disk: the real one and the simulated one both answer.

Folders are paths relative to the library ("" is the library, absolute: beneath another
root), names single components. Every call that fails raises OSError.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO, NamedTuple, Protocol

from planfile.artifacts.journal import FolderRow, Operation


class Seen(NamedTuple):
    """A look at something that exists in a simulation only."""

    st_ino: int
    st_size: int
    st_mtime_ns: int
    st_mode: int
    st_nlink: int
    st_dev: int
    st_uid: int
    st_gid: int
    st_ctime_ns: int = 0


Look = os.stat_result | Seen
"""What lstat says."""
Fingerprint = tuple[int, int, int]
"""Inode, size and mtime of a plain file that may be moved."""


class Visit(NamedTuple):
    """What a folder is to a run that changes names in it.

    `why` says why nothing can be changed there, "" if it can. `longest` is how many
    bytes a name may have. `prints` are those of the files asked about, None for each
    that is not plain.
    """

    row: FolderRow
    device: int
    why: str
    longest: int
    names: tuple[str, ...]
    prints: tuple[Fingerprint | None, ...]


Tick = Callable[[int], None]
"""Told how many bytes were copied since the last time; may raise to stop."""


class Wanted(NamedTuple):
    """A file, and the new name that its copy gets, a clone if that is possible."""

    folder: str
    name: str
    to: str
    new: str
    clone: bool = False


class Made(NamedTuple):
    """A copy that is durable and was compared, and what it could not take along."""

    wanted: Wanted
    warning: str = ""


class Copying(Protocol):
    """Copies in the making. An error may be that of a copy which was added before."""

    def add(self, wanted: Wanted) -> None:
        """Copy a file; it is ready when it is durable and compared."""
        ...

    def waits(self, wanted: Wanted) -> None:
        """Such a copy is there already, from an earlier run."""
        ...

    def ready(self) -> list[Made]:
        """What became ready since the last time, in the order it was added in."""
        ...

    def settle(self) -> None:
        """Wait until all copies are ready."""
        ...

    def close(self) -> None:
        """Drop what is not ready."""
        ...


class Disk(Protocol):
    """A library's disk; `others` are the absolute paths of the other roots."""

    @property
    def library(self) -> str:
        """The library's absolute path."""
        ...

    @property
    def lasting_inodes(self) -> bool:
        """Whether inode numbers stay the same after a remount."""
        ...

    @property
    def others(self) -> tuple[str, ...]:
        """The other roots, which have no folder above them."""
        ...

    @property
    def sites(self) -> list[str]:
        """The roots and mounts beneath; volumes of btrfs once they are met."""
        ...

    @property
    def homes(self) -> list[str]:
        """The sites whose `.planfile` is this run's to tidy: what it holds locked."""
        ...

    def look(self, folder: str, name: str) -> Look | None:
        """What is there, without following; None for nothing, its folder included."""
        ...

    @property
    def overlaps(self) -> bool:
        """Whether several threads may visit folders at once."""
        ...

    def visit(self, folder: str, names: Sequence[str] = ()) -> Visit | None:
        """All about a folder and some files in it; None if there is no such folder."""
        ...

    def fingerprints(
        self, folder: str, names: Sequence[str]
    ) -> tuple[Fingerprint | None, ...]:
        """Those of files in a folder, None for each that is not plain, or not there."""
        ...

    def look_folder(self, folder: str) -> Look | None:
        """The folder itself; None if there is none. ELOOP, ENOTDIR: not a folder."""
        ...

    def row(self, folder: str) -> FolderRow:
        """All that giving the folder back exactly needs."""
        ...

    def names(self, folder: str) -> list[str]:
        """The names in a folder, unsorted."""
        ...

    def target(self, folder: str, name: str) -> str:
        """What a symlink says."""
        ...

    def move(self, folder: str, name: str, to: str, new: str) -> None:
        """Move a file or folder; EEXIST rather than overwrite."""
        ...

    def moves(
        self, folders: Sequence[str], operations: Sequence[Operation]
    ) -> tuple[int, OSError | None]:
        """Move many files until one fails: how many were moved, and the error.

        Each must arrive as the file that the operation says: EIO for a mount that
        lies, ESTALE for a file that changed.
        """
        ...

    def moves_back(
        self, folders: Sequence[str], operations: Sequence[Operation]
    ) -> int:
        """Undo moves until one is not plain; how many are surely undone.

        Plain: the file is back already, or it is at its new place and the old one is
        free. Whatever else there may be is for the caller to look into.
        """
        ...

    def link(self, folder: str, name: str, to: str, new: str) -> None:
        """Give a file a second name; EEXIST rather than overwrite."""
        ...

    def symlink(self, target: str, folder: str, name: str) -> None:
        """Make a symlink; EEXIST rather than overwrite."""
        ...

    def unlink(self, folder: str, name: str) -> None:
        """Remove a name: only of links, copies and files that planfile made."""
        ...

    def mkdir(self, folder: str, name: str, mode: int) -> None:
        """Make a folder with exactly this mode."""
        ...

    def rmdir(self, folder: str, name: str) -> None:
        """Remove a folder; ENOTEMPTY rather than anything in it."""
        ...

    def stamp(self, row: FolderRow) -> None:
        """Give a folder the mode, owner, attributes and mtime of a row."""
        ...

    def same_bytes(self, folder: str, name: str, to: str, new: str) -> bool:
        """Whether two files hold the same."""
        ...

    def sync(self, folders: Iterable[str]) -> None:
        """Make names in these folders durable; one that is gone is nobody's."""
        ...

    def write(self, folder: str, name: str, chunks: Iterable[bytes]) -> None:
        """Put one of planfile's own files there, whole and durable, or not at all."""
        ...

    def read(self, folder: str, name: str) -> BinaryIO | None:
        """One of planfile's own files; None if there is none. Never a symlink."""
        ...

    def replace(self, folder: str, name: str, to: str, new: str) -> None:
        """Rename one of planfile's own files, replacing what is there."""
        ...

    def obstacle(self, folder: str) -> str:
        """Why names in a folder cannot be changed, "" if they can."""
        ...

    def pinned(self, folder: str, name: str) -> bool:
        """Whether a file is flagged immutable or append-only."""
        ...

    def allows(self, folder: str, name: str, mode: int) -> bool:
        """Whether a file or folder may be read, or written to: R_OK, W_OK."""
        ...

    def free(self, folder: str) -> tuple[int, int]:
        """Free bytes and inodes there; -1 where the file system does not say."""
        ...

    def copying(self, tick: Tick) -> Copying:
        """Copies in the making; `tick` is told how many bytes were copied since."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


def is_site(disk: Disk, folder: str) -> bool:
    """Whether a folder is on another mount or volume than the one above it."""
    if folder in disk.sites:
        return True
    try:
        here, above = disk.look_folder(folder), disk.look_folder(split(folder)[0])
    except OSError:
        return False
    return here is not None and above is not None and here.st_dev != above.st_dev


def exact(row: FolderRow, look: Look) -> bool:
    """Whether a folder already has a row's mode, owner and mtime."""
    return (
        look.st_mtime_ns == row.mtime_ns
        and look.st_mode & 0o7777 == row.mode
        and row.uid in {-1, look.st_uid}
        and row.gid in {-1, look.st_gid}
    )


def path_in(folder: str, name: str) -> str:
    """The path of a name in a folder."""
    return f"{folder}/{name}" if folder else name


def split(path: str) -> tuple[str, str]:
    """A path's folder and last component."""
    folder, _, name = path.rpartition("/")
    return folder, name


def check_arrival(operation: Operation, seen: Look | None) -> None:
    """Whether what stands at a destination is the file that was to arrive there.

    Raises:
        OSError: EIO, nothing arrived: the mount lies. ESTALE, something else was
            moved: the file changed since it was checked.
    """
    if seen is None:
        raise OSError(errno.EIO, "the move was reported done, but did not happen")
    same = (seen.st_size, seen.st_mtime_ns) == (operation.size, operation.mtime_ns)
    if not same or stat.S_ISDIR(seen.st_mode):
        raise OSError(errno.ESTALE, "it changed since it was checked")
