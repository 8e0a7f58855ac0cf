"""When to stop asking alone: as soon as the disk makes us wait longer than we work.

Threads save waiting, and cost: only one of them runs Python at a time, and each waits
for its turn. On a cold disk that answers quickly that is more than they save.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from resource import RUSAGE_THREAD, getrusage
from typing import NamedTuple, TypeVar

SAMPLE = 8
"""One question in so many is watched, after the first ones; so many count."""
MOST_WAITS = 6
"""More for one question says nothing about the others."""
WORTH = 3
"""Threads make the work itself two to three times as dear."""

Answer = TypeVar("Answer")


class Spent(NamedTuple):
    """How often a thread waited, and seconds: on the clock, at work."""

    waits: float
    clock: float
    work: float

    def slow(self, waits: float) -> bool:
        """Whether the disk made it wait so often, and long enough."""
        return self.waits >= waits and self.clock > WORTH * self.work


def spent() -> Spent:
    """What this thread has spent so far."""
    waits = getrusage(RUSAGE_THREAD).ru_nvcsw
    return Spent(waits, time.perf_counter(), time.thread_time())


def since(before: Spent) -> Spent:
    """What this thread has spent since then."""
    waits, clock, work = spent()
    return Spent(waits - before.waits, clock - before.clock, work - before.work)


class Patience:
    """Watches questions that are asked alone; `over` once the disk is found slow.

    `most` are the waits a question that are borne, on the average of the last ones: a
    network waits for each call, a cold local disk once for most folders. As many as
    `trust` says may be asked unwatched after each.
    """

    def __init__(self, most: float) -> None:
        self.over = False
        self.trust = 0
        self._most = most
        self._number = 0
        self._mean = Spent(0.0, 0.0, 0.0)

    def watch(self, ask: Callable[[], Answer]) -> Answer:
        """Ask, and see what it cost."""
        number, self._number = self._number, self._number + 1
        before = spent()
        answer = ask()
        cost = since(before)
        waits, clock, work = self._mean
        self._mean = Spent(
            waits + (min(cost.waits, MOST_WAITS) - waits) / SAMPLE,
            clock + (cost.clock - clock) / SAMPLE,
            work + (cost.work - work) / SAMPLE,
        )
        known = number >= 2 * SAMPLE  # the first ones bring in what others find there
        self.over = known and self._mean.slow(self._most)
        trusted = number >= SAMPLE * SAMPLE and not self.over
        self.trust = SAMPLE - 1 if trusted else 0
        return answer
