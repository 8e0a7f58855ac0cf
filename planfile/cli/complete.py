"""What the shell offers after a TAB: folders, plans, trees, numbers of runs."""

from __future__ import annotations

import os
from collections.abc import Iterator

PLANS = (".yaml", ".yml")
TREES = (".json",)


def plans(incomplete: str) -> list[str]:
    """Plan files and folders that begin so."""
    return _offered(_files(incomplete, PLANS))


def folders(incomplete: str) -> list[str]:
    """Folders that begin so."""
    return _offered(_files(incomplete, ()))


def trees(incomplete: str) -> list[str]:
    """Folders and trees that begin so."""
    return _offered(_files(incomplete, TREES))


def plans_and_runs(incomplete: str) -> list[str]:
    """Plans, trees, `state`, and the runs of the library that the settings name."""
    words = [*runs(incomplete), "state"]
    found = [word for word in words if word.startswith(incomplete)]
    return found + _offered(_files(incomplete, (*PLANS, *TREES)))


def runs(incomplete: str) -> list[str]:
    """Numbers of runs in the library that the settings or the working folder name."""
    library = os.environ.get("PLANFILE_LIBRARY") or "."
    try:
        names = os.listdir(os.path.join(library, ".planfile", "runs"))
    except OSError:
        return []
    numbers = {name.partition("-")[0].lstrip("0") for name in names}
    found = [number for number in numbers if number.isdigit()]
    return sorted((n for n in found if n.startswith(incomplete)), key=int)


def _offered(found: Iterator[str]) -> list[str]:
    """What was found, in order; one folder alone bash completes better, by itself."""
    names = sorted(found)
    bash = os.environ.get("_PLANFILE_COMPLETE") == "complete_bash"
    return [] if bash and len(names) == 1 and names[0].endswith("/") else names


def _files(incomplete: str, endings: tuple[str, ...]) -> Iterator[str]:
    folder, _, start = incomplete.rpartition("/")
    try:
        with os.scandir(f"{folder}/" if incomplete.count("/") else ".") as entries:
            found = [entry for entry in entries if entry.name.startswith(start)]
            for entry in found:
                path = f"{folder}/{entry.name}" if "/" in incomplete else entry.name
                if entry.name.startswith(".") and not start:
                    continue
                if entry.is_dir():
                    yield f"{path}/"
                elif entry.name.endswith(endings):
                    yield path
    except OSError:
        return
