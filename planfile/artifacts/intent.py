"""What a run wants, before the disk has been asked whether it can be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from planfile.artifacts.journal import FolderRow, RunKind
from planfile.artifacts.paths import folder_of, last_component
from planfile.artifacts.plan import Action
from planfile.artifacts.report import Account


class Wish(NamedTuple):
    """One entry to be placed: `name` in `folder` becomes `new` in `to`.

    The names of a disc folder end in "/". `size` is -1 when nothing is known of the
    source; `inode` 0 when only that is not.
    """

    folder: str
    name: str
    to: str
    new: str
    size: int = -1
    mtime_ns: int = 0
    inode: int = 0
    line: int = 0

    @property
    def source(self) -> str:
        """The path that the entry has."""
        return f"{self.folder}/{self.name}" if self.folder else self.name

    @property
    def destination(self) -> str:
        """The path that it is to have."""
        return f"{self.to}/{self.new}" if self.to else self.new

    @property
    def disc(self) -> bool:
        """Whether it is a folder that moves whole."""
        return self.name[-1] == "/"


def wish(source: str, destination: str, *known: int) -> Wish:
    """A wish from two paths; `known` is size, mtime and inode as far as known."""
    before = (folder_of(source), last_component(source))
    return Wish(*before, folder_of(destination), last_component(destination), *known)


class Made(NamedTuple):
    """A link or copy that planfile made: where it is, of which source, and how.

    `original` is the inode of the source. At `until_ns` the run was over: what has a
    later ctime may have been written to, whatever its mtime says.
    """

    path: str
    source: str
    step: str
    size: int = 0
    mtime_ns: int = 0
    inode: int = 0
    original: int = 0
    until_ns: int = 0


Wishes = Callable[[], Iterator[Wish]]


def no_wishes() -> Iterator[Wish]:
    """No entry is to be placed."""
    return iter(())


def no_account(skipped: Collection[str]) -> Account:
    """Nothing is to be said of shows and movies."""
    del skipped
    return Account()


@dataclass(frozen=True, slots=True)
class Intent:
    """Everything one run is to do; `wishes` gives the same entries each time.

    `again` may give them without what is known of the sources, at less cost.
    `discards` are links and copies that planfile made and that are to go; `originals`
    says, if asked, where later runs moved the original of each, by its path.
    `restores` are folders to be made again. `removals` are folders to be
    removed if the run leaves them empty; with `empties`, so are the source folders
    that it empties. `stamps` say what folders were: those that are made again become
    that, the others get the mtime back if they are touched.
    `libraries` are the paths of the library when those links were made, and its own.
    `mounts` are folders on which something was mounted when that was looked at.
    `account` says for the report what comes from where, given what is left out.
    """

    kind: RunKind
    action: Action = Action.MOVE
    wishes: Wishes = no_wishes
    again: Wishes | None = None
    discards: tuple[Made, ...] = ()
    libraries: frozenset[str] = frozenset()
    originals: Callable[[], Mapping[str, str]] = dict
    restores: tuple[str, ...] = ()
    removals: tuple[str, ...] = ()
    empties: bool = False
    stamps: Mapping[str, FolderRow] = field(default_factory=dict)
    remade: frozenset[str] = frozenset()
    undoes: tuple[int, ...] = ()
    mounts: tuple[str, ...] = ()
    into: str = ""
    plan: str = ""
    account: Callable[[Collection[str]], Account] = no_account

    @property
    def simple(self) -> bool:
        """Whether entries are moved: renamed, and nothing else."""
        return self.action is Action.MOVE

    @property
    def more(self) -> bool:
        """Whether there is something to do even if no entry is placed."""
        return bool(self.removals or self.restores or self.undoes)
