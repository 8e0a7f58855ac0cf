"""Judges a plan against the truth of a made-up library."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from planfile.artifacts.plan import Placement, Plan
from planfile.naming.keys import title_key
from planfile.rules.paths import fold
from tests.libraries.messy import Truth

_YEAR = re.compile(r"^(.*) \((\d{4})\)$")


class Fault(NamedTuple):
    mess: str
    path: str
    what: str
    got: str
    flagged: bool


def folder_key(folder: str) -> tuple[str, str]:
    found = _YEAR.match(folder)
    title, year = (found[1], found[2]) if found else (folder, "")
    return title_key(title), year


def judge(plan: Plan, truths: dict[str, Truth]) -> list[Fault]:
    """Everything that is not where the truth says."""
    placed = {p.source: p for p in plan.placements}
    left = {item.path: item.why for item in plan.left}
    faults = []
    for path, truth in truths.items():
        got = placed.get(path)
        what = fault_of(got, truth)
        if what:
            seen = plan.destination(got) if got else left.get(path, "unchanged")
            faults.append(
                Fault(truth.mess, path, what, seen, not got or bool(got.note))
            )
    return faults


def fault_of(got: Placement | None, truth: Truth) -> str:
    """What is wrong with where one entry goes, or ""."""
    if truth.section == "*":
        return ""
    if not truth.folder or got is None:
        stays = not truth.folder or truth.loose
        return "" if (got is None) == stays else "moved" if got else "left"
    right = got.section.value == truth.section
    right = right and folder_key(got.folder) == folder_key(truth.folder)
    if not truth.video and truth.sub:
        right = right and got.sub.split("/")[0] == truth.sub
    return "" if right else "wrong"


def broken_promises(plan: Plan, truths: dict[str, Truth]) -> list[str]:
    """What must never happen, whatever was understood."""
    said = []
    entries = len(plan.placements) + len(plan.left) + plan.unchanged
    if entries != len(truths) or plan.entries != len(truths):
        said.append(f"{entries} of {len(truths)} entries accounted for")
    seats: dict[str, str] = {}
    for p in plan.placements:
        seat = fold(plan.destination(p).rstrip("/"))
        if seat in seats:
            said.append(f"two files in one seat: {seat}")
        seats[seat] = p.source
    placed = {p.source: p for p in plan.placements}
    folders: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for p in plan.placements:
        folders[(p.section.value, *folder_key(p.folder))].add(p.folder)
    said += [
        f"one show, several folders: {names}"
        for names in folders.values()
        if len(names) > 1
    ]
    for path, truth in truths.items():
        if not truth.video:
            continue
        one, other = placed.get(path), placed.get(truth.video)
        if (one and one[:2]) != (other and other[:2]) and not (
            one is None and other is None
        ):
            said.append(f"parted: {path} from {truth.video}")
    return said
