"""Reads one name: a file or a folder, on its own."""

from __future__ import annotations

from typing import NamedTuple

from planfile.naming import confidence, details, junk, titles
from planfile.naming.bounds import title_stop, trimmed
from planfile.naming.clues import Clues, is_list
from planfile.naming.gather import gather_clues
from planfile.naming.listed import listed_title
from planfile.naming.numbers import Numbering
from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.reading import Reading, Step
from planfile.naming.words import CALLED

COUNTRIES = {
    "us": "US",
    "usa": "US",
    "uk": "UK",
    "au": "AU",
    "nz": "NZ",
    "ca": "CA",
    "ie": "IE",
}
# Schemes whose numbers count over all seasons when no season is told.
_COUNTED = "special dash bracket tail range middle hash episode part lead"
_COUNTING = frozenset(_COUNTED.split())
# " - 05", " - 313-315", " - 101 (01)" ahead of a surer numbering.
_COUNT_AT_END = lazy(
    r"(?:\s+-\s+\d{1,4}(?:\.\d)?(?:-\d{1,4})?|\s+\d{2,4}-\d{2,4})\s*(?:\(\d+\))?$"
)
# "Late.Tide.102.Ebb.2014.05.17": a number that the day makes needless.
_COMPACT_BEFORE_DAY = lazy(r"(?<=\S)(?<!^The)\s[1-9]\d\d\s.*$")
# "Late Tide vom 17.05.2014", "Late Tide_WTID_2014_05_17_20_00_00",
# "Late Tide - ''Ebb'' (Recorded May 17, 2014, TID)".
_DAY_AHEAD = lazy(
    r"\s(?:vom|от|du|del|van|från|z\sdnia)$|\s[KW][A-Z]{2,3}(?:[ -]?(?:DT\d?|HD))?$"
    r"|(?:\s-\s(?:''|\").*)?\s\(?(?:Recorded|Aired)$"
)
# "Late Tide_ITV1_2014_05_17_20_00_00", "Late Tide_BBC_20140517_2000": what was on.
_CHANNEL_AHEAD = lazy(r"[a-z].*(?=_[A-Z][A-Z\d]*_$)")
_HOUR = lazy(r"_\d\d")
_PARENS_AT_END = lazy(r"(?<=\S)\s*\([^()]*(?:\([^()]*\)?[^()]*)?\)?\s*$")
_VOLUME_AT_END = lazy(r"\s+(?:-\s+)?vol(?:ume)?[. ]?\d+(?:v\d)?\b.*$", IGNORECASE)
_SPECIALS_AT_END = lazy(r"\s+(?:-\s+)?(?:specials|sp)$", IGNORECASE)
_SPECIAL_AT_END = lazy(r"\s+(?:-\s+(?:ova|oad|ona|special|sp)|sp)$", IGNORECASE)
_COUNTS_LAST = frozenset("0123456789)")
# "Late Tide 140517 E05", "05 - Late Tide - S02E05": a day, the same number once more.
_DAY_AT_END = lazy(r"\s\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$")
_COUNT_TWICE = lazy(r"(\d\d)\s-\s(?=[^\W\d_])")
_TV_AT_END = lazy(r"\s(?:-\s)?TV(?:-\d)?$")  # "Late Tide TV-2": the second run
_DISC_AT_END = lazy(r"(?<=\w)\s+(?:-\s+)?(?:dis[ck]|dvd)\s?\d$", IGNORECASE)
_FEAST = lazy(
    r"\s(?:-\s)?(?:the\s)?(?:christmas|xmas|new years?|holiday|halloween|easter)"
    r"(?:\sday)?\sspecial$",
    IGNORECASE,
)
# "Late Tide Act 05": what is counted.
_COUNTED_AT_END = lazy(rf"(?<=\S)\s+(?:-\s+)?(?:{CALLED}|nr|no)\.?$", IGNORECASE)
# "07 - Late Tide (2011)": counted in somebody's collection.
_COUNT_AHEAD = lazy(r"0\d\d?(?:(?:\s?[-.])?\s+(?=[^\W\d_])|\s?[-.]\s+(?=\d{1,3}\s))")


class _Title(NamedTuple):
    """A title, the other one, where it ends, and whether marks followed it."""

    text: str
    other: str
    end: int
    marked: bool


def read_name(name: str, *, folder: bool = False, seasonal: bool = False) -> Reading:
    """What one path component says; a file's extension is set aside.

    `seasonal` says that the folder above is a season, so that "07 Ebb" is its seventh
    episode.

    >>> read_name("Late.Tide.S01E02.720p.HDTV-AOI.mkv")[:6]
    ('episode', 'Late Tide', None, 1, (2,), ())
    """
    stem, extension = (name, "") if folder else junk.split_extension(name)
    stem = junk.posted(stem)
    if junk.is_coded(stem) or (not folder and junk.is_nameless(name)):
        return Reading(steps=(Step(stem, "a code that tells nothing", 0.9),))
    stem = junk.unreversed(junk.without_sites(junk.legible(stem)))
    video = extension in junk.WATCHED
    clues = gather_clues(stem, folder=folder, seasonal=seasonal, file=video)
    title = _title(clues)
    kind = _kind(clues, title, video=video)
    return _reading(clues, stem, title, kind)


def _kind(clues: Clues, title: _Title, *, video: bool) -> str | None:
    if clues.film_number is not None:
        return "movie"
    if clues.numbers or clues.day or clues.is_special() or clues.is_show():
        return "episode"
    # Dots for spaces are a release's habit, though nothing else says so.
    dotted = "." in clues.text.strip(".") and " " not in clues.text
    dotted = dotted and not clues.folder
    return "movie" if clues.year or video or title.marked or dotted else None


def _reading(clues: Clues, stem: str, found: _Title, kind: str | None) -> Reading:
    numbers, year = clues.numbers, clues.year
    season, episodes, absolute = _counts(numbers)
    title, country = _country(found.text)
    movie = kind == "movie"
    return Reading(
        kind=kind,
        title=title,
        year=year.value if year else None,
        season=season,
        episodes=episodes,
        absolute=absolute,
        date=clues.day.iso if clues.day else None,
        country=country,
        episode_title="" if movie else _episode_title(clues),
        alternative_title=found.other,
        edition=details.find_edition(clues, found.end) if movie else "",
        part=details.find_piece(clues, found.end) if movie else None,
        special=bool(numbers and (numbers.special or numbers.fraction))
        or clues.is_special(),
        extra=clues.extra,
        ids=details.find_ids(clues.text),
        tags=details.release_tags(clues, stem),
        confidence=confidence.of_name(clues, title, kind),
        steps=_steps(clues, found, kind),
    )


def _counts(
    numbers: Numbering | None,
) -> tuple[int | None, tuple[int, ...], tuple[int, ...]]:
    """Season, episodes and absolute numbers of a numbering."""
    if numbers is None:
        return None, (), ()
    told = () if numbers.fraction else numbers.episodes
    if numbers.season is None and numbers.scheme in _COUNTING:
        return None, (), told
    return numbers.season, told, ()


def _title(clues: Clues) -> _Title:
    if is_list(clues):
        return _Title(*listed_title(clues), len(clues.text), marked=True)
    for mark in (clues.numbers, clues.day):
        if mark and mark.start <= clues.start:
            return _Title(_bracketed(clues), "", mark.end, marked=True)
    stop = trimmed(clues, title_stop(clues))
    numbered = clues.numbers is not None or clues.day is not None
    marked = stop < len(clues.text)
    start, end = clues.start, _end(clues, stop)
    if clues.year and clues.year.start == start and not numbered:
        start = clues.year.end  # "2011 - Late Tide"
    text = titles.clean(clues.text[start:end])
    if clues.day and not clues.numbers:
        text = _DAY_AHEAD.sub("", _COMPACT_BEFORE_DAY.sub("", text))
    if numbered:
        text = _uncounted(clues, text)
    else:
        text = _without_remarks(text, volumes=clues.fansub)
        listed = clues.year and _COUNT_AHEAD.match(clues.text, start)
        text = _COUNT_AHEAD.sub("", text, 1) if listed else text
        text = _SPECIAL_AT_END.sub("", text) if clues.fansub else text
        text = _FEAST.sub("", text) if clues.is_special() else text
    if _repeats(clues, text):
        text = ""
    title, other = titles.one_script(text, film=not numbered)
    return _Title(title, other, end, marked)


def _uncounted(clues: Clues, title: str) -> str:
    """The title of something numbered without what counts it: "Late Tide Act"."""
    if title[-1:] in _COUNTS_LAST:
        title = _COUNT_AT_END.sub("", title)
    title = _SPECIALS_AT_END.sub("", title)
    if title[-1:] in _COUNTS_LAST:
        title = _DAY_AT_END.sub("", _DISC_AT_END.sub("", title))
    twice = _COUNT_TWICE.match(title) if title[:1] in _COUNTS_LAST else None
    if twice and clues.numbers and int(twice[1]) in clues.numbers.episodes[:1]:
        title = title[twice.end() :]
    if clues.fansub or title[-1:].isdecimal():
        title = _TV_AT_END.sub("", title)
    last = clues.numbers is not None and clues.numbers.scheme in ("tail", "middle")
    return _COUNTED_AT_END.sub("", title) if last else title


def _bracketed(clues: Clues) -> str:
    """The title of "【晩い潮】 第3話": no group writes its name so."""
    first = clues.brackets[0] if clues.brackets else None
    inside = clues.text[first.start + 1 : first.end - 1] if first else ""
    led = first is not None and first.end <= clues.start
    return titles.clean(inside) if led and titles.is_eastern(inside) else ""


def _repeats(clues: Clues, title: str) -> bool:
    """As "05 - Episode 5": the same number twice is no title."""
    numbers = clues.numbers
    if numbers is None or numbers.scheme != "episode" or not title.isdecimal():
        return False
    return int(title) in numbers.episodes[:1]


def _end(clues: Clues, stop: int) -> int:
    """Where a channel ends the title ahead of day and hour, or "CD1" that of a film."""
    day = clues.day
    if day and _HOUR.match(clues.text, day.end):
        channel = _CHANNEL_AHEAD.search(clues.text, clues.start, day.start)
        return channel.end() if channel else stop
    if day or clues.numbers:
        return stop
    for match in details.PIECE.finditer(clues.text, clues.start + 1, stop):
        if match[1].lower() not in ("part", "pt") and match[2].isdecimal():
            return match.start()
    return stop


def _without_remarks(title: str, *, volumes: bool) -> str:
    """A film's title without the remark behind it: "Tide (Marea)", "Tide Vol.1"."""
    bare = _PARENS_AT_END.sub("", title)
    if _country(title)[1]:
        return title
    if not bare or bare.lower().endswith(" or"):
        bare = title
    return _VOLUME_AT_END.sub("", bare) if volumes else bare


def _country(title: str) -> tuple[str, str]:
    """A title without the country behind it, and the country."""
    head, _, last = title.rpartition(" ")
    bracketed, last = last[:1] == "(", last.strip("()")
    if head and (bracketed or last.isupper()) and last.lower() in COUNTRIES:
        return head.rstrip(), COUNTRIES[last.lower()]
    return title, ""


def _episode_title(clues: Clues) -> str:
    """The words between the number or day and the first sure tag or bracket."""
    mark = clues.numbers or clues.day
    if mark is None or mark.end >= clues.sure_from:
        return ""
    end = clues.sure_from
    for bracket in clues.brackets:
        if mark.end <= bracket.start < end and bracket.mark != "(":
            end = bracket.start
            break
    return titles.clean(clues.text[mark.end : end]).lstrip(")] -")


def _steps(clues: Clues, found: _Title, kind: str | None) -> tuple[Step, ...]:
    """The evidence, in the order it was weighed."""
    text = clues.text
    steps = []
    numbers, day, year = clues.numbers, clues.day, clues.year
    if numbers:
        said = text[numbers.start : numbers.end]
        steps.append(
            Step(said, f"numbers by the scheme {numbers.scheme}", numbers.weight)
        )
    if day:
        steps.append(Step(text[day.start : day.end], f"the day {day.iso}", 0.95))
    if year:
        steps.append(Step(str(year.value), "the year", 0.98 if year.bracketed else 0.9))
    if found.text:
        steps.append(Step(found.text, "the title, up to the first mark", 0.9))
    if clues.sure_from < len(text):
        steps.append(Step(text[clues.sure_from :], "release tags", 0.95))
    if kind == "movie" and not year:
        steps.append(Step("", "no numbers: a film rather than an episode", 0.6))
    return tuple(steps)
