"""From what a survey saw to the journal: every operation, in a safe order.

Folders are made first, parents before children. What planfile made goes to the trash,
where it makes room. Then everything moves that is free to, then the chains and rings.
Emptied folders go last, the deepest first, and folders get their old times back. What
needs the commit first (dropping the sources of copies to another device) stands behind
all of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from planfile.artifacts.intent import Wish
from planfile.artifacts.journal import (
    STAGE,
    TRASH,
    FolderRows,
    Operation,
    RunKind,
    Step,
)
from planfile.artifacts.plan import Action
from planfile.disk.door import split
from planfile.rules.order import Move, legs
from planfile.stages.asides import asides
from planfile.stages.preflight import ACROSS, DISC, SKIP, WAITS, Survey, inside
from planfile.stages.removals import ancestors
from planfile.stages.terrain import NO_FOLDER

STEPS = {
    Action.MOVE: Step.MOVE,
    Action.HARDLINK: Step.LINK,
    Action.SYMLINK: Step.SYMLINK,
}

NOT_NOW = (SKIP, WAITS)
_operation = tuple.__new__  # a third of the cost of Operation(…), once per entry


class Staged(NamedTuple):
    """A finished copy: in which stage, under which name, its inode and mtime.

    The mtime may be coarser than that of its source.
    """

    folder: str
    name: str
    inode: int
    mtime_ns: int


class Draft:
    """The rows and operations of a run, from its survey and finished copies."""

    def __init__(self, survey: Survey, run: str, staged: dict[str, Staged]) -> None:
        self.survey = survey
        self.terrain = survey.terrain
        self.run = run
        self.staged = staged
        self._removed = survey.removed
        for folder in sorted(asides(survey)):
            self.terrain.row(folder)
        self.drops = ACROSS in survey.marks
        self._early = array("I")
        self._stamps = array("I")
        self._find_stamps()

    def rows(self) -> FolderRows:
        """The folders, in the order of their numbers."""
        return self.terrain.rows

    def operations(self) -> Iterator[Operation]:
        """Everything, in order."""
        yield from self.terrain.making()
        yield from self._discards()
        yield from _stamping(self._early)
        yield from self._entries()
        yield from self._waiting()
        if self.drops:
            yield from self._dropped()
        yield from self._removals()
        yield from _stamping(self._stamps)

    def count(self) -> dict[str, int]:
        """What the run does, in numbers; what it does not do is left out."""
        survey = self.survey
        placed = "restored" if survey.intent.kind is RunKind.DESTROY else "placed"
        counts = {
            placed: survey.placed(),
            "removed": len(survey.discards),
            "folders_made": len(self.terrain.made),
            "folders_removed": len(self._removed),
            "left": len({problem.path for problem in survey.problems}),
        }
        return {name: number for name, number in counts.items() if number}

    def _number(self, folder: str) -> int:
        number = self.terrain.touched(folder)
        if number is None:
            return self.terrain.row(folder)
        return number

    def _looked(self) -> Iterator[tuple[Wish, int, int, int, int]]:
        survey = self.survey
        yield from zip(
            survey.again(),
            survey.marks,
            survey.inodes,
            survey.sizes,
            survey.mtimes,
            strict=True,
        )

    def _entries(self) -> Iterator[Operation]:
        action = self.survey.intent.action
        plain = STEPS.get(action, Step.PUBLISH)
        number = self.terrain.numbers
        for wish, mark, inode, size, mtime in self._looked():
            if mark in NOT_NOW:
                continue
            if mark == ACROSS or plain is Step.PUBLISH:
                yield self._published(wish, size)
                if mark != ACROSS:
                    yield self._about_copy(Step.COPY, wish, inode, size, mtime)
                continue
            folder, name, to, new = wish[:4]
            step = plain
            if mark == DISC:
                step, name, new = Step.DISC, name[:-1], new[:-1]
            if new == name:
                new = ""
            yield _operation(
                Operation,
                (step, number[folder], name, number[to], new, inode, size, mtime),
            )

    def _published(self, wish: Wish, size: int) -> Operation:
        copy = self.staged[wish.source]
        return Operation(
            Step.PUBLISH,
            self._number(copy.folder),
            copy.name,
            self._number(wish.to),
            wish.new,
            copy.inode,
            size,
            copy.mtime_ns,
        )

    def _waiting(self) -> Iterator[Operation]:
        waits = self.survey.waiting
        if not waits:
            return
        looked = [
            (wish, inode, size, mtime)
            for wish, mark, inode, size, mtime in self._looked()
            if mark == WAITS and wish.source in waits
        ]
        moves = [(w.source.rstrip("/"), w.destination.rstrip("/")) for w, *_ in looked]
        for index, source, destination in legs(moves, partial(self._parking, moves)):
            wish, inode, size, mtime = looked[index]
            step = Step.DISC if wish.disc else Step.MOVE
            folder, name = split(source)
            to, new = split(destination)
            numbers = self._number(folder), self._number(to)
            yield Operation(step, numbers[0], name, numbers[1], new, inode, size, mtime)

    def _parking(self, moves: Sequence[Move], index: int) -> str:
        stage = inside(moves[index][0], STAGE, self.survey.disk)
        return f"{stage}/{self.run}-{index}"

    def _discards(self) -> Iterator[Operation]:
        for index, made in enumerate(self.survey.discards):
            folder, name = split(made.path)
            trash = inside(folder, TRASH, self.survey.disk)
            yield Operation(
                Step.DISCARD,
                self._number(folder),
                name,
                self._number(trash),
                f"{self.run}-{index}",
                made.inode,
                made.size,
                made.mtime_ns,
            )

    def _dropped(self) -> Iterator[Operation]:
        for wish, mark, inode, size, mtime in self._looked():
            if mark == ACROSS:
                yield self._about_copy(Step.DROP, wish, inode, size, mtime)

    def _about_copy(
        self, step: Step, wish: Wish, inode: int, size: int, mtime: int
    ) -> Operation:
        numbers = self._number(wish.folder), self._number(wish.to)
        return Operation(
            step, numbers[0], wish.name, numbers[1], wish.new, inode, size, mtime
        )

    def _removals(self) -> Iterator[Operation]:
        for number in self._removed:
            folder, name = split(self.terrain.rows.paths[number])
            yield Operation(Step.RMDIR, self._number(folder), name, number)

    def _find_stamps(self) -> None:
        """Find the folders that get their old times back, or all of what they were.

        Those that a disc carries away do so before it leaves.
        """
        intent = self.survey.intent
        rows = self.terrain.rows
        removed = bytearray(len(rows) + 2 * len(intent.stamps))
        for gone in self._removed:
            removed[gone] = True
        for path, before in intent.stamps.items():
            number = self._existing(path)
            if number is None or removed[number]:
                continue
            made = rows[number].mode == -1
            if not made and self.survey.disk.obstacle(path):
                continue
            row = before
            if not made and path not in intent.remade:
                row = rows[number]._replace(mtime_ns=before.mtime_ns)
            stamps = self._early if self._carried(path) else self._stamps
            stamps.extend((number, self.terrain.wanted(row)))

    def _carried(self, folder: str) -> bool:
        """Whether a folder goes away with a disc that moves as a whole."""
        discs = self.survey.carried
        return bool(discs) and any(f"{above}/" in discs for above in ancestors(folder))

    def _existing(self, folder: str) -> int | None:
        """The row of a folder, None if there is no such folder any more."""
        number = self.terrain.touched(folder)
        if number is not None:
            return number
        try:
            if self.survey.disk.look_folder(folder) is None:
                return None
        except OSError as error:
            if error.errno not in NO_FOLDER:
                raise
            return None
        return self.terrain.row(folder)


def _stamping(numbers: Sequence[int]) -> Iterator[Operation]:
    """The steps that stamp folders: the row of each, and of what it is to be."""
    for number, to in zip(numbers[::2], numbers[1::2], strict=True):
        yield Operation(Step.STAMP, number, "", to)
