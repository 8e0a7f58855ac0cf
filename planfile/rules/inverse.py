"""The inverse of runs: where everything has to go to be as it was before them. Pure.

Runs are followed in their order, so what several of them moved on goes straight home:
a to b in one run and b to c in the next is c to a. What one run took back cancels out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planfile.artifacts.intent import Made, Wish, wish
from planfile.artifacts.journal import (
    CONTROL,
    RENAMES,
    FolderMap,
    FolderRows,
    Operation,
    Step,
)
from planfile.artifacts.paths import joined
from planfile.rules.beneath import Beneath

_new = tuple.__new__  # a third of the cost of Wish(…), once per entry
CARRIED = RENAMES - {Step.PUBLISH, Step.DISCARD}
"""Steps that carry an entry from one place to another."""
HOMEWARD = CARRIED | {Step.DROP}
COPIED = {Step.LINK, Step.COPY}
"""Steps that tell of what a link or copy was made."""
TELLING = HOMEWARD | COPIED | {Step.DISCARD}
"""Steps that tell where the original of a link or copy is."""

NOBODYS = (1 << 64) - 1
"""An inode number that no file has."""


class Origin(NamedTuple):
    """Where an entry was before all runs, and how it is recognised now."""

    path: str
    size: int
    mtime_ns: int
    inode: int


@dataclass(slots=True)
class Trail:
    """What runs did, all together; moves only if `moves` says so.

    The moves of a single run need no following: `homeward` streams them.
    """

    moves: bool = True
    moved: dict[str, Origin] = field(default_factory=dict)
    returned: set[str] = field(default_factory=set)
    made: dict[str, Made] = field(default_factory=dict)
    folders_made: dict[str, None] = field(default_factory=dict)
    folders_unmade: set[str] = field(default_factory=set)
    folders_removed: dict[str, None] = field(default_factory=dict)
    mounts: dict[str, None] = field(default_factory=dict)
    libraries: set[str] = field(default_factory=set)
    folders_remade: set[str] = field(default_factory=set)
    before: FolderMap = field(default_factory=FolderMap)
    until_ns: int = 0
    inside: Beneath = field(default_factory=Beneath)

    def follow(
        self,
        rows: FolderRows,
        operations: Iterable[Operation],
        *,
        back: bool = False,
        until_ns: int = 0,
    ) -> None:
        """Follow one run further, which was over at `until_ns`, in their order.

        With `back` it is a destroy that took back a part: of it, only what concerns the
        runs followed so far counts.
        """
        self.until_ns = until_ns
        self.inside = Beneath(self.made, self.moved, self.folders_made)
        if back:
            self._follow_back(rows, operations)
            return
        for row in rows:
            if (
                row.mode != -1
                and row.path not in self.folders_made
                and not own(row.path)
            ):
                self.before.add(row)
        for operation in operations:
            self._step(rows, operation)

    def _follow_back(self, rows: FolderRows, operations: Iterable[Operation]) -> None:
        known: dict[str, Collection[str]] = {
            Step.MKDIR: self.folders_removed.keys() | self.folders_unmade,
            Step.RMDIR: self.folders_made,
        }
        for operation in operations:
            path = joined(rows.paths[operation.folder], operation.name)
            follows = operation.step in {Step.PUBLISH, Step.DROP}
            if operation.step == Step.DISC:
                follows = path in self.folders_made
                path += "/"
            here = known.get(operation.step, self.moved)
            known_here = path in here or path in self.made or path in self.returned
            if follows or known_here:
                self._step(rows, operation)
                self.folders_remade.discard(path)

    def _step(self, rows: FolderRows, operation: Operation) -> None:
        step, folder, name, to = operation[:4]
        if step in CARRIED and not self.moves:
            return
        if step in {Step.MKDIR, Step.RMDIR}:
            self._folder(step, rows, to)
            return
        if step == Step.STAMP:
            return
        source = joined(rows.paths[folder], name)
        goal = joined(rows.paths[to], operation.rename or name)
        if step == Step.DISC and source in self.folders_made:
            self._carried(source, goal)
            return
        if step == Step.DISC:
            source, goal = f"{source}/", f"{goal}/"
        if step in CARRIED:
            self._moved(source, goal, fingerprint_of(operation))
        elif step == Step.DROP:
            self._dropped(source, goal)
        else:
            self._made(operation, source, goal)

    def _made(self, operation: Operation, source: str, goal: str) -> None:
        """Something that planfile made appeared, or disappeared again."""
        step, inode = operation.step, operation.inode
        known = *fingerprint_of(operation), inode, self.until_ns
        if step in {Step.LINK, Step.SYMLINK}:
            self.made[goal] = Made(goal, source, step, *known)
        elif step == Step.PUBLISH:
            self.made[goal] = Made(goal, "", step, *known)
        elif step == Step.COPY:
            copy = self.made[goal]
            self.made[goal] = copy._replace(source=source, original=inode)
        elif step == Step.DISCARD:
            self.made.pop(source, None)

    def _carried(self, source: str, goal: str) -> None:
        """A disc that planfile put together moved: its files are followed."""
        for old, new in [(source, goal), *self.inside.moved(source, goal)]:
            if old in self.folders_made:
                del self.folders_made[old]
                self.folders_made[new] = None
            elif old in self.made or old in self.moved:
                origin = self.moved.get(old)
                self._moved(old, new, origin[1:] if origin else (0, 0, 0))

    def _moved(self, source: str, goal: str, fingerprint: tuple[int, int, int]) -> None:
        made = self.made.pop(source, None)
        if made is not None:
            self.made[goal] = made._replace(path=goal)
            return
        origin = self.moved.pop(source, None)
        home = origin.path if origin else source
        if home != goal:
            self.moved[goal] = Origin(home, *fingerprint)
        else:
            self.returned.add(goal)

    def _dropped(self, source: str, goal: str) -> None:
        """A copy took the place of its source, which was removed."""
        copy = self.made.pop(goal, None)
        if copy is not None and self.moves:
            self._moved(source, goal, (copy.size, copy.mtime_ns, copy.inode))

    def _folder(self, step: str, rows: FolderRows, number: int) -> None:
        path = rows.paths[number]
        if step == Step.MKDIR:
            if path in self.folders_removed:
                del self.folders_removed[path]
                self.folders_remade.add(path)
            else:
                self.folders_made[path] = None
        elif path in self.folders_made:
            del self.folders_made[path]
            self.folders_unmade.add(path)
        else:
            self.before.add(rows[number])
            self.folders_removed[path] = None

    def wishes(self) -> list[Wish]:
        """Everything that has to move to be where it was.

        Size and mtime recognise it; inodes do not outlast a restore from a backup. But
        where a later run made a link or copy of its name, it is gone.
        """
        return [
            wish(path, home, size, mtime, NOBODYS if path in self.made else 0)
            for path, (home, size, mtime, _) in self.moved.items()
        ]


class Originals:
    """Where the original of each link and copy stands after all runs; `of` says it."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}
        self._copies: dict[str, set[str]] = {}

    def follow(self, rows: FolderRows, operations: Iterable[Operation]) -> None:
        """Follow one run further; all runs must come, in their order."""
        inside = Beneath(self.of, self._copies)
        for operation in operations:
            step, folder, name, to = operation[:4]
            if step not in TELLING:
                continue
            source = joined(rows.paths[folder], name)
            if step == Step.DISCARD:
                self._gone(source)
                continue
            goal = joined(rows.paths[to], operation.rename or name)
            if step in COPIED:
                self._name(goal, source)
            elif step == Step.DISC:
                for path, new in inside.moved(source, goal):
                    self._moved(path, new)
            else:
                self._moved(source, goal)

    def _name(self, copy: str, original: str) -> None:
        self.of[copy] = original
        self._copies.setdefault(original, set()).add(copy)

    def _gone(self, path: str) -> None:
        """What was made of something that is gone is of what that was made of."""
        original = self.of.pop(path, None)
        if original is not None:
            self._copies[original].discard(path)
            self._moved(path, original)

    def _moved(self, source: str, goal: str) -> None:
        if source in self.of:
            original = self.of.pop(source)
            self._copies[original].discard(source)
            self._name(goal, original)
        for copy in self._copies.pop(source, ()):
            self._name(copy, goal)


def homeward(folders: Sequence[str], operations: Iterable[Operation]) -> Iterator[Wish]:
    """The ways home of one run's entries, one by one, whatever their number.

    One that was copied has the mtime of its copy, which may be coarser.
    """
    parked: dict[tuple[int, str], tuple[str, str]] = {}
    copies: dict[tuple[int, str], int] = {}
    inner = {number for number, folder in enumerate(folders) if own(folder)}
    for step, folder, name, to, rename, _, size, mtime in operations:
        if step == Step.PUBLISH:
            copies[to, rename or name] = mtime
        if step not in HOMEWARD:
            continue
        slash = "/" if step == Step.DISC else ""
        old, new = name + slash, (rename or name) + slash
        above, home = folders[folder], old
        if folder in inner and (folder, old) in parked:
            above, home = parked.pop((folder, old))
        if to in inner:
            parked[to, new] = above, home
        else:
            time = copies.pop((to, new), mtime) if copies else mtime
            yield _new(Wish, (folders[to], new, above, home, size, time, 0, 0))


def fingerprint_of(operation: Operation) -> tuple[int, int, int]:
    """Size, mtime and inode of the entry of an operation."""
    return operation.size, operation.mtime_ns, operation.inode


def own(path: str) -> bool:
    """Whether a folder is planfile's own."""
    return CONTROL in path.split("/")
