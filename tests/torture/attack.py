"""Attacks on runs: a library, plans for it, and system calls that fail or kill.

Each attack ends in `judge`: the library is exactly what it was before or exactly what
it is after, no byte is lost, and nothing of planfile's own is left lying about.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, NamedTuple

from planfile.artifacts.plan import Action, Placement, Plan, Section
from planfile.disk.calls import Calls
from planfile.errors import PlanfileError, RecoveryNeededError
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from planfile.stages.recover import recover
from planfile.stages.scan import scan_tree

CALLS = {name for name in vars(Calls) if not name.startswith("_")}
ERRORS = (
    errno.ENOSPC,
    errno.EIO,
    errno.EACCES,
    errno.EXDEV,
    errno.EROFS,
    errno.EDQUOT,
    errno.ENAMETOOLONG,
)
KILLED = 137
RECORD = {"journal", "plan.yaml", "tree.json", "report.json"}
S, M = Section.SHOWS, Section.MOVIES

FILES = {
    "Downloads/Heat.1995/Heat.1995.mkv": b"heat",
    "Downloads/Heat.1995/Heat.1995.srt": b"subs",
    "Downloads/Heat.1995/Subs/2_English.srt": b"english",
    "Downloads/keep.txt": b"keep",
    "Downloads/Show.S01E01.mkv": b"one",
    "Downloads/Show.S01E02.mkv": b"two",
    os.fsdecode(b"Downloads/Caf\xe9.mkv"): b"latin",
    "TV/Show/Season 01/Show.S01E03.mkv": b"three",
    "Movies/Swap A/a.mkv": b"swap a",
    "Movies/Swap A/b.mkv": b"swap b",
    "Movies/Chain/1.mkv": b"chain 1",
    "Movies/Chain/2.mkv": b"chain 2",
    "Movies/Case/case.mkv": b"case",
    "Old/Disc/BDMV/index.bdmv": b"index",
    "Old/Disc/BDMV/STREAM/0.m2ts": b"stream",
}
EMPTY = ("Downloads/empty", "Old/also empty/deep")


class Kept(NamedTuple):
    """All of a path that must come back; inodes of folders may differ."""

    kind: int
    mode: int
    mtime_ns: int
    inode: int
    content: str
    links: int


def build(library: str) -> None:
    """A small library with everything in it that is hard to give back."""
    for path, data in FILES.items():
        full = os.path.join(library, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as stream:
            stream.write(data)
    for path in EMPTY:
        os.makedirs(os.path.join(library, path), exist_ok=True)
    os.link(f"{library}/Downloads/keep.txt", f"{library}/Downloads/second name.txt")
    os.chmod(f"{library}/Downloads/Heat.1995", 0o750)
    os.chmod(f"{library}/Downloads/Show.S01E01.mkv", 0o640)
    when = 1_500_000_000_123_456_789
    for path, folders, files in os.walk(library, topdown=False):
        for name in [*files, *folders]:
            when += 1_000_003
            os.utime(os.path.join(path, name), ns=(when, when))
    os.utime(library, ns=(when + 5, when + 5))


def plan_for(library: str, action: Action = Action.MOVE, into: str = "") -> Plan:
    """A plan with new and old folders, a swap, a chain, a new spelling and a disc."""
    placements = [
        Placement(M, "Heat (1995)", "", "Downloads/Heat.1995/Heat.1995.mkv"),
        Placement(M, "Heat (1995)", "", "Downloads/Heat.1995/Heat.1995.srt"),
        Placement(
            M, "Heat (1995)", "Subs/Heat", "Downloads/Heat.1995/Subs/2_English.srt"
        ),
        Placement(S, "Show", "Season 01", "Downloads/Show.S01E01.mkv"),
        Placement(S, "Show", "Season 01", "Downloads/Show.S01E02.mkv"),
        Placement(M, "Café", "", os.fsdecode(b"Downloads/Caf\xe9.mkv")),
        Placement(M, "Disc", "", "Old/Disc/BDMV/"),
    ]
    if action is Action.MOVE and not into:
        placements += [
            Placement(M, "Swap A", "", "Movies/Swap A/a.mkv", "b.mkv"),
            Placement(M, "Swap A", "", "Movies/Swap A/b.mkv", "a.mkv"),
            Placement(M, "Chain", "", "Movies/Chain/1.mkv", "2.mkv"),
            Placement(M, "Chain", "", "Movies/Chain/2.mkv", "3.mkv"),
            Placement(M, "Case", "", "Movies/Case/case.mkv", "CASE.mkv"),
        ]
    tree = scan_tree(library)
    return Plan(
        library=library,
        tree=tree.summary.digest,
        engine="test",
        entries=tree.summary.entries,
        unchanged=tree.summary.entries - len(placements),
        placements=tuple(placements),
        left=(),
        action=action,
        roots={S: "TV", M: "Movies"},
        into=into,
    )


def snapshot(library: str, *, own: bool = False) -> dict[str, Kept]:
    """Everything below a library, without planfile's own folder."""
    found = {}
    for path, folders, files in os.walk(library):
        if not own and ".planfile" in folders:
            folders.remove(".planfile")
        for name in [".", *files, *(f for f in folders if is_link(path, f))]:
            full = os.path.normpath(os.path.join(path, name))
            found[os.path.relpath(full, library)] = kept(full)
    return found


def is_link(path: str, name: str) -> bool:
    return os.path.islink(os.path.join(path, name))


def kept(path: str) -> Kept:
    seen = os.lstat(path)
    kind = stat.S_IFMT(seen.st_mode)
    folder = stat.S_ISDIR(seen.st_mode)
    return Kept(
        kind,
        stat.S_IMODE(seen.st_mode),
        seen.st_mtime_ns if kind != stat.S_IFLNK else 0,
        0 if folder else seen.st_ino,
        content(path, kind),
        0 if folder else seen.st_nlink,
    )


def content(path: str, kind: int) -> str:
    if kind == stat.S_IFLNK:
        return os.readlink(path)
    if kind == stat.S_IFREG:
        with open(path, "rb") as stream:
            return hashlib.sha256(stream.read()).hexdigest()
    return ""


def shape(found: dict[str, Kept]) -> dict[str, tuple[int, str]]:
    """What of a snapshot must be the same after a run: names and contents."""
    return {path: (seen.kind, seen.content) for path, seen in found.items()}


def contents(*libraries: str) -> set[str]:
    """The hash of every file, planfile's stage and trash included."""
    return {
        seen.content
        for library in libraries
        for seen in snapshot(library, own=True).values()
        if seen.kind == stat.S_IFREG
    }


def litter(library: str) -> list[str]:
    """What of planfile's own lies about though no run is open."""
    found = []
    for path, _, files in os.walk(os.path.join(library, ".planfile")):
        for name in files:
            full = os.path.relpath(os.path.join(path, name), library)
            parts = full.split("/")
            known = (
                parts[1] in {"lock", "state.json", "guests.json"}
                or (parts[1] == "states" and name.endswith(".json"))
                or (parts[1] == "runs" and name in RECORD)
                or name.endswith(".copy")
            )
            if not known:
                found.append(full)
    return found


class Dying(Calls):
    """Calls of which the n-th kills the process; a write gets half way first."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.count = 0

    def __getattribute__(self, name: str) -> Any:
        found = object.__getattribute__(self, name)
        if name not in CALLS:
            return found
        return partial(self._counted, name, found)

    def _counted(self, name: str, call: Callable[..., Any], *arguments: Any) -> Any:
        self.count += 1
        if self.count == self.at:
            if name == "write":
                call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            if name == "copy_range":
                source, to, count, offset = arguments
                with suppress(OSError):  # between two kinds of file systems
                    call(source, to, count // 2, offset)
            os._exit(KILLED)
        return call(*arguments)


class DyingWithoutRename(Dying):
    """The same on a file system without renameat2(NOREPLACE), perhaps without links."""

    links = True

    def _counted(self, name: str, call: Callable[..., Any], *arguments: Any) -> Any:
        if name == "rename":
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        if name == "link" and not self.links:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
        return super()._counted(name, call, *arguments)


class DyingWithoutLinks(DyingWithoutRename):
    """The same on a file system that has neither."""

    links = False


class Failing(Dying):
    """Calls of which the n-th fails; with `on`, every one from there on."""

    def __init__(self, at: int, number: int, *, on: bool = False) -> None:
        super().__init__(at)
        self.number = number
        self.on = on

    def _counted(self, name: str, call: Callable[..., Any], *arguments: Any) -> Any:
        self.count += 1
        if self.count == self.at or (self.on and self.count > self.at):
            raise OSError(self.number, os.strerror(self.number))
        return call(*arguments)


class Lying(Dying):
    """Calls of which the n-th does nothing and says that it did."""

    def _counted(self, name: str, call: Callable[..., Any], *arguments: Any) -> Any:
        self.count += 1
        silent = {"rename", "replace", "link", "symlink", "mkdir", "rmdir", "unlink"}
        if self.count == self.at and name in silent:
            return None
        if self.count == self.at and name == "copy_range":
            return arguments[2]
        return call(*arguments)


class LyingWithoutRename(Lying):
    """The same where files are moved by link and unlink."""

    def _counted(self, name: str, call: Callable[..., Any], *arguments: Any) -> Any:
        if name == "rename":
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return super()._counted(name, call, *arguments)


@contextmanager
def counted(what: str) -> Iterator[list[int]]:
    """Print how many points an attack has tried, for the README."""
    points: list[int] = []
    yield points
    print(f"points tried: {len(points)} ({what})")  # noqa: T201 - the proof's number


def count_of(verb: Callable[[Calls], object]) -> int:
    """How many calls a run makes that can be attacked."""
    counting = Dying(0)
    verb(counting)
    return counting.count


def in_child(verb: Callable[[], object]) -> int:
    """Run in a real process that may die; its exit code."""
    child = os.fork()
    if not child:
        code = 1
        try:
            verb()
            code = 0
        except PlanfileError as error:
            code = error.exit_code
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def recovered(library: str, calls: Calls | None = None) -> None:
    """End whatever is open; what cannot be taken back fails the attack."""
    recover(library, calls=calls or Calls())


class Scene(NamedTuple):
    """A library before and after one plan."""

    library: str
    plan: Plan
    before: dict[str, Kept]
    after: dict[str, tuple[int, str]]
    hashes: set[str]
    into: str = ""

    def look(self) -> dict[str, Kept]:
        """The library, and where it places things if that is elsewhere.

        A file that was on another device has another inode when it is back.
        """
        found = snapshot(self.library)
        if not self.into:
            return found
        found |= {f"into/{p}": seen for p, seen in snapshot(self.into).items()}
        return {path: seen._replace(inode=0) for path, seen in found.items()}

    def apply(self, calls: Calls) -> None:
        apply(self.plan, tree=scan_tree(self.library), calls=calls)

    def destroy(self, calls: Calls) -> None:
        destroy(self.library, calls=calls)

    def is_made(self, state: str) -> None:
        """See to it that the library is before or after."""
        if self.judge(f"made {state}") != state:
            (self.apply if state == "after" else self.destroy)(Dying(0))
            assert self.judge(f"made {state}") == state

    def judge(self, what: str, *, tidy: bool = True) -> str:
        """Before or after, nothing between; with `tidy` no litter either."""
        found = self.look()
        for place in filter(None, (self.library, self.into)):
            assert not tidy or litter(place) == [], f"{what}: {litter(place)}"
        if found == self.before:
            return "before"
        assert shape(found) == self.after, f"{what}: {difference(found, self)}"
        return "after"

    def forget_copies(self) -> None:
        """Let the next run make its copies anew."""
        for place in filter(None, (self.library, self.into)):
            stage = f"{place}/.planfile/stage"
            for name in os.listdir(stage) if os.path.isdir(stage) else ():
                os.unlink(f"{stage}/{name}")

    def goes_there_and_back(self) -> None:
        """Whatever was done to it, the library works."""
        if self.judge("at the end") == "before":
            self.apply(Dying(0))
        assert self.judge("at the end") == "after"
        self.destroy(Dying(0))
        assert self.judge("at the end") == "before"

    def nothing_lost(self, what: str) -> None:
        places = filter(None, (self.library, self.into))
        assert contents(*places) >= self.hashes, what


def difference(found: dict[str, Kept], scene: Scene) -> str:
    """How a snapshot differs from before; for messages."""
    paths = sorted({*found, *scene.before})
    lines = [
        f"{path}: {scene.before.get(path)} -> {found.get(path)}"
        for path in paths
        if scene.before.get(path) != found.get(path)
    ]
    return "\n".join(lines[:20])


def scene(library: str, action: Action = Action.MOVE, into: str = "") -> Scene:
    """Build a library and find out what its plan makes of it."""
    build(library)
    if into:
        os.makedirs(f"{into}/Movies")
        os.utime(f"{into}/Movies", ns=(7, 1_400_000_000_000_000_007))
        os.utime(into, ns=(7, 1_400_000_000_000_000_008))
    plan = plan_for(library, action, into)
    made = Scene(library, plan, {}, {}, set(), into)
    before = made.look()
    hashes = {seen.content for seen in before.values() if seen.kind == stat.S_IFREG}
    apply(plan, tree=scan_tree(library))
    after = shape(made.look())
    destroy(library)
    assert made.look() == before
    return Scene(library, plan, before, after, hashes, into)


def outcome(verb: Callable[[], object]) -> int:
    """The exit code that a verb would end in."""
    try:
        verb()
    except PlanfileError as error:
        return error.exit_code
    return 0


NEEDED = RecoveryNeededError.exit_code
