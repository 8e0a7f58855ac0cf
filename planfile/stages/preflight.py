"""Look at everything that a run wants before anything is changed.

One pass over the entries: each source is what it was, each destination is free, each
folder can be changed. All problems are found at once. What was seen is kept in arrays,
24 bytes an entry, so that the journal can be written without looking again.
"""

from __future__ import annotations

import os
import stat
from array import array
from collections import Counter
from collections.abc import Callable, Iterator

from planfile.artifacts.intent import Intent, Made, Wish
from planfile.artifacts.journal import Step
from planfile.artifacts.plan import Action
from planfile.disk.door import Disk, Look, path_in, split
from planfile.disk.measure import files_below, measure
from planfile.errors import Problem
from planfile.rules.paths import fold
from planfile.stages.steps import target_from
from planfile.stages.terrain import PATH_MOST, Ground, Terrain

SKIP, PLAIN, DISC, ACROSS, WAITS = range(5)
"""What becomes of an entry: nothing, its action, a folder's move, copy and drop, or a
move that must wait for another one."""
DRIFT = {"gone", "changed", "occupied", "twin", "not-a-file", "last-copy"}
"""Problems that concern one entry only, which `--skip-drifted` may leave out."""

PRIVATE = 0o700
"""The mode of a folder that is made again, until it has its old one."""
KEEP = "move it where you want it, or give --skip-drifted to let it stay"


class Survey:
    """What the disk said about an intent."""

    def __init__(self, disk: Disk, intent: Intent, stopped: Callable[[], None]) -> None:
        self.disk = disk
        self.intent = intent
        self.terrain = Terrain(disk)
        self.marks = bytearray()
        self.inodes = array("Q")
        self.sizes = array("q")
        self.mtimes = array("q")
        self.waiting: list[Wish] = []
        self.discards: list[Made] = []
        self.left_waiting = 0
        self.problems: list[Problem] = []
        self.out: Counter[str] = Counter()
        self.into: Counter[str] = Counter()
        self.copied: Counter[int] = Counter()
        self._stopped = stopped
        self._by_path: set[str] | None = None
        self._skipped: set[str] = set()

    def run(self) -> None:
        """Look at everything."""
        for row in sorted(self.intent.restores):
            self.terrain.goal(row.path, PRIVATE)
        for number, wish in enumerate(self.wishes()):
            if not number & 255:
                self._stopped()
            self._look(wish)
        self._look_at_waiting()
        for made in self.intent.discards:
            self._look_at_made(made)
        self.problems += self.terrain.problems

    def wishes(self) -> Iterator[Wish]:
        """The entries; a disc that cannot move as a folder comes file by file."""
        for wish in self.intent.wishes():
            if wish.source[-1] == "/" and self._in_pieces(wish):
                yield from self._pieces(wish)
            else:
                yield wish

    def _in_pieces(self, wish: Wish) -> bool:
        if self.intent.action is not Action.MOVE:
            return True
        source = self.terrain.source(split(wish.source[:-1])[0])
        goal = self.terrain.goal(split(wish.destination[:-1])[0])
        return source is not None and goal is not None and source.device != goal.device

    def _pieces(self, wish: Wish) -> Iterator[Wish]:
        top, goal = wish.source[:-1], wish.destination[:-1]
        try:
            if self.disk.look_folder(top) is None:
                yield wish
                return
            size, newest, _ = measure(self.disk, top)
            if wish.size >= 0 and (size, newest) != (wish.size, wish.mtime_ns):
                yield wish
                return
            for folder, name, look in sorted(files_below(self.disk, top)):
                path = path_in(folder, name)
                beneath = path[len(top) :]
                yield Wish(path, goal + beneath, look.st_size, look.st_mtime_ns, 0)
        except OSError:
            yield wish

    def _look(self, wish: Wish) -> None:
        source, destination, size, mtime, inode, _ = wish
        disc = source[-1] == "/"
        folder, name = split(source[:-1] if disc else source)
        to, new = split(destination[:-1] if disc else destination)
        origin = self.terrain.source(folder)
        goal = self.terrain.goal(to)
        look = None if origin is None else self._seen(folder, name, wish)
        mark = SKIP
        if look is None or origin is None:
            pass
        elif disc:
            if self._same_disc(wish, look):
                mark = self._mark(wish, origin, goal, new)
        elif not stat.S_ISREG(look.st_mode):
            self._say(wish, "not-a-file", "it is not a regular file", "leave it")
        elif (size >= 0 and (look.st_size != size or look.st_mtime_ns != mtime)) or (
            inode and look.st_ino != inode and self.disk.lasting_inodes
        ):
            self._say(wish, "changed", changed(wish, look), "scan and plan again")
        else:
            mark = self._mark(wish, origin, goal, new)
        self._keep(mark, look, wish)
        if mark != SKIP:
            self.out[folder] += 1
            self.into[to] += 1

    def _keep(self, mark: int, look: Look | None, wish: Wish) -> None:
        self.marks.append(mark)
        self.inodes.append(look.st_ino if look and mark else 0)
        if mark == DISC:
            size, newest, _ = measure(self.disk, wish.source[:-1])
            self.sizes.append(size)
            self.mtimes.append(newest)
        else:
            self.sizes.append(look.st_size if look else 0)
            self.mtimes.append(look.st_mtime_ns if look else 0)
        if mark == SKIP:
            self._skipped.add(wish.source)

    def _seen(self, folder: str, name: str, wish: Wish) -> Look | None:
        try:
            look = self.disk.look(folder, name)
        except OSError as error:
            self._say(wish, "unreadable", str(error.strerror), "see to the disk")
            return None
        if look is None:
            self._say(wish, "gone", "it is not there any more", "scan and plan again")
        return look

    def _same_disc(self, wish: Wish, look: Look) -> bool:
        if not stat.S_ISDIR(look.st_mode):
            self._say(
                wish, "changed", "it is no folder any more", "scan and plan again"
            )
            return False
        size, newest, _ = measure(self.disk, wish.source[:-1])
        if wish.size >= 0 and (size, newest) != (wish.size, wish.mtime_ns):
            self._say(wish, "changed", "its files changed", "scan and plan again")
            return False
        return True

    def _mark(self, wish: Wish, origin: Ground, goal: Ground | None, new: str) -> int:
        """What becomes of an entry whose source is as it should be."""
        if goal is None:
            self._say(wish, "no-folder", "its destination's folder cannot be made", "")
            return SKIP
        action = self.intent.action
        across = origin.device != goal.device
        if across and action is Action.HARDLINK:
            self._say(
                wish,
                "across-devices",
                "a hard link cannot lead to another device",
                "use --mode copy or symlink",
            )
            return SKIP
        if not self._permitted(wish, origin, goal, new):
            return SKIP
        mark = DISC if wish.source[-1] == "/" else PLAIN
        if across and action is Action.MOVE:
            mark = ACROSS
        if goal.names is not None and fold(new) in goal.names:
            mark = self._occupied(wish, goal.names[fold(new)], mark)
        if mark == ACROSS or (mark and action in {Action.COPY, Action.REFLINK}):
            self.copied[goal.device] += self._size(wish)
        return mark

    def _size(self, wish: Wish) -> int:
        folder, name = split(wish.source)
        look = self.disk.look(folder, name)
        return look.st_size if look else 0

    def _permitted(self, wish: Wish, origin: Ground, goal: Ground, new: str) -> bool:
        moves = self.intent.action is Action.MOVE
        why = goal.why or (origin.why if moves else "")
        folder, name = split(wish.source.rstrip("/"))
        if not why and moves and self.disk.pinned(folder, name):
            why = "the file is flagged immutable (chattr -i)"
        if why:
            self._say(wish, "not-permitted", why, "see to it, or leave this entry")
            return False
        if len(new) * 4 > goal.longest and len(os.fsencode(new)) > goal.longest:
            self._say(
                wish, "name-too-long", "its new name is too long there", "shorten it"
            )
            return False
        destination = wish.destination
        if len(destination) > 900 and len(os.fsencode(destination)) > PATH_MOST:
            self._say(wish, "path-too-long", "its new path is too long", "shorten it")
            return False
        return True

    def _occupied(self, wish: Wish, there: str, mark: int) -> int:
        """Something stands at the destination; it may be about to leave."""
        to = split(wish.destination.rstrip("/"))[0]
        path = path_in(to, there)
        if mark in {PLAIN, DISC} and self._leaves(path):
            self.waiting.append(wish)
            return WAITS
        if path == wish.destination.rstrip("/"):
            self._say(
                wish,
                "occupied",
                f"{path} exists",
                "rename one with {from: '…', as: '…'}, or leave it",
            )
        else:
            self._say(
                wish,
                "twin",
                f"{path} exists and differs only in case or Unicode form",
                "use the same spelling, or leave it",
            )
        return SKIP

    def _leaves(self, path: str) -> bool:
        """Whether what stands at a path is itself moved by this run."""
        if self.intent.action is not Action.MOVE:
            return False
        if self._by_path is None:
            self._by_path = {wish.source.rstrip("/") for wish in self.intent.wishes()}
        return path in self._by_path

    def _look_at_waiting(self) -> None:
        """Who waits for an entry that is left out is left out as well."""
        if not self._skipped or not self.waiting:
            return
        again = True
        while again:
            again = False
            for wish in tuple(self.waiting):
                to, new = split(wish.destination.rstrip("/"))
                goal = self.terrain.goal(to)
                there = goal.names[fold(new)] if goal and goal.names else new
                blocker = path_in(to, there)
                if blocker in self._skipped or f"{blocker}/" in self._skipped:
                    self.waiting.remove(wish)
                    self._skipped.add(wish.source)
                    self.out[split(wish.source.rstrip("/"))[0]] -= 1
                    self.into[to] -= 1
                    self.left_waiting += 1
                    self._say(wish, "occupied", f"{blocker} stays", "leave this entry")
                    again = True

    def _look_at_made(self, made: Made) -> None:
        """A link or copy goes only if it is as planfile made it and not the last."""
        wish = Wish(made.path, made.source)
        folder, name = split(made.path)
        ground = self.terrain.source(folder)
        look = None if ground is None else self._seen(folder, name, wish)
        if look is None or ground is None:
            return
        why = ground.why
        if why:
            self._say(wish, "not-permitted", why, "see to it")
        elif made.step == Step.SYMLINK:
            self._look_at_symlink(made, look, wish)
        elif (look.st_size, look.st_mtime_ns) != (made.size, made.mtime_ns):
            self._say(wish, "changed", "it was written to since", KEEP)
        elif not self._has_original(made, look):
            self._say(wish, "last-copy", f"its original {made.source} is gone", KEEP)
        else:
            self._discard(made, look)

    def _look_at_symlink(self, made: Made, look: Look, wish: Wish) -> None:
        folder, name = split(made.path)
        target = target_from(folder, made.source, self.disk.library)
        if not stat.S_ISLNK(look.st_mode) or self.disk.target(folder, name) != target:
            self._say(wish, "changed", "it is not the link that was made", KEEP)
        else:
            self._discard(made, look)

    def _has_original(self, made: Made, look: Look) -> bool:
        """Whether the bytes of a link or copy are still there without it."""
        try:
            original = self.disk.look(*split(made.source))
        except OSError:
            return False
        if original is None or not stat.S_ISREG(original.st_mode):
            return False
        if made.step == Step.LINK and look.st_ino == original.st_ino:
            return True
        same = (original.st_size, original.st_mtime_ns)
        return same == (look.st_size, look.st_mtime_ns)

    def _discard(self, made: Made, look: Look) -> None:
        seen = made._replace(
            inode=look.st_ino, size=look.st_size, mtime_ns=look.st_mtime_ns
        )
        self.discards.append(seen)
        self.out[split(made.path)[0]] += 1

    def waits(self) -> dict[str, Wish]:
        """The entries that wait for others, by source."""
        return {wish.source: wish for wish in self.waiting}

    def _say(self, wish: Wish, code: str, message: str, fix: str) -> None:
        self.problems.append(Problem(code, message, fix, wish.source, wish.line))


def changed(wish: Wish, look: Look) -> str:
    """In which way a file is not what it was."""
    if look.st_size != wish.size:
        return f"it had {wish.size} bytes and has {look.st_size} now"
    if look.st_mtime_ns != wish.mtime_ns:
        return "it was written to since (its mtime is another)"
    return "another file has taken its place (the same size and mtime, other inode)"


def inside(path: str, own: str, disk: Disk) -> str:
    """The stage or trash on the side of a path."""
    for root in disk.others:
        if path == root or path.startswith(root.rstrip("/") + "/"):
            return f"{root}/{own}"
    return own
