"""Numbers in brackets, or right behind one: "[07]", "(01-12)", "(TV) 07 [720p]"."""

from __future__ import annotations

from planfile.naming.numbers import Numbering
from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.places import RESOLUTIONS, Place, is_year, numbering

_BRACKET = lazy(
    r"[\s._]*(?P<a>\d{1,4})(?P<f>\.\d)?\.?[\s._]?(?:v\d)?(?:[\s._]?[-~～][\s._]?(?P<b>\d{1,4}))?[\s._]*[(\[]?"
    r"(?:v\d|end|fin|final|tv|完|全|全集|完结)?[)\]]?(?:\s?\+[\w+ ]+)?\s*$",
    IGNORECASE,
)
_BARE = lazy(r"\s*(?P<a>\d{2,4})(?P<b>)(?:v\d)?(?=\s*$|\s*[\[(])")


def in_bracket(place: Place) -> Numbering | None:
    """As "[Aoi][Late Tide][07][1080P]", "Late Tide (01-12)"."""
    stop = place.stop
    if place.year and place.year[0] - stop < 2:
        stop = max(stop, place.year[1])  # "Late Tide (2011) (01-25)"
    for bracket in place.name.brackets:
        if bracket.start < place.start:
            continue
        if bracket.start > stop + 2:
            return None
        inside = place.name.text[bracket.start + 1 : bracket.end - 1]
        match = _BRACKET.match(inside)
        if not match or match["a"] in RESOLUTIONS or is_year(match["a"]):
            continue
        padded = len(match["a"]) == 2 if place.fansub else match["a"][0] == "0"
        padded = padded and (place.fansub or place.seasonal)
        if bracket.mark == "(" and not (match["b"] or padded):
            continue
        if len(match["a"]) < 2 and not match["b"]:
            continue
        found = numbering("bracket", match, 0, 0.9)
        return found._replace(start=bracket.start, end=bracket.end)
    return None


def after_bracket(place: Place) -> Numbering | None:
    """As "Late Tide (TV) 07 [720p]", "Late Tide (2011) 07"."""
    for bracket in place.name.brackets:
        if (
            bracket.start >= place.start
            and place.stop - 1 <= bracket.start <= place.stop + 2
        ):
            match = _BARE.match(place.flat, bracket.end)
            if match and match["a"] not in RESOLUTIONS and not is_year(match["a"]):
                return numbering("tail", match, 0, 0.85)
    return None


def leading_bracket(place: Place) -> Numbering | None:
    """As "[07] Late Tide": a number where the group stands."""
    first = place.name.brackets[0] if place.name.brackets else None
    if first is None or first.start or place.year:
        return None
    if first.end > place.start and not place.seasonal:
        return None
    match = _BRACKET.match(place.name.text[1 : first.end - 1])
    return numbering("lead", match, 1, 0.5) if match else None
