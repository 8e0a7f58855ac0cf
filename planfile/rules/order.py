"""The order of moves that get in each other's way: chains, swaps, new spellings.

A destination that is another move's source must wait for that move, so moves form
chains and rings. A chain runs from its free end. A ring, of which a new spelling of one
name is the smallest, is opened by parking one entry aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from planfile.rules.paths import fold

Move = tuple[str, str]
"""Where an entry is, and where it is to go."""
Leg = tuple[int, str, str]


def legs(moves: Sequence[Move], parking: Callable[[int], str]) -> Iterator[Leg]:
    """(index, from, to) of every rename, in an order in which each `to` is free.

    Args:
        moves: All sources differ, and all destinations. Where two of them differ only
            in case, the disk tells them apart.
        parking: A free path for the move with this index.
    """
    holders = _holders(moves)
    done: set[int] = set()
    for start in range(len(moves)):
        chain: list[int] = []
        current: int | None = start
        while current is not None and current not in done:
            done.add(current)
            chain.append(current)
            current = holders.get(moves[current][1])
        if chain:
            yield from _run(chain, moves, parking, ring=current == start)


def _holders(moves: Sequence[Move]) -> dict[str, int]:
    """Which move has to leave each destination: its source is there, or its twin is.

    A twin counts unless there are others: a disk that has those tells all of them
    apart. So no two destinations ever wait for one move.
    """
    sources = {source: index for index, (source, _) in enumerate(moves)}
    twins = {fold(source): index for index, (source, _) in enumerate(moves)}
    held = Counter(fold(source) for source, _ in moves)
    wanted = Counter(fold(goal) for _, goal in moves)
    holders = {}
    for _, goal in moves:
        folded = fold(goal)
        if goal in sources:
            holders[goal] = sources[goal]
        elif held[folded] == wanted[folded] == 1:
            holders[goal] = twins[folded]
    return holders


def _run(
    chain: list[int],
    moves: Sequence[Move],
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
