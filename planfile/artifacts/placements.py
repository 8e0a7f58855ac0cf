"""Placements packed: what a folder holds mostly goes to one place, line after line.

A million placements as tuples take 300 MB. What most of them say is what the one before
says, so they are kept in batches, and each is made when it is asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import accumulate, chain
from typing import NamedTuple

from planfile.artifacts.packed import Packed

_new = tuple.__new__  # a third of the cost of Placement(…), once per entry


class Section(StrEnum):
    """The two halves of a plan."""

    SHOWS = "shows"
    MOVIES = "movies"


Place = tuple[Section, str, str]
"""Section, the show's or movie's own folder, and what lies beneath."""


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


class Batch(NamedTuple):
    """Entries of one folder that go to one place and stand on lines in a row.

    `above` is the folder they come from with its "/", "" for the library. `joined` are
    their names, `many` of them, with a "/" between two; a disc's ends in one and is in
    a batch by itself, as is what has a `rename`. `note` is that of each, `line` that
    of the first (0: no line is known).
    """

    place: Place
    above: str
    joined: str
    many: int
    rename: str = ""
    note: str = ""
    line: int = 0

    def names(self) -> list[str]:
        """The last components of their sources."""
        return self.joined.split("/") if self.many > 1 else [self.joined]

    def placements(self) -> Iterator[Placement]:
        """Each by itself."""
        place, above, _, _, rename, note, line = self
        for name in self.names():
            yield _new(Placement, (*place, above + name, rename, note, line))
            if line:
                line += 1


class Packer:
    """Takes placements one after the other; the last batch stays open for more."""

    def __init__(self) -> None:
        self._batches: list[Batch] = []
        self._first = Placement(Section.SHOWS, "", "", "")
        self._place: Place = self._first[:3]
        self._above = ""
        self._names: list[str] = []

    def add(self, placement: Placement) -> None:
        """Take one more."""
        source = placement[3]
        cut = source.rfind("/", 0, -1) + 1
        above, name = source[:cut], source[cut:]
        if not (above == self._above and self._continues(placement)):
            self._close()
            self._first, self._above = placement, above
            if self._place != placement[:3]:
                self._place = placement[:3]
        self._names.append(name)

    def more(self, name: str) -> None:
        """Take one that only in its name, and its line, is not like the last."""
        self._names.append(name)

    def _continues(self, placement: Placement) -> bool:
        """Whether a placement says what the open batch says, one line further."""
        first, names = self._first, self._names
        line = first.line and first.line + len(names)
        return (
            bool(names)
            and placement[:3] == self._place
            and placement.note == first.note
            and placement.line == line
            and not (placement.rename or first.rename)
            and placement.source[-1:] != "/" != first.source[-1:]
        )

    def _close(self) -> None:
        names, first = self._names, self._first
        if names:
            joined = "/".join(names)
            about = (first.rename, first.note, first.line)
            batch = Batch(self._place, self._above, joined, len(names), *about)
            self._batches.append(batch)
            self._names = []

    def packed(self) -> Placements:
        """All that it was given."""
        self._close()
        return Placements(tuple(self._batches))


class Placements(Packed[Placement]):
    """A sequence of placements like a tuple of them, in a third of the memory."""

    __slots__ = ("_count", "_ends", "batches")

    def __init__(self, batches: tuple[Batch, ...] = ()) -> None:
        self.batches = batches
        self._count = sum(batch.many for batch in batches)
        self._ends: list[int] = []

    @classmethod
    def of(cls, placements: Iterable[Placement]) -> Placements:
        """Placements packed; packed ones as they are."""
        if isinstance(placements, Placements):
            return placements
        packer = Packer()
        for placement in placements:
            packer.add(placement)
        return packer.packed()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Placement]:
        return chain.from_iterable(map(Batch.placements, self.batches))

    def item(self, number: int) -> Placement:
        """One placement."""
        if not self._ends:
            self._ends = list(accumulate(batch.many for batch in self.batches))
        which = bisect_right(self._ends, number)
        inner = list(self.batches[which].placements())
        return inner[number - self._ends[which]]

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, Placements) and self.batches == other.batches
        return same or super().__eq__(other)

    __hash__ = None
