"""The user's cache: what lies there can be made again, so a failure costs only time."""

from __future__ import annotations

import os
from collections.abc import Iterable

from planfile.errors import PlanfileError
from planfile.store.atomic import write_atomic


def cache_folder(chosen: str = "") -> str:
    """The folder that was `chosen`, else the user's own; "" where there is none."""
    chosen = chosen or os.environ.get("PLANFILE_CACHE", "")
    if chosen:
        return chosen
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        home = os.environ.get("HOME", "") or os.path.expanduser("~")
        base = os.path.join(home, ".cache") if os.path.isabs(home) else ""
    return os.path.join(base, "planfile") if base else ""


def keep(path: str, chunks: Iterable[bytes], most: int) -> bool:
    """Write a file, and drop the oldest of its folder's that end alike beyond `most`.

    False where that could not be done.
    """
    folder, name = os.path.split(path)
    ending = name[name.find(".") :]
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        write_atomic(path, chunks, 0o600)
        alike = [item for item in os.scandir(folder) if item.name.endswith(ending)]
        alike.sort(key=lambda item: item.stat().st_mtime_ns)
        for item in alike[:-most]:
            os.unlink(item.path)
    except (OSError, PlanfileError):
        return False
    return True
