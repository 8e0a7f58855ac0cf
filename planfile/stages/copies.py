"""Copies grow up in the stage, and are published by a rename when they are finished.

A finished copy is named after its source, so that a run which was broken off after
hours finds its finished copies again. Nothing here touches the library itself.
"""

from __future__ import annotations

import errno
import stat
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

from planfile.artifacts.event import Event
from planfile.artifacts.intent import Wish
from planfile.artifacts.journal import STAGE
from planfile.artifacts.plan import Action
from planfile.disk.door import Copying, Disk, Look, Made, Wanted
from planfile.errors import PlanfileError
from planfile.stages.draft import Staged
from planfile.stages.holding import Held
from planfile.stages.preflight import ACROSS, SKIP, Survey, inside
from planfile.stages.records import FINISHED, names

PART = ".part"


class Copies:
    """The finished copies of a run, by source."""

    def __init__(self, held: Held, survey: Survey) -> None:
        self.held = held
        self.survey = survey
        self.staged: dict[str, Staged] = {}
        self._uses: Counter[tuple[str, str]] = Counter()
        self._trusted: set[tuple[str, str]] = set()
        self._begun: dict[Wanted, tuple[Wish, str]] = {}
        self._now = ""
        self._done = 0
        self._size_done = 0
        self._size = sum(survey.copied.values())
        self._count = 0

    def make(self) -> dict[str, Staged]:
        """Copy everything that has to be copied.

        Raises:
            OSError: A copy failed; what was finished stays for the next time.
            StoppedError: A signal came.
        """
        action, marks = self.survey.intent.action, self.survey.marks
        all_of_them = action in {Action.COPY, Action.REFLINK}
        if not all_of_them and ACROSS not in marks:
            return self.staged
        wanted = [mark == ACROSS or (all_of_them and mark != SKIP) for mark in marks]
        self._count = sum(wanted)
        copying = self.held.disk.copying(self._tick)
        try:
            for wish, is_wanted, *seen in zip(
                self.survey.again(),
                wanted,
                self.survey.sizes,
                self.survey.mtimes,
                strict=True,
            ):
                if is_wanted:
                    self.held.stopped()
                    self._make(copying, wish, seen, clone=action is Action.REFLINK)
            self._settle(copying)
        except (OSError, PlanfileError):
            with suppress(OSError):
                self._settle(copying)
            raise
        finally:
            copying.close()
        return self.staged

    def _make(
        self, copying: Copying, wish: Wish, seen: list[int], *, clone: bool
    ) -> None:
        disk = self.held.disk
        folder, name = wish.folder, wish.name
        stage = inside(wish.to, STAGE, disk)
        look = disk.look(folder, name)
        if look is None:
            raise FileNotFoundError(2, "it vanished before it was copied", wish.source)
        if [look.st_size, look.st_mtime_ns] != seen:
            raise OSError(errno.ESTALE, "it changed since it was checked", wish.source)
        if look.st_nlink > 1 and self.survey.intent.action is Action.MOVE:
            self.held.notice(
                f"{wish.source} has other names; on another device it is a file apart"
            )
        finished = self._finished(copying, stage, key(look), look)
        before, self._now = self._size_done, wish.source
        if self._waits(folder, name, stage, finished):
            copying.waits(Wanted(folder, name, stage, finished, clone))
            self._stage(wish, stage, finished)
        else:
            part = finished.removesuffix(FINISHED) + PART
            if disk.look(stage, part) is not None:
                disk.unlink(stage, part)
            wanted = Wanted(folder, name, stage, part, clone)
            self._begun[wanted] = wish, finished
            copying.add(wanted)
            self._publish(copying.ready())
        self._done += 1
        self._size_done = before
        self._tick(look.st_size)

    def _tick(self, size: int) -> None:
        """So many bytes were copied: tell it, and hear whether to go on."""
        self.held.stopped()
        self._size_done += size
        self.held.observe(
            Event(
                "copy",
                self._done,
                self._count,
                self._now,
                self._size_done,
                self._size,
            )
        )

    def _settle(self, copying: Copying) -> None:
        """Wait for the copies that were begun; publish those that are good."""
        try:
            copying.settle()
        finally:
            self._publish(copying.ready())

    def _publish(self, ready: Iterable[Made]) -> None:
        """Give copies that are durable and compared the name of finished ones."""
        for made in ready:
            wish, finished = self._begun.pop(made.wanted)
            stage = made.wanted.to
            self.held.disk.move(stage, made.wanted.new, stage, finished)
            if made.warning:
                self.held.notice(f"{made.wanted.name}: {made.warning}")
            self._stage(wish, stage, finished)

    def _stage(self, wish: Wish, stage: str, finished: str) -> None:
        """Know a finished copy by what it is now."""
        look = self.held.disk.look(stage, finished)
        if look is None:
            raise FileNotFoundError(2, "its copy vanished from the stage", wish.source)
        self.staged[wish.source] = Staged(
            stage, finished, look.st_ino, look.st_mtime_ns
        )

    def _waits(self, folder: str, name: str, stage: str, finished: str) -> bool:
        """Whether the copy is there already; one from an earlier run is read again.

        It may have waited for weeks: whatever is not the source to the byte, with its
        time and mode, is made anew.
        """
        disk = self.held.disk
        there = disk.look(stage, finished)
        if there is None or (stage, finished) in self._trusted:
            return there is not None
        wanted = disk.look(folder, name)
        if (
            wanted is not None
            and stat.S_ISREG(there.st_mode)
            and dress(there) == dress(wanted)
            and disk.same_bytes(folder, name, stage, finished)
        ):
            return True
        disk.unlink(stage, finished)
        return False

    def _finished(self, copying: Copying, stage: str, first: str, look: Look) -> str:
        """The name of this copy; further links of a file link its first copy."""
        use = self._uses[stage, first]
        self._uses[stage, first] += 1
        if not use:
            return first + FINISHED
        name = f"{first}-{use}{FINISHED}"
        disk = self.held.disk
        links = look.st_nlink > 1 and self.survey.intent.action is Action.MOVE
        if links and disk.look(stage, name) is None:
            self._settle(copying)
            with suppress(OSError):
                disk.link(stage, first + FINISHED, stage, name)
                self._trusted.add((stage, name))
        return name


def dress(look: Look) -> tuple[int, int, int]:
    """Size, time and mode: what a copy must share with its source to be it."""
    return look.st_size, look.st_mtime_ns, stat.S_IMODE(look.st_mode)


def key(look: Look) -> str:
    """What tells one version of one file from all others."""
    return f"{look.st_dev:x}-{look.st_ino:x}-{look.st_size:x}-{look.st_mtime_ns:x}"


def staged_size(disk: Disk) -> int:
    """How many bytes of finished copies wait in the stage."""
    looks = (disk.look(STAGE, name) for name in names(disk, STAGE))
    return sum(look.st_size for look in looks if look is not None)
