"""When the next call may go: how many at once, how long after a failure."""

from __future__ import annotations

import random
from collections.abc import Callable

LONGEST_WAIT = 60.0
MOST_AT_ONCE = 8
GROW_AFTER = 10
MOST_TRIES = 6
GRACE = 1.0  # the service cuts its delays to whole seconds

Jitter = Callable[[], float]


def chance() -> float:
    """A number from 0 to 1 that other machines don't get at the same time."""
    return random.random()  # noqa: S311 - spreads calls, keeps no secret


class Traffic:
    """Additive increase, multiplicative decrease, a gate that the service closes."""

    def __init__(self, at_once: int, jitter: Jitter = chance) -> None:
        """Begin with `at_once` calls in flight."""
        self.most = max(1, at_once)
        self.limit = self.most
        self.gate = 0.0
        self.good = 0
        self.jitter = jitter

    def succeeded(self) -> None:
        """One more call allowed after some good ones."""
        self.good += 1
        if self.good % GROW_AFTER == 0:
            self.limit = min(self.limit + 1, max(self.most, MOST_AT_ONCE))

    def crowded(self) -> None:
        """Half as many calls."""
        self.limit = max(1, self.limit // 2)

    def delay(self, tries: int, wait: float, now: float) -> float:
        """When a call that failed `tries` times may go again.

        What the service asks for holds for every call, plus a second.
        """
        own = min(LONGEST_WAIT, 2.0**tries) * (0.5 + self.jitter() / 2)
        if wait > 0:
            self.gate = max(self.gate, now + wait + GRACE)
            return self.gate + self.jitter()
        return now + own
