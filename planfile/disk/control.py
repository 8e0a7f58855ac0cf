"""The making of `.planfile` in a library's root, which keeps its times all the same.

What the root's mtime was is in names, so that it survives a kill: first in the name of
the new folder, then in that of an empty file in it.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import suppress

from planfile.artifacts.journal import CONTROL
from planfile.disk.calls import PLAIN_FOLDER
from planfile.disk.facts import keeps_times
from planfile.disk.real import RealDisk
from planfile.disk.skip import NEW_PREFIX
from planfile.errors import ArtifactError, DriftError

MARK = "made-"
OVERTAKEN = {errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST}
"""What the rename says when another run has made the folder in the meantime."""
UNABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT}
"""Why a library cannot be written: no fault of the disk."""
_TIME = re.compile(r"-?[0-9]{1,19}")


def control_folder(disk: RealDisk, root: str = "") -> str:
    """Make `.planfile` in a root unless it is there; its path is returned.

    The root keeps its mtime: the folder is planfile's business, not the library's.

    Raises:
        ArtifactError: Something else, a symlink perhaps, has that name.
        DriftError: The library cannot be written.
    """
    path = f"{root}/{CONTROL}" if root else CONTROL
    parent = disk.roots.descriptor(root)
    try:
        seen = os.stat(CONTROL, dir_fd=parent, follow_symlinks=False)
    except FileNotFoundError:
        _make(disk, parent, root)
    else:
        if not stat.S_ISDIR(seen.st_mode):
            raise ArtifactError(
                f"{CONTROL} in {root or disk.roots.library} is not a folder",
                fix="see who put it there, and move it away",
            )
        _give_back_time(disk, parent, path)
    return path


def _make(disk: RealDisk, parent: int, root: str) -> None:
    if not keeps_times(parent):
        raise DriftError(
            f"{root or disk.roots.library} belongs to another user: "
            "its times could not be given back",
            fix="run planfile as its owner or as root",
        )
    path = f"{root}/{CONTROL}" if root else CONTROL
    try:
        _put_in_place(disk, parent)
        _give_back_time(disk, parent, path)
        disk.sync([root])
    except OSError as error:
        with suppress(OSError):
            _give_back_time(disk, parent, path)
        if error.errno not in UNABLE:
            raise
        raise DriftError(
            f"cannot write in {root or disk.roots.library}: {error.strerror}",
            fix="planfile needs to write there; check the mount and the permissions",
        ) from error


def _put_in_place(disk: RealDisk, parent: int) -> None:
    """Make the folder aside and rename it, unless another run does it right now."""
    time_ns = _new_folder(disk, parent)
    name, mark = os.fsencode(f"{NEW_PREFIX}{time_ns}"), os.fsencode(f"{MARK}{time_ns}")
    try:
        new = os.open(name, PLAIN_FOLDER, dir_fd=parent)
    except FileNotFoundError:
        return
    try:
        with suppress(FileExistsError):
            os.close(disk.calls.create(new, mark, 0o600))
        disk.calls.replace(parent, name, parent, os.fsencode(CONTROL))
    except OSError as error:
        overtaken = error.errno in OVERTAKEN
        with suppress(FileNotFoundError if overtaken else OSError):
            with suppress(FileNotFoundError):
                disk.calls.unlink(new, mark)
            disk.calls.rmdir(parent, name)
            atime_ns = os.fstat(parent).st_atime_ns
            disk.calls.set_times(parent, atime_ns, time_ns)
        if not overtaken:
            raise
    finally:
        os.close(new)


def _new_folder(disk: RealDisk, parent: int) -> int:
    """Make a folder named after the root's mtime, unless a killed run has made it."""
    time_ns = os.fstat(parent).st_mtime_ns
    for name in os.listdir(parent):
        if name.startswith(NEW_PREFIX) and _TIME.fullmatch(
            name.removeprefix(NEW_PREFIX)
        ):
            return int(name.removeprefix(NEW_PREFIX))
    with suppress(FileExistsError):
        disk.calls.mkdir(parent, os.fsencode(f"{NEW_PREFIX}{time_ns}"), 0o700)
    return time_ns


def _give_back_time(disk: RealDisk, parent: int, path: str) -> None:
    """Give the root the mtime that it had before `.planfile` was made in it."""
    control = disk.roots.descriptor(path)
    for name in os.listdir(control):
        time_ns = name.removeprefix(MARK)
        if name.startswith(MARK) and _TIME.fullmatch(time_ns):
            atime_ns = os.fstat(parent).st_atime_ns
            disk.calls.set_times(parent, atime_ns, int(time_ns))
            with suppress(FileNotFoundError):
                disk.calls.unlink(control, os.fsencode(name))
