"""Where things go that follow a whole folder: a show's poster, a season's extras."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planfile.artifacts.bundle import Attached
from planfile.artifacts.paths import folder_of, joined, last_component
from planfile.artifacts.plan import Section
from planfile.artifacts.tree import Role
from planfile.rules.layout import Spot
from planfile.rules.paths import fold

_SHOW_NAMES = re.compile(
    r"^(?:tvshow\.nfo|\.?plexmatch|theme\.\w+|season[ _-]?(?:\d+|all|specials)\b.*"
    r"|show\.\w+|series\.\w+)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r" \(\d{4}\)$")
_MOST = 4  # further shows and movies beneath one folder change nothing


class Common:
    """The folder that all videos beneath some folders have in common.

    Only the folders asked for (`anchors`) are followed: memory is theirs, time is one
    look per video and level.
    """

    def __init__(self, anchors: Iterable[str]) -> None:
        self._anchors = frozenset(anchors)
        self._spots: dict[str, list[Spot]] = {}
        self._direct: set[str] = set()
        self._above: dict[str, tuple[str, ...]] = {}

    def add(self, lead: str, spot: Spot) -> None:
        """Note that the video at `lead` goes to `spot`."""
        folder = folder_of(lead)
        above = self._above.get(folder)
        if above is None:
            above = self._above[folder] = self._anchors_above(folder)
        for anchor in above:
            _join(self._spots.setdefault(anchor, []), spot)
            if anchor == folder:
                self._direct.add(anchor)

    def _anchors_above(self, folder: str) -> tuple[str, ...]:
        found = []
        while True:
            if folder in self._anchors:
                found.append(folder)
            if not folder:
                return tuple(found)
            folder = folder_of(folder)

    def spot(self, attached: Attached, *, season_like: bool) -> Spot | None:
        """Where an entry goes with its folder; None when the folder goes apart.

        `season_like` says that the folder's name means one season.
        """
        spot = self._own(attached.anchor)
        if spot is None:
            return None
        sub = spot.sub if self._keeps_season(attached, season_like) else ""
        return spot._replace(sub=joined(sub, attached.home))

    def _own(self, anchor: str) -> Spot | None:
        """The only show or movie beneath a folder, or the one of its own name."""
        spots = self._spots.get(anchor, [])
        if len(spots) == 1:
            return spots[0]
        name = _plain(last_component(anchor))
        named = [spot for spot in spots if name == _plain(spot.folder)]
        shows = [spot for spot in named if spot.section is Section.SHOWS] or named
        return shows[0] if len(shows) == 1 else None

    def _keeps_season(self, attached: Attached, season_like: bool) -> bool:
        """Whether it is the season's own rather than the show's."""
        if attached.anchor not in self._direct or not season_like:
            return False
        name = last_component(attached.path)
        return attached.role is Role.EXTRA or not _SHOW_NAMES.match(name)

    def scattered(self, anchor: str) -> bool:
        """Whether videos beneath a folder go to several shows or movies."""
        return len(self._spots.get(anchor, ())) > 1


def _join(spots: list[Spot], spot: Spot) -> None:
    """Add a spot; two seasons of one show are the show."""
    for index, known in enumerate(spots):
        if known[:2] == spot[:2]:
            if known.sub != spot.sub:
                spots[index] = known._replace(sub="")
            return
    if len(spots) < _MOST:
        spots.append(spot)


def _plain(folder: str) -> str:
    """A folder's name without its year, case and marks."""
    return "".join(c for c in fold(_YEAR.sub("", folder)) if c.isalnum())
