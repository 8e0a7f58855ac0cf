"""Gathers what one name holds: numbers, day, years, tags, and where its title ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from planfile.naming import junk
from planfile.naming.counts import Place, find_count, flatten
from planfile.naming.dates import FIRST_YEAR, LAST_YEAR, Day, find_day
from planfile.naming.numbers import Numbering, explicit
from planfile.naming.tags import LIKELY, SURE, Tag, find_tags
from planfile.naming.tokens import Bracket, cut
from planfile.naming.worded import Found, find_episode, find_part, find_season

_ARTICLES = "the a an der die das le la les el los il"
ARTICLES = frozenset(_ARTICLES.split())
_SEASON_COUNT = re.compile(
    r"\s?(?:[-–]?\s?(?:part|cour)\s\d+)?\s*[-–_ ]\s*(\d{2,4})(?:v\d)?(?=\s|$|[\[(])",
    re.IGNORECASE,
)
_SIZES = frozenset({"480", "540", "576", "720", "1080", "2160"})


class Year(NamedTuple):
    """A year and where it stands (its bracket included)."""

    value: int
    start: int
    end: int
    bracketed: bool


class Clues:
    """All that was found in one name, before it is decided what it means."""

    __slots__ = (
        "brackets",
        "day",
        "flat",
        "folder",
        "numbers",
        "seasonal",
        "start",
        "sure_from",
        "tags",
        "text",
        "tokens",
        "words",
        "year",
    )

    def __init__(self, stem: str, *, folder: bool, seasonal: bool) -> None:
        self.words = cut(stem)
        self.text = self.words.text
        self.tokens = self.words.tokens
        self.brackets: tuple[Bracket, ...] = self.words.brackets
        self.folder = folder
        self.seasonal = seasonal
        self.flat = flatten(self.text)
        self.start = junk.title_start(self.words)
        self.tags: list[Tag] = find_tags(self.words)
        self.sure_from = self._first_sure()
        self.numbers: Numbering | None = None
        self.day: Day | None = None
        self.year: Year | None = None

    def _first_sure(self) -> int:
        """Where the first sure tag behind the title's start stands."""
        for tag in self.tags:
            if tag.strength == SURE and self.tokens[tag.first].start > self.start:
                return self.tokens[tag.first].start
        return len(self.text)


def gather_clues(stem: str, *, folder: bool, seasonal: bool) -> Clues:
    """Everything a name holds, the surest kinds of numbers first."""
    clues = Clues(stem, folder=folder, seasonal=seasonal)
    day = find_day(clues.words)
    found = explicit(clues.text) or _worded(clues)
    if found and day and found.start < day.end and day.start < found.end:
        day = None
    if found and day and not day.sure:
        day = None
    clues.numbers, clues.day = found, day
    clues.year = _best_year(clues, _years(clues))
    if clues.numbers is None and not (day and day.sure):
        _count(clues)
    return clues


def _worded(clues: Clues) -> Numbering | None:
    """Season and episode told by words, together or alone."""
    season = find_season(clues.words, folder=clues.folder)
    if (
        season
        and season.start > clues.sure_from
        and clues.text[season.start - 1] == "-"
    ):
        season = None
    episode = find_episode(clues.words, season)
    if episode and episode.how == "dotted":
        first, second = episode.numbers
        return Numbering("dotted", episode.start, episode.end, first, (second,), 0.8)
    if episode and episode.how == "cap" and episode.numbers[0] >= 100:
        return _capitulo(episode, season)
    if season and episode:
        start, end = min(season.start, episode.start), max(season.end, episode.end)
        return Numbering("words", start, end, season.numbers[0], episode.numbers, 0.97)
    if season:
        return _season_alone(clues, season)
    if episode:
        return Numbering(
            "episode", episode.start, episode.end, None, episode.numbers, 0.9
        )
    return None


def _capitulo(episode: Found, season: Found | None) -> Numbering:
    """As "Cap.102_104": the season is in the hundreds."""
    start = min(episode.start, season.start) if season else episode.start
    first, last = episode.numbers[0] % 100, episode.numbers[-1] % 100
    numbers = tuple(range(first, last + 1)) or (first,)
    return Numbering("cap", start, episode.end, episode.numbers[0] // 100, numbers, 0.9)


def _season_alone(clues: Clues, season: Found) -> Numbering:
    """A season with the number behind it ("S2 - 07"), a part of it, or a pack."""
    start, end, number = season.start, season.end, season.numbers[0]
    if len(season.numbers) == 1:
        counted = _SEASON_COUNT.match(clues.flat, end)
        if counted and counted[1] not in _SIZES and not _is_year(int(counted[1])):
            end = counted.end()
            return Numbering(
                "season count", start, end, number, (int(counted[1]),), 0.92
            )
        if not clues.start:
            part = find_part(clues.words)
            if part and part.how == "part" and 0 <= part.start - end < 4:
                return Numbering(
                    "season part", start, part.end, number, part.numbers, 0.7
                )
        after = _place(clues, season=True, start=end)
        found = find_count(after)
        if found:
            return found._replace(scheme="season count", season=number, start=start)
    return Numbering("season", start, end, number, (), 0.93)


def _is_year(number: int) -> bool:
    return FIRST_YEAR <= number <= LAST_YEAR


def _years(clues: Clues) -> list[Year]:
    """Four-digit years but one that starts the title."""
    years = []
    taken = [(found.start, found.end) for found in (clues.numbers, clues.day) if found]
    for token in clues.tokens:
        low = token.low
        if not (len(low) == 4 or (len(low) == 5 and low[4] in "гy")):
            continue
        if not low[:4].isdecimal() or not _is_year(int(low[:4])):
            continue
        if token.start <= clues.start:
            continue
        if any(start <= token.start < end for start, end in taken):
            continue
        bracketed = token.bracket != -1
        start = clues.brackets[token.bracket].start if bracketed else token.start
        years.append(Year(int(low[:4]), start, token.end, bracketed))
    return years


def _best_year(clues: Clues, years: list[Year]) -> Year | None:
    """A year in brackets, else the last one ahead of numbers and sure tags."""
    limit, numbers = clues.sure_from, clues.numbers
    if numbers and numbers.start > clues.start:
        limit = min(limit, numbers.start)
    ahead = [year for year in years if year.start < limit]
    bracketed = [year for year in ahead if year.bracketed]
    if ahead:
        return bracketed[0] if bracketed else ahead[-1]
    if (numbers and numbers.episodes and numbers.start < limit + 1) or not years:
        return None
    return years[0]


def _place(clues: Clues, *, season: bool = False, start: int = -1) -> Place:
    values = {tag.value for tag in clues.tags if tag.strength == SURE}
    year = clues.year
    return Place(
        name=clues.words,
        flat=clues.flat,
        start=clues.start if start < 0 else start,
        stop=len(clues.text) if is_list(clues) else trimmed(clues, title_stop(clues)),
        fansub=clues.start > 0 or "French" in values,
        broadcast=bool(values & {"HDTV", "WEB"}),
        tagged=clues.sure_from < len(clues.text),
        seasonal=clues.seasonal,
        season=season,
        year=(year.start, year.end) if year else None,
    )


def is_list(clues: Clues) -> bool:
    """Two brackets or more, and no word outside them."""
    return len(clues.brackets) > 1 and all(t.bracket != -1 for t in clues.tokens)


def _count(clues: Clues) -> None:
    """A number without a word, where nothing else told one."""
    found = find_count(_place(clues)) or _counted_part(clues)
    if found:
        clues.numbers, clues.day = found, None


def _counted_part(clues: Clues) -> Numbering | None:
    """As "2 of 6", and "Part 2" where nothing speaks for a film."""
    part = find_part(clues.words)
    if not part or part.start <= clues.start:
        return None
    numbering = Numbering("part", part.start, part.end, None, part.numbers, 0.7)
    if part.how == "of":
        return numbering
    if part.how != "part" or clues.year or part.start > clues.sure_from:
        return None
    values = {tag.value for tag in clues.tags if tag.strength == SURE}
    return numbering if not values or "HDTV" in values or "WEB" in values else None


def title_stop(clues: Clues) -> int:
    """Where the title ends: the first number, day, year, sure tag or tag bracket."""
    start, stop = clues.start, min(len(clues.text), clues.sure_from)
    for mark in (clues.numbers, clues.day, clues.year):
        if mark and start < mark.start < stop:
            stop = mark.start
    for bracket in clues.brackets:
        if not start < bracket.start < stop:
            continue
        if bracket.mark == "[" or only_tags(clues, bracket):
            return bracket.start
    return stop


def only_tags(clues: Clues, bracket: Bracket) -> bool:
    """A bracket with a sure tag, or with nothing but tags."""
    inside = [
        place
        for place, token in enumerate(clues.tokens)
        if bracket.start <= token.start < bracket.end
    ]
    if not inside:
        return True
    tags = [tag for tag in clues.tags if inside[0] <= tag.first <= inside[-1]]
    if any(tag.strength == SURE for tag in tags):
        return True
    return sum(tag.last - tag.first + 1 for tag in tags) >= len(inside)


def trimmed(clues: Clues, stop: int) -> int:
    """`stop` moved before the tags that stand right ahead of it."""
    at, ended = stop, stop >= len(clues.text)
    numbered = clues.numbers is not None and clues.numbers.start == stop
    dated = clues.year is not None and clues.year.start == stop
    count = 0
    for tag in reversed(clues.tags):
        first, last = clues.tokens[tag.first], clues.tokens[tag.last]
        if last.end > at:
            continue
        if (
            tag.strength < LIKELY
            or at - last.end > 4
            or not _words_before(clues, first.start)
        ):
            break
        if (numbered and tag.idea != "pack") or (
            dated and tag.idea in ("language", "source")
        ):
            break
        count += 2 if tag.first < tag.last or tag.idea == "edition" else 1
        at = first.start
    return stop if ended and count < 2 and clues.year is None else at


def _words_before(clues: Clues, place: int) -> int:
    """Title words ahead of a place, articles not counted."""
    return sum(
        1
        for token in clues.tokens
        if clues.start <= token.start < place and token.low not in ARTICLES
    )
