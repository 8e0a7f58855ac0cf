"""The same calls as `floors guard`, from Python, and nothing else: Python's own floor.

    python -m tests.bench.bare OPERATIONS

There is no plan to read and no tree to compare with, no lock, no record, no way back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from planfile.disk.calls import CALLS

HERE = -100  # AT_FDCWD
NOTES = b".guard"


def words(path: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Kind, first and second path of each operation."""
    with open(path, "rb") as file:
        rest = iter(file.read().split(b"\0")[:-1])
    for kind in rest:
        yield kind, next(rest), next(rest) if kind == b"r" else b""


def looked_at(operations: list[tuple[bytes, bytes, bytes]]) -> list[int]:
    """The inode of each file; what will be done is noted and made durable."""
    inodes = []
    with open(NOTES, "wb") as notes:
        for kind, first, second in operations:
            if kind != b"r":
                continue
            seen = os.stat(first, follow_symlinks=False)
            inodes.append(seen.st_ino)
            known = seen.st_ino, seen.st_size, seen.st_mtime_ns
            notes.write(b"%s\t%s\t%d\t%d\t%d\n" % (first, second, *known))
        notes.flush()
        os.fsync(notes.fileno())
    return inodes


def main(path: str) -> None:
    """Look at everything, do everything, look where it arrived, sync."""
    operations = list(words(path))
    inodes = iter(looked_at(operations))
    for kind, first, second in operations:
        if kind == b"m":
            os.mkdir(first)
        elif kind == b"d":
            os.rmdir(first)
        else:
            CALLS.rename(HERE, first, HERE, second)
            if os.stat(second, follow_symlinks=False).st_ino != next(inodes):
                sys.exit(f"{os.fsdecode(second)} is another file")
    os.unlink(NOTES)
    os.sync()


if __name__ == "__main__":
    main(*sys.argv[1:])
