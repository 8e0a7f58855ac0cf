"""A plan spread out: one move per entry, one folder per show and movie."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from planfile.artifacts.plan import Placement, Plan, Section, last_component
from planfile.artifacts.tree import Role
from planfile.naming.roles import role_of
from planfile.views.screen import counted

CONFIDENCE = re.compile(r"(0(?:\.\d+)?|1(?:\.0+)?)(?:\s+|$)(.*)", re.DOTALL)
ROLE_WORDS = {
    Role.VIDEO: ("video", "videos"),
    Role.SUBTITLE: ("subtitle", "subtitles"),
    Role.ARTWORK: ("picture", "pictures"),
    Role.METADATA: ("nfo", "nfos"),
    Role.EXTRA: ("extra", "extras"),
    Role.SAMPLE: ("sample", "samples"),
    Role.DISC: ("disc", "discs"),
    Role.AUDIO: ("audio file", "audio files"),
    Role.INCOMPLETE: ("incomplete file", "incomplete files"),
    Role.JUNK: ("junk file", "junk files"),
    Role.OTHER: ("other file", "other files"),
}


class Move(NamedTuple):
    """One entry on its way; `confidence` is None where the plan states none.

    `look` says that the entry itself is marked for a person to look at.
    """

    section: Section
    folder: str
    sub: str
    source: str
    destination: str
    renamed: bool
    confidence: float | None
    why: str
    look: bool


class Group(NamedTuple):
    """What goes into one folder beneath a show's or movie's own."""

    sub: str
    moves: tuple[Move, ...]


class Home(NamedTuple):
    """A show or a movie, and everything that goes into its folder."""

    section: Section
    folder: str
    confidence: float | None
    why: str
    groups: tuple[Group, ...]

    def moves(self) -> Iterator[Move]:
        """All moves, folder by folder."""
        for group in self.groups:
            yield from group.moves


class Totals(NamedTuple):
    """What a plan amounts to."""

    placed: int
    shows: int
    movies: int
    left: int
    look: int
    unchanged: int


@lru_cache(maxsize=4096)
def judged(note: str) -> tuple[float | None, str]:
    """Confidence and reason out of a note like "0.71 read from …".

    >>> judged("0.71 read from 102")
    (0.71, 'read from 102')
    >>> judged("hello")
    (None, 'hello')
    """
    match = CONFIDENCE.fullmatch(note)
    return (float(match[1]), match[2]) if match else (None, note)


def moves(plan: Plan) -> Iterator[Move]:
    """Every placement in plan order, with what its note or its folder's note says."""
    for placement, (_, destination) in zip(plan.placements, plan.moves(), strict=True):
        yield _move(plan, placement, destination)


def _move(plan: Plan, placement: Placement, destination: str) -> Move:
    section, folder, sub, source, rename, note, _ = placement
    confidence, why = judged(note or plan.notes.get((section, folder), ""))
    renamed = bool(rename) and rename != last_component(source)
    return Move(
        section,
        folder,
        sub,
        source,
        destination,
        renamed,
        confidence,
        why,
        bool(note),
    )


def homes(plan: Plan) -> list[Home]:
    """Shows, then movies, each in plan order, with their folders."""
    found: dict[tuple[Section, str], dict[str, list[Move]]] = {}
    for move in moves(plan):
        subs = found.setdefault((move.section, move.folder), {})
        subs.setdefault(move.sub, []).append(move)
    return [
        Home(
            section,
            folder,
            *judged(plan.notes.get((section, folder), "")),
            tuple(Group(sub, tuple(inside)) for sub, inside in subs.items()),
        )
        for wanted in Section
        for (section, folder), subs in found.items()
        if section is wanted
    ]


def totals(plan: Plan) -> Totals:
    """The numbers of the summary."""
    folders = {(p.section, p.folder) for p in plan.placements}
    shows = sum(section is Section.SHOWS for section, _ in folders)
    look = sum(bool(placement.note) for placement in plan.placements)
    return Totals(
        len(plan.placements),
        shows,
        len(folders) - shows,
        len(plan.left),
        look,
        plan.unchanged,
    )


def summary(plan: Plan) -> str:
    """The one line that people read and scripts grep."""
    sums = totals(plan)
    where = [counted(sums.shows, "show")] if sums.shows else []
    where += [counted(sums.movies, "movie")] if sums.movies else []
    place = f" in {', '.join(where)}" if where else ""
    need = "needs a look" if sums.look == 1 else "need a look"
    return (
        f"Plan: {sums.placed:,} to place{place}; {sums.left:,} left; "
        f"{sums.look:,} {need}."
    )


def to_look_at(plan: Plan) -> list[Move]:
    """What a person should look at, least sure first, in plan order where equal."""
    marked = [move for move in moves(plan) if move.look]
    return sorted(marked, key=sureness)


def sureness(move: Move) -> float:
    """Confidence for sorting; one that is not stated comes before all others."""
    return -1.0 if move.confidence is None else move.confidence


def reasons(plan: Plan) -> list[tuple[str, list[str]]]:
    """Why entries are left, most frequent reason first, with their paths."""
    found: dict[str, list[str]] = {}
    for left in plan.left:
        found.setdefault(left.why, []).append(left.path)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def role_of_path(path: str, sizes: Mapping[str, int] | None = None) -> Role:
    """The role of an entry by its path; sizes, where known, tell samples better."""
    name = last_component(path)
    return role_of(path[: len(path) - len(name)].rstrip("/"), name, size(path, sizes))


def size(path: str, sizes: Mapping[str, int] | None) -> int:
    """The size of an entry in bytes; unknown ones count as none."""
    return sizes.get(path, 0) if sizes else 0


def contents(inside: tuple[Move, ...]) -> str:
    """What a folder gets, by role: "8 videos, 16 subtitles"."""
    roles = Counter(role_of_path(move.source) for move in inside)
    return ", ".join(
        counted(roles[role], *ROLE_WORDS[role]) for role in Role if roles[role]
    )
