"""Numbers of three digits in one folder: a season and an episode, or a long count.

Takes the readings of a folder's videos and corrects them; each rule has its example.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planfile.naming.filing import episodic, explicit
from planfile.naming.keys import title_key
from planfile.naming.members import Member
from planfile.naming.surroundings import Around


def season_in_number(members: Sequence[Member], around: Around) -> None:
    """`Season 2/bg.203.avi`: the folder's season, written before the number."""
    if around.season:
        _split([m for m in members if _countable(m)], around.season)


def season_of_folder(members: Sequence[Member], around: Around) -> None:
    """`Friends 1/Friends - 101.avi`: the number of the folder is the season's."""
    title, _, number = around.name.title.rpartition(" ") if around.name else ("",) * 3
    if not number.isdecimal() or len(number) > 2 or around.season is not None:
        return
    key = title_key(title)
    alike = [m for m in members if title_key(m.reading.title) == key]
    if len(alike) == len(members):
        _split([m for m in alike if _countable(m)], int(number))


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
            season=season, episodes=episodes, absolute=()
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
