"""Time as an argument: tests turn a clock of their own by hand."""

from __future__ import annotations

import queue
import time
from typing import TypeVar

T = TypeVar("T")


class Clock:
    """The clock on the wall; seconds everywhere."""

    def now(self) -> float:
        """Seconds since some fixed moment; never goes back."""
        return time.monotonic()

    def today(self) -> str:
        """The date in UTC, as YYYY-MM-DD."""
        return time.strftime("%Y-%m-%d", time.gmtime())

    def wait(self, results: queue.Queue[T], most: float) -> T | None:
        """The next result, or None when `most` seconds have passed without one."""
        try:
            return results.get(timeout=max(most, 0.0))
        except queue.Empty:
            return None

    def sleep(self, span: float) -> None:
        """Let time pass."""
        time.sleep(max(span, 0.0))
