"""Signals set a flag; the run looks at it between two steps."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from types import FrameType, TracebackType
from typing import ClassVar

from planfile.errors import StoppedError

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
AT_ONCE = b"\nstopped at once; what was not taken back yet: planfile recover\n"


class Stop:
    """While it is entered, the first signal sets `number` and a second one exits.

    The second leaves the journal behind; the next command recovers. `heed` is False
    after the commit point, where there is nothing left to stop. Where `lingers` is set,
    by a process that ends with its run, signals stay unheeded after it: the exit code
    must tell that it is done.
    """

    lingers: ClassVar[bool] = False

    def __init__(self) -> None:
        self.number = 0
        self.heed = True
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> Stop:
        if threading.current_thread() is threading.main_thread():
            for number in SIGNALS:
                self._before[number] = signal.signal(number, self._told)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.lingers and not self.heed:
            return
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def check(self) -> None:
        """Look whether a signal came.

        Raises:
            StoppedError: One did.
        """
        if self.number:
            raise StoppedError(
                "stopped by a signal; everything is as it was",
                signal_number=self.number,
            )

    def _told(self, number: int, frame: FrameType | None) -> None:
        del frame
        if not self.heed:
            return
        if self.number:
            with suppress(OSError):
                os.write(2, AT_ONCE)
            os._exit(128 + number)
        self.number = number
