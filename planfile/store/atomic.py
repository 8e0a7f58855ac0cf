"""Files that appear whole or not at all: temp, sync, rename, sync the folder."""

from __future__ import annotations

import os
from collections.abc import Iterable

from planfile.errors import InputError


def write_atomic(path: str, chunks: Iterable[bytes], mode: int = 0o644) -> None:
    """Write `chunks` to `path` so that a crash leaves the old file or the new one.

    Raises:
        InputError: The folder is missing, not writable or full; nothing changed.
    """
    folder = os.path.dirname(path) or "."
    temporary = f"{path}.{os.urandom(4).hex()}.tmp"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                for chunk in chunks:
                    stream.write(chunk)
                stream.flush()
                os.fsync(descriptor)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
        sync_folder(folder)
    except OSError as error:
        raise InputError(
            f"cannot write {path}: {error.strerror}",
            fix=f"check that {folder} exists, is writable and has space",
        ) from error


def sync_folder(folder: str) -> None:
    """Make the names in a folder durable; file systems that can't are tolerated."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {
            22,
            95,
        }:  # EINVAL, EOPNOTSUPP: the mount has no such call
            raise
    finally:
        os.close(descriptor)
