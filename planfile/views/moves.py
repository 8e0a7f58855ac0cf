"""A plan spread out: one move per entry, one folder per show and movie."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from planfile.artifacts.paths import last_component
from planfile.artifacts.placements import Batch
from planfile.artifacts.plan import Plan, Section
from planfile.artifacts.tree import Role
from planfile.naming.roles import folder_trait, role_in, role_of
from planfile.views.role_words import roles_text
from planfile.views.screen import counted

CONFIDENCE = re.compile(r"(0(?:\.\d+)?|1(?:\.0+)?)(?:\s+|$)(.*)", re.DOTALL)


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
    for batch in plan.batches:
        yield from _moves(plan, batch)


def _moves(plan: Plan, batch: Batch) -> Iterator[Move]:
    """Those of one batch."""
    place, above, _, _, rename, note, _ = batch
    section, folder, sub = place
    confidence, why = judged(note or plan.notes.get((section, folder), ""))
    home, look = plan.home(place), bool(note)
    for name in batch.names():
        new = rename or name
        if name[-1:] == "/" != new[-1:]:
            new += "/"
        yield Move(
            section,
            folder,
            sub,
            above + name,
            home + new,
            bool(rename) and rename != name,
            confidence,
            why,
            look,
        )


def homes(plan: Plan) -> Iterator[Home]:
    """Shows, then movies, each in plan order, with their folders; one at a time."""
    found: dict[tuple[Section, str], dict[str, list[Batch]]] = {}
    for batch in plan.batches:
        section, folder, sub = batch.place
        found.setdefault((section, folder), {}).setdefault(sub, []).append(batch)
    for wanted in Section:
        for (section, folder), subs in found.items():
            if section is wanted:
                groups = tuple(
                    Group(
                        sub, tuple(m for batch in inside for m in _moves(plan, batch))
                    )
                    for sub, inside in subs.items()
                )
                note = plan.notes.get((section, folder), "")
                yield Home(section, folder, *judged(note), groups)


def totals(plan: Plan) -> Totals:
    """The numbers of the summary."""
    folders = {batch.place[:2] for batch in plan.batches}
    shows = sum(section is Section.SHOWS for section, _ in folders)
    look = sum(batch.many for batch in plan.batches if batch.note)
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
    noted = (batch for batch in plan.batches if batch.note)
    return sorted((m for batch in noted for m in _moves(plan, batch)), key=sureness)


def siblings(found: list[Move]) -> list[list[Move]]:
    """Those from one folder to one show or movie that are as sure, for one reason."""
    kin: dict[tuple[object, ...], list[Move]] = {}
    for move in found:
        above = move.source.rstrip("/").rpartition("/")[0]
        key = (move.confidence, move.why, above, move.section, move.folder)
        kin.setdefault(key, []).append(move)
    return list(kin.values())


def sureness(move: Move) -> float:
    """Confidence for sorting; one that is not stated comes before all others."""
    return -1.0 if move.confidence is None else move.confidence


def reasons(plan: Plan) -> list[tuple[str, list[str]]]:
    """Why entries are left, most frequent reason first, with their paths."""
    found: dict[str, list[str]] = {}
    for left in plan.left:
        found.setdefault(left.why, []).append(left.path)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def role_of_path(path: str, size: int = 0) -> Role:
    """The role of an entry by its path; its size, where known, tells samples better."""
    name = last_component(path)
    return role_of(path[: len(path) - len(name)].rstrip("/"), name, size)


def contents(inside: tuple[Move, ...]) -> str:
    """What a folder gets, by role: "8 videos, 16 subtitles"."""
    roles: Counter[Role] = Counter()
    above, trait = "", folder_trait("")
    for move in inside:
        name = last_component(move.source)
        folder = move.source[: len(move.source) - len(name)].rstrip("/")
        if folder != above:
            above, trait = folder, folder_trait(folder)
        roles[role_in(trait, name, 0)] += 1
    return roles_text(roles)
