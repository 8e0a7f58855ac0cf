"""Files of a library that some program has open for writing, as far as /proc tells."""

from __future__ import annotations

import os
from contextlib import suppress

_WRITES = os.O_WRONLY | os.O_RDWR


def being_written(library: str) -> dict[str, str]:
    """Path beneath the library and name of the program, for each file open for writing.

    Only processes that this user may look into are seen; those of others are not.
    """
    found: dict[str, str] = {}
    top = library.rstrip("/") + "/"
    try:
        processes = [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return found
    own = str(os.getpid())
    for process in processes:
        if process != own:
            with suppress(OSError):
                for path in _open_files(process, top):
                    found[path.removeprefix(top)] = _name(process)
    return found


def _open_files(process: str, top: str) -> list[str]:
    """Paths beneath `top` that a process has open for writing."""
    found = []
    folder = f"/proc/{process}/fd"
    for number in os.listdir(folder):
        with suppress(OSError):
            path = os.readlink(f"{folder}/{number}")
            if path.startswith(top) and _writes(process, number):
                found.append(path)
    return found


def _writes(process: str, number: str) -> bool:
    with open(f"/proc/{process}/fdinfo/{number}", encoding="ascii") as lines:
        for line in lines:
            if line.startswith("flags:"):
                return bool(int(line.split()[1], 8) & _WRITES)
    return False


def _name(process: str) -> str:
    with open(f"/proc/{process}/comm", encoding="utf-8", errors="replace") as text:
        return f"{text.read().strip()}, pid {process}"
