"""Numbers in front of the names of one folder: "4 The Gale", "5. Ebb", "6) Flood"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planfile.naming.filing import explicit
from planfile.naming.members import Member
from planfile.naming.reading import Reading
from planfile.naming.surroundings import Around

_LEADING = re.compile(
    r"^\s*[\[(]?(?:e|ep|episode)?\s*(\d{1,3})[\])]?(?=[\s._-])", re.IGNORECASE
)
_FEWEST, _MOST = 3, 100


def led_in_season(members: Sequence[Member], around: Around) -> None:
    """`04 - 90 Minutes.mkv` in a season is its fourth, when its neighbours are so."""
    if around.season is None:
        return
    led = [(m, match) for m in members if (match := _LEADING.match(m.name))]
    if len(led) < 2 or len(led) * 3 < len(members) * 2:
        return
    for member, match in led:
        number = int(match[1])
        if not explicit(member.reading):
            member.reading = Reading(
                kind="episode",
                season=around.season,
                episodes=(number,),
                tags=member.reading.tags,
            )
            member.kind = "show"


def led_in_show(members: Sequence[Member], around: Around) -> None:
    """`Harbour/4 The Gale.avi`, `5 Ebb.avi`, `6 - 12 Gulls.avi`: a show's episodes.

    Films in a list have years of their own, or lie where films do.
    """
    films = around.section == "movies" or bool(around.collection)
    if around.season is not None or around.name is None or films:
        return
    led = [
        (member, int(match[1]))
        for member in members
        if (match := _LEADING.match(member.name)) and not explicit(member.reading)
    ]
    numbers = sorted({number for _, number in led})
    years = {member.reading.year for member, _ in led}
    if len(numbers) < len(led) or len(led) < _FEWEST or len(years - {None}) > 1:
        return
    dense = numbers[-1] - numbers[0] < 2 * len(numbers) and numbers[-1] < _MOST
    if not dense or len(led) * 3 < len(members) * 2:
        return
    for member, number in led:
        reading = member.reading
        if reading.absolute != (number,) or reading.title:
            member.reading = Reading(
                kind="episode", absolute=(number,), tags=reading.tags, confidence=0.8
            )
        member.kind = "show"
