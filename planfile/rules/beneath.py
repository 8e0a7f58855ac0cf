"""What goes along when a whole folder moves, without asking all paths each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Beneath:
    """Paths by the folders that they are in; of a folder's name all are found at once.

    Discs have few names and may be thousands. What is added to the paths after a name
    was asked for is not seen.
    """

    def __init__(self, *paths: Iterable[str]) -> None:
        self._paths = paths
        self._names: set[str] = set()
        self._found: dict[str, set[str]] = {}

    def moved(self, folder: str, goal: str) -> list[tuple[str, str]]:
        """The paths in a folder and what they become as it moves to a goal."""
        name = folder.rpartition("/")[2]
        if name not in self._names:
            self._names.add(name)
            for paths in self._paths:
                for path in paths:
                    for above in named(path, name):
                        self._found.setdefault(above, set()).add(path)
        pairs = [
            (path, goal + path[len(folder) :])
            for path in sorted(self._found.pop(folder, ()))
        ]
        if pairs:
            self._found.setdefault(goal, set()).update(new for _, new in pairs)
        return pairs


def named(path: str, name: str) -> Iterator[str]:
    """The folders of a name that a path is in."""
    rooted, part = f"/{path}", f"/{name}/"
    at = rooted.find(part)
    while at >= 0:
        yield path[: at + len(name)]
        at = rooted.find(part, at + 1)
