"""What becomes of an entry about which something is odd, and why not if not."""

from __future__ import annotations

import stat

from planfile.artifacts.intent import Made, Wish
from planfile.artifacts.journal import STAGE, RunKind, Step
from planfile.artifacts.plan import Action
from planfile.disk.door import Look, path_in, split
from planfile.disk.measure import measure
from planfile.errors import DriftError, Problem
from planfile.rules.paths import fold
from planfile.stages.originals import Originals
from planfile.stages.permits import PINNED, Permits
from planfile.stages.preflight import ACROSS, DISC, PLAIN, SKIP, WAITS, Survey, inside
from planfile.stages.steps import target_from

DRIFT = {"gone", "changed", "occupied", "twin", "not-a-file", "last-copy"}
"""Problems that concern one entry only, which `--skip-drifted` may leave out."""
AGAIN = "scan and plan again"
KEEP = "move it where you want it, or give --skip-drifted to let it stay"
LOOK = "see to the disk, or give yourself the permission"
BACK = "bring back what was there, or give --skip-drifted to take back the rest"
AWAY = "move that away, or give --skip-drifted to take back the rest"
MADE = "it is not there any more: a later run made what is there"
TO_BE_MADE = "the folder {} has to be made for other entries first"
LATER = "{} goes to another device, and leaves its place only in the end"
ALONE = "let it go in a run of its own"
TAKEN = "rename one with {from: '…', as: '…'}, or leave it"


class Verdicts:
    """Judges entries one by one, and adds what is wrong to a survey."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.disk = survey.disk
        self.action = survey.intent.action
        self._back = survey.intent.kind is RunKind.DESTROY
        self._again, self._taken = (BACK, AWAY) if self._back else (AGAIN, TAKEN)
        self._sources: set[str] | None = None
        self._originals = Originals(survey)
        self._permits = Permits(survey.disk, self.action)
        self._cleared: set[str] = set()
        self._discs: list[Wish] = []
        self._awaited: dict[str, str] = {}
        self._late: set[str] = set()
        self._listed: tuple[str | None, set[str]] = None, set()

    def on(self, wish: Wish) -> int:
        """Judge an entry; its mark is kept and returned."""
        look = self._source(wish)
        mark = SKIP if look is None else self._mark(wish, look)
        size, mtime = (look.st_size, look.st_mtime_ns) if look else (0, 0)
        if look is not None and stat.S_ISDIR(look.st_mode):
            size, mtime, _ = measure(self.disk, wish.source[:-1])
            if mark:
                self.survey.carried.add(wish.source)
                self._discs.append(wish)
        self.survey.keep(mark, look.st_ino if look and mark else 0, size, mtime)
        return mark

    def _source(self, wish: Wish) -> Look | None:
        """The source, if it is there and what it was."""
        if wish.source in self._cleared:
            self._say(wish, "gone", MADE, self._again)
            return None
        if self.survey.terrain.source(wish.folder) is None:
            self._say_no_source(wish, self._again)
            return None
        look = self._seen(wish.folder, wish.name, wish)
        if look is None:
            return None
        if wish.disc:
            why = self._odd_disc(wish, look)
        elif not stat.S_ISREG(look.st_mode):
            self._say(wish, "not-a-file", "it is not a regular file", "leave it")
            return None
        else:
            why = changed(wish, look, lasting=self.disk.lasting_inodes)
        if why:
            self._say(wish, "changed", why, self._again)
            return None
        return look

    def _say_no_source(self, wish: Wish, fix: str) -> None:
        """Its folder is not there, or keeps to itself what is in it."""
        why = self.survey.terrain.unreadable(wish.folder)
        if why:
            self._say(wish, "unreadable", f"its folder cannot be read: {why}", LOOK)
        else:
            self._say(wish, "gone", "it is not there any more", fix)

    def _seen(self, folder: str, name: str, wish: Wish) -> Look | None:
        try:
            look = self.disk.look(folder, name.rstrip("/"))
        except OSError as error:
            self._say(wish, "unreadable", str(error.strerror), LOOK)
            return None
        if look is None:
            self._say(wish, "gone", "it is not there any more", self._again)
        return look

    def _odd_disc(self, wish: Wish, look: Look) -> str:
        if not stat.S_ISDIR(look.st_mode):
            return "it is no folder any more"
        try:
            return "" if self.survey.same_disc(wish) else "its files changed"
        except OSError as error:
            return f"it cannot be read: {error.strerror}"

    def _mark(self, wish: Wish, look: Look) -> int:
        """What becomes of an entry whose source is as it should be."""
        survey = self.survey
        origin, goal = survey.terrain.source(wish.folder), survey.terrain.goal(wish.to)
        if origin is None or goal is None:
            text = f"the folder {wish.to} cannot be made or reached"
            self._say(wish, "no-folder", text, "see what is said about the folder")
            return SKIP
        if why := self._permits.forbidden(wish, look, origin, goal):
            self._say(wish, *why)
            return SKIP
        mark = DISC if wish.disc else PLAIN
        if origin.device != goal.device and self.action is Action.MOVE:
            mark = ACROSS
        there = (goal.names or {}).get(fold(wish.new.rstrip("/")))
        if there is not None:
            mark = self._occupied(wish, there, mark)
        if mark and (mark == ACROSS or self.action in {Action.COPY, Action.REFLINK}):
            survey.copied[inside(wish.to, STAGE, self.disk)] += look.st_size
        return mark

    def _occupied(self, wish: Wish, there: str, mark: int) -> int:
        """Something stands at the destination; it may be about to leave.

        Twins that lived side by side may do so again, where the disk tells them apart.
        """
        new = wish.new.rstrip("/")
        if there != new and self._spelled(wish.to, new):
            there = new
        path = path_in(wish.to, there)
        if path in self._cleared:
            return mark
        if mark in {PLAIN, DISC} and self._leaves(path):
            self.survey.waiting[wish.source] = wish
            self._awaited[wish.source] = path
            return WAITS
        if there == new and self.disk.look(wish.to, new) is None:
            self._say(wish, "occupied", TO_BE_MADE.format(path), ALONE)
        elif there == new:
            self._say(wish, "occupied", f"{path} exists", self._taken)
        elif self._back and self.disk.look(wish.to, new) is None:
            return mark
        else:
            text = f"{path} exists and differs only in case or Unicode form"
            self._say(wish, "twin", text, "use the same spelling, or leave it")
        return SKIP

    def _spelled(self, folder: str, name: str) -> bool:
        """Whether a name is there in just this spelling, beside a twin of it."""
        if self.disk.look(folder, name) is None:
            return False
        if self._listed[0] != folder:
            self._listed = folder, set(self.disk.names(folder))
        return name in self._listed[1]

    def _leaves(self, path: str) -> bool:
        """Whether what stands at a path is itself moved by this run."""
        if self.action is not Action.MOVE:
            return False
        if self._sources is None:
            again = self.survey.intent.again or self.survey.intent.wishes
            self._sources = {wish.source.rstrip("/") for wish in again()}
        return path in self._sources

    def on_discs(self) -> None:
        """No disc can go where a folder has to be made for other entries."""
        terrain = self.survey.terrain
        made = set(terrain.made) if self._discs else set()
        for wish in self._discs:
            goal = wish.destination.rstrip("/")
            if terrain.touched(goal) in made:
                self._say(wish, "no-folder", TO_BE_MADE.format(goal), ALONE)

    def on_waiting(self) -> None:
        """Who waits for an entry that is left out is left out as well."""
        survey = self.survey
        self._late = self._gone_late()
        waiting = survey.waiting.values() if survey.skipped or self._late else ()
        behind = {self._awaited[wish.source]: wish for wish in waiting}
        blocked = [wish for wish in waiting if self._blocker(wish)]
        while blocked:
            for wish in blocked:
                path = self._blocker(wish)
                late = path in self._late
                text = LATER.format(path) if late else f"{path} stays"
                self._say(wish, "occupied", text, ALONE if late else self._taken)
            for wish in blocked:
                del survey.waiting[wish.source]
                survey.carried.discard(wish.source)
                survey.skipped.add(wish.source)
                survey.out[wish.folder] -= 1
                survey.into[wish.to] -= 1
                survey.left_waiting += 1
            stay = [wish.source.rstrip("/") for wish in blocked]
            blocked = [behind[path] for path in stay if path in behind]

    def _blocker(self, wish: Wish) -> str:
        """The entry that stands in the way of another and stays, "" if none."""
        path, skipped = self._awaited[wish.source], self.survey.skipped
        stays = path in skipped or f"{path}/" in skipped or path in self._late
        return path if stays else ""

    def _gone_late(self) -> set[str]:
        """What others wait for, and what is copied and dropped only in the end."""
        survey = self.survey
        if not self._awaited or ACROSS not in survey.marks:
            return set()
        awaited = set(self._awaited.values())
        looked = zip(survey.again(), survey.marks, strict=True)
        late = (wish.source for wish, mark in looked if mark == ACROSS)
        return awaited.intersection(late)

    def on_made(self, made: Made) -> None:
        """A link or copy goes only if it is as planfile made it and not the last."""
        folder, name = split(made.path)
        wish = Wish(folder, name, "", made.source)
        ground = self.survey.terrain.source(folder)
        if ground is None:
            self._say_no_source(wish, KEEP)
            return
        look = self._seen(folder, name, wish)
        if look is None:
            return
        if ground.why or self.disk.pinned(folder, name):
            self._say(wish, "not-permitted", ground.why or PINNED, "see to it")
        elif why := self._kept(made, look):
            self._say(wish, *why, KEEP)
        else:
            self._discard(made, look)

    def _kept(self, made: Made, look: Look) -> tuple[str, str] | None:
        """Code and reason why a link or copy cannot go."""
        if made.step == Step.SYMLINK:
            folder, name = split(made.path)
            once = self.survey.intent.libraries
            targets = {target_from(folder, made.source, library) for library in once}
            link = stat.S_ISLNK(look.st_mode)
            if not link or self.disk.target(folder, name) not in targets:
                return "changed", "it is not the link that was made"
        elif made.step == Step.LINK and self._originals.linked(made, look):
            return None
        elif (look.st_size, look.st_mtime_ns) != (made.size, made.mtime_ns):
            return "changed", "it was written to since"
        elif why := self._originals.missing(made, look):
            return "last-copy", why
        return None

    def _discard(self, made: Made, look: Look) -> None:
        seen = made._replace(
            inode=look.st_ino, size=look.st_size, mtime_ns=look.st_mtime_ns
        )
        self.survey.discards.append(seen)
        self._cleared.add(made.path)
        self.survey.out[split(made.path)[0]] += 1

    def _say(self, wish: Wish, code: str, message: str, fix: str) -> None:
        self.survey.say(wish, code, message, fix)


def changed(wish: Wish, look: Look, *, lasting: bool) -> str:
    """In which way a file is not what it was, "" if it is."""
    if wish.size >= 0 and look.st_size != wish.size:
        return f"it had {wish.size} bytes and has {look.st_size} now"
    if wish.size >= 0 and look.st_mtime_ns != wish.mtime_ns:
        return "it was written to since (its mtime is another)"
    if lasting and wish.inode and look.st_ino != wish.inode:
        return "another file has taken its place (same size and mtime, other inode)"
    return ""


def drifted(against: list[Problem], run: int) -> DriftError:
    """The error of all that stands against a plan, which perhaps a `run` applied."""
    stand = "thing stands" if len(against) == 1 else "things stand"
    fix = "see to what is listed"
    if run:
        fix = "planfile status says what is placed; what came since needs a new plan"
    elif all(problem.code in DRIFT for problem in against):
        fix += ", or give --skip-drifted to leave those entries"
    return DriftError(
        f"{already(run)}{len(against):,} {stand} against it; nothing was changed",
        fix=fix,
        problems=tuple(against),
    )


def already(run: int) -> str:
    """What to say first where a `run` applied the very plan that does not fit."""
    return f"run {run} applied this very plan already; " if run else ""
