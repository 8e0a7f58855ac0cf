"""Bonus things by the codes of discs and fansubs: "NCOP1", "ED2", "SP01", "OVA 2"."""

from __future__ import annotations

import re
from typing import NamedTuple

from planfile.naming.patterns import lazy
from planfile.naming.tokens import Name, Token

# kind of extra, pattern of a whole word, example
CODES: tuple[tuple[str, str, str], ...] = (
    ("creditless", r"nc(?:op|ed)\d{0,2}[a-z]?(?:v\d)?", "NCOP1"),
    ("creditless", r"(?:op|ed)\d{1,2}[a-z]?(?:v\d)?", "OP2a"),
    ("trailer", r"(?:pv|cm|trailer|teaser|promo)\d{0,2}(?:v\d)?", "PV2"),
    ("extra", r"(?:menu|preview|bonus|interview)\d{0,2}(?:v\d)?", "Menu1"),
    ("creditless", r"(?:opening|ending|op|ed)(?:v\d)?", "- Opening"),
)
_CODES = tuple((kind, lazy(pattern)) for kind, pattern, _ in CODES)
_ALWAYS = _CODES[:1]
# Specials keep their number; the words of a series of its own stay in its title.
_SPECIAL = lazy(r"(sp|ex|special|ova|oad|ona)(\d{1,3})(?:v\d)?")
_OWN_TITLE = frozenset({"ova", "oad", "ona"})


class Bonus(NamedTuple):
    """A bonus code: its kind of extra ("" for a special) and number, and where."""

    kind: str
    number: int | None
    start: int
    end: int
    fraction: bool = False


def find_bonus(name: Name, start: int, stop: int, *, fansub: bool) -> Bonus | None:
    """The first bonus code between the title's first word and `stop`.

    `fansub` says that a group leads the name: only then are short codes sure.

    >>> from planfile.naming.tokens import cut
    >>> find_bonus(cut("Late Tide - NCOP1"), 0, 17, fansub=False).kind
    'creditless'
    """
    for place, token in enumerate(name.tokens):
        outside = token.bracket == -1
        end = stop if outside else stop + 2  # "[SP05]"
        if not start < token.start < end or not (outside or fansub):
            continue
        special = _SPECIAL.fullmatch(token.low)
        if special:
            return _special(name, token, special)
        if not outside:
            continue
        own = token.low in _OWN_TITLE
        told = own or (fansub and token.low in ("special", "sp"))
        counted = _counted(name, place, own=own) if told else None
        if counted:
            return counted
        for kind, pattern in _CODES if fansub else _ALWAYS:
            if pattern.fullmatch(token.low) and _stands_apart(name, token):
                return Bonus(kind, None, _free_start(name, place), token.end)
    return None


def _special(name: Name, token: Token, match: re.Match[str]) -> Bonus:
    head = len(match[1]) if match[1] in _OWN_TITLE else 0
    fraction = bool(lazy(r"\.\d").match(name.text, token.end))
    return Bonus("", int(match[2]), token.start + head, token.end, fraction)


def _counted(name: Name, place: int, *, own: bool) -> Bonus | None:
    """As "Late Tide OVA 4", where nothing but brackets follows."""
    if place + 1 >= len(name.tokens):
        return None
    after = name.tokens[place + 1]
    last = not name.text[after.end :].strip(" ._").rstrip("])") or name.text[
        after.end :
    ].lstrip(" ._").startswith(("[", "("))
    if not after.low.isdecimal() or len(after.low) > 2 or not last:
        return None
    if not own and len(after.low) < 2:
        return None
    start = after.start if own else name.tokens[place].start
    return Bonus("", int(after.low), start, after.end)


def _free_start(name: Name, place: int) -> int:
    """Where a code starts, "Creditless" ahead of it included."""
    before = name.tokens[place - 1]
    free = before.low in ("creditless", "textless", "clean")
    return before.start if free else name.tokens[place].start


def _stands_apart(name: Name, token: Token) -> bool:
    """Behind a dash, with a number, or ahead of a bracket or the end."""
    before = name.text[: token.start].rstrip(" _.")
    after = name.text[token.end :].lstrip(" _.")
    numbered = token.low[-1].isdecimal() or after[:1].isdecimal()
    if token.low.isalpha() and len(token.low) > 4:
        return before.endswith("-")
    if len(token.low) == 2:
        return not after or after[0] in "[(" or after[0].isdecimal()
    return numbered or before.endswith("-") or not after or after[0] in "[("
