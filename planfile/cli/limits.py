"""What one call may use of the machine, and what it has used."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar, NamedTuple

from planfile.artifacts.event import Event, Observer
from planfile.cli.boundary import write
from planfile.settings import Settings
from planfile.views.screen import bytes_text

MMAP_THRESHOLD = -3
"""The number of this parameter in malloc.h."""
LARGE_BLOCK = 1 << 18


def heed(settings: Settings) -> None:
    """Take no more of the machine than the settings allow; children inherit it."""
    Timings.wanted = settings.timings
    if settings.nice:
        now = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, 0, max(now, settings.nice))
    if settings.max_memory:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = settings.max_memory
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def give_back() -> None:
    """Have large blocks of memory given back once they are free (mallopt(3)).

    By itself glibc keeps such blocks after the first ones: a tenth more in a long run.
    """
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt is not None:
        mallopt(MMAP_THRESHOLD, LARGE_BLOCK)


class Moment(NamedTuple):
    """A point in time: of the clock and of this process's processor time."""

    wall: float
    user: float
    system: float


def now() -> Moment:
    """This moment."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Moment(time.perf_counter(), used.ru_utime, used.ru_stime)


class Timings:
    """An observer that passes events on and keeps when each stage began and ended.

    `wanted` says that this call shall tell them.
    """

    wanted: ClassVar[bool] = False

    def __init__(self, observe: Observer) -> None:
        self._observe = observe
        self._began = now()
        self._stage = ""
        self._done = 0
        self._lines: list[str] = []

    def __call__(self, event: Event) -> None:
        """Take one event; another stage than before ends the one before."""
        if event.stage != self._stage:
            self._end()
            self._stage = event.stage
        self._done = max(self._done, event.done)
        self._observe(event)

    def lines(self) -> list[str]:
        """A line per stage so far; the time before the first belongs to it."""
        self._end()
        return self._lines

    def _end(self) -> None:
        if self._stage:
            self._lines.append(
                timing_line(self._stage, self._done, self._began, now(), peak())
            )
            self._began = now()
        self._stage, self._done = "", 0


def timing_line(stage: str, done: int, began: Moment, ended: Moment, most: int) -> str:
    """What a stage cost: seconds on the clock and of the processor, pace, memory."""
    wall, user, system = (
        last - first for first, last in zip(began, ended, strict=True)
    )
    pace = f", {done:,} done, {round(done / max(wall, 1e-6)):,}/s"
    return (
        f"{stage}: {wall:.2f} s, processor {user + system:.2f} s "
        f"(system {system:.2f}){pace if done else ''}, peak memory {bytes_text(most)}"
    )


def peak() -> int:
    """The most memory that this process has held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@contextmanager
def timed(observe: Observer) -> Iterator[Observer]:
    """The observer itself, or with --timings one that tells what each stage cost."""
    if not Timings.wanted:
        yield observe
        return
    timings = Timings(observe)
    try:
        yield timings
    finally:
        for line in timings.lines():
            write(f"{line}\n")
