"""Shows and movies that are laid out well, but in a section of their own.

`Anime/Naruto (2002)/Season 01/` beside `TV Shows/`, `Kids Movies/Up (2009)/` beside
`Movies/`: somebody meant it so, and it stays; nothing of the same show goes elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.paths import folder_of, joined, last_component
from planfile.artifacts.plan import Section
from planfile.rules.layout import Spot

SectionOf = Callable[[str], Section | None]


class Keeps:
    """Finds what is kept so; `section_of` says which section a folder is for.

    `homes` maps section and folder to where it is kept.
    """

    def __init__(self, roots: Mapping[Section, str], section_of: SectionOf) -> None:
        self._roots = roots
        self._section_of = section_of
        self.homes: dict[tuple[Section, str], str] = {}
        self._kept = frozenset[str]()

    def find(self, by_spot: dict[Spot, list[int]], bundles: Sequence[Bundle]) -> None:
        """Look through all that want a seat, show by show."""
        rooted: set[tuple[Section, str]] = set()
        for spot, members in sorted(by_spot.items()):
            for index in members:
                top = self._top(bundles[index].lead, spot)
                if top == self._roots[spot.section]:
                    rooted.add(spot[:2])
                elif top and self._section_of(top) is spot.section:
                    home = f"{top}/{spot.folder}"
                    self.homes.setdefault(spot[:2], home)
        for key in rooted:
            self.homes.pop(key, None)
        self._kept = frozenset(self.homes.values())

    def _top(self, lead: str, spot: Spot) -> str | None:
        """The folder in which a video is laid out as its spot says."""
        tail = joined(spot.folder, spot.sub, last_component(lead))
        if lead == tail:
            return ""
        top = lead.removesuffix(f"/{tail}")
        return None if top == lead else top

    def stays(self, lead: str, spot: Spot) -> bool:
        """Whether a video is right where it is kept."""
        home = self.homes.get(spot[:2])
        if home is None:
            return False
        return lead == joined(home, spot.sub, last_component(lead))

    def inside(self, path: str) -> bool:
        """Whether a path is in a folder that is kept."""
        folder = folder_of(path)
        while folder and folder not in self._kept:
            folder = folder_of(folder)
        return bool(folder)
