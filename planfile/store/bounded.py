"""Read a stream up to a bound, without asking for all the memory of the bound."""

from __future__ import annotations

from typing import BinaryIO

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
