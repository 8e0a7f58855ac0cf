"""Progress for people: one live line on a terminal, a line now and then in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from planfile.artifacts.event import Event
from planfile.views.names import harmless, visible
from planfile.views.screen import (
    Screen,
    bytes_text,
    fitted,
    screen,
    time_text,
    width_of,
)

if TYPE_CHECKING:
    from rich.live import Live

PATIENCE = 0.4  # seconds before a live line appears: short work stays quiet
LIVE_EVERY = 0.1
PLAIN_EVERY = 5.0
NOTICE = "notice"
NOUNS = {"scan": "entries", "plan": "bundles", "ask": "questions"}


class Progress:
    """An observer that tells a person how far a stage is.

    Usable as `with Progress() as observe:`. It never raises for a lost terminal: no
    run may stop because nobody watches.
    """

    def __init__(
        self,
        shown: Screen | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._screen = screen(sys.stderr) if shown is None else shown
        self._clock = clock
        self._stage = ""
        self._began = 0.0
        self._next = 0.0
        self._live: Live | None = None
        self._broken = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def __call__(self, event: Event) -> None:
        """Take one event and show it if it is time to."""
        if event.stage == NOTICE:
            self._tell(harmless(event.what))
            return
        now = self._clock()
        if event.stage != self._stage:
            self._stage, self._began = event.stage, now
            self._next = now + (PATIENCE if self._screen.live else PLAIN_EVERY)
        if now < self._next or self._broken:
            return
        self._next = now + (LIVE_EVERY if self._screen.live else PLAIN_EVERY)
        try:
            self._show(progress_line(event, now - self._began), visible(event.what))
        except OSError:
            self._broken = True

    def _tell(self, notice: str) -> None:
        """Say something that stays, with no live line around it."""
        self._stop()
        if not self._broken:
            try:
                self._screen.write([notice])
            except OSError:
                self._broken = True

    def _show(self, line: str, what: str) -> None:
        if not self._screen.live:
            self._screen.write([line])
            return
        from rich.live import Live
        from rich.text import Text

        if self._live is None:
            from rich.console import Console

            console = Console(
                file=self._screen.stream,
                width=self._screen.width,
                force_terminal=True,
            )
            self._live = Live(console=console, transient=True, auto_refresh=False)
            self._live.start()
        room = self._screen.width - width_of(line) - 4
        text = f"{line}  {fitted(what, room)}" if what and room > 10 else line
        self._live.update(Text(fitted(text, self._screen.width - 1)), refresh=True)

    def _stop(self) -> None:
        if self._live is not None:
            try:
                self._live.stop()
            except OSError:
                self._broken = True
            self._live = None


def progress_line(event: Event, seconds: float) -> str:
    """Count, rate, time left, bytes and cost of an event, as far as it has them."""
    done, total = event.done, event.total
    count = f"{done:,} of {total:,}" if total else f"{done:,}"
    parts = [f"{event.stage}: {count} {NOUNS.get(event.stage, 'entries')}"]
    if event.size_total:
        parts.append(f"{bytes_text(event.size_done)} of {bytes_text(event.size_total)}")
    if seconds > 0 and event.size_done:
        parts.append(f"{bytes_text(round(event.size_done / seconds))}/s")
    elif seconds > 0 and done:
        parts.append(f"{round(done / seconds):,}/s")
    share = _share(event)
    if 0 < share < 1 and seconds > 0:
        parts.append(f"{time_text(seconds * (1 - share) / share)} left")
    if event.cost:
        parts.append(f"${event.cost:.4f} so far")
    return ", ".join(parts)


def _share(event: Event) -> float:
    """How much is done: by bytes where bytes are moved, by entries elsewhere."""
    if event.size_total:
        return event.size_done / event.size_total
    return event.done / event.total if event.total else 0.0
