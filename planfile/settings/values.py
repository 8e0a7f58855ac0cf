"""How a setting's text becomes a value, and what is allowed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import NamedTuple

Value = str | bool | int | float | tuple[str, ...]
LEAST_MEMORY = 64_000_000
"""Below this, not even the interpreter with its libraries gets going."""

UNLIMITED = float("inf")


class NotAllowedError(ValueError):
    """The text is no value of this kind."""


class Kind(NamedTuple):
    """What a setting may be: what is allowed, for people, and the reader.

    The reader takes what a file or the environment said and raises `NotAllowedError`.
    `unset` is what holds where nobody says anything.
    """

    allowed: str
    read: Callable[[object], Value]
    unset: Value = ""


WORDS = {
    **dict.fromkeys(("true", "1", "yes", "on"), True),
    **dict.fromkeys(("false", "0", "no", "off"), False),
}
UNITS: dict[str, int] = {
    "": 1,
    "B": 1,
    **{f"{letter}B": 10 ** (3 * power) for power, letter in enumerate("KMGT", 1)},
    **{f"{letter}IB": 1 << (10 * power) for power, letter in enumerate("KMGT", 1)},
}


def _switch(said: object) -> bool:
    if isinstance(said, bool):
        return said
    try:
        return WORDS[str(said).strip().lower()]
    except KeyError:
        raise NotAllowedError from None


def _text(said: object) -> str:
    if not isinstance(said, str) or "\0" in said:
        raise NotAllowedError
    return said.strip()


def _folder(said: object) -> str:
    path = os.path.expanduser(_text(said))
    return os.path.normpath(path) if path else ""


def _digits(said: object) -> str:
    if isinstance(said, bool):
        raise NotAllowedError
    return str(said).strip()


def _number(said: object) -> int:
    digits = _digits(said).replace("_", "")
    if not (digits.isascii() and digits.isdigit()):
        raise NotAllowedError
    return int(digits)


def _amount(said: object) -> float:
    digits = _digits(said)
    if not re.fullmatch(r"\d+(\.\d+)?|\.\d+", digits, re.ASCII):
        raise NotAllowedError
    return float(digits)


def _limit(said: object) -> float:
    if str(said).strip().lower() == "none":
        return UNLIMITED
    return _amount(said)


def _share(said: object) -> float:
    value = _amount(said)
    if value > 1:
        raise NotAllowedError
    return value


def _size(said: object) -> int:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([A-Za-z]*)", _digits(said), re.ASCII)
    if not found or found[2].upper() not in UNITS:
        raise NotAllowedError
    return round(float(found[1]) * UNITS[found[2].upper()])


def _globs(said: object) -> tuple[str, ...]:
    if isinstance(said, str):
        said = [part.strip() for part in said.split(",")]
    if not isinstance(said, list) or not all(isinstance(part, str) for part in said):
        raise NotAllowedError
    return tuple(part for part in said if part)


def _patterns(said: object) -> tuple[str, ...]:
    found = _globs(said)
    for pattern in found:
        try:
            re.compile(pattern)
        except (re.error, RecursionError, OverflowError):
            raise NotAllowedError from None
    return found


def _price(said: object) -> str:
    pair = _text(said)
    if pair and not re.fullmatch(r"\d+(\.\d+)?\s*/\s*\d+(\.\d+)?", pair, re.ASCII):
        raise NotAllowedError
    return pair


def choice(*words: str) -> Kind:
    """One of a few words."""

    def read(said: object) -> str:
        word = _text(said).lower()
        if word not in words:
            raise NotAllowedError
        return word

    return Kind(", ".join(words), read)


def _season(said: object) -> str:
    """A season's folder as media servers know it, "Season 01" or "Specials"."""
    word = " ".join(_text(said).split()).title()
    if not re.fullmatch(r"Season \d{2,4}|Specials", word, re.ASCII):
        raise NotAllowedError
    return word


def up_to(highest: int) -> Kind:
    """A whole number that is not too high."""

    def read(said: object) -> int:
        value = _number(said)
        if value > highest:
            raise NotAllowedError
        return value

    return Kind(f"a whole number from 0 to {highest}", read, 0)


def _memory(said: object) -> int:
    value = _size(said)
    if 0 < value < LEAST_MEMORY:
        raise NotAllowedError
    return value


switch = Kind("true, false, yes, no, on, off, 1, 0", _switch, False)
text = Kind("any text", _text)
season = Kind("a folder like Season 01, or Specials", _season)
folder = Kind("a path", _folder)
number = Kind("a whole number, 0 or more", _number, 0)
amount = Kind("a number like 0.50, 0 or more", _amount, 0.0)
limit = Kind("a number like 0.50, 0 or more, or none", _limit, UNLIMITED)
share = Kind("a number from 0 to 1", _share, 0.0)
size = Kind("bytes, or a size like 500MB, 1.5GB, 2TiB", _size, 0)
memory = Kind("a size like 512MB or 2GiB, at least 64MB, or 0", _memory, 0)
patterns = Kind("regular expressions, in the environment with commas", _patterns, ())
price = Kind("IN/OUT in USD per million tokens, like 0.30/2.50", _price)
globs = Kind("a list, in the environment with commas", _globs, ())
