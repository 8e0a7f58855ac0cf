"""Season and episode in one bare number: "102", "latetide102", "02.10"."""

from __future__ import annotations

import re

from planfile.naming.numbers import Numbering
from planfile.naming.patterns import lazy
from planfile.naming.places import RESOLUTIONS, Place, split_compact, words_of

LONGEST = 40  # episodes that a season may have
_WORD_AND_NUMBER = lazy(r"([^\W\d_]{2,})(0?\d{3}|0\d)$")
_DASHED = lazy(r"[a-z0-9]+(?:-[a-z0-9]+){4,}-(\d{3,4})$")
_DOTTED = lazy(
    r"(?<=\s)(?:(?P<s>0\d|\d{1,2}(?=\.0))|(?<=- )(?P<t>\d{1,2})(?=\.\d\d\s+-))"
    r"\.(?P<e>\d\d)(?=\s|$)"
)
# In a season's folder, also "7.13 Ebb".
_SEASONAL_DOTTED = lazy(r"(?<!\S)(?P<s>\d{1,2})(?P<t>)\.(?P<e>\d\d)(?=\s|$)")


def compact(place: Place) -> Numbering | None:
    """As "Late.Tide.102.HDTV", "Late.Tide.2011.102": season and episode in one."""
    spaced = " " in place.name.text and not place.seasonal
    if place.fansub or place.event or (spaced and (place.film or not place.tagged)):
        return None
    words = words_of(place)
    if place.year:
        words = [t for t in place.name.tokens if 0 < t.start - place.year[1] < 2]
    for token in words if place.seasonal or place.year else words[1:]:
        found = split_compact(token.low)
        if not found or token.low in RESOLUTIONS:
            continue
        season, episodes = found
        boxed = place.name.text[token.end :].lstrip()[:1] in ("[", "(")
        long = len(token.low) == 4 and boxed
        absurd = episodes[0] > LONGEST and len(token.low) == 3
        if spaced and (long or (absurd and (boxed or len(words) > 2))):
            continue  # "Late Tide 365 [720p]" counts over all seasons
        end = token.end
        for other in words:
            more = split_compact(other.low)
            if other.start - end == 1 and more and more[0] == season:
                episodes, end = (*episodes, *more[1]), other.end
        return Numbering("compact", token.start, end, season, episodes, 0.7)
    return None


def compact_pair(place: Place, first: str, last: str) -> tuple[int, ...]:
    """Season and episodes of "Late.Tide.101-102", () when it counts otherwise."""
    one, other = split_compact(first), split_compact(last)
    if place.fansub or " " in place.name.text or not one or not other:
        return ()
    paired = one[0] == other[0] and int(last) == int(first) + 1 and len(first) == 3
    return (one[0], *one[1], *other[1]) if paired else ()


def last_compact(place: Place) -> Numbering | None:
    """As "tide-dd51-ded-dl-7p-hdtv-x264-301": dashed tags, the number at the end."""
    match = _DASHED.match(place.name.text) if place.tagged else None
    found = split_compact(match[1]) if match else None
    if match is None or found is None or match[1] in RESOLUTIONS:
        return None
    return Numbering("compact", match.start(1), match.end(1), found[0], found[1], 0.7)


def glued_compact(place: Place) -> Numbering | None:
    """As "latetide102", in a season also "aoi-tide0102"."""
    words = words_of(place)
    led = place.seasonal and len(words) == 2 and "-" in place.name.text
    if len(words) != 1 + led or place.tagged or place.year:
        return None
    word = words[-1]
    match = _WORD_AND_NUMBER.match(word.low)
    if not match or (len(match[1]) < 4 and not place.seasonal):
        return None
    start = word.start + len(match[1])
    if len(match[2]) == 2:
        return Numbering("tail", start, word.end, None, (int(match[2]),), 0.5)
    found = split_compact(match[2].lstrip("0"))
    if not found:
        return None
    return Numbering("glued", start, word.end, found[0], found[1], 0.5)


def dotted(place: Place) -> Numbering | None:
    """As "Late.02.10.Ebb": season and episode, two digits each."""
    pattern = _SEASONAL_DOTTED if place.seasonal else _DOTTED
    match = pattern.search(place.flat, place.start, place.stop)
    if not match or place.year or place.fansub:
        return None
    if match.start() == place.start and not place.seasonal:
        return None
    season, episode = int(match["s"] or match["t"]), int(match["e"])
    return Numbering("dotted", match.start(), match.end(), season, (episode,), 0.5)


def sure_of(place: Place, match: re.Match[str]) -> float:
    """Less where the number may hold a season, or be the title's: "Tide-22.mkv"."""
    digits = match["a"]
    if holds_season(place, digits) and not match["b"]:
        return 0.75
    glued = not match.group()[0].isspace() and not match.group()[1:2].isspace()
    return 0.7 if glued and _is_plain(place) and digits[0] != "0" else 0.93


def _is_plain(place: Place) -> bool:
    return not (place.fansub or place.tagged or place.year or place.seasonal)


def boxed(place: Place, digits: str) -> bool:
    """As "Late Tide Ebbs 13 [720p]", "Late Tide 1045 [720p]": no habit of films."""
    if place.fansub or place.seasonal or digits[0] == "0":
        return False
    fewest = {2: 4, 4: 3}.get(len(digits), 0)
    behind = place.name.text[place.stop :].lstrip(" _")[:1]
    words = len(words_of(place)) >= fewest > 0
    return behind in ("[", "(") and place.tagged and words


def holds_season(place: Place, digits: str) -> bool:
    """As "Late Tide - 105", "Late Tide 1405": of a season, or of the whole show."""
    plain = len(digits) > 2 and digits[0] != "0" and _is_plain(place)
    split = split_compact(digits) if plain else None
    return split is not None and split[1][0] <= LONGEST


# Season and episode in one number: as a word, at the end of one, behind the tags.
IN_ONE = (compact, glued_compact, last_compact)
