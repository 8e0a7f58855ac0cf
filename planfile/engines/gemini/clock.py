"""Time as an argument: the real one, or one that tests turn by hand."""

from __future__ import annotations

import queue
import time
from typing import Protocol, TypeVar

T = TypeVar("T")


class Clock(Protocol):
    """What the engine needs of time; seconds everywhere."""

    def now(self) -> float:
        """Seconds since some fixed moment; never goes back."""

    def today(self) -> str:
        """The date as YYYY-MM-DD."""

    def wait(self, results: queue.Queue[T], most: float) -> T | None:
        """The next result, or None when `most` seconds have passed without one."""

    def sleep(self, span: float) -> None:
        """Let time pass."""


class RealClock:
    """The clock on the wall."""

    def now(self) -> float:
        """Seconds of the monotonic clock."""
        return time.monotonic()

    def today(self) -> str:
        """The date in UTC."""
        return time.strftime("%Y-%m-%d", time.gmtime())

    def wait(self, results: queue.Queue[T], most: float) -> T | None:
        """Wait for real."""
        try:
            return results.get(timeout=max(most, 0.0))
        except queue.Empty:
            return None

    def sleep(self, span: float) -> None:
        """Sleep for real."""
        time.sleep(max(span, 0.0))
