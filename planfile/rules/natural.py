"""The order that people expect: numbers by value, letters whatever their case."""

from __future__ import annotations

import re
from functools import lru_cache
from sys import maxunicode

_NUMBERS = re.compile(r"(\d+)")

NaturalKey = tuple[str, str]


@lru_cache(maxsize=1024)  # a video and its companions have one stem
def natural_key(text: str) -> NaturalKey:
    """Sort key: "Season 2" before "Season 10"; total, and the same in every locale.

    A number becomes NUL, which stands before every letter and is in no name, how many
    digits it has, and its digits.
    """
    parts = _NUMBERS.split(text.casefold())
    parts[1::2] = map(_by_value, parts[1::2])
    return "".join(parts), text


@lru_cache(maxsize=4096)
def _by_value(number: str) -> str:
    digits = number.lstrip("0")
    if not digits.isascii():  # other scripts have digits, and zeros, of their own
        digits = "".join([str(int(digit)) for digit in number]).lstrip("0")
    return f"\0{chr(min(len(digits), maxunicode))}{digits}"


def name_key(name: str) -> tuple[NaturalKey, NaturalKey]:
    """Sort key of a file name: a video before the companions named after it."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem:
        stem, extension = name, ""
    return natural_key(stem), natural_key(extension)
