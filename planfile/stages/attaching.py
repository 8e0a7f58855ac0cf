"""Seats what follows whole folders: a show's poster, a season's extras, scans."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planfile.artifacts.bundle import Attached
from planfile.artifacts.paths import folder_of, last_component
from planfile.artifacts.tree import Role
from planfile.naming.extras import players_suffix
from planfile.naming.season_folders import anchors_of, means_season, read_folder
from planfile.naming.stems import stem_of
from planfile.rules.desk import Desk
from planfile.rules.following import Common
from planfile.rules.layout import Spot

_PICTURES = frozenset({Role.ARTWORK, Role.METADATA})
# What players make for themselves, and look for beside the videos only.
_PLAYERS_OWN = re.compile(
    r"/(?:extrafanart|extrathumbs|metadata|[^/]+\.trickplay)(?:/|$)", re.IGNORECASE
)


def attach(desk: Desk, followers: Iterable[Attached], common: Common) -> None:
    """Let what belongs to whole folders go where those folders' videos went.

    What lies well in a folder that is right already stays: players put it there.
    """
    for follower in followers:
        attached = follower
        spot = common.spot(attached, season_like=means_season(attached.anchor))
        scattered = common.scattered(attached.anchor)
        if spot is None and not scattered:
            attached, spot = _from_above(attached, common)
        if (
            spot is not None
            and desk.at_home(attached, spot)
            and _lies_well(attached, desk)
        ):
            desk.unchanged += 1
        else:
            desk.attach(attached, spot, scattered=scattered)


def _lies_well(attached: Attached, desk: Desk) -> bool:
    """Whether something in the folder of its own show or movie is right there.

    A picture is not beside an extra, with which it would go.
    """
    folder = folder_of(attached.path)
    if attached.role is Role.EXTRA:
        stem = stem_of(last_component(attached.path))
        return folder == attached.anchor and players_suffix(stem)
    return attached.role in _PICTURES and not desk.has_videos(folder)


def _from_above(attached: Attached, common: Common) -> tuple[Attached, Spot | None]:
    """Where what lies in a folder without videos (`Scans/`) goes: to the extras."""
    below = attached.anchor
    own = _PLAYERS_OWN.search(folder_of(attached.path))
    own = own if attached.role in _PICTURES else None
    for anchor in anchors_of(attached.anchor)[1:]:
        if not own and _names_something(last_component(below)):
            break
        below = anchor
        inner = folder_of(attached.path[len(anchor) + 1 :])
        home = attached.home or (inner if own else f"Extras/{inner}")
        moved = attached._replace(anchor=anchor, home=home)
        spot = common.spot(moved, season_like=means_season(anchor))
        if spot is not None:
            return moved, spot
    return attached, None


def _names_something(folder: str) -> bool:
    """Whether a folder is a season's, a release's or a title's, and none of scans."""
    reading = read_folder(folder)
    return bool(reading.season or reading.year or reading.tags)
