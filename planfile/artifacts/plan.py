"""What goes where: the plan, one placement per entry that moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

PLAN_VERSION = 1


class Action(StrEnum):
    """How an entry reaches its destination."""

    MOVE = "move"
    HARDLINK = "hardlink"
    COPY = "copy"
    SYMLINK = "symlink"
    REFLINK = "reflink"


class Section(StrEnum):
    """The two halves of a plan."""

    SHOWS = "shows"
    MOVIES = "movies"


class Placement(NamedTuple):
    """One entry and where it goes.

    The destination is `root of section / folder / sub / name`: `folder` is the show's
    or movie's own ("Heat (1995)"), `sub` what lies beneath ("Season 01", "" for the
    folder itself), `name` the last component of `source` unless `rename` is set.
    `note` is what a person should look at ("0.71 season read from …"), "" when sure;
    it never means anything to apply. `line` is where the plan file says it, 0 when
    made in memory.
    """

    section: Section
    folder: str
    sub: str
    source: str
    rename: str = ""
    note: str = ""
    line: int = 0


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
    (section, folder, sub) key, and per file the number that its lines count from.
    """

    library: str
    tree: str
    engine: str
    entries: int
    unchanged: int
    placements: tuple[Placement, ...]
    left: tuple[Left, ...]
    action: Action = Action.MOVE
    roots: dict[Section, str] = field(
        default_factory=lambda: {Section.SHOWS: "", Section.MOVIES: "Movies"}
    )
    into: str = ""
    policies: dict[str, str] = field(default_factory=dict)
    notes: dict[tuple[Section, str], str] = field(default_factory=dict)
    part: str = ""
    folder_lines: dict[tuple[Section, str, str], int] = field(
        default_factory=dict, compare=False, repr=False
    )
    files: tuple[tuple[int, str], ...] = field(default=(), compare=False, repr=False)

    def destination(self, placement: Placement) -> str:
        """The path, relative to the library, where a placement's entry goes."""
        name = placement.rename or last_component(placement.source)
        if placement.source.endswith("/") and not name.endswith("/"):
            name += "/"
        return self._home(placement.section, placement.folder, placement.sub) + name

    def _home(self, section: Section, folder: str, sub: str) -> str:
        """A folder of the library as it will be, with its "/"; "" is the library."""
        parts = (self.roots[section], folder, sub)
        return "".join([f"{part}/" for part in parts if part])

    def place_of(self, line: int) -> tuple[str, int]:
        """The file that a line number belongs to ("" when unknown), and its line."""
        for offset, file in reversed(self.files):
            if line > offset:
                return file, line - offset
        return (self.files[0][1] if self.files else ""), line

    def moves(self) -> Iterator[tuple[str, str]]:
        """Source and destination of every placement, in plan order."""
        place, home = None, ""
        for section, folder, sub, source, rename, _, _ in self.placements:
            if (section, folder, sub) != place:
                place, home = (section, folder, sub), self._home(section, folder, sub)
            name = rename or source[source.rfind("/", 0, -1) + 1 :]
            if source[-1:] == "/" != name[-1:]:
                name += "/"
            yield source, home + name


def last_component(path: str) -> str:
    """The name at the end of a path; a disc folder keeps its "/"."""
    cut = path.rfind("/", 0, -1)
    return path[cut + 1 :]
