"""Copies in batches: while one is compared with its originals, the next is made.

A second thread reads and compares, nothing else. All that changes the disk is done in
one order, whatever the threads do: a batch is made, then made durable, then the batch
before it has been compared and is handed out.
"""

from __future__ import annotations

import errno
import os
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from planfile.disk.calls import Calls
from planfile.disk.comparing import Comparison
from planfile.disk.copying import Copied, copy
from planfile.disk.door import Made, Tick, Wanted, path_in
from planfile.disk.probe import BTRFS, XFS, magic
from planfile.disk.roots import most_open

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

FULL = 64 << 20
"""Bytes from which on a batch is full."""
CLONERS = {BTRFS, XFS}
"""Local file systems where a copy is a clone whenever it can be one."""


class _Open(NamedTuple):
    wanted: Wanted
    source: BinaryIO
    copied: Copied


Verdict = OSError | None
Opened = Callable[[str, str], BinaryIO]
Folder = Callable[[str], int]


class Batches:
    """Copies in the making.

    `opened` opens a file to read, `folder` finds a folder's descriptor, `tick` is told
    how many bytes were copied.

    `close` drops whatever was not handed out by `ready`.
    """

    def __init__(
        self, calls: Calls, opened: Opened, folder: Folder, tick: Tick
    ) -> None:
        self._calls = calls
        self._opened = opened
        self._folder = folder
        self._tick = tick
        self._most = max(1, most_open() // 4)  # two batches, two descriptors each
        self._size = 0
        self._fresh: deque[_Open] = deque()
        self._durable: deque[_Open] = deque()
        self._compared: deque[_Open] = deque()
        self._verdicts: Future[list[Verdict]] | None = None
        self._ready: list[Made] = []
        self._reader: ThreadPoolExecutor | None = None
        self._comparison = Comparison()

    def add(self, wanted: Wanted) -> None:
        """Copy a file.

        Raises:
            OSError: This copy failed, or one before it; nothing is left of that one.
        """
        source = self._opened(wanted.folder, wanted.name)
        try:
            folder = self._folder(wanted.to)
            clone = wanted.clone or magic(folder) in CLONERS
            name = os.fsencode(wanted.new)
            copied = copy(
                self._calls, source.fileno(), folder, name, clone=clone, tick=self._tick
            )
        except BaseException as error:
            source.close()
            name_file(error, wanted)
            raise
        self._fresh.append(_Open(wanted, source, copied))
        self._size += copied.size
        if self._size >= FULL or len(self._fresh) >= self._most:
            self._turn()

    def waits(self, wanted: Wanted) -> None:
        """Nothing is to be done for a copy that is there."""

    def ready(self) -> list[Made]:
        """The copies that can be trusted by now, in the order they were added in."""
        ready, self._ready = self._ready, []
        return ready

    def settle(self) -> None:
        """Wait until all copies are ready.

        Raises:
            OSError: One failed; nothing is left of it.
        """
        while self._fresh or self._durable or self._compared:
            self._turn()

    def close(self) -> None:
        """Drop what is not ready, and let go of everything."""
        if self._reader is not None:
            self._reader.shutdown(cancel_futures=True)
        for batch in (self._compared, self._durable, self._fresh):
            while batch:
                self._drop(batch.popleft())

    def _turn(self) -> None:
        """Make a batch durable, end the one before it, and have it compared."""
        self._size = 0
        while self._fresh:
            made = self._fresh.popleft()
            try:
                self._calls.sync(made.copied.goal)
            except BaseException as error:
                self._drop(made)
                name_file(error, made.wanted)
                raise
            self._durable.append(made)
        self._end()
        self._compared, self._durable = self._durable, deque()
        if self._compared:
            self._verdicts = self._asked(tuple(self._compared))

    def _end(self) -> None:
        """Wait for the verdicts on the batch that is compared."""
        if self._verdicts is None:
            return
        verdicts, self._verdicts = self._verdicts.result(), None
        first: Verdict = None
        for verdict in verdicts:
            made = self._compared.popleft()
            if verdict is None:
                self._ready.append(Made(made.wanted, self._warning(made)))
                _let_go(made)
            else:
                self._drop(made)
                first = first or verdict
        if first is not None:
            raise first

    def _asked(self, batch: Sequence[_Open]) -> Future[list[Verdict]]:
        if self._reader is None:
            from concurrent.futures import ThreadPoolExecutor

            self._reader = ThreadPoolExecutor(1)
        return self._reader.submit(self._judge, batch)

    def _judge(self, batch: Sequence[_Open]) -> list[Verdict]:
        return [self._verdict(made) for made in batch]

    def _verdict(self, made: _Open) -> Verdict:
        if made.copied.cloned:
            return None
        try:
            self._comparison.check(
                made.source.fileno(), made.copied.goal, made.copied.size
            )
        except OSError as error:
            number = error.errno or errno.EIO
            return OSError(number, error.strerror, path_in(*made.wanted[:2]))
        return None

    @staticmethod
    def _warning(made: _Open) -> str:
        no_clone = made.wanted.clone and not made.copied.cloned
        text = "this file system has no reflinks: copied instead" if no_clone else ""
        return "; ".join(filter(None, (text, made.copied.warning)))

    def _drop(self, made: _Open) -> None:
        _let_go(made)
        with suppress(OSError):
            folder = self._folder(made.wanted.to)
            self._calls.unlink(folder, os.fsencode(made.wanted.new))


def name_file(error: BaseException, wanted: Wanted) -> None:
    """Name the original in what the system says of its copy."""
    if isinstance(error, OSError):
        error.filename = path_in(wanted.folder, wanted.name)


def _let_go(made: _Open) -> None:
    made.source.close()
    os.close(made.copied.goal)
