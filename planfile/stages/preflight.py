"""Look at everything that a run wants before anything is changed.

One pass over the entries: each source is what it was, each destination is free, each
folder can be changed. All problems are found at once. What was seen is kept in arrays,
24 bytes an entry, so that the journal can be written without looking again. An entry
without any trouble, like a million others, takes the short way through `_plain`; all
others are judged one by one in `verdict`.
"""

from __future__ import annotations

import os
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from planfile.artifacts.intent import Intent, Made, Wish
from planfile.artifacts.journal import RunKind
from planfile.artifacts.plan import Action
from planfile.disk.ahead import answers
from planfile.disk.door import Disk, Fingerprint, Visit, path_in
from planfile.disk.facts import attributable, owned
from planfile.disk.measure import files_below, folders_below, measure
from planfile.errors import Problem
from planfile.rules.paths import fold
from planfile.stages.terrain import Ground, Terrain

SKIP, PLAIN, DISC, ACROSS, WAITS = range(5)
"""What becomes of an entry: nothing, its action, a folder's move, copy and drop, or a
move that must wait for another one."""
PRIVATE = 0o700
"""The mode of a folder that is made again, until it has its old one."""
MOST_BYTES = 4
"""The most bytes that a character takes in UTF-8."""
MOST_TOGETHER = 256
"""Entries that are looked at in one go."""


class Stretch(NamedTuple):
    """Entries that go from one folder to another, one after the other in the plan.

    `leaves` and `reaches` say that nobody knows the one folder, or the other, yet.
    """

    folder: str
    to: str
    wishes: list[Wish]
    leaves: bool
    reaches: bool


Told = tuple[Visit | None, Visit | None, Sequence[Fingerprint | None]]
"""What the disk says of a stretch: its folders, where it was asked, and its files."""


class Survey:
    """What the disk said about an intent; `jobs` threads ask, 0: as many as pay."""

    def __init__(
        self, disk: Disk, intent: Intent, stopped: Callable[[], None], jobs: int = 0
    ) -> None:
        self.disk = disk
        self.jobs = jobs if disk.overlaps else 1
        self.intent = intent
        self.terrain = Terrain(disk, back=intent.kind is RunKind.DESTROY)
        self.marks = bytearray()
        self.inodes = array("Q")
        self.sizes = array("q")
        self.mtimes = array("q")
        self.waiting: dict[str, Wish] = {}
        self.carried: set[str] = set()
        self.discards: list[Made] = []
        self.problems: list[Problem] = []
        self.notices: list[str] = []
        self.removed = array("I")
        self.skipped: set[str] = set()
        self.out: Counter[str] = Counter()
        self.into: Counter[str] = Counter()
        self.copied: Counter[str] = Counter()
        self.left_waiting = 0
        self._discs: dict[str, list[Wish]] = {}
        self._stopped = stopped

    def run(self) -> None:
        """Look at everything."""
        from planfile.stages.removals import Removals
        from planfile.stages.verdicts import Verdicts

        for folder in sorted(self.intent.restores):
            self.terrain.goal(folder, PRIVATE)
        verdicts = Verdicts(self)
        for made in self.intent.discards:
            self._stopped()
            verdicts.on_made(made)
        self._walk(verdicts.on)
        verdicts.on_discs()
        verdicts.on_waiting()
        self._restorable()
        removals = Removals(self)
        removals.find()
        self.removed = removals.found
        self.notices += removals.told()
        self.problems += self.terrain.problems

    def _restorable(self) -> None:
        """Say so if a folder cannot be made again as what it was."""
        for number in self.terrain.made:
            path = self.terrain.rows.paths[number]
            row = self.intent.stamps.get(path)
            if row is None:
                continue
            had = ""
            if row.uid != -1 and not owned(row.uid, row.gid):
                had = f"it belonged to user {row.uid}, group {row.gid}"
            elif not attributable(row.xattrs):
                had = "it had extended attributes"
            if had:
                self.problems.append(
                    Problem(
                        "not-permitted",
                        f"{had}, which you cannot give back",
                        "run planfile as that user or as root",
                        row.path,
                    )
                )

    def _walk(self, judge: Callable[[Wish], int]) -> None:
        """Every entry: the short way where nothing is odd, else the judge's."""
        for stretch, told in answers(self._ask, self._stretches(), self.jobs):
            self._stopped()
            source, goal, prints = told
            origin = self.terrain.source(stretch.folder, source)
            ground = self.terrain.goal(stretch.to, visit=goal)
            easy = ground if self._easy(origin, ground) else None
            count = 0
            for wish, seen in zip(stretch.wishes, prints, strict=True):
                if (
                    easy is not None and seen and self._plain(wish, seen, easy)
                ) or judge(wish):
                    count += 1
                else:
                    self.skipped.add(wish.source)
            if count:
                self.out[stretch.folder] += count
            if count and ground and ground.names is not None:
                self.into[stretch.to] += count

    def _stretches(self) -> Iterator[Stretch]:
        terrain = self.terrain
        for (folder, to), group in groupby(self.wishes(), itemgetter(0, 2)):
            while wishes := list(islice(group, MOST_TOGETHER)):
                leaves = terrain.left(folder) is None
                yield Stretch(folder, to, wishes, leaves, terrain.unseen(to))

    def _ask(self, stretch: Stretch) -> Told:
        """What the disk says of a stretch; nothing where it must be asked again.

        Any thread may do so: nothing that others change is touched.
        """
        folder, to, wishes, leaves, reaches = stretch
        names = [wish[1] for wish in wishes]
        goal = self._seen(to) if reaches else None
        source = self._seen(folder, names) if leaves else None
        prints = source.prints if source else self.disk.fingerprints(folder, names)
        return source, goal, prints

    def _seen(self, folder: str, names: Sequence[str] = ()) -> Visit | None:
        """What a visit tells; a refusal is for the terrain to look into."""
        try:
            return self.disk.visit(folder, names)
        except OSError:
            return None

    def _plain(self, wish: Wish, seen: Fingerprint, goal: Ground) -> bool:
        """Keep an entry about which nothing is odd; False if something is."""
        _, _, _, new, size, mtime, inode, _ = wish
        if goal.names is not None and fold(new) in goal.names:
            return False
        if (size >= 0 and (seen[1] != size or seen[2] != mtime)) or (
            inode and seen[0] != inode
        ):
            return False
        room = goal.longest
        if len(new) * MOST_BYTES > room and len(os.fsencode(new)) > room:
            return False
        self.keep(PLAIN, *seen)
        return True

    def _easy(self, origin: Ground | None, goal: Ground | None) -> bool:
        """Whether plain files can simply be renamed from one folder to the other."""
        return (
            self.intent.simple
            and origin is not None
            and goal is not None
            and origin.device == goal.device
            and not (goal.why or origin.why or goal.long)
        )

    def placed(self) -> int:
        """How many entries are placed."""
        return len(self.marks) - self.marks.count(SKIP) - self.left_waiting

    def keep(self, mark: int, inode: int, size: int, mtime: int) -> None:
        """Remember what becomes of an entry and how it is recognised."""
        self.marks.append(mark)
        self.inodes.append(inode)
        self.sizes.append(size)
        self.mtimes.append(mtime)

    def wishes(self) -> Iterator[Wish]:
        """The entries; a disc that cannot move as a folder comes file by file."""
        return self._whole(self.intent.wishes())

    def again(self) -> Iterator[Wish]:
        """The same entries once more; of their sources no more is said than names."""
        return self._whole((self.intent.again or self.intent.wishes)())

    def _whole(self, wishes: Iterator[Wish]) -> Iterator[Wish]:
        for wish in wishes:
            if wish[1][-1] == "/" and self._in_pieces(wish):
                if wish.source not in self._discs:  # later it may hold other files
                    self._discs[wish.source] = list(self._pieces(wish))
                yield from self._discs[wish.source]
            else:
                yield wish

    def _in_pieces(self, wish: Wish) -> bool:
        if self.intent.action is not Action.MOVE:
            return True
        source, goal = self.terrain.source(wish.folder), self.terrain.goal(wish.to)
        return source is not None and goal is not None and source.device != goal.device

    def _pieces(self, wish: Wish) -> Iterator[Wish]:
        """The files of a disc; the disc itself if it is not what it was.

        Its folders are made and left like any others, the empty ones too.
        """
        top, goal = wish.source[:-1], wish.destination[:-1]
        try:
            if self.disk.look_folder(top) is None or not self.same_disc(wish):
                yield wish
                return
            files = sorted(files_below(self.disk, top), key=path_of)
            for folder in folders_below(self.disk, top):
                self.terrain.goal(goal + folder[len(top) :])
                self.out[folder] += 0
        except OSError:
            yield wish
            return
        for folder, name, look in files:
            to = goal + folder[len(top) :]
            yield Wish(folder, name, to, name, look.st_size, look.st_mtime_ns)

    def same_disc(self, wish: Wish) -> bool:
        """Whether a disc's files amount to what they did."""
        if wish.size < 0:
            return True
        return measure(self.disk, wish.source[:-1])[:2] == (wish.size, wish.mtime_ns)

    def say(self, wish: Wish, code: str, message: str, fix: str) -> None:
        """Add a problem of one entry."""
        self.problems.append(Problem(code, message, fix, wish.source, wish.line))


def path_of(file: tuple[str, str, object]) -> str:
    """Where a file lies; for sorting."""
    return path_in(file[0], file[1])


def inside(path: str, own: str, disk: Disk) -> str:
    """The stage or trash on the side of a path: that of its mount."""
    return path_in(site_of(path, disk), own)


def site_of(path: str, disk: Disk) -> str:
    """The root or mount that a path is on."""
    best = ""
    for site in disk.sites:
        within = path == site or path.startswith(site.rstrip("/") + "/")
        if site and within and len(site) > len(best):
            best = site
    return best
