"""Small libraries and plans for tests of runs."""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping

import pytest

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


def hand_on_an_acl(folder: str) -> None:
    """Give a folder an ACL that whatever is made in it gets as well."""
    everybody, nobody = 0xFFFFFFFF, 65534
    entries = [
        (1, 7, everybody),
        (2, 7, nobody),
        (4, 7, everybody),
        (16, 7, everybody),
        (32, 5, everybody),
    ]
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *one) for one in entries)
    try:
        os.setxattr(folder, "system.posix_acl_default", acl)
    except OSError:
        pytest.skip("no ACLs here")


def files(library: str) -> list[str]:
    """All files below a library, planfile's own left out."""
    found = []
    for path, folders, names in os.walk(library):
        if ".planfile" in folders:
            folders.remove(".planfile")
        found += [os.path.relpath(os.path.join(path, name), library) for name in names]
    return sorted(found)
