"""Where things go that follow a whole folder: a show's poster, a season's extras."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planfile.artifacts.bundle import Attached
from planfile.artifacts.plan import Section, last_component
from planfile.artifacts.tree import Role
from planfile.rules.layout import Spot

_SHOW_NAMES = re.compile(
    r"^(?:tvshow\.nfo|\.?plexmatch|theme\.\w+|season[ _-]?(?:\d+|all|specials)\b.*"
    r"|show\.\w+|series\.\w+)$",
    re.IGNORECASE,
)
_SPLIT = Spot(Section.SHOWS, "", "")


class Common:
    """The folder that all videos beneath some folders have in common.

    Only the folders asked for (`anchors`) are followed: memory is theirs, time is one
    look per video and level.
    """

    def __init__(self, anchors: Iterable[str]) -> None:
        self._anchors = frozenset(anchors)
        self._spots: dict[str, Spot] = {}
        self._direct: dict[str, Spot] = {}
        self._above: dict[str, tuple[str, ...]] = {}

    def add(self, lead: str, spot: Spot) -> None:
        """Note that the video at `lead` goes to `spot`."""
        folder = lead[: max(lead.rfind("/", 0, -1), 0)]
        above = self._above.get(folder)
        if above is None:
            above = self._above[folder] = self._anchors_above(folder)
        for anchor in above:
            known = self._spots.get(anchor)
            self._spots[anchor] = spot if known is None else _shared(known, spot)
            if anchor == folder:
                known = self._direct.get(anchor)
                self._direct[anchor] = spot if known is None else _shared(known, spot)

    def _anchors_above(self, folder: str) -> tuple[str, ...]:
        found = []
        while True:
            if folder in self._anchors:
                found.append(folder)
            if not folder:
                return tuple(found)
            folder = folder[: max(folder.rfind("/"), 0)]

    def spot(self, attached: Attached, *, season_like: bool) -> Spot | None:
        """Where an entry goes with its folder; None when the folder goes apart.

        `season_like` says that the folder's name means one season.
        """
        spot = self._spots.get(attached.anchor)
        if spot is None or not spot.folder:
            return None
        sub = spot.sub if self._keeps_season(attached, season_like) else ""
        home = attached.home
        return spot._replace(sub="/".join(part for part in (sub, home) if part))

    def _keeps_season(self, attached: Attached, season_like: bool) -> bool:
        """Whether it is the season's own rather than the show's."""
        if attached.anchor not in self._direct or not season_like:
            return False
        name = last_component(attached.path)
        return attached.role is Role.EXTRA or not _SHOW_NAMES.match(name)

    def scattered(self, anchor: str) -> bool:
        """Whether videos beneath a folder go to several shows or movies."""
        spot = self._spots.get(anchor)
        return spot is not None and not spot.folder


def _shared(one: Spot, other: Spot) -> Spot:
    if one == other:
        return one
    if one[:2] == other[:2]:
        return one._replace(sub="")
    return _SPLIT
