"""What a run wants, before the disk has been asked whether it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from planfile.artifacts.journal import FolderRow, RunKind
from planfile.artifacts.plan import Action


class Wish(NamedTuple):
    """One entry to be placed; a disc folder's paths end in "/".

    `size` is -1 when nothing is known of the source; `inode` 0 when only that is not.
    """

    source: str
    destination: str
    size: int = -1
    mtime_ns: int = 0
    inode: int = 0
    line: int = 0


class Made(NamedTuple):
    """A link or copy that planfile made: where it is, of which source, and how."""

    path: str
    source: str
    step: str
    size: int = 0
    mtime_ns: int = 0
    inode: int = 0


Wishes = Callable[[], Iterator[Wish]]


def no_wishes() -> Iterator[Wish]:
    """No entry is to be placed."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Intent:
    """Everything one run is to do; `wishes` gives the same entries each time.

    `discards` are links and copies that planfile made and that are to go.
    `restores` are folders to be made again as they were. `removals` are folders to be
    removed if the run leaves them empty; with `empties`, so are the source folders
    that it empties. `stamps` are folders whose old mtime is to return if touched.
    """

    kind: RunKind
    action: Action = Action.MOVE
    wishes: Wishes = no_wishes
    discards: tuple[Made, ...] = ()
    restores: tuple[FolderRow, ...] = ()
    removals: tuple[str, ...] = ()
    empties: bool = False
    stamps: dict[str, FolderRow] = field(default_factory=dict)
    undoes: tuple[int, ...] = ()
    into: str = ""
    plan: str = ""
