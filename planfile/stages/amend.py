"""Small edits of a plan file, by what they mean: the verb behind `planfile set`.

The text stays as it is but for the lines that an edit is about. The result is read
again before it is written: an edit that would make the plan unsafe is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from planfile.artifacts.identity import Identity, Kind
from planfile.artifacts.plan import Left, Placement, Plan, Section
from planfile.errors import InputError
from planfile.rules.layout import folder_name
from planfile.rules.paths import fold, shown
from planfile.store.plan_edit import Sheet
from planfile.store.plan_format import replace_text
from planfile.store.plan_parts import files_of
from planfile.store.plan_read import examine, load_source, sound

_TITLED = re.compile(r"(?P<title>.+?)(?: \((?P<year>\d{4})\))?(?P<rest> [\[{].*)?")
_SEASON = re.compile(r"(?:Season \d+|Specials)(?P<rest>/.*)?")
MOST_NAMED = 5


class Change(NamedTuple):
    """What to change; None leaves it. `leave` is the reason why it stays."""

    title: str | None = None
    year: int | None = None
    season: int | None = None
    name: str | None = None
    leave: str | None = None


class Target(NamedTuple):
    """What is meant: a show or movie, or entries, placed or left."""

    folder: tuple[Section, str] | None = None
    placements: tuple[Placement, ...] = ()
    left: tuple[Left, ...] = ()


def amend(path: str, wanted: str, change: Change) -> str:
    """Edit a plan file, or the one in a folder of them that holds what is wanted.

    Args:
        path: The plan.
        wanted: The folder of a show or movie, a source path, a folder of sources, or
            an unmistakable part of the name of either.
        change: What to change.

    Returns:
        The file that was written.

    Raises:
        InputError: Nothing, or more than one thing, is meant; or it makes no sense.
        PlanError: The plan is, or would become, unsafe.
    """
    for file in files_of(path):
        source = load_source(file)
        plan = sound(source, file)
        target = find(plan, wanted)
        if target:
            text = amended(source.text, plan, target, change)
            _write_if_safe(path, file, source.text, text)
            return file
    raise InputError(
        f"nothing in {path} is called {shown(wanted)}",
        fix="give the folder of a show or movie as the plan has it, or a source path",
    )


def _write_if_safe(path: str, file: str, old: str, new: str) -> None:
    """Write a file of a plan unless that brings problems the plan had not before."""
    known = {(problem.code, problem.path) for problem in examine(path).problems}
    replace_text(file, new)
    after = examine(path)
    worse = [p for p in after.problems if (p.code, p.path) not in known]
    if worse or not after.whole:
        replace_text(file, old)
        sound(after._replace(problems=tuple(worse or after.problems)), path)


def find(plan: Plan, wanted: str) -> Target | None:
    """What a person means, None if it is not in this plan.

    The folder of a show or movie, else entries by their path or a folder above them,
    else what has that in its name.

    Raises:
        InputError: It could be several things.
    """
    bare = wanted.rstrip("/")
    folders = sorted({(p.section, p.folder) for p in plan.placements})
    by_folder = [f for f in folders if bare in {f[1], f"{f[0]}/{f[1]}"}]
    if by_folder:
        return _folder(plan, by_folder, wanted)
    own = _entries(plan, lambda path: f"{path.rstrip('/')}/".startswith(f"{bare}/"))
    if own.placements or own.left:
        return own
    part = fold(bare)
    if alike := [folder for folder in folders if part in fold(folder[1])]:
        return _folder(plan, alike, wanted)
    own = _entries(plan, lambda path: part in fold(path))
    names = [p.source for p in own.placements] + [item.path for item in own.left]
    if len(names) > 1:
        raise _several(wanted, names)
    return own if names else None


def _entries(plan: Plan, is_meant: Callable[[str], bool]) -> Target:
    own = tuple(p for p in plan.placements if is_meant(p.source))
    return Target(None, own, tuple(item for item in plan.left if is_meant(item.path)))


def _folder(plan: Plan, found: list[tuple[Section, str]], wanted: str) -> Target:
    if len(found) > 1:
        raise _several(wanted, [f"{section}/{folder}" for section, folder in found])
    own = tuple(p for p in plan.placements if p[:2] == found[0])
    return Target(found[0], own)


def _several(wanted: str, names: list[str]) -> InputError:
    listed = ", ".join(map(shown, names[:MOST_NAMED]))
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return InputError(
        f"{shown(wanted)} could be {listed}{more}", fix="give the whole name of one"
    )


def amended(text: str, plan: Plan, target: Target, change: Change) -> str:
    """The text of a plan after one change.

    Raises:
        InputError: The change makes no sense for what is meant.
    """
    sheet = Sheet(text, plan)
    if change.leave is not None:
        for placement in target.placements:
            sheet.leave(placement, change.leave)
        return sheet.text()
    if change.name is not None:
        _rename(sheet, target, change.name)
    if target.folder:
        _change_folder(sheet, plan, target, change)
    else:
        _change_entries(sheet, plan, target, change)
    return sheet.text()


def _rename(sheet: Sheet, target: Target, name: str) -> None:
    if len(target.placements) != 1 or target.left or target.folder:
        raise InputError(
            "a new name is for one placed entry", fix="give the source path of one"
        )
    sheet.rename(target.placements[0], name)


def _change_folder(sheet: Sheet, plan: Plan, target: Target, change: Change) -> None:
    """A show or movie: its key, or the key of its one season."""
    if not target.folder:
        return
    section, folder = target.folder
    renamed = retitled(section, folder, change)
    if change.season is None:
        sheet.rename_folder(section, folder, renamed)
        return
    subs = {p.sub for p in target.placements if _SEASON.fullmatch(p.sub)}
    if section is Section.MOVIES or len({sub.split("/")[0] for sub in subs}) != 1:
        raise InputError(
            f"{shown(folder)} has not exactly one season",
            fix="give the source path of the file or folder whose season is wrong",
        )
    if renamed != folder:
        sheet.move(
            (p, (section, renamed, in_season(plan, p.sub, change.season)))
            for p in target.placements
        )
        return
    for sub in sorted(subs):
        new = in_season(plan, sub, change.season)
        sheet.rename_sub((section, folder, sub), new)


def _change_entries(sheet: Sheet, plan: Plan, target: Target, change: Change) -> None:
    """Single entries: to another show, movie or season; what was left gets placed."""
    moves = []
    for placement in target.placements:
        section, folder, sub = placement.section, placement.folder, placement.sub
        if change.season is not None:
            section, sub = Section.SHOWS, in_season(plan, sub, change.season)
        moves.append((placement, (section, retitled(section, folder, change), sub)))
    sheet.move(move for move in moves if move[0][:3] != move[1])
    for left in target.left:
        if change.title is None:
            raise InputError(
                f"{shown(left.path)} is left; to place it, planfile needs its title",
                fix="add --title, --year and, for a show, --season",
            )
        section = Section.MOVIES if change.season is None else Section.SHOWS
        sub = in_season(plan, "", change.season) if change.season is not None else ""
        sheet.place(left, (section, retitled(section, "", change), sub))


def retitled(section: Section, folder: str, change: Change) -> str:
    """The folder of a show or movie under another title or year.

    Raises:
        InputError: Nothing of the title is left that a disk would take.
    """
    if change.title is None and change.year is None:
        return folder
    found = _TITLED.fullmatch(folder)
    parts = found.groupdict("") if found else {"title": folder, "year": "", "rest": ""}
    kind = Kind.SHOW if section is Section.SHOWS else Kind.MOVIE
    title = parts["title"] if change.title is None else change.title
    year = change.year or int(parts["year"] or 0) or None
    name = folder_name(Identity(kind, title, year))
    if not name:
        raise InputError(
            f"{shown(title)} leaves no name for a folder", fix="give another --title"
        )
    return name + parts["rest"]


def in_season(plan: Plan, sub: str, season: int) -> str:
    """A folder beneath a show in another season; what lies in the season stays so."""
    found = _SEASON.fullmatch(sub)
    rest = (found["rest"] or "") if found else f"/{sub}" if sub else ""
    if season == 0:
        return plan.policies.get("specials", "Season 00") + rest
    return f"Season {season:02}{rest}"
