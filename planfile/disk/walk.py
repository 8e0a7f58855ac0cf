"""Walk a library: every folder with its entries, depth first, in the order of bytes.

One thread on fast storage. As soon as the first folders *wait* for the disk (a cold
cache, a network share), several threads ask at once; what comes out is the same.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from planfile.artifacts.tree import Entry, Folder, Notes, Row, Unreadable
from planfile.disk.ignore import read_ignored
from planfile.disk.looking import Found, Looking, Names, reason
from planfile.disk.overlap import prefetcher, visits
from planfile.disk.skip import OWN_FILES, own_names
from planfile.disk.visit import Handle, open_folder
from planfile.errors import InputError


class Walk:
    """A library as a stream of folders; iterate once, then ask for the notes.

    `jobs` threads look at folders: 1 is none but this one, 0 as many as pay. Files in
    `outputs` (absolute paths) are being written by the caller and are no entries.

    Raises:
        InputError: The library is missing, no folder or not readable, or its
            `.planfileignore` is wrong.
    """

    def __init__(
        self,
        library: str,
        *,
        jobs: int = 0,
        outputs: tuple[str, ...] = (),
        opener: Callable[[str, int], int] = open_folder,
        lister: Callable[[int], AbstractContextManager[Names]] = os.scandir,
    ) -> None:
        self.library = os.path.abspath(library)
        self.jobs = jobs
        self._root = open_library(library)
        try:
            ignored = read_ignored(self._root)
        except InputError:
            os.close(self._root)
            raise
        self.options: dict[str, object] = (
            {"ignore": list(ignored.patterns)} if ignored.patterns else {}
        )
        own = own_by_folder(self.library, outputs)
        self._how = Looking(own, ignored.test, prefetcher(jobs), opener, lister)
        self._unreadable: list[Unreadable] = []
        self._skipped: Counter[str] = Counter()
        self._mounts: list[str] = []

    def __iter__(self) -> Iterator[Folder]:
        for path, device, rows in self.rows():
            yield Folder(path, device, tuple(map(Entry._make, rows)))

    def rows(self) -> Iterator[tuple[str, int, list[Row]]]:
        """The same, for who needs no names: path, device and rows of each folder."""
        root = Handle(self._root, os.fstat(self._root).st_dev, 1)
        for found, _ in visits([("", ".", root)], self._how, self.jobs):
            if found.mount or found.skipped or found.unreadable:
                self._note(found)
            if found.device >= 0:
                yield found.path, found.device, found.rows

    def _note(self, found: Found) -> None:
        self._unreadable.extend(found.unreadable)
        self._skipped.update(found.skipped)
        if found.mount:
            self._mounts.append(found.path)

    def notes(self) -> Notes:
        """What was noticed so far besides entries."""
        return Notes(
            tuple(self._unreadable),
            dict(sorted(self._skipped.items())),
            tuple(self._mounts),
        )


def open_library(library: str) -> int:
    """A descriptor of the library's root; the root alone may be given by a symlink."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
    try:
        return os.open(library, flags)
    except FileNotFoundError:
        raise InputError(
            f"there is no folder {library}", fix="check the spelling and the mount"
        ) from None
    except NotADirectoryError:
        raise InputError(
            f"{library} is a file, not a folder", fix="give the folder it is in"
        ) from None
    except OSError as error:
        raise InputError(
            f"cannot read {library}: {reason(error)}",
            fix=f"check who may read it: ls -ld {library}",
        ) from error


def own_by_folder(library: str, outputs: tuple[str, ...]) -> dict[str, re.Pattern[str]]:
    """Which names in which folder are planfile's own and no entries."""
    names = {"": [*OWN_FILES]}
    for output in outputs:
        path = os.path.relpath(os.path.abspath(output), library)
        folder, _, name = path.rpartition("/")
        names.setdefault(folder, []).append(name)
    return {folder: own_names(tuple(found)) for folder, found in names.items()}
