"""Where a bare number may stand, and what surrounds it."""

from __future__ import annotations

import re
from typing import NamedTuple

from planfile.naming.numbers import Numbering, spread
from planfile.naming.tokens import Name, Token

_CENTURIES = ("00", "19", "20")
RESOLUTIONS = frozenset({"480", "540", "576", "720", "1080", "1440", "2160", "4320"})


class Place(NamedTuple):
    """Where to look: the title region, and what surrounds it.

    `flat` is the text with every separator a space, as long as the text. `fansub`
    says that a group leads the name, `broadcast` that a tag of TV follows, `event` that
    it was paid per view, `film` that it came from a disc or a cinema, `tagged` that any
    sure tag follows, `seasonal` that the folder above is a season, `season` that one
    was read.
    """

    name: Name
    flat: str
    start: int
    stop: int
    fansub: bool
    broadcast: bool
    event: bool
    film: bool
    tagged: bool
    seasonal: bool
    season: bool
    year: tuple[int, int] | None


def flatten(text: str) -> str:
    """Underscores and dots (but decimal points) as spaces; the length stays.

    Where there is nothing else, dashes stand for spaces: "late-tide-07".
    """
    text = text.replace("_", " ")
    if text.count("-") > 1 and " " not in text and "." not in text:
        return text.replace("-", " ")
    return re.sub(r"(?<!\d)\.|\.(?!\d)", " ", text) if "." in text else text


def words_of(place: Place) -> list[Token]:
    """Words of the title region outside brackets."""
    return [
        token
        for token in place.name.tokens
        if place.start <= token.start < place.stop and token.bracket == -1
    ]


def is_year(digits: str) -> bool:
    """Four digits that read as a year, past or to come."""
    return len(digits) == 4 and digits.isdecimal() and 1900 <= int(digits) < 2100


def numbering(
    scheme: str, match: re.Match[str], shift: int, weight: float
) -> Numbering:
    """A numbering from the groups a, b (range) and f (fraction) of a match."""
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


def split_compact(digits: str) -> tuple[int, tuple[int, ...]] | None:
    """Season and episodes in one number: "102", "1012", "10203"."""
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


def segment_of(
    place: Place, match: re.Match[str]
) -> tuple[int, tuple[int, ...]] | None:
    """Season and episode of "Late Tide - 205a": the first half of an episode.

    The "111C" of a release counts over all seasons.
    """
    letter = (match["v"] or "").lower()
    if place.fansub or place.tagged or place.year or letter not in ("a", "b", "c"):
        return None
    return split_compact(match["a"])


def ends_title(place: Place, ranged: re.Match[str]) -> bool:
    """As "Tide 9-11 (2004)": one digit, and a film's year behind; a span of years."""
    if is_year(ranged["a"]):
        return True
    behind = place.year is not None and place.year[0] - place.stop < 2
    return behind and len(ranged["a"]) == 1 and not place.fansub


def is_sequel(place: Place, match: re.Match[str]) -> bool:
    """As "Late Tide - 2 (2013)", "Tide - 3 Days (1970)": one digit, then the year."""
    if place.year is None or len(match["a"]) != 1 or match.start() >= place.year[0]:
        return False
    between = place.flat[match.end() : place.year[0]].strip()
    return len(between) < 3 or (between[0].isalpha() and not place.fansub)
