"""A plan in a folder: a head file with the header, and parts that people can review.

The head says how many entries there are in all, so a part that is lost is noticed; a
re-plan changes the head and the parts whose shows or movies changed, nothing else.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

from planfile.artifacts.journal import CONTROL
from planfile.artifacts.placements import Batch, Place, Placements
from planfile.artifacts.plan import Left, Placement, Plan, Section
from planfile.errors import InputError, Problem
from planfile.rules.check import problems as plan_problems
from planfile.rules.natural import natural_key
from planfile.store.plan_read import (
    COUNTED,
    Examined,
    Source,
    load_source,
    located,
)
from planfile.store.plan_scalars import escaped, needs_raw
from planfile.store.plan_write import sorted_homes, write_plan

HEAD_NAME = "plan.yaml"
ENDINGS = (".yaml", ".yml")
LONGEST_NAME = 120
SNIFFED = 4096
_UNFIT = re.compile(r'[/\\:*?"<>|]')

Part = tuple[str, tuple[Placement, ...]]


def examine_folder(folder: str) -> Examined:
    """Read a folder of plan files as one plan and list what is wrong.

    Raises:
        InputError: It holds no plan files, or one cannot be read.
    """
    sources = [load_source(path) for path in plan_files(folder)]
    found = [problem for source in sources for problem in source.problems]
    plans = [(source.plan, source) for source in sources if source.plan is not None]
    plans.sort(key=lambda pair: bool(pair[0].part))
    heads = [source for plan, source in plans if not plan.part]
    if len(heads) != 1:
        return Examined(None, (*found, _no_one_head(folder, heads)))
    plan = merged(plans)
    unsafe = [*plan_problems(plan), *_strays(heads[0].file, plans)]
    if found:
        unsafe = [problem for problem in unsafe if problem.code not in COUNTED]
    order = {source.file: at for at, source in enumerate(sources)}
    told = sorted(located(unsafe), key=lambda problem: order[problem.file])
    return Examined(plan, (*found, *told), whole=not found)


def files_of(path: str) -> list[str]:
    """The files of a plan: itself, or those in its folder.

    Raises:
        InputError: The folder has none.
    """
    if os.path.isdir(path):
        return plan_files(path)
    return plan_files(os.path.dirname(path) or ".") if is_head(path) else [path]


def is_head(path: str) -> bool:
    """Whether files beside a plan file say that they are parts of it."""
    folder, name = os.path.split(path)
    mark = re.compile(rf"(?m)^part: *['\"]?{re.escape(name)}['\"]? *$")
    try:
        others = [other for other in os.listdir(folder or ".") if other != name]
    except OSError:
        return False
    return any(
        mark.search(_beginning(os.path.join(folder, other)))
        for other in others
        if other.endswith(ENDINGS)
    )


def _beginning(path: str) -> str:
    """The first lines of a file, "" for what is none or cannot be read."""
    try:
        if not os.path.isfile(path):
            return ""
        with open(path, encoding="utf-8-sig", errors="replace") as stream:
            return stream.read(SNIFFED)
    except OSError:
        return ""


def plan_files(folder: str) -> list[str]:
    """The plan files directly in a folder, in natural order.

    Raises:
        InputError: There are none.
    """
    try:
        names = [name for name in os.listdir(folder) if name.endswith(ENDINGS)]
    except OSError as error:
        raise InputError(
            f"cannot read {folder}: {error.strerror}", fix="give a folder of plan files"
        ) from error
    if not names:
        raise InputError(f"{folder} holds no plan", fix=_instead(folder))
    return [os.path.join(folder, name) for name in sorted(names, key=natural_key)]


def _instead(folder: str) -> str:
    """What to type about a folder that is no plan: it will be a library."""
    word = shlex.quote(folder)
    if os.path.isdir(os.path.join(folder, CONTROL)):
        return f"it is a library: planfile status {word} says what is placed there"
    return f"is it a library? planfile plan {word} writes a plan of it"


def _no_one_head(folder: str, heads: list[Source]) -> Problem:
    if heads:
        names = ", ".join(os.path.basename(head.file) for head in heads)
        message = f"these are several plans, not one: {names}"
    else:
        message = f"the head of the plan is missing: {HEAD_NAME}"
    fix = "a folder holds one file with the header, and parts that name it (part:)"
    return Problem("not-one-plan", message, fix, file=folder)


def _strays(head: str, plans: list[tuple[Plan, Source]]) -> Iterator[Problem]:
    """Parts of another plan."""
    name = os.path.basename(head)
    for plan, source in plans:
        if plan.part and plan.part != name:
            message = f"this is a part of {plan.part}, and the head here is {name}"
            fix = "move it out of this folder, or correct part:"
            yield Problem("other-part", message, fix, "", 1, 1, source.file)


def merged(plans: list[tuple[Plan, Source]]) -> Plan:
    """The first plan, which is the head's, with everything that its parts list."""
    batches: list[Batch] = []
    left: list[Left] = []
    notes: dict[tuple[Section, str], str] = {}
    lines: dict[Place, int] = {}
    files = []
    offset = 0
    for part, source in plans:
        files.append((offset, source.file))
        batches += (b._replace(line=b.line + offset) for b in part.batches)
        left += (item._replace(line=item.line + offset) for item in part.left)
        notes |= part.notes
        lines |= {key: line + offset for key, line in part.folder_lines.items()}
        offset += source.text.count("\n") + 1
    return replace(
        plans[0][0],
        placements=Placements(tuple(batches)),
        left=tuple(left),
        notes=notes,
        folder_lines=lines,
        files=tuple(files),
    )


def write_parts(plan: Plan, folder: str, by: str) -> list[str]:
    """Write a plan as a folder of files; what an earlier split left there goes.

    Args:
        plan: The whole plan.
        folder: Where; it is made if need be.
        by: "show" (a file each), "letter", or "max-files=N" (entries a file).

    Returns:
        The paths written, the head first.

    Raises:
        InputError: `by` is something else, or the folder cannot be written, or it
            holds a file that is no part of a plan.
    """
    parts = named_parts(plan, by)
    os.makedirs(folder, exist_ok=True)
    old = set(_own_files(folder))
    head = os.path.join(folder, HEAD_NAME)
    written = [head]
    write_plan(replace(plan, placements=(), part="", notes={}), head)
    for name, placements in parts:
        path = os.path.join(folder, f"{name}.yaml")
        write_plan(part_of(plan, placements), path)
        written.append(path)
    for path in old.difference(written):
        os.unlink(path)
    return written


def part_of(plan: Plan, placements: tuple[Placement, ...]) -> Plan:
    """Some placements of a plan as one of its parts."""
    folders = {(placement.section, placement.folder) for placement in placements}
    notes = {key: note for key, note in plan.notes.items() if key in folders}
    return replace(plan, placements=placements, left=(), part=HEAD_NAME, notes=notes)


def _own_files(folder: str) -> Iterator[str]:
    """The files of an earlier split; anything else in the way is not ours to touch."""
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name.endswith(ENDINGS):
            plan = load_source(path).plan
            if plan is None or HEAD_NAME not in {plan.part, name}:
                raise InputError(
                    f"{path} is in the way: it is no part of a plan",
                    fix="give an empty folder",
                )
            yield path


def named_parts(plan: Plan, by: str) -> list[Part]:
    """The parts of a plan, each with the name of its file.

    Raises:
        InputError: `by` is not a way to split.
    """
    rows = [
        placement
        for section in Section
        for _, placements in sorted_homes(plan, section)
        for placement in placements
    ]
    size = most_entries(by)
    if size:
        starts = range(0, len(rows), size)
        width = max(3, len(str(len(starts))))
        return [
            (f"part-{index:0{width}}", tuple(rows[start : start + size]))
            for index, start in enumerate(starts, 1)
        ]
    grouped: dict[str, list[Placement]] = {}
    for placement in rows:
        grouped.setdefault(NAMERS[by](placement), []).append(placement)
    return _distinct(grouped)


def most_entries(by: str) -> int:
    """How many entries a part may hold, 0 for any number.

    Raises:
        InputError: `by` is not a way to split.
    """
    if by in NAMERS:
        return 0
    size = by.removeprefix("max-files=")
    if by == size or not size.isdecimal() or not int(size):
        raise InputError(
            f"'{by}' is no way to split a plan", fix="--split show|letter|max-files=500"
        )
    return int(size)


def _distinct(grouped: dict[str, list[Placement]]) -> list[Part]:
    """Names that no file system takes for one another."""
    taken: set[str] = set()
    parts = []
    for name, placements in grouped.items():
        free = (f"{name} {n}" for n in range(2, len(grouped) + 2))
        chosen = next(n for n in chain([name], free) if n.casefold() not in taken)
        taken.add(chosen.casefold())
        parts.append((chosen, tuple(placements)))
    return parts


def _fit(folder: str) -> str:
    """A folder as the name of a file."""
    name = escaped(folder) if needs_raw(folder) else folder
    name = _UNFIT.sub("-", name)
    while len(name.encode()) > LONGEST_NAME:
        name = name[:-1]
    return name.strip(". ") or "-"


def _letter(folder: str) -> str:
    first = folder[:1].upper()
    if first.isdecimal():
        return "0-9"
    return first if first.isalpha() and len(first.encode()) < 5 else "-"


NAMERS: dict[str, Callable[[Placement], str]] = {
    "show": lambda p: f"{p.section}-{_fit(p.folder)}",
    "letter": lambda p: f"{p.section}-{_letter(p.folder)}",
}
