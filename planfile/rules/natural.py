"""The order that people expect: numbers by value, letters whatever their case."""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"(\d+)")

NaturalKey = tuple[tuple[tuple[int, int, str], ...], str]


def natural_key(text: str) -> NaturalKey:
    """Sort key: "Season 2" before "Season 10"; total, and the same in every locale."""
    pieces = _NUMBERS.split(text.casefold())
    chunks = tuple(
        (1, int(piece), "") if index % 2 and len(piece) < 19 else (2, 0, piece)
        for index, piece in enumerate(pieces)
        if piece
    )
    return chunks, text


def name_key(name: str) -> tuple[NaturalKey, NaturalKey]:
    """Sort key of a file name: a video before the companions named after it."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem:
        stem, extension = name, ""
    return natural_key(stem), natural_key(extension)
