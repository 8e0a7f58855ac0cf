"""Read what may be damaged: up to a bound, without asking for all its memory."""

from __future__ import annotations

from typing import BinaryIO

DAMAGE = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What comes of making data of JSON that is not what it must be."""
PIECE = 1 << 20
"""Bytes asked for at once: memory for all of them is taken before any comes."""


def read_most(stream: BinaryIO, most: int) -> bytes:
    """Everything in a stream, or one byte more than `most` of it."""
    pieces: list[bytes] = []
    left = most + 1
    while left and (piece := stream.read(min(PIECE, left))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
