"""Numbers and days that nothing confirms: read, and not believed too much.

`How I Met Your Mother 212` may be the twelfth episode of the second season, and
`Wedding 2019-05-02` nobody's show: without a neighbour, a folder or a release tag to
say so, a person should look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from planfile.naming.confidence import ONE_PART
from planfile.naming.keys import title_key
from planfile.naming.members import Member
from planfile.naming.reading import Reading
from planfile.naming.surroundings import Around

HUNDREDS = "the number may hold a season"
ALIKE = "several of one title and year"
LONE_PART = "a part without its others"
ONE_DAY = "nothing but a title and a day"
DATED = "numbered like episodes, dated like films"
_LONGEST_SEASON = 40
_SEVERAL = 3
_DATED = re.compile(r"0\d\d\s?[-.]\s.*\((?:19|20)\d\d\)\.\w{2,4}$")
_BARE = re.compile(r"[^\s._-][\s._]+[1-9]\d{2,3}\.\w{2,4}$")
# "Horizon 2009 - What Is Reality.avi"
_TITLED_BEHIND = re.compile(
    r"(?:19|20)\d\d\)?\s+-\s+(?!\d|dis[ck]|cd|part|pt)[^\W\d]\w+(?:\s[^\W_]+)+"
    r"[^[(]*\.\w{2,4}$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"1\.\w{2,4}$")
_LAST = re.compile(r"[\s._-][1-9]\d{2,3}\.\w{2,4}$")


def doubt(members: Sequence[Member], around: Around) -> None:
    """Mark the videos of one folder whose number, or day, nothing confirms."""
    if around.season is not None:
        return
    _doubt_alike(members)
    _doubt_dated(members, around)
    _doubt_first(members, around)
    _doubt_lone_part(members, around)
    by_title: dict[str, list[Member]] = {}
    for member in members:
        if member.kind == "show":
            by_title.setdefault(title_key(member.reading.title), []).append(member)
    for key, group in by_title.items():
        _doubt_hundreds(group)
        if len(group) == 1:
            _doubt_day(key, group[0], around)


def _doubt_hundreds(group: Sequence[Member]) -> None:
    """`Show 304`, `Show 305`; not `Show 98`, `Show 104`, nor `[Group] Show - 104`.

    A dash says that the number counts the whole show, unless others have seasons.
    """
    numbers = {number for member in group for number in member.reading.absolute}
    if len(numbers) > 1 and not all(map(_holds_a_season, numbers)):
        return
    seasonal = any(member.reading.season for member in group)
    written = _LAST if seasonal else _BARE
    for member in group:
        reading = member.reading
        alone = len(reading.absolute) == 1 and not reading.tags
        if alone and reading.absolute[0] >= 100 and written.search(member.name):
            member.why = HUNDREDS


def _doubt_alike(members: Sequence[Member]) -> None:
    """`Horizon 2009 - Reality`, `Horizon 2009 - Atoms`: a series rather than films."""
    alike: dict[tuple[str, int], list[Member]] = {}
    for member in members:
        reading = member.reading
        plain = member.kind == "movie" and not reading.part and not reading.edition
        if plain and reading.year and _TITLED_BEHIND.search(member.name):
            key = (title_key(reading.title), reading.year)
            alike.setdefault(key, []).append(member)
    for group in alike.values():
        if len(group) > 1:
            for member in group:
                member.why = ALIKE


def _doubt_dated(members: Sequence[Member], around: Around) -> None:
    """`Cat and Gull/001 - Ebb (1940)`, `002 - Flood (1941)`: shorts, or a list."""
    if around.section or around.collection or around.name is None:
        return
    films = [m for m in members if m.kind == "movie" and _DATED.match(m.name)]
    if len(films) >= _SEVERAL:
        for member in films:
            member.why = DATED


def _doubt_first(members: Sequence[Member], around: Around) -> None:
    """`Downloads/Tide (1982)/1.mkv` and no 2: a film, or a series that just began."""
    named = around.name is not None and around.name.tidy and not around.section
    if len(members) == 1 and named and _FIRST.match(members[0].name):
        (member,) = members
        member.kind, member.why = "movie", LONE_PART
        member.reading = Reading(kind="movie")


def _doubt_lone_part(members: Sequence[Member], around: Around) -> None:
    """`Shogun 1980 Part 2` without its first: of a film, or the second of a series."""
    if around.section == "movies" or around.collection:
        return
    parts = [m for m in members if m.kind == "movie" and m.reading.part]
    titles = Counter(title_key(m.reading.title) for m in parts)
    for member in parts:
        alone = titles[title_key(member.reading.title)] == 1
        if alone and member.reading.confidence == ONE_PART:
            member.why = LONE_PART


def _holds_a_season(number: int) -> bool:
    return number > 100 and 0 < number % 100 <= _LONGEST_SEASON


def _doubt_day(key: str, member: Member, around: Around) -> None:
    """`Wedding 2019-05-02`, the only one of its title and without a release tag."""
    reading = member.reading
    if not reading.date or not reading.title or reading.tags or reading.episodes:
        return
    named = {title_key(near.title) for near in around.names}
    if key not in named and around.section != "shows":
        member.why = ONE_DAY
