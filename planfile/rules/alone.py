"""Seats what lies alone, far from its video: a subtitle or an extra that names it."""

from __future__ import annotations

from collections.abc import Sequence

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.identity import Identity
from planfile.artifacts.plan import Placement, Section
from planfile.artifacts.tree import Role
from planfile.rules.desk import MAIN, Desk
from planfile.rules.layout import Spot, spot_of
from planfile.rules.reasons import unsure

Episode = tuple[Spot, tuple[int, ...], str | None]
"""The folder that a video would go to, its numbers and its date."""


def follow(
    desk: Desk, bundles: Sequence[Bundle], identities: Sequence[Identity | None]
) -> None:
    """Seat subtitles and extras that lie alone beside the video they name."""
    alone = [i for i, bundle in enumerate(bundles) if bundle.role not in MAIN]
    if not alone:
        return
    wanted = {_episode(desk, i) for i in map(identities.__getitem__, alone) if i}
    videos: set[Episode] = set()
    for bundle, identity in zip(bundles, identities, strict=True):
        if bundle.role in MAIN and identity:
            episode = _episode(desk, identity)
            if episode in wanted and episode[0] in desk.taken.spots:
                videos.add(episode)
    homes = {spot[:2] for spot in desk.taken.spots}
    for index in alone:
        _follow_one(desk, bundles[index], identities[index], videos, homes)


def _episode(desk: Desk, identity: Identity) -> Episode:
    spot = spot_of(identity, desk.policies)
    wanted = desk.seats.spell(spot) if spot else Spot(Section.SHOWS, "", "")
    return wanted, identity.episodes, identity.date


def _follow_one(
    desk: Desk,
    bundle: Bundle,
    identity: Identity | None,
    videos: set[Episode],
    homes: set[tuple[Section, str]],
) -> None:
    extra = bundle.role is Role.EXTRA
    name = "an extra" if extra else "a subtitle"
    if identity is None or unsure(identity, desk.least):
        desk.leave(bundle, f"{name} without its video")
        return
    wanted = _episode(desk, identity)
    spot = wanted[0]
    film = spot.section is Section.MOVIES and spot[:2] in homes
    here = wanted in videos or film
    if not extra and here and _beneath(desk, spot, bundle.lead):
        desk.unchanged += 1
    elif extra and spot[:2] in homes:
        desk.put(Placement(*spot[:2], "Extras", bundle.lead), bundle.lead)
    elif not extra and wanted in videos:
        desk.put(Placement(*spot, bundle.lead), bundle.lead)
    else:
        desk.leave(bundle, f"{name} of {identity.title}, which is not here")


def _beneath(desk: Desk, spot: Spot, path: str) -> bool:
    """Whether a path lies in its own show's season or film's folder already."""
    own = desk.seats.own_edition(spot, path)
    here = f"{desk.seats.folder_path(own)}/"
    return path.startswith(here) and not desk.elsewhere
