"""What an owner allows plans to do; a plan that goes further is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Tree
from planfile.errors import Problem

CONFIDENCE = re.compile(r"(?:0(?:\.\d+)?|1(?:\.0+)?)(?=\s|$)")
MOST_TOLD = 10


class Allowance(NamedTuple):
    """The policies of a library; 0 and () are no limit.

    `moves` and `size` (bytes) bound a plan, `confidence` its least sure entry.
    `protect` are globs of sources that stay, `only` globs of allowed destinations.
    """

    moves: int = 0
    size: int = 0
    confidence: float = 0.0
    protect: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    same_device: bool = False


def breaches(plan: Plan, allowed: Allowance, tree: Tree | None) -> list[Problem]:
    """Every rule that the plan breaks, each with the first entries that break it.

    Sizes and devices come from the plan's tree; without one, policies that need them
    count as broken, since nobody can say that they hold.
    """
    found: list[Problem] = []
    count = len(plan.placements)
    if allowed.moves and count > allowed.moves:
        found.append(_over("max_moves", f"{count:,} entries", f"{allowed.moves:,}"))
    if (allowed.size or allowed.same_device) and tree is None:
        text = "max_bytes and same_device need the tree of the plan"
        found.append(Problem("policy-needs-tree", text, "give it with --tree"))
    elif tree is not None:
        found += _size(plan, allowed, tree)
        if allowed.same_device:
            found += _capped(_crossing(plan, tree), "same_device")
    found += _capped(_unsure(plan, allowed.confidence), "min_confidence")
    found += _capped(_protected(plan, allowed.protect), "protect")
    found += _capped(_outside(plan, allowed.only), "only")
    return found


def _over(rule: str, has: str, limit: str) -> Problem:
    return Problem(
        f"policy-{rule.replace('_', '-')}",
        f"{rule}: the plan places {has}, and {limit} are allowed",
        f"make the plan smaller, or raise policies.{rule}",
    )


def _size(plan: Plan, allowed: Allowance, tree: Tree) -> Iterator[Problem]:
    if not allowed.size:
        return
    sizes = {path: entry.size for path, entry in tree.entries()}
    total = sum(sizes.get(placement.source, 0) for placement in plan.placements)
    if total > allowed.size:
        yield _over("max_bytes", f"{total:,} bytes", f"{allowed.size:,}")


def _capped(found: Iterator[tuple[str, int, str]], rule: str) -> Iterator[Problem]:
    """The first problems of a rule, then how many more there are."""
    code = f"policy-{rule.replace('_', '-')}"
    count = 0
    for path, line, message in found:
        count += 1
        if count <= MOST_TOLD:
            yield Problem(code, f"{rule}: {message}", path=path, line=line)
    if count > MOST_TOLD:
        yield Problem(code, f"{rule}: and {count - MOST_TOLD:,} more")


def _unsure(plan: Plan, least: float) -> Iterator[tuple[str, int, str]]:
    for placement in plan.placements if least else ():
        folder = plan.notes.get((placement.section, placement.folder), "")
        said = CONFIDENCE.match(placement.note or folder)
        if said and float(said[0]) < least:
            message = f"confidence {said[0]}, and {least:g} is the least allowed"
            yield placement.source, placement.line, message


def _protected(plan: Plan, globs: tuple[str, ...]) -> Iterator[tuple[str, int, str]]:
    for placement in plan.placements if globs else ():
        glob = _first(placement.source, globs)
        if glob:
            message = f"{glob} protects it, and the plan moves it"
            yield placement.source, placement.line, message


def _outside(plan: Plan, globs: tuple[str, ...]) -> Iterator[tuple[str, int, str]]:
    for placement in plan.placements if globs else ():
        target = plan.destination(placement)
        if not _first(target, globs):
            message = f"{target} is not within {', '.join(globs)}"
            yield placement.source, placement.line, message


def _crossing(plan: Plan, tree: Tree) -> Iterator[tuple[str, int, str]]:
    devices = {folder.path: folder.device for folder in tree.folders}
    for placement in plan.placements:
        target = plan.destination(placement)
        if plan.into or _device(placement.source, devices) != _device(target, devices):
            message = f"{target} is on another file system"
            yield placement.source, placement.line, message


def _device(path: str, devices: dict[str, int]) -> int:
    """The device of the nearest folder above a path that the tree knows."""
    while path:
        path = path.rstrip("/").rpartition("/")[0]
        if path in devices:
            return devices[path]
    return -1


def _first(path: str, globs: tuple[str, ...]) -> str:
    """The first glob that means the path, in whatever Unicode form; "" for none."""
    path = normalize("NFC", path)
    return next((glob for glob in globs if _pattern(glob).fullmatch(path)), "")


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    """`**` is anything, `*` and `?` stop at "/"; a folder means all that is in it."""
    pieces = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", normalize("NFC", glob).strip("/"))
    text = "".join(pieces.get(part, re.escape(part)) for part in parts)
    return re.compile(f"{text}(?:/.*)?", re.DOTALL)
