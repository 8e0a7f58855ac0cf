"""How players number an episode from its file name, one table row a pattern.

From Jellyfin's `NamingOptions.cs`, Kodi's `tvshowmatching` defaults and Plex's
published "Plex Series Scanner.py", reduced to what they tell apart.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Number(NamedTuple):
    """What a file name numbers: `style` is the row that matched, "" for none."""

    style: str = ""
    season: int | None = None
    episodes: tuple[int, ...] = ()


_SXXEYY = re.compile(
    r"(?<![a-z0-9])s(\d{1,4})[ ._x-]*e(\d{1,4})(?P<rest>.*)$", re.IGNORECASE
)
_NXNN = re.compile(r"(?:^|[\\/._ \[(-])(\d{1,3})x(\d{1,4})(?P<rest>.*)$", re.IGNORECASE)
_MORE = re.compile(  # E02, -E02, -02 straight behind the first number
    r"(?P<how>[ ._-]*e|-s\d+e|-\d{1,2}x|x|-)(?P<number>\d{1,4})(?!\d|[pi]\b)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^\s*(?:&|and|\+)\s*(?:s\d+)?e\d+", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([.\-_ ])(\d\d)\2(\d\d)(?!\d)")
_LATE_DATE = re.compile(r"(?<!\d)(\d\d)[.\-_ ](\d\d)[.\-_ ]((?:19|20)\d\d)(?!\d)")
_SHORT_DATE = re.compile(r"(?:^|[ ._-])(\d{2})(\d{2})(\d{2})(?=[ ._-]|$)")
_E = re.compile(r"(?:^|[ ._\-\[])ep?[ ._-]?(\d{1,4})(?!\d)", re.IGNORECASE)
_PART = re.compile(
    r"(?:^|[ ._-])p(?:ar)?t[ ._-]?(\d{1,3}|[ivx]+)(?=[ ._-]|$)", re.IGNORECASE
)
_THREE = re.compile(r"[._ -](\d{1,2})(\d\d)(?=[._ -]|$)")
_BARE = re.compile(
    r"(?:^|[ ._\-\[#(])(?:episode[ ._-]?)?(\d{1,4})(?:v\d)?(?:of\d+)?(?=[ ._\-\])]|$)",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\b(?:\d{3,4}[pi]|[xh][ .]?26[45]|(?:19|20)\d\d|\d\.\d|\d{3,4}x\d{3,4}|10.?bit|"
    r"8.?bit|[\[(][0-9a-f]{8}[\])]|ddp?\d(?:\.\d)?|aac\d?(?:\.\d)?|mp[34]|dts\d?|ac3|\d+fps)\b",
    re.IGNORECASE,
)


def number_of(stem: str) -> Number:
    """Season and episodes as players find them in a file's stem."""
    match = _SXXEYY.search(stem)
    if match:
        return _several("SxxEyy", match)
    match = _NXNN.search(stem)
    if match:
        return _several("NxNN", match)
    return _dated(stem) or _loose(stem)


def _several(style: str, match: re.Match[str]) -> Number:
    """A season with its first episode, and those that follow it at once."""
    season, first, rest = int(match[1]), int(match[2]), match["rest"]
    episodes = [first]
    if _JOINED.match(rest):
        return Number("joined", season, (first,))
    while more := _MORE.match(rest):
        number, how = int(more["number"]), more["how"].lower()
        if not first < number < first + 30:
            break
        if how == "-":
            style = "range without E"
        elif how.endswith("e") and "-" in how and number > episodes[-1] + 1:
            style = "range with E"
        episodes.append(number)
        rest = rest[more.end() :]
    if style.startswith("range"):
        episodes = list(range(first, episodes[-1] + 1))
    return Number(style, season, tuple(episodes))


def _dated(stem: str) -> Number | None:
    match = _DATE.search(stem)
    if match:
        return Number("date" if match[2] in ".-" else "date with blanks")
    if _LATE_DATE.search(stem):
        return Number("date with the year last")
    match = _SHORT_DATE.search(stem)
    if match and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31:
        return Number("date of six digits")
    return None


def _loose(stem: str) -> Number:
    """A number that stands without its season."""
    plain = _NOISE.sub(" ", stem)
    match = _E.search(plain)
    if match:
        return Number("E", None, (int(match[1]),))
    match = _PART.search(plain)
    if match:
        number = int(match[1]) if match[1].isdigit() else 0
        return Number("part", None, (number,))
    match = _THREE.search(plain)
    if match:
        return Number("three digits", int(match[1]), (int(match[2]),))
    match = _BARE.search(plain)
    return Number("bare", None, (int(match[1]),)) if match else Number()
