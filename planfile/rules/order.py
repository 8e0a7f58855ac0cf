"""The order of moves that get in each other's way: chains, swaps, new spellings.

A destination that is another move's source must wait for that move, so moves form
chains and rings. A chain runs from its free end. A ring, of which a new spelling of one
name is the smallest, is opened by parking one entry aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from planfile.rules.paths import fold

Leg = tuple[int, str, str]


def legs(
    moves: Sequence[tuple[str, str]], parking: Callable[[int], str]
) -> Iterator[Leg]:
    """(index, from, to) of every rename, in an order in which each `to` is free.

    Args:
        moves: Source and destination of each move; all sources and all destinations
            differ, even folded.
        parking: A free path for the move with this index.
    """
    by_source = {fold(source): index for index, (source, _) in enumerate(moves)}
    done: set[int] = set()
    for start in range(len(moves)):
        chain: list[int] = []
        current: int | None = start
        while current is not None and current not in done:
            done.add(current)
            chain.append(current)
            current = by_source.get(fold(moves[current][1]))
        if chain:
            yield from _run(chain, moves, parking, ring=current == start)


def _run(
    chain: list[int],
    moves: Sequence[tuple[str, str]],
    parking: Callable[[int], str],
    *,
    ring: bool,
) -> Iterator[Leg]:
    """The legs of one chain, its free end first; a ring's first entry is parked."""
    first = chain[0]
    if ring:
        yield first, moves[first][0], parking(first)
        chain = chain[1:]
    for index in reversed(chain):
        yield index, *moves[index]
    if ring:
        yield first, parking(first), moves[first][1]
