"""What goes where: the plan, one placement per entry that moves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from planfile.artifacts.paths import last_component
from planfile.artifacts.placements import Batch, Placement, Placements, Section

__all__ = [
    "DEFAULT_ROOTS",
    "PLAN_VERSION",
    "Action",
    "Left",
    "Placement",
    "Plan",
    "Section",
]

PLAN_VERSION = 1
DEFAULT_ROOTS = {Section.SHOWS: "", Section.MOVIES: "Movies"}


class Action(StrEnum):
    """How an entry reaches its destination."""

    MOVE = "move"
    HARDLINK = "hardlink"
    COPY = "copy"
    SYMLINK = "symlink"
    REFLINK = "reflink"


class Left(NamedTuple):
    """An entry that stays where it is, and why."""

    path: str
    why: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Where every entry of one scanned tree goes or why it stays.

    `tree` is the digest of the scan. `entries` counts all scanned entries:
    placements + left + unchanged. `roots` says where each section lives beneath the
    library ("" is the library itself). `into` is another library's absolute path for
    plans that place elsewhere. `policies` are the options it was made with. `notes`
    maps (section, folder) to why that folder. `part` names the head
    file when this is only a part of a plan in several files. `folder_lines` and
    `files` say where it was read: the line of each
    (section, folder, sub) key, and per file, in order, the number its lines count from.
    Placements are kept packed, whatever sequence it is given. `sound` is what
    `rules.check` found to be without a problem, None before it was asked.
    """

    library: str
    tree: str
    engine: str
    entries: int
    unchanged: int
    placements: Sequence[Placement]
    left: tuple[Left, ...]
    action: Action = Action.MOVE
    roots: dict[Section, str] = field(default_factory=DEFAULT_ROOTS.copy)
    into: str = ""
    policies: dict[str, str] = field(default_factory=dict)
    notes: dict[tuple[Section, str], str] = field(default_factory=dict)
    part: str = ""
    folder_lines: dict[tuple[Section, str, str], int] = field(
        default_factory=dict, compare=False, repr=False
    )
    files: tuple[tuple[int, str], ...] = field(default=(), compare=False, repr=False)
    sound: object = field(default=None, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "placements", Placements.of(self.placements))
        object.__setattr__(self, "left", tuple(self.left))

    @property
    def batches(self) -> tuple[Batch, ...]:
        """The placements as they are packed."""
        return Placements.of(self.placements).batches

    def destination(self, placement: Placement) -> str:
        """The path, relative to the library, where a placement's entry goes."""
        name = placement.rename or last_component(placement.source)
        if placement.source.endswith("/") and not name.endswith("/"):
            name += "/"
        return self.home(placement[:3]) + name

    def home(self, place: tuple[Section, str, str]) -> str:
        """A folder of the library as it will be, with its "/"; "" is the library."""
        parts = (self.roots[place[0]], *place[1:])
        return "".join([f"{part}/" for part in parts if part])

    def place_of(self, line: int) -> tuple[str, int]:
        """The file that a line number belongs to ("" when unknown), and its line."""
        at = bisect_left(self.files, (line,)) - 1
        if at < 0:
            return (self.files[0][1] if self.files else ""), line
        offset, file = self.files[at]
        return file, line - offset

    def moves(self) -> Iterator[tuple[str, str]]:
        """Source and destination of every placement, in plan order."""
        place, home = None, ""
        for batch in self.batches:
            if batch.place != place:
                place, home = batch.place, self.home(batch.place)
            for name in batch.names():
                new = batch.rename or name
                if name[-1:] == "/" != new[-1:]:
                    new += "/"
                yield batch.above + name, home + new
