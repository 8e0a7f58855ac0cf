"""Numbers in front of a name: "07 - Ebb", "4-13 Ebb", "Chapter 7 Ebb"."""

from __future__ import annotations

import re

from planfile.naming.numbers import Numbering, spread
from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.places import Place, is_year
from planfile.naming.words import CALLED

_LEAD = lazy(
    rf"(?P<w>(?:chapter|{CALLED})\s)?"
    r"(?P<a>\d{1,4})(?:[-&](?P<b>\d{1,4}))?(?P<v>v\d|[a-c])?(?:(?P<sep>\s?[-–.:)]+\s?)|\s+|$)",
    IGNORECASE,
)
_SURE_LEAD = lazy(r"\d{2}v\d\s|0\d\s-\s(?!\d+\s)|0\d\.?\s+(?=[^\W\d_])")
_LEAD_TITLE = lazy(r"\d{1,3}\s?-\s?\d+\s+[^\W\d_]")


def is_led(place: Place) -> bool:
    """Whether the number in front goes before any other of the name."""
    text, start = place.flat, place.start
    if place.seasonal and _LEAD_TITLE.match(text, start):
        return True
    worded = _LEAD.match(text, start)
    return bool(worded and worded["w"]) or _SURE_LEAD.match(text, start) is not None


def lead(place: Place) -> Numbering | None:
    """As "07 - Ebb", "07. Ebb", "4-13 Ebb", and in a season's folder "7 Ebb"."""
    match = _LEAD.match(place.flat, place.start)
    if not match or is_year(match["a"]) or (place.year and not _titled(place, match)):
        return None
    first, second = match["a"], match["b"]
    if not (place.seasonal or _lead_counts(place, match)):
        return None
    weight = 0.9 if place.seasonal else 0.6
    numbers: tuple[int, ...] = (int(first),)
    season = None
    of_season = len(first) == 1 and second and second[0] == "0"  # "1-05"
    spread_out = second and int(second) != int(first) + 1 and len(first) < 3
    if of_season or (spread_out and not place.seasonal):
        season, numbers = int(first), (int(second or 0),)
    elif second:
        numbers = spread(int(first), int(second))
    return Numbering("lead", match.start(), match.end(), season, numbers, weight)


def _titled(place: Place, match: re.Match[str]) -> bool:
    """As "05 - 1984" in a season's folder: the year is the episode's, or its title."""
    nought = match["a"][0] == "0"
    if place.year and nought and match["sep"] and match.end() == place.year[0]:
        return True
    return place.seasonal and (nought or match["sep"] is not None)


def _lead_counts(place: Place, match: re.Match[str]) -> bool:
    digits = match["a"]
    if match["b"]:
        return len(match["b"]) > 1
    if match["w"]:
        return True
    if len(digits) > 1 and digits[0] == "0":
        return True
    if not place.flat[match.end() : place.stop].strip():
        return len(digits) < 3
    return match["sep"] in (" - ", ". ") and len(digits) < 4
