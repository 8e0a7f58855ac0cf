"""One cheap look at a plan's destinations: whether any two may be in each other's way.

What is said to be apart is apart. Where this cannot tell, `collisions` looks closely,
with every path in memory, and says who, where and what to do. Two destinations can only
meet within one show's or movie's folder, so one after the other is looked at by itself.
For plans whose paths are fine one by one. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from planfile.artifacts.paths import folder_of, last_component
from planfile.artifacts.placements import Batch, Place
from planfile.artifacts.plan import Action, Plan, Section
from planfile.rules.named import Standing
from planfile.rules.paths import fold

Claim = tuple[str, str, str]
"""An entry that stays in a show's or movie's folder: what is between the two as it is
spelled ("" where its spelling is free), the same folded, and the folded name."""


def apart(plan: Plan, standing: Iterable[tuple[str, list[str]]] = ()) -> bool:
    """Whether no destination is another's, or that of something which stays.

    `standing` is what the library has and the plan does not name.
    """
    tops = Tops(plan)
    if not tops.gather():
        return False
    if not plan.into:
        kept = [*_left(plan), *(_sources(plan) if plan.action != Action.MOVE else ())]
        if not all(tops.claim(folder, names) for folder, names in kept):
            return False
        if not all(tops.claim(*found, spelled=True) for found in standing):
            return False
    return all(tops.fits(top, batches) for top, batches in tops.members())


def _left(plan: Plan) -> Standing:
    for path, _, _ in plan.left:
        yield folder_of(path), [last_component(path)]


def _sources(plan: Plan) -> Standing:
    for batch in plan.batches:
        yield batch.above[:-1], batch.names()


class Tops:
    """The folders of a plan's shows and movies, folded, and what is in them already."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tops: dict[str, Place] = {}
        self.claims: dict[str, list[Claim]] = {}
        self.roots = {fold(root) + "/" if root else "" for root in plan.roots.values()}
        self.ways = {
            fold(step): step for root in plan.roots.values() for step in _steps(root)
        }

    def gather(self) -> bool:
        """Find all tops; False where one comes twice or is on the way to another."""
        roots = set(self.plan.roots.values())
        if len(self.roots) < len(roots):
            return False
        home: tuple[Section, str] | None = None
        for batch in self.plan.batches:
            if batch.place[:2] == home:
                continue
            home = batch.place[:2]
            top = fold(self.home_of(batch.place))
            if top in self.tops or top in self.ways or "/" in home[1]:
                return False
            self.tops[top] = batch.place
        return all(
            self.ways[fold(step)] == step for root in roots for step in _steps(root)
        )

    def home_of(self, place: Place) -> str:
        """The folder of a place's show or movie, as it is spelled."""
        return self.plan.home((*place[:2], ""))[:-1]

    def members(self) -> Iterator[tuple[str, list[Batch]]]:
        """All tops, each with what goes into it."""
        groups = groupby(self.plan.batches, key=lambda batch: batch.place[:2])
        for top, (_, batches) in zip(self.tops, groups, strict=True):
            yield top, list(batches)

    def claim(self, folder: str, names: list[str], *, spelled: bool = False) -> bool:
        """Remember what stays in a folder, if that is a top's; False if it is in a way.

        `spelled` says that the folder's own spelling counts, too.
        """
        path = f"{folder}/" if folder else ""
        low = fold(path)
        if spelled and not all(
            path.startswith(f"{plain}/")
            for way, plain in self.ways.items()
            if low.startswith(f"{way}/")
        ):
            return False
        if not all(
            self._claim_below(root, path, low, names, spelled) for root in self.roots
        ):
            return False
        return self.ways.keys().isdisjoint(
            low + fold(name.rstrip("/")) for name in names
        )

    def _claim_below(
        self, root: str, path: str, low: str, names: list[str], spelled: bool
    ) -> bool:
        """The same for what is beneath one root."""
        if not low.startswith(root):
            return True
        lows = [fold(name.rstrip("/")) for name in names]
        if low == root:
            return not any(root + name in self.tops for name in lows)
        top = low[: low.index("/", len(root))]
        place = self.tops.get(top)
        if place is None:
            return True
        home = self.home_of(place) + "/"
        if spelled and not path.startswith(home):
            return False
        plain = path[len(home) :] if spelled else ""
        claims = self.claims.setdefault(top, [])
        claims += [(plain, low[len(top) + 1 :], name) for name in lows]
        return True

    def fits(self, top: str, batches: list[Batch]) -> bool:
        """Whether all that goes into one show's or movie's folder finds room in it."""
        folders: dict[str, str] = {}
        taken: dict[str, set[str]] = {}
        for place, group in groupby(batches, key=lambda batch: batch.place):
            sub = place[2]
            key = fold(f"{sub}/") if sub else ""
            same = (
                folders.setdefault(fold(step), step) == step for step in _steps(sub)
            )
            names = self._names(place, list(group))
            if names is None or key in taken or not all(same):
                return False
            taken[key] = names
        if any(_is_taken(folder, taken) for folder in folders):
            return False
        return not any(
            _clashes(claim, folders, taken) for claim in self.claims.get(top, ())
        )

    def _names(self, place: Place, batches: list[Batch]) -> set[str] | None:
        """What the names in one folder will be, folded; None where two are one.

        Nor may anything stay where it is or go into itself.
        """
        home = self.plan.home(place)
        names: list[str] = []
        for batch in batches:
            if not self.plan.into and _stays(batch, home):
                return None
            if batch.rename or batch.joined[-1:] == "/":
                names.append(fold((batch.rename or batch.joined).rstrip("/")))
            else:
                names += fold(batch.joined).split("/")
        found = set(names)
        return found if len(found) == len(names) else None


def _stays(batch: Batch, home: str) -> bool:
    """Whether entries are where they are to go, or a disc above that place."""
    new = batch.rename or batch.joined
    if batch.joined[-1:] == "/":
        return f"{home}{new}/".startswith(batch.above + batch.joined)
    return batch.above == home and new == batch.joined


def _steps(path: str) -> Iterator[str]:
    """A folder and those above it, the library left out."""
    while path:
        yield path
        path = folder_of(path)


def _is_taken(path: str, taken: dict[str, set[str]]) -> bool:
    """Whether a file will be where a path, beneath a top, is."""
    cut = path.rfind("/") + 1
    return path[cut:] in taken.get(path[:cut], ())


def _clashes(claim: Claim, folders: dict[str, str], taken: dict[str, set[str]]) -> bool:
    """Whether something that stays is in the way of a file or a folder."""
    spelled, folder, name = claim
    if name in taken.get(folder, ()) or folder + name in folders:
        return True
    return any(folders.get(fold(s), s) != s for s in _steps(spelled[:-1]))
