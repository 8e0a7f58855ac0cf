"""Which names are given out already in each folder."""

from __future__ import annotations

from planfile.artifacts.paths import last_component
from planfile.rules.layout import Spot
from planfile.rules.paths import fold

MOST_AT_HAND = 64
"""Folders whose names are kept folded while companions come in."""


class Taken:
    """Paths by spot, whose last components are taken there.

    The paths are those of the placements, so they cost no memory of their own. Names
    are folded only where somebody asks, for a few spots at a time.
    """

    def __init__(self) -> None:
        self.spots: dict[Spot, list[str]] = {}
        self._folded: dict[Spot, set[str]] = {}

    def add(self, spot: Spot, path: str) -> None:
        """Give the name of a path out in a spot."""
        self.spots.setdefault(spot, []).append(path)
        known = self._folded.get(spot)
        if known is not None:
            known.add(_folded(path))

    def has(self, spot: Spot, path: str) -> bool:
        """Whether the name of a path, or a twin of it, is given out in a spot."""
        known = self._folded.get(spot)
        if known is None:
            if spot not in self.spots:
                return False
            if len(self._folded) >= MOST_AT_HAND:
                self._folded.clear()
            known = self._folded[spot] = set(map(_folded, self.spots[spot]))
        return _folded(path) in known


def _folded(path: str) -> str:
    return fold(last_component(path).rstrip("/"))
