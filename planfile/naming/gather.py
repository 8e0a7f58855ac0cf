"""Gathers what one name holds, the surest kinds of numbers first."""

from __future__ import annotations

from planfile.naming.bonus import find_bonus
from planfile.naming.bounds import title_stop, trimmed
from planfile.naming.clues import MORE_YEARS, Clues, is_list, is_year
from planfile.naming.compact import LONGEST
from planfile.naming.counts import find_count
from planfile.naming.dates import Day, find_day
from planfile.naming.episodes import find_episode, find_part
from planfile.naming.numbers import Numbering, explicit, more_numbers
from planfile.naming.parts import counted_part, in_two_files, season_of_part
from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.places import RESOLUTIONS, Place
from planfile.naming.seasons import find_season
from planfile.naming.sports import find_round
from planfile.naming.tags import SURE
from planfile.naming.words import ARTICLES, Found
from planfile.naming.years import best_year, find_years, in_title

_SEASON_COUNT = lazy(
    r"[)\]]?\s?(?:[-–]?\s?(?:part|cour)\s\d+)?\s*[-–_ .]\s*(\d{2,4})(?:v\d)?"
    r"(?=\s|$|[\[(]|(?P<range>[-~]\d\d\s*[\[(]))",
    IGNORECASE,
)
_FILM = frozenset({"BluRay", "DVD", "HD-DVD", "HDRip", "REMUX", "CAM"})
# "Late_Tide-x02-Making_of": the second bonus.
_BONUS_CODE = lazy(r"(?<=\w)-x\d\d(?=-|$)")
# "Late Tide - Christmas Special 2011": shown once, as an extra of the show.
_FEAST = lazy(
    r"[\s._]+(?:-[\s._]+)?(?:christmas|xmas)[\s._]special[\s._]+(?:-\s)?"
    r"(?:19|20)\d\d(?!\d)",
    IGNORECASE,
)
# Shows of one night, counted: "UFC 257", no season 2.
_EVENTS = frozenset({"ppv", "ufc", "bellator", "wrestlemania"})
# Films that are counted and end in that word.
_HUNTED = frozenset({"open season", "the open season"})
# Films that are called episodes.
_FILMED = frozenset({"star wars"})
_YEAR_BEHIND = lazy(r"[\s._]*[(\[]?(?:19|20)\d\d(?!\d)")
_SEQUELS = 10
_LONGEST_CALLED = 18


def gather_clues(stem: str, *, folder: bool, seasonal: bool, file: bool) -> Clues:
    """Everything a name holds, the surest kinds of numbers first."""
    clues = Clues(stem, folder=folder, seasonal=seasonal, file=file)
    day = find_day(clues.words)
    if day and _is_decimal(clues, day):
        day = None
    found = explicit(clues.text)
    if found is None and not day:
        found = find_round(clues.text, clues.start)
    if found is None:
        found = _worded(clues)
        if found and day and day.sure and _overlap(found, day):
            found = None
    if found and day and (not day.sure or _overlap(found, day)):
        day = None
    clues.numbers, clues.day = found, day
    clues.year = best_year(clues, find_years(clues))
    if in_title(clues):
        clues.year = None
    if clues.numbers is None and not (day and day.sure):
        _count(clues)
    _doubt_season(clues)
    return clues


def _doubt_season(clues: Clues) -> None:
    """A video "Ebb Season 2.mkv": no whole season is in one, so what is it?"""
    found, year = clues.numbers, clues.year
    if not (clues.file and found and found.scheme == "season"):
        return
    near = year is not None and not year.bracketed and 0 < year.start - found.end < 3
    clues.numbers = found._replace(weight=0.45 if near else 0.6)


def _is_decimal(clues: Clues, day: Day) -> bool:
    """As "Late.Tide.3.5.2011.BluRay": a film's numbers and year, no third of May."""
    numbers = clues.text[day.start : day.end].split(".")
    if len(numbers) != 3 or len(numbers[2]) != 4 or " " in clues.text:
        return False
    if numbers[0][0] == "0" or numbers[1][0] == "0":
        return False
    values = {tag.value for tag in clues.tags if tag.strength == SURE}
    return bool(values & _FILM)


def _overlap(found: Numbering, day: Day) -> bool:
    return found.start < day.end and day.start < found.end


def _worded(clues: Clues) -> Numbering | None:
    """Season and episode told by words, together or alone."""
    season = find_season(clues.words, folder=clues.folder)
    if season and _is_no_season(clues, season):
        season = None
    episode = find_episode(clues.words, season, seasonal=clues.seasonal)
    if episode and not season:
        episode = None if _names_film(clues, episode) else episode
        season = season_of_part(clues, episode)
    return _told(clues, season, episode)


def _told(
    clues: Clues, season: Found | None, episode: Found | None
) -> Numbering | None:
    """The numbering that a season, an episode or both make."""
    if episode and episode.how == "dotted":
        first, second = episode.numbers
        return Numbering("dotted", episode.start, episode.end, first, (second,), 0.8)
    if episode and _is_capitulo(clues, episode, season):
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


def _names_film(clues: Clues, episode: Found) -> bool:
    """As "Star Wars Episode IV", and "Diary #1 (2013)": the year closes the title."""
    if episode.how == "hash":
        few = episode.numbers[0] < _SEQUELS
        return few and _YEAR_BEHIND.match(clues.text, episode.end) is not None
    ahead = _spelled(clues, episode.start)
    return ahead in _FILMED or ahead in ARTICLES  # "The Episode 2017"


def _is_no_season(clues: Clues, season: Found) -> bool:
    """As the group "-S2", and "Open Season 2", where a season is hunted in."""
    if season.start > clues.sure_from:
        return clues.text[season.start - 1] == "-"
    return _spelled(clues, season.start + 6) in _HUNTED


def _spelled(clues: Clues, end: int) -> str:
    """The words of the title up to a place: "star wars"."""
    if end - clues.start > _LONGEST_CALLED:
        return ""
    words = (t.low for t in clues.tokens if clues.start <= t.start < end)
    return " ".join(words)


def _is_capitulo(clues: Clues, episode: Found, season: Found | None) -> bool:
    """As "Cap.102", but "Temporada 21 Cap 380" counts over all seasons."""
    first = episode.numbers[0]
    if episode.how != "cap":
        return season is not None and _holds(clues, season, episode)
    if season is None and first % 100 > LONGEST:
        return False  # "Capitulo 188" of a telenovela
    return first >= 100 and (season is None or season.numbers[0] < 10 or first >= 1000)


def _holds(clues: Clues, season: Found, episode: Found) -> bool:
    """As "Temporada 1 Capítulo 101": the number begins with the season."""
    first, number = season.numbers[0], episode.numbers[0]
    chapter = clues.text[episode.start : episode.start + 3].lower() == "cap"
    return chapter and number // 100 == first and number % 100 > 0


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
        if counted and counted["range"] and not clues.fansub:
            counted = None
        if counted and counted[1] not in RESOLUTIONS and not is_year(int(counted[1])):
            first, end = int(counted[1]), counted.end()
            numbers, end = more_numbers(clues.text, end, first)
            return Numbering("season count", start, end, number, numbers, 0.92)
        part = find_part(clues.words)
        behind = part is not None and 0 <= part.start - end < 4
        if part and part.how == "of" and (behind or part.end <= start):
            start, end = min(start, part.start), max(end, part.end)
            return Numbering("season count", start, end, number, part.numbers, 0.9)
        if part and behind and part.how == "part" and clues.file and not clues.fansub:
            return Numbering("season part", start, part.end, number, part.numbers, 0.7)
        after = _place(clues, season=True, start=end)
        found = find_count(after)
        if found:
            return found._replace(scheme="season count", season=number, start=start)
    return Numbering("season", start, end, number, (), 0.93)


def _place(clues: Clues, *, season: bool = False, start: int = -1) -> Place:
    values = {tag.value for tag in clues.tags if tag.strength == SURE}
    year = clues.year
    return Place(
        name=clues.words,
        flat=clues.flat,
        start=clues.start if start < 0 else start,
        stop=len(clues.text) if is_list(clues) else trimmed(clues, title_stop(clues)),
        fansub=clues.fansub or _is_subbed(clues),
        broadcast="HDTV" in values,
        film=bool(values & _FILM),
        event=any(token.low in _EVENTS for token in clues.tokens),
        tagged=clues.sure_from < len(clues.text),
        seasonal=clues.seasonal,
        season=season,
        year=(year.start, _range_end(clues, year.end)) if year else None,
    )


def _range_end(clues: Clues, end: int) -> int:
    """Where a span of years ends: "Late Tide 2012-2013 - 04"."""
    span = MORE_YEARS.match(clues.text, end)
    return span.end() if span else end


def _is_subbed(clues: Clues) -> bool:
    """A fansub by its tag, "VOSTFR", and by nothing that speaks for a film."""
    filmed = any(
        t.idea in ("source", "codec") and t.strength == SURE for t in clues.tags
    )
    if clues.year or filmed:
        return False
    return any(token.low in ("vostfr", "vosta", "vosten") for token in clues.tokens)


def _count(clues: Clues) -> None:
    """A number without a word, where nothing else told one."""
    found = _bonus(clues)
    if found:
        clues.numbers = found
        return
    if clues.folder and clues.text.isdecimal():
        return
    part = find_part(clues.words)
    if part and part.how == "of":
        found = None if in_two_files(clues, part) else counted_part(clues, part)
    else:
        found, parted = find_count(_place(clues)), counted_part(clues, part)
        if parted and (found is None or _follows_part(clues, found, parted)):
            found = parted
    if found:
        clues.numbers, clues.day = found, None
        if found.scheme == "lead" and clues.year:
            clues.year = None  # "05 - 1984": of the episode


def _follows_part(clues: Clues, found: Numbering, part: Numbering) -> bool:
    """As "Late Tide Part 2 Days 8-16", "Parts 5 and 6": the part counts."""
    loose = found.scheme in ("range", "tail", "middle")
    return loose and part.start < found.start and not clues.fansub


def _bonus(clues: Clues) -> Numbering | None:
    """A bonus code: an extra without number, or a special with one."""
    low = "pecial" in clues.text
    feast = _FEAST.search(clues.text, clues.start + 1) if low else None
    if feast:
        clues.year = None  # of the feast
        return Numbering(
            "special", feast.start(), feast.end(), None, (), 0.7, special=True
        )
    code = _BONUS_CODE.search(clues.text, clues.start)
    if code:
        clues.extra = "extra"
        return Numbering(
            "special", code.start(), code.end(), None, (), 0.6, special=True
        )
    stop = title_stop(clues)
    found = find_bonus(clues.words, clues.start, stop, fansub=clues.fansub)
    if not found:
        return None
    clues.extra = found.kind
    numbers = (found.number,) if found.number is not None else ()
    return Numbering(
        "special",
        found.start,
        found.end,
        None,
        numbers,
        0.8,
        found.fraction,
        special=True,
    )
