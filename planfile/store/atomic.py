"""Files that appear whole or not at all: temp, sync, rename, sync the folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from errno import EINVAL, EOPNOTSUPP

from planfile.artifacts.tree import Role
from planfile.errors import InputError

_NO_SUCH_CALL = {EINVAL, EOPNOTSUPP}  # what a mount says that cannot sync folders
_NOT_MEDIA = {Role.OTHER, Role.JUNK}
_SNIFFED = 8192


def write_atomic(path: str, chunks: Iterable[bytes], mode: int = 0o644) -> None:
    """Write `chunks` to `path` so that a crash leaves the old file or the new one.

    A symbolic link stays one; a pipe or device is written to, never replaced.

    Raises:
        InputError: The folder is missing, not writable or full; nothing changed.
    """
    try:
        if is_passage(path):
            with open(path, "wb") as stream:
                stream.writelines(chunks)
        else:
            write_anew(os.path.realpath(path), chunks, mode)
    except IsADirectoryError as error:
        fix = f"name a file, like {os.path.join(path, 'plan.yaml')}"
        raise InputError(f"cannot write {path}: it is a folder", fix=fix) from error
    except OSError as error:
        folder = os.path.dirname(path) or "."
        raise InputError(
            f"cannot write {path}: {error.strerror}",
            fix=f"check that {folder} exists, is writable and has space",
        ) from error


def refuse_media(path: str) -> None:
    """Refuse to write text where a film, a subtitle, or no text at all is already.

    Raises:
        InputError: What is there would be lost for good; it was not touched.
    """
    from planfile.naming.roles import role_of

    path = os.path.realpath(path)
    if not os.path.isfile(path) or not os.path.getsize(path):
        return
    role = role_of("", os.path.basename(path), 0)
    if role not in _NOT_MEDIA or _is_binary(path):
        what = "no text" if role in _NOT_MEDIA else f"media ({role})"
        raise InputError(
            f"{path} exists and is {what}; it was not overwritten",
            fix="give the name of a file that may be replaced, or of a new one",
        )


def _is_binary(path: str) -> bool:
    """Whether a file begins like no text does; not if it cannot be read."""
    try:
        with open(path, "rb") as stream:
            return b"\0" in stream.read(_SNIFFED)
    except OSError:
        return False


def is_passage(path: str) -> bool:
    """Whether what is written there goes on: a pipe, a device, /dev/stdout."""
    return os.path.exists(path) and not os.path.isfile(path)


def write_anew(
    path: str, chunks: Iterable[bytes], mode: int, folder: int | None = None
) -> None:
    """Put a new file in the place of `path`, which may be a name in an open `folder`.

    Raises:
        OSError: It could not be done; nothing changed.
    """
    temporary = f"{path}.{os.urandom(4).hex()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    descriptor = os.open(temporary, flags, mode, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(descriptor)
        os.replace(temporary, path, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(temporary, dir_fd=folder)
        raise
    sync_folder(os.path.dirname(path) or ".", folder)


def sync_folder(path: str, folder: int | None = None) -> None:
    """Make the names in a folder durable; file systems that can't are tolerated."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY, dir_fd=folder)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SUCH_CALL:
            raise
    finally:
        os.close(descriptor)
