"""Folders beneath a library's descriptor, opened without following anything.

A path is relative to the library; an absolute one must lie beneath one of the other
roots. Nothing on the disk, a folder swapped for a symlink included, leads outside:
each folder is opened by openat2(RESOLVE_BENEATH | NO_SYMLINKS), or component by
component with O_NOFOLLOW where the kernel has no such call.
"""

from __future__ import annotations

import errno
import os
import resource
from collections.abc import Callable, Sequence

from planfile.disk.calls import PLAIN_FOLDER, open_beneath

MOST_OPEN = 200
"""Folder descriptors kept open; well below the usual limit of 1,024."""
SPARE = 16
"""Descriptors that everything else needs."""
TOO_MANY = {errno.EMFILE, errno.ENFILE}
NO_OPENAT2 = {errno.ENOSYS, errno.EPERM}


class Roots:
    """Open descriptors of the library, of other roots, and of folders beneath."""

    def __init__(self, library: str, others: Sequence[str] = ()) -> None:
        self._roots: dict[str, int] = {}
        self.others = tuple(others)
        self._open: dict[str, int] = {}
        self._most = most_open()
        self._beneath = open_beneath
        self.library = library
        try:
            for path in ("", *others):
                self._roots[path] = os.open(path or library, PLAIN_FOLDER)
        except BaseException:
            self.close()
            raise

    def descriptor(self, folder: str) -> int:
        """The descriptor of a folder; kept until `make_room`, `forget` or `close`."""
        found = self._open.get(folder)
        if found is None:
            if len(self._open) >= self._most:
                self.make_room()
            found = self._open[folder] = self.opened(folder)
        return found

    def pair(self, folder: str, other: str) -> tuple[int, int]:
        """Both descriptors, neither closed by the opening of the other.

        Raises:
            OSError: EMFILE, there is no room for two; or what opening them says.
        """
        if len(self._open) >= self._most - 1:
            self.make_room()
        for one, two in ((folder, other), (other, folder)):
            self.descriptor(one)
            self.descriptor(two)
            if one in self._open:
                return self._open[folder], self._open[other]
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), folder)

    def opened(self, folder: str) -> int:
        """A new descriptor of a folder, the caller's to close."""
        try:
            return self.opened_once(folder)
        except OSError as error:
            if error.errno not in TOO_MANY:
                raise
            return self.with_room(lambda: self.opened_once(folder))

    def with_room(self, opens: Callable[[], int]) -> int:
        """A new descriptor; where none is left, folders that were kept open go."""
        try:
            return opens()
        except OSError as error:
            if error.errno not in TOO_MANY or not self._open:
                raise
            self.make_room()
            return opens()

    def opened_once(self, folder: str) -> int:
        """The same, but nothing is closed to make room: any thread may ask for it."""
        root, path = self.split(folder) if folder[:1] == "/" else ("", folder)
        if not path:  # not dup: two who list a folder would share one position in it
            return os.open(".", PLAIN_FOLDER, dir_fd=self._roots[root])
        name = os.fsencode(path)
        try:
            return self._beneath(self._roots[root], name)
        except OSError as error:
            if error.errno not in NO_OPENAT2:
                raise OSError(error.errno, error.strerror, folder) from None
            self._beneath = open_by_components
            return open_by_components(self._roots[root], name)

    def split(self, folder: str) -> tuple[str, str]:
        """The root and the path beneath it; "" is the library.

        Raises:
            OSError: EXDEV, an absolute path is beneath none of the roots.
        """
        if not folder.startswith("/"):
            return "", folder
        for root in self._roots:
            if root and (folder == root or folder.startswith(root.rstrip("/") + "/")):
                return root, folder[len(root) :].lstrip("/")
        raise OSError(errno.EXDEV, "it is outside of the library", folder)

    def forget(self, folder: str) -> None:
        """Close a folder that goes away."""
        descriptor = self._open.pop(folder, None)
        if descriptor is not None:
            self._let_go(descriptor)

    def forget_beneath(self, folder: str) -> None:
        """Close a folder that is somewhere else now, and all beneath it."""
        inner = folder + "/"
        for path in [path for path in self._open if f"{path}/".startswith(inner)]:
            self.forget(path)

    def make_room(self) -> None:
        """Close all folders that were only kept open."""
        for descriptor in self._open.values():
            self._let_go(descriptor)
        self._open.clear()

    def close(self) -> None:
        """Close everything."""
        self.make_room()
        while self._roots:
            self._let_go(self._roots.popitem()[1])

    @staticmethod
    def _let_go(descriptor: int) -> None:
        """Close a folder that was only read: an error there can lose nothing."""
        try:  # noqa: SIM105 - half the cost of suppress, once per folder
            os.close(descriptor)
        except OSError:
            pass


def most_open() -> int:
    """How many folders may be kept open in this process."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return MOST_OPEN
    return max(2, min(MOST_OPEN, (soft - SPARE) // 2))


def open_by_components(folder: int, path: bytes) -> int:
    """What `open_beneath` does, for kernels before 5.6 and strict sandboxes.

    Raises:
        OSError: ELOOP or ENOTDIR for a symlink on the way, EXDEV for "..".
    """
    names = path.split(b"/")
    if b".." in names:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), os.fsdecode(path))
    current = os.dup(folder)
    try:
        for name in names:
            below = os.open(name, PLAIN_FOLDER, dir_fd=current)
            os.close(current)
            current = below
    except BaseException:
        os.close(current)
        raise
    return current
