"""Season and episode numbers that say what they are: "S01E02", "1x02", "Ep 7".

Each scheme is a row of `SCHEMES`: a pattern for its first number; what may follow
(ranges, lists) is shared by all. Numbers without a word are in `counts`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from planfile.naming.patterns import IGNORECASE, lazy

MOST_EPISODES = 2000
_S = r"[\s._\-–:]"


class Numbering(NamedTuple):
    """Numbers found in a name, where, by which scheme and how sure it is."""

    scheme: str
    start: int
    end: int
    season: int | None = None
    episodes: tuple[int, ...] = ()
    weight: float = 1.0
    fraction: bool = False
    special: bool = False


# scheme, pattern (groups s = season, e = episode), weight, example
SCHEMES: tuple[tuple[str, str, float, str], ...] = (
    (
        "SxxEyy",
        rf"(?:(?<![^\W_])|(?<=[a-z])(?=s\d\de\d\d))(?:season|seas?|ses|ss?n|se?|[tv])(?P<s>\d{{1,4}})(?:d\d\d?)?{_S}{{0,3}}\(?"
        rf"(?:episode|eps?|e|xe?|(?<=\d)c|c(?=\d\d(?!\d))){_S}{{0,2}}\(?(?P<e>\d{{1,5}})(?!\d)",
        0.99,
        "S01E02",
    ),
    (
        "NxMM",
        r"(?:(?<![^\W_])ep(?:isode)?[\s._]?)?(?<![^\W_])(?<!\d\.)(?<!x\d\d-)"
        r"(?P<s>\d{1,2}|(?:19|20)\d\d)(?:[xх×]|\s[xх×]\s(?=\d\d(?!\d)))(?P<e>\d{1,3})(?!\d|p\b)",
        0.98,
        "1x02",
    ),
    (
        "NxMM",
        r"(?<=\d\.)(?P<s>\d{1,2}|(?:19|20)\d\d)[xх×](?P<e>\d{2,3})(?!\d|p\b)",
        0.98,
        "Late.Tide.2011.1x02",
    ),
    (
        "S x E y",
        r"(?<![^\W_])s[\s._:](?P<s>\d{1,2})[\s._-]{0,3}e[\s._:]?(?P<e>\d{1,3})(?![^\W_])",
        0.9,
        "S 02 - E 03",
    ),
    ("Sxx.yy", r"(?<![^\W_])s(?P<s>\d\d?)[._ ](?P<e>\d\d)(?![^\W_])", 0.9, "S02.09"),
    ("Sxxyy", r"(?<![^\W_])s(?P<s>0\d|1[0-8])(?P<e>\d\d)(?![^\W_])", 0.85, "S0209"),
    ("Sx-yy", r"(?<![^\W_])s(?P<s>[1-9])-(?P<e>\d\d)(?![^\W_])", 0.85, "S4-09"),
    (
        "xx_yy",
        r"(?<!\d-\d\d-)(?<=[^\W_]-)(?P<s>\d\d)_(?P<e>\d\d)(?![^\W_])",
        0.7,
        "Tide-04_05",
    ),
    ("[x.yy]", r"\[(?P<s>\d\d?)\.(?P<e>\d\d\d?)\]", 0.9, "[2.10]"),
)
# A scheme whose sign a name lacks need not be looked for.
_LETTER = lazy(r"[sS]\d")
_SIGNS = {
    "SxxEyy": lazy(r"[nsaetvNSAETV]\d"),
    "NxMM": lazy(r"\d\s?[xхXХ×]\s?\d"),
    "S x E y": lazy(r"[sS][\s._:]\d"),
    "xx_yy": lazy(r"\d_\d"),
    "[x.yy]": lazy(r"\[\d"),
}
_SCHEMES = tuple(
    (name, lazy(pattern, IGNORECASE), weight, _SIGNS.get(name, _LETTER))
    for name, pattern, weight, _ in SCHEMES
)
# What may follow an episode: how it is joined, a repeated season, a prefix, a number.
_NEXT = lazy(
    r"(?P<join>[\s._]?[-–~][\s._]?|[\s._]?[&+,][\s._]?|[\s._](?:and|to|ao|bis|à|a|y|et|und)[\s._]|(?:to|bis)(?=e?\d)|[\s._]?)"
    r"(?P<again>s\d{1,4}[\s._-]?(?=[ex])|\d{1,4}(?=[xх]\d)|(?:s\d{1,4})(?=e))?"
    r"(?P<mark>ep?|[xх]|part[\s._])?(?P<e>\d{1,5})(?![\d])(?P<tail>[a-z](?!\d))?",
    IGNORECASE,
)
_CODECS = frozenset({263, 264, 265, 266})
_RANGE = "-–~"
_LIST_WORDS = ("&", "+", "and", "y", "et", "und")
_RANGE_WORDS = ("to", "ao", "bis", "à", "a")


def explicit(text: str) -> Numbering | None:
    """The first numbering that names season and episode.

    >>> explicit("Late.Tide.S02E03-E05.720p")[:5]
    ('SxxEyy', 10, 20, 2, (3, 4, 5))
    """
    for scheme, pattern, weight, sign in _SCHEMES:
        if not sign.search(text):
            continue
        for match in pattern.finditer(text):
            season, first = int(match["s"]), int(match["e"])
            if scheme == "NxMM" and (_is_size(season, first) or _is_title(text, match)):
                continue
            numbers, end = more_numbers(text, match.end(), first, season)
            return Numbering(scheme, match.start(), end, season, numbers, weight)
    return None


def _is_title(text: str, match: re.Match[str]) -> bool:
    """As "[Aoi] 3x3 Shores - 07": the numbers of a title behind its group."""
    return text[: match.start()].rstrip(" ._-").endswith("]") and len(match["e"]) == 1


def _is_size(season: int, episode: int) -> bool:
    """As "1280x720" is a picture, "2x264" a codec."""
    return (season >= 100 and episode >= 200) or episode in _CODECS


def more_numbers(
    text: str, end: int, first: int, season: int | None = None
) -> tuple[tuple[int, ...], int]:
    """Numbers from `first` on, with the ranges and lists behind it; and their end."""
    numbers, ranged = [first], False
    while match := _NEXT.match(text, end):
        join = match["join"].strip(" ._\t").lower() or match["join"].strip()
        if not _continues(match, join, numbers[-1], season):
            break
        ranged = join != "" and (join in _RANGE or join in _RANGE_WORDS)
        numbers.append(int(match["e"]))
        end = match.end()
    if ranged and len(numbers) == 2:
        return spread(numbers[0], numbers[1]), end
    return tuple(dict.fromkeys(numbers)), end


def _continues(match: re.Match[str], join: str, last: int, season: int | None) -> bool:
    """The number behind is one more of the list, not the start of something else."""
    number, mark = int(match["e"]), (match["mark"] or "").lower()
    spaced = match["join"] != join
    if match["again"] and season is not None:
        return int(re.sub(r"\D", "", match["again"])) == season
    tailed = match["tail"] and not (mark and match["tail"] in "abcABC")
    if number in _CODECS or tailed or not last < number <= last + 400:
        return False
    if mark:
        return (
            bool(join)
            or (not spaced and match["join"] == "")
            or (mark[0] == "e" and number == last + 1)
        )
    if join in ("", ".", "_"):
        return (
            match["join"] in (".", "_") and len(match["e"]) == 2 and number == last + 1
        )
    worded = join == "~" or join in _RANGE_WORDS or join in _LIST_WORDS
    return not spaced or worded or _ends_pair(match, last)


def _ends_pair(match: re.Match[str], last: int) -> bool:
    """As "Episode 05 - 06", with nothing but brackets behind."""
    rest = match.string[match.end() :].lstrip(" ._")
    follows = int(match["e"]) == last + 1 and len(match["e"]) == 2
    return follows and rest[:1] in ("", "[", "(")


def spread(first: int, last: int) -> tuple[int, ...]:
    """Every number from `first` to `last`; just both when that is absurd."""
    if first < last <= first + MOST_EPISODES:
        return tuple(range(first, last + 1))
    return (first, last) if first != last else (first,)
