"""Copies on a disk that only reads."""

from __future__ import annotations

from collections.abc import Callable

from planfile.disk.door import Made, Wanted


class SimulatedCopies:
    """Copies that are ready as soon as they are remembered."""

    def __init__(
        self, remember: Callable[[Wanted], None], tell: Callable[[Wanted], None]
    ) -> None:
        self._remember = remember
        self._tell = tell
        self._ready: list[Made] = []

    def add(self, wanted: Wanted) -> None:
        """Remember a copy."""
        self._remember(wanted)
        self._tell(wanted)
        self._ready.append(Made(wanted))

    def waits(self, wanted: Wanted) -> None:
        """Tell of a copy that is there already."""
        self._tell(wanted)

    def ready(self) -> list[Made]:
        """What was added since the last time."""
        ready, self._ready = self._ready, []
        return ready

    def settle(self) -> None:
        """Nothing has to be waited for."""

    def close(self) -> None:
        """Nothing is left to drop."""
