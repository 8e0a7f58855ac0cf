"""Shows and movies that are laid out well, but in a section of their own.

`Anime/Naruto (2002)/Season 01/` beside `TV Shows/`, `Kids Movies/Up (2009)/` beside
`Movies/`: somebody meant it so, and it stays. Nothing of the same show goes elsewhere,
unless it has a folder there too, as `Movies 4K/Up (2009)/` beside `Movies/Up (2009)/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.paths import folder_of, joined, last_component
from planfile.artifacts.plan import Section
from planfile.rules.layout import Spot

IsFor = Callable[[str, Section], bool]


class Keeps:
    """Finds what is kept so; `is_for` says whether a folder is for a section.

    `homes` maps section and folder to where alone it is kept.
    """

    def __init__(self, roots: Mapping[Section, str], is_for: IsFor) -> None:
        self._roots = roots
        self._is_for = is_for
        self.homes: dict[tuple[Section, str], str] = {}
        self._kept: set[str] = set()

    def find(self, by_spot: dict[Spot, list[int]], bundles: Sequence[Bundle]) -> None:
        """Look through all that want a seat, show by show."""
        rooted: set[tuple[Section, str]] = set()
        for spot, members in sorted(by_spot.items()):
            for index in members:
                top = self._top(bundles[index].lead, spot)
                if top == self._roots[spot.section]:
                    rooted.add(spot[:2])
                elif top and self._is_for(top, spot.section):
                    home = f"{top}/{spot.folder}"
                    self.homes.setdefault(spot[:2], home)
                    self._kept.add(home)
        for key in rooted:
            self.homes.pop(key, None)

    def _top(self, lead: str, spot: Spot) -> str | None:
        """The folder in which a video is laid out as its spot says."""
        tail = joined(spot.folder, spot.sub, last_component(lead))
        if lead == tail:
            return ""
        top = lead.removesuffix(f"/{tail}")
        return None if top == lead else top

    def stays(self, lead: str, spot: Spot) -> bool:
        """Whether a video is right where it is kept."""
        top = self._top(lead, spot) if self._kept else None
        return bool(top) and f"{top}/{spot.folder}" in self._kept

    def inside(self, path: str) -> bool:
        """Whether a path is in a folder that is kept."""
        folder = folder_of(path)
        while folder and folder not in self._kept:
            folder = folder_of(folder)
        return bool(folder)
