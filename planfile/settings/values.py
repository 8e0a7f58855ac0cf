"""How a setting's text becomes a value, and what is allowed."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable
from typing import NamedTuple

Value = str | bool | int | float | tuple[str, ...]
LEAST_MEMORY = 64_000_000
"""Below this, not even the interpreter with its libraries gets going."""


class NotAllowedError(ValueError):
    """The text is no value of this kind."""


class Kind(NamedTuple):
    """What a setting may be: what is allowed, for people, and the reader.

    The reader takes what a file or the environment said and the folder that relative
    paths start from, and raises `NotAllowedError`.
    """

    allowed: str
    read: Callable[[object, str], Value]


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


def _switch(said: object, base: str) -> bool:
    del base
    if isinstance(said, bool):
        return said
    try:
        return WORDS[str(said).strip().lower()]
    except KeyError:
        raise NotAllowedError from None


def _text(said: object, base: str) -> str:
    del base
    if not isinstance(said, str) or "\0" in said:
        raise NotAllowedError
    return said.strip()


def _folder(said: object, base: str) -> str:
    path = os.path.expanduser(_text(said, base))
    return os.path.normpath(os.path.join(base, path)) if path else ""


def _digits(said: object) -> str:
    if isinstance(said, bool):
        raise NotAllowedError
    return str(said).strip()


def _number(said: object, base: str) -> int:
    del base
    digits = _digits(said).replace("_", "")
    if not (digits.isascii() and digits.isdigit()):
        raise NotAllowedError
    return int(digits)


def _amount(said: object, base: str) -> float:
    del base
    digits = _digits(said)
    if not re.fullmatch(r"\d+(\.\d+)?|\.\d+", digits, re.ASCII):
        raise NotAllowedError
    return float(digits)


def _limit(said: object, base: str) -> float:
    if str(said).strip().lower() == "none":
        return math.inf
    return _amount(said, base)


def _share(said: object, base: str) -> float:
    value = _amount(said, base)
    if value > 1:
        raise NotAllowedError
    return value


def _size(said: object, base: str) -> int:
    del base
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([A-Za-z]*)", _digits(said), re.ASCII)
    if not found or found[2].upper() not in UNITS:
        raise NotAllowedError
    return round(float(found[1]) * UNITS[found[2].upper()])


def _globs(said: object, base: str) -> tuple[str, ...]:
    del base
    if isinstance(said, str):
        said = [part.strip() for part in said.split(",")]
    if not isinstance(said, list) or not all(isinstance(part, str) for part in said):
        raise NotAllowedError
    return tuple(part for part in said if part)


def _patterns(said: object, base: str) -> tuple[str, ...]:
    found = _globs(said, base)
    for pattern in found:
        try:
            re.compile(pattern)
        except (re.error, RecursionError, OverflowError):
            raise NotAllowedError from None
    return found


def _price(said: object, base: str) -> str:
    pair = _text(said, base)
    if pair and not re.fullmatch(r"\d+(\.\d+)?\s*/\s*\d+(\.\d+)?", pair, re.ASCII):
        raise NotAllowedError
    return pair


def choice(*words: str) -> Kind:
    """One of a few words."""

    def read(said: object, base: str) -> str:
        word = _text(said, base).lower()
        if word not in words:
            raise NotAllowedError
        return word

    return Kind(", ".join(words), read)


def _season(said: object, base: str) -> str:
    """A season's folder as media servers know it, "Season 01" or "Specials"."""
    word = " ".join(_text(said, base).split()).title()
    if not re.fullmatch(r"Season \d{2,4}|Specials", word, re.ASCII):
        raise NotAllowedError
    return word


def _most(highest: int) -> Callable[[object, str], int]:
    def read(said: object, base: str) -> int:
        value = _number(said, base)
        if value > highest:
            raise NotAllowedError
        return value

    return read


def up_to(highest: int) -> Kind:
    """A whole number that is not too high."""
    return Kind(f"a whole number from 0 to {highest}", _most(highest))


def _memory(said: object, base: str) -> int:
    value = _size(said, base)
    if 0 < value < LEAST_MEMORY:
        raise NotAllowedError
    return value


switch = Kind("true, false, yes, no, on, off, 1, 0", _switch)
text = Kind("any text", _text)
season = Kind("a folder like Season 01, or Specials", _season)
folder = Kind("a path", _folder)
number = Kind("a whole number, 0 or more", _number)
amount = Kind("a number like 0.50, 0 or more", _amount)
limit = Kind("a number like 0.50, 0 or more, or none", _limit)
share = Kind("a number from 0 to 1", _share)
size = Kind("bytes, or a size like 500MB, 1.5GB, 2TiB", _size)
memory = Kind("a size like 512MB or 2GiB, at least 64MB, or 0", _memory)
patterns = Kind("regular expressions, in the environment with commas", _patterns)
price = Kind("IN/OUT in USD per million tokens, like 0.30/2.50", _price)
globs = Kind("a list, in the environment with commas", _globs)
