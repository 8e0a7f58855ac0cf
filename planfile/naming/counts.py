"""Numbers without a word: " - 07", "_07_[", "102", "[07]", "07 - Title".

They count only where their place says so; each rule is a function that looks at one
kind of place, tried in the order of `RULES`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from planfile.naming.numbers import Numbering, spread
from planfile.naming.tokens import Name, Token

_CENTURIES = ("00", "19", "20")
_RESOLUTIONS = frozenset({"480", "540", "576", "720", "1080", "1440", "2160", "4320"})
_DASH = re.compile(
    r"(?:\s[-–—~]+\s*|[-–—]\s+|(?<=[^\W\d_])[-–])[#\[(]?(?P<a>\d{1,4})(?P<f>\.\d(?:\.\d)?)?(?P<v>v\d|[a-c](?![^\W_]))?"
    r"(?:\s?[-~–]\s?(?P<b>\d{1,4})(?:v\d)?)?(?:\s?end)?[\])]?(?=\s*$|\s|[\[(])",
    re.IGNORECASE,
)
_BRACKET = re.compile(
    r"\s*(?P<a>\d{1,4})(?P<f>\.\d)?(?:v\d)?(?:\s?[-~～]\s?(?P<b>\d{1,4}))?\s*[(\[]?(?:v\d|end|fin|final|完|全|全集|完结)?[)\]]?\s*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?P<a>\d{1,4})(?P<f>\.\d(?:\.\d)?)?(?P<v>v\d|[a-c])?$", re.IGNORECASE
)
_TAIL_RANGE = re.compile(r"(?<![^\W_])(?P<a>\d{1,4})\s?[-~]\s?(?P<b>\d{1,4})\s*$")
_LEAD = re.compile(
    r"(?P<a>\d{1,4})(?:[-&](?P<b>\d{1,4}))?(?P<v>v\d|[a-c])?(?:(?P<sep>\s?[-–.:]+\s?)|\s+|$)",
    re.IGNORECASE,
)


_WORD_AND_NUMBER = re.compile(r"([^\W\d_]{4,})(\d{3})$")


class Place(NamedTuple):
    """Where to look: the title region, and what surrounds it.

    `flat` is the text with every separator a space, as long as the text. `fansub`
    says that a group leads the name, `broadcast` that a tag of TV follows, `tagged`
    that any sure tag does, `seasonal` that the folder above is a season, `season` that
    one was read.
    """

    name: Name
    flat: str
    start: int
    stop: int
    fansub: bool
    broadcast: bool
    tagged: bool
    seasonal: bool
    season: bool
    year: tuple[int, int] | None


def flatten(text: str) -> str:
    """Underscores and dots (but decimal points) as spaces; the length stays."""
    text = text.replace("_", " ")
    return re.sub(r"(?<!\d)\.|\.(?!\d)", " ", text) if "." in text else text


def find_count(place: Place) -> Numbering | None:
    """The first rule that finds a number in its kind of place."""
    for rule in _AFTER_SEASON if place.season else RULES:
        found = rule(place)
        if found:
            return found
    return None


def _numbering(
    scheme: str, match: re.Match[str], shift: int, weight: float
) -> Numbering:
    first, last = int(match["a"]), match["b"]
    numbers = spread(first, int(last)) if last and int(last) > first else (first,)
    if last and len(match["a"]) == 1 and last[0] == "0" and len(last) == 2:
        return Numbering(
            "season-episode",
            shift + match.start(),
            shift + match.end(),
            first,
            (int(last),),
            0.8,
        )
    fraction = bool(match.groupdict().get("f"))
    return Numbering(
        scheme,
        shift + match.start(),
        shift + match.end(),
        None,
        numbers,
        weight,
        fraction,
    )


def _behind_dash(place: Place) -> Numbering | None:
    """As "Late Tide - 07 - Ebb", "Late_Tide_-_07v2_[", "Late.Tide.-.07.-"."""
    for match in _DASH.finditer(place.flat, place.start):
        if match.start() == place.start:
            continue
        if match.start() > place.stop + 3 and not _follows(place, match.start()):
            return None
        if _is_year(match["a"]) or _is_glued(place, match) or _is_sequel(place, match):
            continue
        if match["a"] in _RESOLUTIONS and not place.fansub:
            continue
        return _numbering("dash", match, 0, 0.93)
    return None


def _follows(place: Place, start: int) -> bool:
    """Only brackets or a year stand between the title and `start`."""
    if place.year and 0 <= start - place.year[1] < 2:
        return True
    for bracket in place.name.brackets:
        if place.stop - 1 <= bracket.start <= place.stop + 2:
            return place.flat[bracket.end : start].strip() == ""
    return False


def _is_glued(place: Place, match: re.Match[str]) -> bool:
    """As "Norn9-2" and "late-tide-102": a dash without spaces needs two digits."""
    if match.group()[0] not in "-–" or match.group()[1:2].isspace():
        return False
    return (len(match["a"]) != 2 and not place.fansub) or match["b"] is not None


def _is_sequel(place: Place, match: re.Match[str]) -> bool:
    """As "Late Tide - 2 (2013)": one digit right before the year."""
    return (
        place.year is not None
        and len(match["a"]) == 1
        and place.year[0] - match.end() < 3
        and match.start() < place.year[0]
    )


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and 1900 <= int(digits) <= 2035


def _in_bracket(place: Place) -> Numbering | None:
    """As "[Aoi][Late Tide][07][1080P]", "Late Tide (01-12)"."""
    for bracket in place.name.brackets:
        if bracket.start < place.start:
            continue
        if bracket.start > place.stop + 2:
            return None
        inside = place.name.text[bracket.start + 1 : bracket.end - 1]
        match = _BRACKET.match(inside)
        if not match or match["a"] in _RESOLUTIONS or _is_year(match["a"]):
            continue
        if bracket.mark == "(" and not match["b"]:
            continue
        if len(match["a"]) < 2 and not match["b"]:
            continue
        found = _numbering("bracket", match, 0, 0.9)
        return found._replace(start=bracket.start, end=bracket.end)
    return None


def _words(place: Place) -> list[Token]:
    """Words of the title region outside brackets."""
    return [
        token
        for token in place.name.tokens
        if place.start <= token.start < place.stop and token.bracket == -1
    ]


def _last(place: Place) -> Numbering | None:
    """As "Late_Tide_07_[", "Late Tide 13-16", "Late.Tide.07.German.DVDRip"."""
    region = place.flat[place.start : place.stop].rstrip(" -_.[(")
    ranged = _TAIL_RANGE.search(region)
    if ranged and ranged.start() > 0 and not _is_year(ranged["a"]):
        if int(ranged["a"]) < int(ranged["b"]):
            return _numbering("range", ranged, place.start, 0.8)
        return None
    words = _words(place)
    if len(words) < 2:
        return None
    tail = region.rsplit(" ", 1)[-1]
    match = _TAIL.match(tail)
    if not match or (match["a"] in _RESOLUTIONS and not place.fansub):
        return None
    digits = match["a"]
    if _is_year(digits) or not _tail_counts(place, digits, match):
        return None
    at = place.start + len(region) - len(tail)
    fraction = bool(match["f"])
    return Numbering("tail", at, at + len(tail), None, (int(digits),), 0.8, fraction)


def _tail_counts(place: Place, digits: str, match: re.Match[str]) -> bool:
    if place.fansub or match["v"] or place.seasonal:
        return True
    if place.year:
        return False
    if len(digits) > 2:
        return " " in place.name.text and not place.tagged and digits[0] != "0"
    if digits.startswith("0"):
        return len(digits) == 2
    if len(digits) == 1:
        return False
    return len(digits) == 2 and place.broadcast


def _compact(place: Place) -> Numbering | None:
    """As "Late.Tide.102.HDTV", "Late.Tide.2011.102": season and episode in one."""
    if place.fansub or (
        " " in place.name.text and not place.tagged and not place.seasonal
    ):
        return None
    words = _words(place)
    if place.year:
        words = [t for t in place.name.tokens if 0 < t.start - place.year[1] < 2]
    for token in words if place.seasonal or place.year else words[1:]:
        found = _split_compact(token.low)
        if not found or token.low in _RESOLUTIONS:
            continue
        season, episodes = found
        end = token.end
        for other in words:
            more = _split_compact(other.low)
            if other.start - end == 1 and more and more[0] == season:
                episodes, end = (*episodes, *more[1]), other.end
        return Numbering("compact", token.start, end, season, episodes, 0.7)
    return None


def _glued_compact(place: Place) -> Numbering | None:
    """As "latetide102": one word with season and episode at its end."""
    words = _words(place)
    if len(words) != 1 or place.tagged or place.year:
        return None
    match = _WORD_AND_NUMBER.match(words[0].low)
    found = _split_compact(match[2]) if match else None
    if not match or not found:
        return None
    start = words[0].start + len(match[1])
    return Numbering("glued", start, words[0].end, found[0], found[1], 0.5)


def _split_compact(digits: str) -> tuple[int, tuple[int, ...]] | None:
    if not digits.isdecimal() or not digits.isascii():
        return None
    if len(digits) == 5:
        first, second = int(digits[1:3]), int(digits[3:])
        return (int(digits[0]), (first, second)) if second == first + 1 else None
    if len(digits) not in (3, 4) or (len(digits) == 4 and digits[:2] in _CENTURIES):
        return None
    if digits[0] == "0" and len(digits) == 3:
        return None
    season, episode = int(digits[:-2]), int(digits[-2:])
    return (season, (episode,)) if episode and season <= 40 else None


def _middle(place: Place) -> Numbering | None:
    """As "Late.Tide.07.Ebb.DVDRip": two digits led by a nought amid words."""
    if place.year:
        return None
    words = _words(place)
    for token in words[1:-1]:
        if len(token.low) == 2 and token.low.isdecimal() and token.low[0] == "0":
            return Numbering(
                "middle", token.start, token.end, None, (int(token.low),), 0.75
            )
    return None


def _lead(place: Place) -> Numbering | None:
    """As "07 - Ebb", "07. Ebb", "4-13 Ebb", and in a season's folder "7 Ebb"."""
    match = _LEAD.match(place.flat, place.start)
    if not match or place.year or _is_year(match["a"]):
        return None
    first, second = match["a"], match["b"]
    if not (place.seasonal or _lead_counts(place, match)):
        return None
    weight = 0.9 if place.seasonal else 0.6
    numbers: tuple[int, ...] = (int(first),)
    season = None
    if second and not place.seasonal and int(second) != int(first) + 1:
        season, numbers = int(first), (int(second),)
    elif second:
        numbers = spread(int(first), int(second))
    return Numbering("lead", match.start(), match.end(), season, numbers, weight)


def _lead_counts(place: Place, match: re.Match[str]) -> bool:
    digits = match["a"]
    if match["b"]:
        return len(match["b"]) > 1
    if len(digits) > 1 and digits[0] == "0":
        return True
    if match.end() >= len(place.flat.rstrip()):
        return len(digits) < 3
    return match["sep"] in (" - ", ". ") and len(digits) < 4


RULES = (_behind_dash, _in_bracket, _last, _compact, _glued_compact, _middle, _lead)
_AFTER_SEASON = (_behind_dash, _in_bracket)
