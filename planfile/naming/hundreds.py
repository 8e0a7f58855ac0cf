"""Numbers of three digits in one folder: a season and an episode, or a long count.

Takes the readings of a folder's videos and corrects them; each rule has its example.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planfile.naming.filing import episodic, explicit
from planfile.naming.keys import title_key
from planfile.naming.members import Member
from planfile.naming.reading import Reading
from planfile.naming.scant import HUNDREDS
from planfile.naming.surroundings import Around

_LONGEST = 30
_AGREED = 0.93  # the number begins with the season of its folder
# "wire 101.avi", "Late Tide 12 [720p].mkv": no tag but in brackets, no year.
_BARE = re.compile(
    r"^([^\W\d_][^[(]*?)[\s._-]+(?!19\d\d|20\d\d)(\d{2,4})"
    r"(?:[\s._]*(?:\[[^]]*\]|\([^)]*\)))*\.(?!\d)\w{2,4}$"
)
_FEW, _MANY = 4, 12
_PAIR = 2
_AHEAD = re.compile(r"^\s*([1-9]\d{2})[\s._-]+(?=[^\W\d])")


def season_in_number(members: Sequence[Member], around: Around) -> None:
    """`Season 2/bg.203.avi`: the folder's season, written before the number."""
    if not around.season:
        return
    _split([m for m in members if _countable(m)], around.season)
    for member in members:
        numbers = member.reading.absolute
        if len(numbers) > _PAIR and numbers[0] == around.season:
            _unspread(member, around.season, numbers[-1])


def _unspread(member: Member, season: int, last: int) -> None:
    """`Season 4/wire 4-13.avi`: the thirteenth of the fourth, no ten episodes."""
    if re.search(rf"(?<!\d){season}-{last:02}(?!\d)", member.name):
        member.reading = member.reading._replace(
            season=season, episodes=(last,), absolute=()
        )


def season_of_folder(members: Sequence[Member], around: Around) -> None:
    """`Friends 1/Friends - 101.avi`, `Friends 102.avi`: the folder's season."""
    title, _, number = around.name.title.rpartition(" ") if around.name else ("",) * 3
    if not number.isdecimal() or len(number) > 2 or around.season is not None:
        return
    key, season = title_key(title), int(number)
    alike = [m for m in members if title_key(m.reading.title) == key]
    if len(alike) == len(members):
        _split([m for m in alike if _countable(m)], season)
        return
    bare = [(m, match) for m in members if (match := _BARE.match(m.name))]
    told = [(m, int(b[2])) for m, b in bare if title_key(b[1]) == key]
    if len(told) == len(members) and all(n // 100 == season for _, n in told):
        _take_bare(told, hundreds=True)


def seasons_in_numbers(members: Sequence[Member], around: Around) -> None:
    """`Wire - 101`, `Wire - 213`, `Wire - 305`: no show counts on like that.

    The lowest is the first of a season, there are two seasons or more, and none is
    longer than a season gets.
    """
    if around.season is not None:
        return
    by_title: dict[str, list[tuple[Member, int]]] = {}
    for member in members:
        reading = member.reading
        if len(reading.absolute) == 1 and not member.name.startswith("["):
            told = (member, reading.absolute[0])
            by_title.setdefault(title_key(reading.title), []).append(told)
    for group in by_title.values():
        numbers = {number for _, number in group}
        first = min(numbers) % 100 == 1 and max(numbers) // 100 > min(numbers) // 100
        if first and all(_in_season(number) for number in numbers):
            _take_seasons(group)


def bare_hundreds(members: Sequence[Member], around: Around) -> None:
    """`wire 101.avi` to `wire 106.avi`: four films are not called so, one by one.

    Of two digits only beside `wire 09`, or when there are a dozen.
    """
    if around.section == "movies" or around.collection or around.season is not None:
        return
    runs: dict[str, list[tuple[Member, int]]] = {}
    for member in members:
        match = _BARE.match(member.name)
        reading = member.reading
        bare = reading.year is None and reading.season is None
        if match and bare and not _counted_otherwise(reading, match[1]):
            told = (member, int(match[2]))
            runs.setdefault(title_key(match[1]), []).append(told)
    for run in runs.values():
        numbers = sorted({number for _, number in run})
        sparse = len(numbers) < _FEW or numbers[-1] - numbers[0] > 2 * len(numbers)
        if sparse and _nought_led(run) < _PAIR:
            continue
        hundreds = all(_in_season(number) for number in numbers)
        if not hundreds and numbers[0] > 9 and len(numbers) < _MANY:
            continue
        _take_bare(run, hundreds=hundreds and not _padded(run))


def _counted_otherwise(reading: Reading, title: str) -> bool:
    """As "Episode 04", "Harbour - Ep. 04": a word of the name counts already."""
    counted = bool(reading.absolute or reading.episodes)
    return counted and title_key(reading.title) != title_key(title)


def _padded(run: Sequence[tuple[Member, int]]) -> bool:
    return any(f"{number:03}" in member.name for member, number in run if number < 100)


def _nought_led(run: Sequence[tuple[Member, int]]) -> int:
    """How many are written with a nought: beside `wire 01`, `wire 02`, so is 37."""
    return sum(f" 0{number}" in member.name for member, number in run if number < 10)


def _take_bare(run: Sequence[tuple[Member, int]], *, hundreds: bool) -> None:
    for member, number in run:
        match = _BARE.match(member.name)
        title = re.sub(r"[._\s]+", " ", match[1]).strip() if match else ""
        reading = member.reading
        member.reading = reading._replace(
            kind="episode", title=title, absolute=(number,), confidence=0.9
        )
        member.kind, member.why = "show", "numbered like its neighbours"
    if hundreds:
        _take_seasons(run)


def seasons_ahead(members: Sequence[Member], around: Around) -> None:
    """`Mad Men/501 A Little Kiss.avi`, `503 Mystery Date.avi`: the fifth season."""
    if around.name is None or around.season is not None or around.section == "movies":
        return
    if around.collection:
        return
    told = []
    for member in members:
        match = _AHEAD.match(member.name)
        if match and _in_season(int(match[1])) and member.reading.year is None:
            told.append((member, int(match[1])))
    hundreds = {number // 100 for _, number in told}
    enough = 2 if around.section == "shows" else 3
    if len(told) < max(enough, len(hundreds) + 1) or len(told) * 3 < len(members) * 2:
        return
    for member, _ in told:
        member.reading = Reading(kind="episode", tags=member.reading.tags)
        member.kind = "show"
    _take_seasons(told)


def _in_season(number: int) -> bool:
    return number > 100 and 0 < number % 100 <= _LONGEST


def _take_seasons(told: Sequence[tuple[Member, int]]) -> None:
    for member, number in told:
        member.reading = member.reading._replace(
            season=number // 100, episodes=(number % 100,), absolute=()
        )
        member.why = HUNDREDS


def _countable(member: Member) -> bool:
    """Whether a name has a number that may hold a season, and says none."""
    reading = member.reading
    numbers = reading.absolute or reading.episodes
    return bool(numbers) and not explicit(reading) and len(numbers) < 3


def _split(members: Sequence[Member], season: int) -> None:
    """Take the season out of all the numbers, or out of none."""
    told = [(m, m.reading.absolute or m.reading.episodes) for m in members]
    if any(n // 100 != season or not n % 100 for _, numbers in told for n in numbers):
        return
    for member, numbers in told:
        episodes = tuple(number % 100 for number in numbers)
        member.reading = member.reading._replace(
            season=season,
            episodes=episodes,
            absolute=(),
            confidence=max(member.reading.confidence, _AGREED),
        )


def keep_absolute(members: Sequence[Member]) -> None:
    """`Naruto 99`, `Naruto 101`: with neighbours below 100, 101 is no season 1."""
    by_title: dict[str, list[Member]] = {}
    for member in members:
        if episodic(member.reading) and not member.reading.date:
            by_title.setdefault(title_key(member.reading.title), []).append(member)
    for group in by_title.values():
        if not any(m.reading.absolute and m.reading.absolute[0] < 100 for m in group):
            continue
        for member in group:
            digits = _three_digits(member)
            if digits:
                member.reading = member.reading._replace(
                    season=None, episodes=(), absolute=(digits,)
                )


def _three_digits(member: Member) -> int:
    """The number that a name writes as `101` and that was read as S01E01, or 0."""
    reading = member.reading
    if reading.season is None or len(reading.episodes) != 1 or reading.absolute:
        return 0
    number = reading.season * 100 + reading.episodes[0]
    written = re.search(rf"(?<![\dExX]){number}(?!\d)", member.name)
    return number if written and reading.season > 0 else 0
