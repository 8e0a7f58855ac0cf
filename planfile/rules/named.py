"""What a plan names, by the folder it lies in; compared a folder at a time. Pure.

Nearly every plan names each entry of its scan once. That is found here with the names
of one folder in memory; only where it is not so, `collisions` and `coverage` look at
all paths together and say which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Tree

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
