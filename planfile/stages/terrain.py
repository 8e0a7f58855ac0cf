"""The folders that a run touches: what they are, and what stands in the way there."""

from __future__ import annotations

import errno
import os
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from planfile.artifacts.journal import FolderRow, FolderRows, Operation, Step
from planfile.disk.door import Disk, Visit, is_site, path_in, split
from planfile.errors import Problem
from planfile.rules.paths import fold

NO_FOLDER = {errno.ELOOP, errno.ENOTDIR, errno.EXDEV}
PATH_MOST = 4095
SHORT_PATH = 900
"""A path of so few characters is short enough for every file system."""
NEW_FOLDER = 0o777


class Ground(NamedTuple):
    """A folder that entries leave or reach.

    `names` are the names in it, folded, or None if the folder is to be made or nothing
    reaches it. `held` is how many there are. `why` says why nothing can be changed in
    it. `long` says that the paths in it need a closer look.
    """

    device: int
    names: dict[str, str] | None
    why: str
    longest: int
    held: int
    long: bool = False


class Terrain:
    """Every folder once: journal rows, folders to be made, obstacles.

    With `back` folders are what they were once: twins among them lived side by side.
    """

    def __init__(self, disk: Disk, *, back: bool = False) -> None:
        self.disk = disk
        self.back = back
        self.rows = FolderRows()
        self.made = array("I")
        self.problems: list[Problem] = []
        self.numbers: dict[str, int] = {}
        self._sources: dict[str, Ground | None] = {}
        self._goals: dict[str, Ground | None] = {}
        self._modes = array("H")
        self._refused: dict[str, OSError] = {}
        self._devices: set[int] = set()
        self._alike: dict[Ground, Ground] = {}

    def row(self, folder: str) -> int:
        """The number of an existing folder's row, added if it is new."""
        number = self.numbers.get(folder)
        if number is None:
            number = self._add(self.disk.row(folder))
        return number

    def _add(self, row: FolderRow) -> int:
        number = self.numbers[row.path] = len(self.rows)
        self.rows.append(row)
        return number

    def wanted(self, row: FolderRow) -> int:
        """The number of a row that says what a folder shall be."""
        self.rows.append(row)
        return len(self.rows) - 1

    def new_in(self) -> Iterator[str]:
        """For each folder to be made, the one it is made in."""
        return (split(self.rows.paths[number])[0] for number in self.made)

    def making(self) -> Iterator[Operation]:
        """How the missing folders are made, parents first."""
        for number, mode in zip(self.made, self._modes, strict=True):
            above, name = split(self.rows.paths[number])
            yield Operation(Step.MKDIR, self.numbers[above], name, number, "", mode)

    def touched(self, folder: str) -> int | None:
        """The number of a folder's row if it has one."""
        return self.numbers.get(folder)

    def source(self, folder: str, visit: Visit | None = None) -> Ground | None:
        """A folder that entries leave; None if there is no such folder.

        `visit` is what somebody saw there already.
        """
        if folder in self._sources:
            return self._sources[folder]
        found = self._sources[folder] = self._existing(folder, visit, reached=False)
        return found

    def left(self, folder: str) -> Ground | None:
        """A folder that entries leave, if it was looked at."""
        return self._sources.get(folder)

    def unreadable(self, folder: str) -> str:
        """Why a folder that is there cannot be looked into, "" for any other."""
        error = self._refused.get(folder)
        if error is None or error.errno in NO_FOLDER:
            return ""
        return error.strerror or str(error)

    def goal(
        self, folder: str, mode: int = NEW_FOLDER, visit: Visit | None = None
    ) -> Ground | None:
        """A folder that entries reach; None if it cannot be. Missing ones are made."""
        if folder in self._goals:
            return self._goals[folder]
        missing = [folder]
        while missing[-1] and missing[-1] not in self.disk.others:
            above = split(missing[-1])[0]
            if above in self._goals:
                break
            missing.append(above)
        for path in reversed(missing):
            seen = visit if path == folder else None
            self._goals[path] = self._reached(path, mode, seen)
        return self._goals[folder]

    def unseen(self, folder: str) -> bool:
        """Whether only a visit can tell what a folder is to those that reach it."""
        tops = ("", *self.disk.others)
        while folder not in tops and folder not in self._goals:
            above, name = split(folder)
            parent = self._goals.get(above)
            if parent is not None:
                return parent.names is not None and fold(name) in parent.names
            folder = above
        return folder not in self._goals

    def _reached(self, folder: str, mode: int, visit: Visit | None) -> Ground | None:
        if visit is not None or self.unseen(folder):
            found = self._existing(folder, visit, reached=True)
            if found is not None or folder in self._refused:
                return found if self._listed(folder) else None
        above, name = split(folder)
        parent = self._goals.get(above)
        if not folder or parent is None or folder in self.disk.others:
            return None
        fits = self._fits(parent, above, name)
        return self._new(parent, folder, name, mode) if fits else None

    def _listed(self, folder: str) -> bool:
        """Whether a folder that was found has this very name, and not only folds to it.

        One folder under two names would be two to a run; those that go home may.
        """
        above, name = split(folder)
        parent = self._goals.get(above)
        if self.back or not folder or folder in self.disk.others or parent is None:
            return True
        twin = (parent.names or {}).get(fold(name), name)
        if twin == name or name in self.disk.names(above):
            return True
        self._say_twin(above, twin, name)
        return False

    def _fits(self, parent: Ground, above: str, name: str) -> bool:
        """Whether a new folder can have this name there; says so if not."""
        twin = None if parent.names is None else parent.names.get(fold(name))
        size = len(os.fsencode(name))
        if twin is not None and not (self.back and twin != name):
            self._say_twin(above, twin, name)
        elif parent.why:
            self._say(
                "not-writable",
                f"cannot make the folder {name!r}: {parent.why}",
                "give yourself the permission, or leave these entries",
                above,
            )
        elif size > parent.longest:
            self._say(
                "name-too-long",
                f"the name has {size} bytes, this file system takes {parent.longest}",
                "shorten it in the plan",
                path_in(above, name),
            )
        else:
            return True
        return False

    def _new(self, parent: Ground, folder: str, name: str, mode: int) -> Ground:
        number = self._add(FolderRow(folder))
        self.made.append(number)
        self._modes.append(mode)
        if parent.names is not None:
            parent.names[fold(name)] = name
        long = len(folder) > SHORT_PATH
        return self._like(Ground(parent.device, None, "", parent.longest, 0, long))

    def _like(self, ground: Ground) -> Ground:
        """One ground for all folders that are alike."""
        if ground.names is None:
            return self._alike.setdefault(ground, ground)
        return ground

    def _existing(
        self, folder: str, visit: Visit | None, *, reached: bool
    ) -> Ground | None:
        try:
            seen = visit or self.disk.visit(folder)
            if seen is None:
                return None
            if folder not in self.numbers:
                self._add(seen.row)
            if seen.device not in self._devices:
                self._devices.add(seen.device)
                self._meet(folder)
            return self._like(
                Ground(
                    seen.device,
                    {fold(name): name for name in seen.names} if reached else None,
                    seen.why,
                    seen.longest,
                    len(seen.names),
                    len(folder) > SHORT_PATH,
                )
            )
        except OSError as error:
            if folder not in self._refused:
                self._refused[folder] = error
                self._say_no_folder(folder, error)
            return None

    def _meet(self, folder: str) -> None:
        """Note the mount or volume of a folder, if it is none that was known."""
        while folder not in self.disk.sites:
            if is_site(self.disk, folder):
                self.disk.sites.append(folder)
            folder = split(folder)[0]

    def _say_no_folder(self, folder: str, error: OSError) -> None:
        if error.errno in NO_FOLDER:
            self._say(
                "not-a-folder",
                "it is a file, or a symlink is on the way there; planfile follows none",
                "use the real folder's path",
                folder,
            )
        else:
            self._say(
                "unreadable",
                f"cannot look into it: {error.strerror}",
                "give yourself the permission, or leave these entries",
                folder,
            )

    def _say_twin(self, above: str, twin: str, name: str) -> None:
        self._say(
            "twin",
            f"{path_in(above, twin)} differs only in case or Unicode form",
            "use the same spelling in the plan, or rename the folder that exists",
            path_in(above, name),
        )

    def _say(self, code: str, message: str, fix: str, path: str) -> None:
        self.problems.append(Problem(code, message, fix, path))
