"""Numbers without a word: " - 07", "_07_[", "102", "[07]", "07 - Title".

They count only where their place says so; each rule is a function that looks at one
kind of place, tried in the order of `RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from planfile.naming.bracketed import after_bracket, in_bracket, leading_bracket
from planfile.naming.compact import (
    IN_ONE,
    LONGEST,
    boxed,
    compact_pair,
    dotted,
    holds_season,
    sure_of,
)
from planfile.naming.leading import is_led, lead
from planfile.naming.numbers import Numbering
from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.places import (
    RESOLUTIONS,
    Place,
    ends_title,
    is_sequel,
    is_year,
    numbering,
    segment_of,
    split_compact,
    words_of,
)
from planfile.naming.words import CALLED, PART

Rule = Callable[[Place], Numbering | None]
_DASH = lazy(
    rf"(?:\s[-–—~]+\s*(?:(?P<w>chapter|{CALLED})\s)?|[-–—]\s+|(?<=[^\W\d_])[-–])"
    r"[#\[(]?(?P<a>\d{1,4})(?P<f>\.\d(?:\.\d)?)?(?P<v>v\d|[a-cα-γ](?![^\W_]))?"
    r"(?:\s?[-~–&+,]\s?(?P<b>\d{1,4})(?:v\d)?)?(?:\s?end)?['’]?[\])]?(?=\s*$|\s|[\[(])",
    IGNORECASE,
)
_ONWARD = lazy(r"\s(?:at|to|in|on|for|and|by)\s(?!\d)")  # "- 360 at the Shore"
_BEFORE_COUNT = lazy(r"\s[^\W\d_][^-\[(]*\s-\s0\d+\s*(?:$|[\[(])")
_TAIL = lazy(
    r"(?P<a>\d{1,4})(?P<f>\.\d(?:\.\d)?)?(?P<v>v\d|[a-c]|end|fin)?$", IGNORECASE
)
_SEASON_AHEAD = lazy(r"(?<=[^\W\d_]\s)([1-9])\s\d\d$")  # "late-tide-4-04"
_TAIL_RANGE = lazy(r"(?<![^\W_])(?P<a>\d{1,4})\s?[-~&+]\s?(?P<b>\d{1,4})\s*$")
_VERSION = lazy(r"\s+(?:v\d|ova|oad)$", IGNORECASE)  # "07 v2", "25 OVA"
_ENDED = lazy(r"(?<=\d\d)\s(?:END|FIN|FINAL)$")  # "48 END"
_BESIDES = lazy(r"(?<=\d)\s\+\s[\w &]+$|(?<=\s0\d)\s\([^()]*\)$")  # "01-12 + OVA"

# A lesson is more often of a course, a stage of a race.
_COUNTED = frozenset(CALLED.split("|")) - {"lecture", "lesson", "stage"}
# "Vol. 2" and "Movie 2" are numbered things of their own.
_NAMED_NUMBERS = frozenset(
    ("vol", "volume", "movie", "movies", "film", "part", "pt", "no")
)


def find_count(place: Place) -> Numbering | None:
    """The first rule that finds a number in its kind of place."""
    for rule in _rules(place):
        found = rule(place)
        if found:
            return found
    return None


def _rules(place: Place) -> tuple[Rule, ...]:
    """In a season's folder a number in front comes first: "7 - 12 Ebbs"."""
    if place.season:
        return _AFTER_SEASON
    return (lead, *RULES) if is_led(place) else RULES


def _behind_dash(place: Place) -> Numbering | None:
    """As "Late Tide - 07 - Ebb", "Late_Tide_-_07v2_[", "Late.Tide.-.07.-"."""
    start = place.start + 1
    while match := _DASH.search(place.flat, start):
        start = match.start() + 1
        if start > place.stop + 4 and not _follows(place, match.start()):
            return None
        if _is_glued(place, match) or _names(place, match):
            continue
        if match["b"] and not _is_range(place, match):
            first = (int(match["a"]),)
            return Numbering("dash", match.start(), match.end("a"), None, first, 0.9)
        segment = segment_of(place, match)
        if segment:
            season, episodes = segment
            return Numbering(
                "compact", match.start(), match.end(), season, episodes, 0.8
            )
        return numbering("dash", match, 0, sure_of(place, match))
    return None


def _names(place: Place, match: re.Match[str]) -> bool:
    """A year, size or title's number: "Tide - Chapter 2 BluRay", "- 100 Ebbs - 01"."""
    digits = match["a"]
    if digits in RESOLUTIONS and place.tagged and not place.fansub:
        return True
    if match["w"] and (place.film or place.year):
        return True
    later = digits[0] != "0" and (
        _BEFORE_COUNT.match(place.flat, match.end())
        or _ONWARD.match(place.flat, match.end())
    )
    return bool(later) or is_year(digits) or is_sequel(place, match)


def _is_range(place: Place, match: re.Match[str]) -> bool:
    """As "- 01 - 12 [", but not "- 11 - 511 Ebb"."""
    if " " not in place.flat[match.end("a") : match.start("b")]:
        return True
    after = place.flat[match.end() :].lstrip()
    return len(match["a"]) == len(match["b"]) and (not after or after[0] in "[(-")


def _follows(place: Place, start: int) -> bool:
    """Only brackets or a year stand between the title and `start`."""
    if place.year and 0 <= start - place.year[1] < 2:
        return True
    for bracket in place.name.brackets:
        if place.stop - 1 <= bracket.start <= place.stop + 2 and bracket.end <= start:
            return place.flat[bracket.end : start].strip() == ""
    return False


def _is_glued(place: Place, match: re.Match[str]) -> bool:
    """As "Norn9-2" and "late-tide-102": a dash without spaces needs two digits."""
    if match.group()[0] not in "-–" or match.group()[1:2].isspace():
        return False
    if len(match["a"]) < 2 or match["b"] is not None:
        return True
    if place.year and 0 <= place.year[0] - match.end() < 2 and not place.fansub:
        return True  # "Catch-22 (1970)"
    ahead = place.name.text[place.start : match.start()]
    if len(ahead) < 2 or (len(ahead) == 2 and ahead.isupper() and place.year):
        return True  # "K-19", "TS-19 (1974)"
    return len(match["a"]) != 2 and not place.fansub


def _last(place: Place) -> Numbering | None:
    """As "Late_Tide_07_[", "Late Tide 13-16", "Late.Tide.07.German.DVDRip"."""
    region = place.flat[place.start : place.stop].rstrip(" -_.[(")
    region = _BESIDES.sub("", region)
    ranged = _TAIL_RANGE.search(region)
    if ranged and ranged.start() > 0 and not ends_title(place, ranged):
        return _last_range(place, ranged)
    words = words_of(place)
    if len(words) < 2 or words[-2].low in _NAMED_NUMBERS or words[-2].low in PART:
        return None
    region = _ENDED.sub("end", _VERSION.sub("", region))
    return _last_word(place, region)


def _last_range(place: Place, ranged: re.Match[str]) -> Numbering | None:
    """As "Late Tide 13-16", "Late.Tide.101-102"."""
    one, other = ranged["a"], ranged["b"]
    of_season = len(one) == 1 and len(other) == 2 and other[0] == "0"  # "1-01"
    rising = int(one) < int(other) or of_season
    season, *pair = compact_pair(place, ranged["a"], ranged["b"]) or (0,)
    if pair:
        found = numbering("compact", ranged, place.start, 0.7)
        return found._replace(season=season, episodes=tuple(pair))
    return numbering("range", ranged, place.start, 0.85) if rising else None


def _last_word(place: Place, region: str) -> Numbering | None:
    """As "Late_Tide_07_[", "Late Tide 205a"."""
    tail = region.rsplit(" ", 1)[-1]
    match = _TAIL.match(tail)
    if not match or (match["a"] in RESOLUTIONS and not place.fansub):
        return None
    digits = match["a"]
    if is_year(digits) or not _tail_counts(place, digits, match):
        return None
    at = place.start + len(region) - len(tail)
    segment = segment_of(place, match)
    if segment:
        return Numbering("compact", at, at + len(tail), *segment, 0.8)
    fraction = bool(match["f"])
    head = _SEASON_AHEAD.search(region) if not place.fansub else None
    if head and len(digits) == 2 and " " not in place.name.text:
        season = int(head[1])
        return Numbering(
            "dotted", head.start(1), len(region), season, (int(digits),), 0.48
        )
    sure = 0.75 if holds_season(place, digits) else 0.9
    sure = 0.6 if boxed(place, digits) else sure
    return Numbering("tail", at, at + len(tail), None, (int(digits),), sure, fraction)


def _tail_counts(place: Place, digits: str, match: re.Match[str]) -> bool:
    """Whether the last number of the title region is an episode's."""
    letter = match["v"] in ("a", "b", "c", "A", "B", "C")
    flight = letter and len(digits) == 1  # "Flight 5B", but "205a", "7v2"
    told = bool(place.fansub or (match["v"] and not flight) or place.seasonal)
    if place.year:  # "Late Tide 2 2011" is a sequel
        return told and (len(digits) > 1 or place.year[0] - place.stop > 1)
    if told or (len(digits) == 2 and words_of(place)[-2].low in _COUNTED):
        return True
    if digits[0] == "0" and len(digits) == 3:
        return digits != "007"
    if len(digits) > 2:
        if len(digits) == 4 and not place.film and boxed(place, digits):
            return True
        aired = place.broadcast and len(digits) == 4 and not split_compact(digits)
        return aired or _counts_over_seasons(place, digits)
    return digits[0] == "0" or place.broadcast or boxed(place, digits)


def _counts_over_seasons(place: Place, digits: str) -> bool:
    """As "Late Tide 112", "365 [720p]"; "Room 104 Integrale", "The 100" are titles."""
    if digits == "007" or " " not in place.name.text or len(words_of(place)) < 3:
        return False
    if place.tagged:
        absurd = int(digits) > 100 and int(digits) % 100 > LONGEST
        return absurd and len(digits) == 3 and not place.film
    return place.stop >= len(place.flat)


def _middle(place: Place) -> Numbering | None:
    """As "Late.Tide.07.Ebb.DVDRip": two digits led by a nought amid words."""
    if place.year:
        return None
    words = words_of(place)
    for before, token in pairwise(words[:-1]):
        low = token.low
        if len(low) not in (2, 3) or not low.isdecimal() or low[0] != "0":
            continue
        if len(low) == 3 and not place.flat.startswith(" - ", token.end):
            continue
        if before.start == place.start and before.low.isdecimal() and len(low) == 2:
            season = int(before.low)  # "1-04 The Gale"
            return Numbering(
                "dotted", before.start, token.end, season, (int(low),), 0.6
            )
        if before.low not in _NAMED_NUMBERS and low != "007":
            return Numbering("middle", token.start, token.end, None, (int(low),), 0.75)
    return None


RULES = (
    dotted,
    _behind_dash,
    in_bracket,
    after_bracket,
    _last,
    *IN_ONE,
    _middle,
    lead,
    leading_bracket,
)
_AFTER_SEASON = (in_bracket, _behind_dash)
