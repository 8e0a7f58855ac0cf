"""Two folders of one show, of which only the new one has a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.identity import Identity
from planfile.artifacts.plan import Section
from planfile.rules.layout import Spot
from planfile.rules.seats import Seats

_YEAR = re.compile(r" \((?:19|20)\d\d\)$")


def join_years(
    wanted: dict[Spot, list[int]],
    bundles: Sequence[Bundle],
    identities: Sequence[Identity | None],
    seats: Seats,
) -> None:
    """Let new seasons of `Harbour (2014)` go to the `Harbour/` that is there already.

    Not where an episode would come twice: that is another show of the same name.
    `wanted`, the bundles by the folder that they go to, is changed.
    """
    for plain, old, new in list(_twins(wanted)):
        if seats.is_folder(seats.folder_path(new[0]._replace(sub=""))):
            continue
        home = f"{seats.folder_path(Spot(Section.SHOWS, plain, ''))}/"
        members = [index for spot in old for index in wanted[spot]]
        others = [index for spot in new for index in wanted[spot]]
        if not any(bundles[index].lead.startswith(home) for index in members):
            continue
        joined = any(bundles[index].lead.startswith(home) for index in others)
        known = _numbers(members, identities)
        if joined or known.isdisjoint(_numbers(others, identities)):
            for spot in new:
                own = seats.spell(spot._replace(folder=plain))
                wanted.setdefault(own, []).extend(wanted.pop(spot))


def _twins(
    wanted: dict[Spot, list[int]],
) -> Iterator[tuple[str, list[Spot], list[Spot]]]:
    """Shows that are wanted without a year and with one: the name, and both's spots."""
    shows: dict[str, list[Spot]] = {}
    for spot in wanted:
        if spot.section is Section.SHOWS:
            shows.setdefault(spot.folder, []).append(spot)
    found: dict[str, list[str]] = {}
    for folder in shows:
        plain = _YEAR.sub("", folder)
        if plain != folder and plain in shows:
            found.setdefault(plain, []).append(folder)
    for plain, dated in found.items():
        if len(dated) == 1:
            yield plain, shows[plain], shows[dated[0]]


def _numbers(
    members: Sequence[int], identities: Sequence[Identity | None]
) -> set[tuple[int | None, int | str | None]]:
    """Season and number, or the date, of episodes."""
    found: set[tuple[int | None, int | str | None]] = set()
    for index in members:
        said = identities[index]
        if said is not None:
            numbers = said.episodes or said.absolute or (said.date,)
            found.update((said.season, number) for number in numbers)
    return found
