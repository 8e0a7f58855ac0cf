"""A library's disk as it is: everything that can be asked without changing it."""

from __future__ import annotations

import base64
import errno
import os
import stat
import sys
from collections.abc import Container, Sequence
from typing import BinaryIO

from planfile.artifacts.journal import FolderRow
from planfile.disk import facts
from planfile.disk.door import Fingerprint, Visit, path_in
from planfile.disk.probe import LOCAL, magic
from planfile.disk.roots import Roots

NOTHING = {errno.ENOENT, errno.ENAMETOOLONG}
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
BLOCK = 1 << 20
ACLS = ("system.posix_acl_access", "system.posix_acl_default")
"""The extended attributes that a folder hands on to what is made in it (acl(5))."""
UTF8 = sys.getfilesystemencoding() == "utf-8"


class View:
    """What a `Disk` can be asked."""

    def __init__(self, library: str, roots: Sequence[str] = ()) -> None:
        self.roots = Roots(library, roots)
        self.library = library
        self.others = self.roots.others
        self.homes = ["", *self.others]
        self.sites = sites_of(library, self.others)
        self._mounts = len(self.sites) > len(self.others) + 1
        tops = [self.roots.descriptor(root) for root in self.homes if self.others]
        self._apart = self._mounts or len(set(map(facts.mount, tops))) > 1
        self.lasting_inodes = magic(self.roots.descriptor("")) in LOCAL

    def close(self) -> None:
        """Let go of all descriptors."""
        self.roots.close()

    def look(self, folder: str, name: str) -> os.stat_result | None:
        """What is there, without following; None for nothing."""
        try:
            parent = self.roots.descriptor(folder)
            return os.stat(name, dir_fd=parent, follow_symlinks=False)
        except OSError as error:
            if error.errno in NOTHING:
                return None
            raise

    @property
    def overlaps(self) -> bool:
        """Several threads may visit folders: each opens its own."""
        return True

    def visit(self, folder: str, names: Sequence[str] = ()) -> Visit | None:
        """All about a folder and some files in it; None if there is no such folder."""
        try:
            descriptor = self.roots.opened_once(folder)
        except OSError as error:
            if error.errno in NOTHING:
                return None
            raise
        try:
            return self._visited(descriptor, folder, names)
        finally:
            os.close(descriptor)

    def _visited(self, descriptor: int, folder: str, names: Sequence[str]) -> Visit:
        seen, system = os.fstat(descriptor), os.fstatvfs(descriptor)
        return Visit(
            row_of(folder, seen, descriptor),
            self._mount(descriptor, seen),
            facts.obstacle(descriptor, system),
            system.f_namemax,
            tuple(os.listdir(descriptor)),
            facts.fingerprints(descriptor, map(encode, names)),
        )

    def _mount(self, descriptor: int, seen: os.stat_result) -> int:
        """The mount and volume a folder is on: renames work within one of each."""
        if self._apart:
            return facts.mount(descriptor) << 64 | seen.st_dev
        return seen.st_dev

    def fingerprints(
        self, folder: str, names: Sequence[str]
    ) -> tuple[Fingerprint | None, ...]:
        """Those of files in a folder, None for each that is not plain, or not there."""
        try:
            descriptor = self.roots.opened_once(folder)
        except OSError:
            return (None,) * len(names)
        try:
            return facts.fingerprints(descriptor, map(encode, names))
        finally:
            os.close(descriptor)

    def look_folder(self, folder: str) -> os.stat_result | None:
        """The folder itself; None if there is none."""
        try:
            return os.fstat(self.roots.descriptor(folder))
        except OSError as error:
            if error.errno in NOTHING:
                return None
            raise

    def obstacle(self, folder: str) -> str:
        """Why names in a folder cannot be changed, "" if they can."""
        descriptor = self.roots.descriptor(folder)
        return facts.obstacle(descriptor, os.fstatvfs(descriptor))

    def pinned(self, folder: str, name: str) -> bool:
        """Whether a file is flagged immutable or append-only."""
        return facts.pinned(self.roots.descriptor(folder), os.fsencode(name))

    def allows(self, folder: str, name: str, mode: int) -> bool:
        """Whether a file or folder may be read, or written to: R_OK, W_OK."""
        parent = self.roots.descriptor(folder)
        return os.access(name, mode, dir_fd=parent, effective_ids=True)

    def free(self, folder: str) -> tuple[int, int]:
        """Free bytes and inodes there; -1 where the file system does not say."""
        return facts.free(self.roots.descriptor(folder))

    def row(self, folder: str) -> FolderRow:
        """All that giving the folder back exactly needs."""
        descriptor = self.roots.descriptor(folder)
        return row_of(folder, os.fstat(descriptor), descriptor)

    def names(self, folder: str) -> list[str]:
        """The names in a folder, unsorted.

        It is opened anew: btrfs shows a folder as it was when it was opened, and sshfs
        shows nothing more in one that was read before.
        """
        descriptor = self.roots.opened(folder)
        try:
            return os.listdir(descriptor)
        finally:
            os.close(descriptor)

    def target(self, folder: str, name: str) -> str:
        """What a symlink says."""
        return os.readlink(name, dir_fd=self.roots.descriptor(folder))

    def same_bytes(self, folder: str, name: str, to: str, new: str) -> bool:
        """Whether two files hold the same."""
        with self.opened(folder, name) as one, self.opened(to, new) as other:
            while True:
                block = one.read(BLOCK)
                if block != other.read(BLOCK):
                    return False
                if not block:
                    return True

    def opened(self, folder: str, name: str) -> BinaryIO:
        """A regular file, for reading.

        Raises:
            OSError: ELOOP for a symlink, EINVAL for anything else but a file.
        """
        parent = self.roots.descriptor(folder)
        try:
            descriptor = os.open(name, READ, dir_fd=parent)
        except OSError as error:
            error.filename = path_in(folder, name)
            raise
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.EINVAL, "it is not a regular file", name)
        return os.fdopen(descriptor, "rb")

    def read(self, folder: str, name: str) -> BinaryIO | None:
        """One of planfile's own files; None if there is none."""
        try:
            return self.opened(folder, name)
        except FileNotFoundError:
            return None


def row_of(folder: str, seen: os.stat_result, descriptor: int) -> FolderRow:
    """All that giving an open folder back exactly needs."""
    return FolderRow(
        folder,
        stat.S_IMODE(seen.st_mode),
        seen.st_mtime_ns,
        seen.st_uid,
        seen.st_gid,
        attributes(descriptor),
    )


def attributes(descriptor: int) -> tuple[tuple[str, str], ...]:
    """A folder's extended attributes, ACLs included, as (name, base64)."""
    try:
        names = os.listxattr(descriptor)
        if not names:
            return ()
        return tuple(
            (name, base64.b64encode(os.getxattr(descriptor, name)).decode("ascii"))
            for name in sorted(names)
        )
    except OSError:
        return ()


def inherited(here: Container[str], wanted: Container[str]) -> list[str]:
    """The ACLs that something new has of the folder it was made in, and is not to."""
    return [name for name in ACLS if name in here and name not in wanted]


def encode(name: str) -> bytes:
    """What os.fsencode does, at half of its cost."""
    return name.encode("utf-8", "surrogateescape") if UTF8 else os.fsencode(name)


def sites_of(library: str, others: Sequence[str]) -> list[str]:
    """The roots, and every mount beneath them, each with a stage of its own.

    Mounts beneath the library are relative to it, like all of its paths.
    """
    found = ["", *others]
    try:
        top = library.rstrip("/") + "/"
        found += [path.removeprefix(top) for path in facts.mounts_below(library)]
        for root in others:
            found += facts.mounts_below(root)
    except OSError:
        return found
    return list(dict.fromkeys(found))
