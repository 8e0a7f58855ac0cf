"""Cheap looks over a plan, with the names of one folder in memory at a time. Pure.

Nearly every plan names each entry of its scan once, and no two of its destinations are
in each other's way. What is said here to be so is so. Where this cannot tell,
`collisions` and `coverage` look closely, with every path in memory, and say who, where
and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from planfile.artifacts.paths import folder_of, joined, last_component
from planfile.artifacts.placements import Batch
from planfile.artifacts.plan import Action, Plan
from planfile.artifacts.tree import Tree
from planfile.rules.paths import fold

Named = dict[str, list[str]]
"""Names by folder (with its "/", "" the library), several in a text joined by "/"."""
Standing = Iterator[tuple[str, list[str]]]
"""Folders as a tree has them, each with names of entries that are in no plan."""


def named_in(plan: Plan) -> Named:
    """Every entry that a plan places or leaves."""
    named: Named = {}
    for batch in plan.batches:
        named.setdefault(batch.above, []).append(batch.joined)
    for path, _, _ in plan.left:
        cut = path.rfind("/", 0, -1) + 1
        named.setdefault(path[:cut], []).append(path[cut:])
    return named


def names_of(texts: Iterable[str]) -> list[str]:
    """The single names in joined ones; a disc's keeps its "/"."""
    names: list[str] = []
    for text in texts:
        if text[-1:] == "/":
            names.append(text)
        else:
            names += text.split("/")
    return names


def once_each(named: Named) -> bool:
    """Whether no entry is named twice, nor lies in a disc or a file that is named."""
    for texts in named.values():
        names = names_of(texts)
        if len(set(names)) < len(names):
            return False
    return all(
        folders.isdisjoint(name.rstrip("/") for name in names_of(named[above]))
        for above, folders in _folders_in(named).items()
    )


def _folders_in(named: Named) -> dict[str, set[str]]:
    """The folders on the way to what is named, by the folder they are in.

    Only those beside something that is named: no other can be taken for one.
    """
    found: dict[str, set[str]] = {}
    for folder in named:
        while folder:
            above = folder[: folder.rfind("/", 0, -1) + 1]
            if above in named:
                found.setdefault(above, set()).add(folder[len(above) : -1])
            folder = above  # noqa: PLW2901 - up, a folder at a time
    return found


def covers(plan: Plan, named: Named, tree: Tree) -> bool:
    """Whether all that a plan names is in a tree, and as much more as it says.

    For plans that name nothing twice.
    """
    known = others = 0
    for folder in tree.folders:
        names = _names_in(named, folder.path)
        inside = sum([entry.name in names for entry in folder.entries]) if names else 0
        known += inside
        others += len(folder.entries) - inside
    listed = len(plan.placements) + len(plan.left)
    return known == listed and others == plan.unchanged


def _names_in(named: Named, folder: str) -> set[str]:
    """What a plan names in a folder of a tree."""
    return set(names_of(named.get(f"{folder}/" if folder else "", ())))


def standing_in(named: Named, tree: Tree) -> Standing:
    """What a tree has and a plan does not name."""
    for folder in tree.folders:
        names = _names_in(named, folder.path)
        others = [entry.name for entry in folder.entries if entry.name not in names]
        if others:
            yield folder.path, others


def apart(plan: Plan, standing: Iterable[tuple[str, list[str]]] = ()) -> bool:
    """Whether no destination is another's, or that of something which stays.

    `standing` is what the library has and the plan does not name. The plan's paths must
    be fine one by one. Two destinations can only meet in one folder, so one after the
    other is looked at by itself.
    """
    ground = Ground(plan)
    if not ground.gather():
        return False
    if not plan.into:
        kept = [*_left(plan), *(_sources(plan) if plan.action != Action.MOVE else ())]
        if not all(ground.keep(folder, names) for folder, names in kept):
            return False
        if not all(
            ground.spells(found[0]) and ground.keep(*found) for found in standing
        ):
            return False
    groups = groupby(plan.batches, key=itemgetter(0))
    return all(
        ground.fits(home, batches)
        for home, (_, batches) in zip(ground.homes, groups, strict=True)
    )


def _left(plan: Plan) -> Standing:
    for path, _, _ in plan.left:
        yield folder_of(path), [last_component(path)]


def _sources(plan: Plan) -> Standing:
    for batch in plan.batches:
        yield batch.above[:-1], batch.names()


class Ground:
    """The `homes` that a plan fills, folded, and the names that are `kept` in them.

    `ways` are these and all folders above them: how each is spelled. `above` are those
    that have one of them in them.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.ways: dict[str, str] = {}
        self.above: set[str] = set()
        self.homes: dict[str, None] = {}
        self.kept: dict[str, list[str]] = {}

    def gather(self) -> bool:
        """Find all; False where one comes twice, or is spelled in two ways."""
        for place, _ in groupby(self.plan.batches, key=itemgetter(0)):
            home = self.plan.home(place)[:-1]
            low = fold(home)
            if low in self.homes:
                return False
            self.homes[low] = None
            while low not in self.ways and low:
                self.ways[low] = home
                low, home = folder_of(low), folder_of(home)
                self.above.add(low)
            if low and self.ways[low] != home:
                return False
        return True

    def spells(self, folder: str) -> bool:
        """Whether a folder and those above it are spelled as the plan does."""
        low = fold(folder)
        while low:
            if self.ways.get(low, folder) != folder:
                return False
            low, folder = folder_of(low), folder_of(folder)
        return True

    def keep(self, folder: str, names: list[str]) -> bool:
        """Remember what stays in a folder; False where a folder is to be there."""
        low = fold(folder)
        if low not in self.homes and low not in self.above:
            return True
        lows = [fold(name.rstrip("/")) for name in names]
        self.kept.setdefault(low, []).extend(lows)
        return self.free(low, lows)

    def free(self, folder: str, names: Iterable[str]) -> bool:
        """Whether no folder is to be where a name is."""
        if folder not in self.above:
            return True
        return not any(joined(folder, name) in self.ways for name in names)

    def fits(self, folded: str, batches: Iterable[Batch]) -> bool:
        """Whether all that goes into one folder finds room in it, and goes anywhere."""
        names: list[str] = []
        home = f"{self.ways[folded]}/"
        for batch in batches:
            if not self.plan.into and _stays(batch, home):
                return False
            if batch.rename or batch.joined[-1:] == "/":
                names.append(fold((batch.rename or batch.joined).rstrip("/")))
            else:
                names += fold(batch.joined).split("/")
        found = set(names)
        return (
            len(found) == len(names)
            and found.isdisjoint(self.kept.get(folded, ()))
            and self.free(folded, names)
        )


def _stays(batch: Batch, home: str) -> bool:
    """Whether entries are where they are to go, or a disc above that place."""
    new = batch.rename or batch.joined
    if batch.joined[-1:] == "/":
        return f"{home}{new}/".startswith(batch.above + batch.joined)
    return batch.above == home and new == batch.joined
