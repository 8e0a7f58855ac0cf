"""What a disc folder amounts to: the sum of its files and the newest of them."""

from __future__ import annotations

import stat
from collections.abc import Iterator

from planfile.disk.door import Disk, Look, path_in


def files_below(disk: Disk, folder: str) -> Iterator[tuple[str, str, Look]]:
    """Every (folder, name, look) below a folder that is not a folder itself."""
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        for name in sorted(disk.names(current)):
            look = disk.look(current, name)
            if look is None:
                continue
            if stat.S_ISDIR(look.st_mode):
                waiting.append(path_in(current, name))
            else:
                yield current, name, look


def folders_below(disk: Disk, folder: str) -> Iterator[str]:
    """A folder and every folder below it, parents first."""
    waiting = [folder]
    while waiting:
        yield (current := waiting.pop())
        for name in sorted(disk.names(current)):
            look = disk.look(current, name)
            if look is not None and stat.S_ISDIR(look.st_mode):
                waiting.append(path_in(current, name))


def measure(disk: Disk, folder: str) -> tuple[int, int, int]:
    """Size in bytes, newest mtime in nanoseconds, and number of entries."""
    size = newest = count = 0
    for _, _, look in files_below(disk, folder):
        size += look.st_size
        newest = max(newest, look.st_mtime_ns)
        count += 1
    if not newest:
        itself = disk.look_folder(folder)
        newest = itself.st_mtime_ns if itself else 0
    return size, newest, count
