"""Two plans, trees or runs compared by what they mean. Pure.

What happened to a whole show or season is one difference, not one per file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planfile.artifacts.difference import Change, Difference
from planfile.artifacts.paths import joined, last_component
from planfile.artifacts.plan import Placement, Plan, Section
from planfile.artifacts.tree import Entry, Tree
from planfile.rules.natural import natural_key

LONGEST_ENDING = 4  # .mkv, .srt, .en, .nfo


def plan_differences(old: Plan, new: Plan) -> list[Difference]:
    """From the old plan to the new, header first, then in natural order."""
    sides = _Sides.of(old, new)
    found = [*_whole_homes(sides), *_whole_subs(sides)]
    told = {path for difference in found for path in difference.paths}
    found += _single_moves(sides, told)
    found += _names(sides)
    found += _comings_and_goings(sides)
    return [*_header(old, new), *sorted(found, key=_order)]


def _order(difference: Difference) -> tuple[object, ...]:
    first = difference.paths[0] if difference.paths else difference.before
    return natural_key(difference.home), natural_key(first), difference.change


def _header(old: Plan, new: Plan) -> Iterator[Difference]:
    rows: list[tuple[str, str, str]] = [
        ("library", old.library, new.library),
        ("into", old.into, new.into),
        ("tree", old.tree, new.tree),
        ("engine", old.engine, new.engine),
        ("action", old.action.value, new.action.value),
        ("entries", str(old.entries), str(new.entries)),
        ("unchanged", str(old.unchanged), str(new.unchanged)),
    ]
    rows += [
        (f"folder of {section}", old.roots[section], new.roots[section])
        for section in Section
    ]
    for key in sorted(old.policies.keys() | new.policies.keys()):
        rows.append((key, old.policies.get(key, ""), new.policies.get(key, "")))
    for name, before, after in rows:
        if before != after:
            yield Difference(Change.HEADER, name, before, after)


class _Sides(NamedTuple):
    """Placements and reasons by path; `both` are placed in either plan."""

    old: dict[str, Placement]
    new: dict[str, Placement]
    old_left: dict[str, str]
    new_left: dict[str, str]
    both: tuple[str, ...]

    @classmethod
    def of(cls, old: Plan, new: Plan) -> _Sides:
        """Both plans by path."""
        before = {placement.source: placement for placement in old.placements}
        after = {placement.source: placement for placement in new.placements}
        return cls(
            before,
            after,
            {left.path: left.why for left in old.left},
            {left.path: left.why for left in new.left},
            tuple(path for path in before if path in after),
        )


def _grouped(sides: _Sides, depth: int) -> dict[tuple[object, ...], list[str]]:
    """What both place by the old section, folder and, with depth 3, sub-folder."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for path in sides.both:
        groups.setdefault(sides.old[path][:depth], []).append(path)
    return groups


def _whole_homes(sides: _Sides) -> Iterator[Difference]:
    """Shows and movies all of whose entries go to one other folder."""
    for home, paths in _grouped(sides, 2).items():
        homes = {sides.new[path][:2] for path in paths}
        if len(homes) == 1 and homes != {home} and _same_subs(sides, paths):
            after = sides.new[paths[0]]
            before = sides.old[paths[0]]
            if before.section is after.section:
                names = before.folder, after.folder
            else:
                names = joined(*before[:2]), joined(*after[:2])
            yield Difference(Change.RENAMED, before.folder, *names, tuple(paths))


def _same_subs(sides: _Sides, paths: list[str]) -> bool:
    return all(sides.old[path].sub == sides.new[path].sub for path in paths)


def _whole_subs(sides: _Sides) -> Iterator[Difference]:
    """Seasons all of whose entries go to one other of the same show."""
    for place, paths in _grouped(sides, 3).items():
        places = {sides.new[path][:3] for path in paths}
        if len(places) != 1 or len(paths) < 2:
            continue
        section, folder, sub = places.pop()
        before = sides.old[paths[0]].sub
        if (section, folder) == place[:2] and sub != before and sub and before:
            yield Difference(Change.RENAMED, folder, before, sub, tuple(paths))


def _single_moves(sides: _Sides, told: set[str]) -> Iterator[Difference]:
    """Entries that go elsewhere by themselves, those that go together as one."""
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for path in sides.both:
        before, after = sides.old[path], sides.new[path]
        if path in told or before[:3] == after[:3]:
            continue
        if before[:2] == after[:2]:
            names = before.sub or ".", after.sub or "."
        else:
            names = joined(*before[:3]), joined(*after[:3])
        key = (after.folder, *names, _stem(path))
        groups.setdefault(key, []).append(path)
    for (home, old, new, _), paths in groups.items():
        yield Difference(Change.MOVED, home, old, new, tuple(paths))


def _stem(path: str) -> str:
    """The name without its last endings, which a video and its subtitles share."""
    name = last_component(path).rstrip("/")
    pieces = name.split(".")
    while len(pieces) > 1 and len(pieces[-1]) <= LONGEST_ENDING:
        pieces.pop()
    return ".".join(pieces)


def _names(sides: _Sides) -> Iterator[Difference]:
    for path in sides.both:
        before, after = sides.old[path], sides.new[path]
        if before.rename != after.rename:
            own = last_component(path)
            names = before.rename or own, after.rename or own
            yield Difference(Change.NAMED, after.folder, *names, (path,))


def _comings_and_goings(sides: _Sides) -> Iterator[Difference]:
    for path, after in sides.new.items():
        if path in sides.old:
            continue
        change = Change.PLACED if path in sides.old_left else Change.ADDED
        why = sides.old_left.get(path, "")
        yield Difference(change, after.folder, why, joined(*after[:3]), (path,))
    for path, before in sides.old.items():
        if path in sides.new:
            continue
        change = Change.LEFT if path in sides.new_left else Change.GONE
        why = sides.new_left.get(path, "")
        yield Difference(change, before.folder, joined(*before[:3]), why, (path,))
    for path in sides.old_left.keys() | sides.new_left.keys():
        if path not in sides.old and path not in sides.new:
            yield from _reason(path, sides.old_left.get(path), sides.new_left.get(path))


def _reason(path: str, before: str | None, after: str | None) -> Iterator[Difference]:
    if before is None:
        yield Difference(Change.ADDED, "", "", after or "", (path,))
    elif after is None:
        yield Difference(Change.GONE, "", before, "", (path,))
    elif before != after:
        yield Difference(Change.REASON, "", before, after, (path,))


def tree_differences(old: Tree, new: Tree) -> list[Difference]:
    """Files that came, went, changed or moved; a move is known by inode and time."""
    before, after = dict(old.entries()), dict(new.entries())
    gone: dict[tuple[int, int, int], list[str]] = {}  # names of one file share a key
    for path, entry in before.items():
        if path not in after:
            gone.setdefault(_identity(entry), []).append(path)
    found = []
    for path, entry in after.items():
        if path in before:
            known = before[path]
            if (known.size, known.mtime_ns) != (entry.size, entry.mtime_ns):
                found.append(_changed(path, known, entry))
            continue
        origins = gone.get(_identity(entry))
        origin = origins.pop() if origins else ""
        change = Change.MOVED if origin else Change.ADDED
        found.append(Difference(change, "", origin, path if origin else "", (path,)))
    found += [
        Difference(Change.GONE, "", "", "", (path,))
        for paths in gone.values()
        for path in paths
    ]
    return sorted(found, key=_order)


def _identity(entry: Entry) -> tuple[int, int, int]:
    return entry.inode, entry.size, entry.mtime_ns


def _changed(path: str, before: Entry, after: Entry) -> Difference:
    sizes = f"{before.size} bytes", f"{after.size} bytes"
    if before.size == after.size:
        sizes = f"time {before.mtime_ns}", f"time {after.mtime_ns}"
    return Difference(Change.CHANGED, "", *sizes, (path,))


def run_differences(
    old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]
) -> list[Difference]:
    """What two runs did with the same entries, and what only one of them did."""
    before, after = dict(old), dict(new)
    found = []
    for path in before.keys() | after.keys():
        places = before.get(path, ""), after.get(path, "")
        if places[0] != places[1]:
            change = Change.MOVED
            if not all(places):
                change = Change.GONE if places[0] else Change.ADDED
            found.append(Difference(change, "", *places, (path,)))
    return sorted(found, key=_order)
