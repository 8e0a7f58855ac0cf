"""Small libraries and plans for tests of runs."""

from __future__ import annotations

import os
from collections.abc import Mapping

from planfile.artifacts.plan import Action, Placement, Plan, Section
from planfile.artifacts.report import Report
from planfile.stages.apply import apply
from planfile.stages.scan import scan_tree


def make(library: str, files: Mapping[str, str]) -> str:
    """Write files (a name ending in "/" is an empty folder); the library's path."""
    for path, text in files.items():
        full = os.path.join(library, path)
        os.makedirs(
            full if path.endswith("/") else os.path.dirname(full), exist_ok=True
        )
        if not path.endswith("/"):
            with open(full, "w", encoding="utf-8") as stream:
                stream.write(text)
    return library


def plan(
    library: str,
    moves: Mapping[str, str],
    action: Action = Action.MOVE,
    into: str = "",
) -> Plan:
    """A plan of source → destination (in a folder beneath the library)."""
    placements = []
    for source, destination in moves.items():
        folder, _, name = destination.rstrip("/").rpartition("/")
        own = source.rstrip("/").rpartition("/")[2]
        top, _, sub = folder.partition("/")
        rename = "" if name == own else name
        placements.append(Placement(Section.SHOWS, top, sub, source, rename))
    tree = scan_tree(library)
    return Plan(
        library=library,
        tree=tree.summary.digest,
        engine="test",
        entries=tree.summary.entries,
        unchanged=tree.summary.entries - len(placements),
        placements=tuple(placements),
        left=(),
        action=action,
        roots={Section.SHOWS: "", Section.MOVIES: "Movies"},
        into=into,
    )


def place(
    library: str, moves: Mapping[str, str], action: Action = Action.MOVE
) -> Report:
    """Plan and apply."""
    return apply(plan(library, moves, action))


def files(library: str) -> list[str]:
    """All files below a library, planfile's own left out."""
    found = []
    for path, folders, names in os.walk(library):
        if ".planfile" in folders:
            folders.remove(".planfile")
        found += [os.path.relpath(os.path.join(path, name), library) for name in names]
    return sorted(found)
