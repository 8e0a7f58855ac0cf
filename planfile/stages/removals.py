"""Which folders a run leaves empty and removes, and which of them must stay.

A folder goes only if it could be made again exactly as it was. One that the run merely
emptied may stay, with a word about it; one that planfile itself made must go with the
run that is taken back, else nothing is taken back, unless others put something there.
"""

from __future__ import annotations

import errno
from array import array
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from planfile.artifacts.journal import RunKind, Step
from planfile.artifacts.plan import Action
from planfile.disk.door import Disk, split
from planfile.disk.facts import attributable, owned
from planfile.errors import Problem
from planfile.stages.preflight import Survey
from planfile.stages.terrain import NO_FOLDER
from planfile.store.journal_file import Journal

LAST = {Step.RMDIR, Step.STAMP}
"""What a journal ends with."""


class Inside(NamedTuple):
    """How many names a folder holds, -1 where there is none or it is closed.

    `why` says why they cannot be changed, if so.
    """

    held: int
    why: str
    device: int


NOTHING = Inside(-1, "", -1)


class Removals:
    """The folders that a surveyed run may remove; `found` are their rows' numbers.

    `stays` says for each reason which folders stay.
    """

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.disk = survey.disk
        self.found = array("I")
        self.stays: dict[str, list[str]] = {}
        self._made = Counter(survey.terrain.new_in())
        self._gone: Counter[str] = Counter()
        self._seen: dict[str, Inside] = {}
        self._must = survey.intent.kind is RunKind.DESTROY
        self._owned = cache(owned)

    def find(self) -> None:
        """Go through the candidates, the deepest first, so that parents empty."""
        survey, intent = self.survey, self.survey.intent
        candidates: Collection[str] = intent.removals
        if intent.empties and intent.action is Action.MOVE:
            emptied = {above for folder in survey.out for above in ancestors(folder)}
            candidates = emptied.union(candidates)
        for folder in sorted(sorted(candidates), key=height):
            left = self._left_in(folder)
            if left < 0 or (left and not self._must):
                continue
            why = "not empty" if left else self._kept(folder)
            if not why:
                self._remove(folder)
            elif left or not self._must:
                self.stays.setdefault(why, []).append(folder)
            else:
                survey.problems.append(
                    Problem(
                        "not-removable",
                        f"cannot remove the folder that planfile made: {why}",
                        "give yourself the permission, and try again",
                        folder,
                    )
                )

    def _remove(self, folder: str) -> None:
        above = split(folder)[0]
        self._gone[above] += 1
        self._row(above)
        self.found.append(self._row(folder))

    def _row(self, folder: str) -> int:
        number = self.survey.terrain.touched(folder)
        return self.survey.terrain.row(folder) if number is None else number

    def _kept(self, folder: str) -> str:
        """Why a folder cannot be removed or not be made again, "" if it can."""
        above = self._visited(split(folder)[0])
        unknown = self.survey.terrain.left(folder) is None
        if folder in self.disk.sites or (
            unknown and self._visited(folder).device != above.device
        ):
            return "something is mounted there"
        number = self.survey.terrain.touched(folder)
        rows = self.survey.terrain.rows
        row = self.disk.row(folder) if number is None else rows[number]
        if not self._must and row.uid != -1 and not self._owned(row.uid, row.gid):
            return "its owner or group could not be given back"
        if not self._must and not attributable(row.xattrs):
            return "its extended attributes could not be given back"
        return above.why

    def _left_in(self, folder: str) -> int:
        """How many names a folder will hold in the end; -1 where there is none."""
        ground = self.survey.terrain.left(folder)
        names = ground.held if ground else self._visited(folder).held
        if names < 0:
            return -1
        arrive = self.survey.into[folder] + self._made[folder]
        return names + arrive - self.survey.out[folder] - self._gone[folder]

    def _visited(self, folder: str) -> Inside:
        """What a folder is now; one that is closed cannot be changed."""
        if folder not in self._seen:
            found = NOTHING
            try:
                if visit := self.disk.visit(folder):
                    found = Inside(len(visit.names), visit.why, visit.device)
            except OSError as error:
                if error.errno not in NO_FOLDER | {errno.EACCES, errno.EPERM}:
                    raise
                found = NOTHING._replace(why=error.strerror or str(error))
            self._seen[folder] = found
        return self._seen[folder]

    def told(self) -> Iterator[str]:
        """What people should know about the folders that stay."""
        for why, folders in self.stays.items():
            yield words(folders, why)


def words(folders: list[str], why: str) -> str:
    """That folders stay, the first of them by name."""
    if folders[1:]:
        return f"the folder {folders[0]} and {len(folders) - 1} more stay: {why}"
    return f"the folder {folders[0]} stays: {why}"


def standing(disk: Disk, journal: Journal) -> list[str]:
    """The folders that a run was to remove and that are still there."""
    found: list[str] = []
    gone: set[int] = set()
    for step in takewhile(lambda step: step.step in LAST, journal.backward()):
        if step.step != Step.RMDIR:
            continue
        above = journal.folders[step.folder]
        if step.folder in gone or disk.look(above, step.name) is None:
            gone.add(step.to)  # and with it all that was in it, which comes next
        else:
            found.append(journal.folders[step.to])
    return found[::-1]


def height(folder: str) -> int:
    """Sorts folders, the deepest first; equals keep their order."""
    return -folder.count("/")


def ancestors(folder: str) -> Iterator[str]:
    """A folder and those above it, the library and other roots left out."""
    while folder and folder != "/":
        yield folder
        folder = split(folder)[0]
