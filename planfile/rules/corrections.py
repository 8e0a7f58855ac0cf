"""What the edits of a plan teach: from two plans to corrections, pure.

Only what can be said again is learnt: every entry of one name must have gone the same
way. One file of a show that was left, or two that went apart, teach nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from planfile.artifacts.correction import Correction, Label
from planfile.artifacts.identity import Kind
from planfile.artifacts.plan import Plan, Section

FOLDER = re.compile(r"(?P<title>.+?)(?: \((?P<year>\d{4})\))?(?: [\[{].*[\]}])?")
SEASON = re.compile(r"Season (\d+)(?:/|$)", re.IGNORECASE)
KINDS = {Section.SHOWS: Kind.SHOW, Section.MOVIES: Kind.MOVIE}
ANY = -1


class Edit(NamedTuple):
    """One entry in both plans; None is left alone."""

    before: Label | None
    after: Label | None


def label(section: Section, folder: str, sub: str) -> Label:
    """A show or movie by its folders.

    >>> str(label(Section.SHOWS, "Silicon Valley (2014)", "Season 02"))
    'show: Silicon Valley (2014), season 2'
    """
    parts = FOLDER.fullmatch(folder)
    title, year = (parts["title"], parts["year"]) if parts else (folder, None)
    found = SEASON.match(sub) if section is Section.SHOWS else None
    season = int(found[1]) if found else None
    return Label(KINDS[section], title, int(year) if year else None, season)


def labels(plan: Plan) -> dict[str, Label | None]:
    """What a plan says each of its entries is; None for those it leaves."""
    found: dict[str, Label | None] = {left.path: None for left in plan.left}
    for placement in plan.placements:
        found[placement.source] = label(*placement[:3])
    return found


def derive(
    draft: Plan,
    edited: Plan,
    called: Callable[[str], str],
    is_main: Callable[[str], bool],
) -> tuple[Correction, ...]:
    """What was corrected between the plan that was made and the one that is applied.

    `called` gives the key of a path, `is_main` tells videos and discs from what goes
    along. Numbers count from 1; there is no date yet.
    """
    before, after = labels(draft), labels(edited)
    if all(after.get(path) == said for path, said in before.items()):
        return ()
    edits: dict[str, set[Edit]] = {}
    for path, said in before.items():
        if path in after and is_main(path):
            edits.setdefault(called(path), set()).add(Edit(said, after[path]))
    found: list[Correction] = []
    for named in sorted(name for name in edits if name):
        for was, truth in filter(_can_be_said, taught(edits[named])):
            found.append(Correction(len(found) + 1, named, was, truth))
    return tuple(found)


def taught(edits: Iterable[Edit]) -> list[tuple[Label | None, Label | None]]:
    """The lessons in all that happened to entries of one name."""
    edits = list(edits)
    if all(edit.before == edit.after for edit in edits):
        return []
    whole = {(_whole(edit.before), _whole(edit.after)) for edit in edits}
    if len(whole) == 1 and not any(map(_moved_season, edits)):
        return sorted(whole, key=str)
    by_season: dict[int, set[Edit]] = {}
    for edit in edits:
        season = edit.before.season if edit.before else None
        by_season.setdefault(ANY if season is None else season, set()).add(edit)
    if any(len(same) > 1 for same in by_season.values()):
        return []
    return [
        (edit.before, edit.after)
        for _, (edit,) in sorted(by_season.items())
        if edit.before != edit.after
    ]


def _can_be_said(labels: Iterable[Label | None]) -> bool:
    """Whether the words for all of them mean them, and no other."""
    return all(one is None or Label.said(str(one)) == one for one in labels)


def _whole(said: Label | None) -> Label | None:
    return said and said._replace(season=None)


def _moved_season(edit: Edit) -> bool:
    return bool(edit.before and edit.after and edit.before.season != edit.after.season)


def merged(
    known: Iterable[Correction], new: Iterable[Correction], since: str
) -> tuple[Correction, ...]:
    """All corrections; a new one takes the place of an old one of the same name."""
    known, new = list(known), list(new)
    replaced = {(one.named, one.season) for one in new}
    everywhere = {one.named for one in new if one.season is None}
    kept = [
        one
        for one in known
        if (one.named, one.season) not in replaced and one.named not in everywhere
    ]
    number = max((one.number for one in known), default=0)
    added = [
        Correction(number + at, one.named, one.was, one.truth, since)
        for at, one in enumerate(new, 1)
    ]
    return (*kept, *added)


class Rules:
    """Corrections, ready to be found by name."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        """Later ones win over earlier ones of the same name and season."""
        self._found = {(one.named, one.season): one for one in corrections}

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._found)

    def find(self, named: str, season: int | None) -> Correction | None:
        """The correction for a name, the one about its season first."""
        found = self._found.get((named, season)) if season is not None else None
        return found or self._found.get((named, None))

    def __iter__(self) -> Iterator[Correction]:
        """All of them, by number."""
        return iter(sorted(self._found.values(), key=lambda one: one.number))
