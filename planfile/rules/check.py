"""What is unsafe about a plan, before any disk is asked. Pure.

`problems` is run by `validate`, by every reader of plan files and by apply; one pass
over the placements, then sets of folded paths. A Problem's `path` is the entry or
folder it is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from planfile.artifacts.paths import joined, last_component
from planfile.artifacts.placements import Batch, Place, Placement
from planfile.artifacts.plan import Plan, Section
from planfile.artifacts.tree import Tree
from planfile.errors import Problem
from planfile.rules.collisions import Destinations, source_problems
from planfile.rules.coverage import count_problems, tree_problems
from planfile.rules.glance import apart, covers, named_in, once_each, standing_in
from planfile.rules.paths import (
    NAME_BYTES,
    control_fault,
    doubts,
    maybe_doubtful,
    path_fault,
    shown,
    unusual,
)
from planfile.rules.slips import slips

SHORT = 600  # characters: at four bytes each still less than the longest path
ESCAPE_FIX = "use a path relative to the library, without . and .. parts"
NAME_FIX = "write the name without it"


def problems(plan: Plan, tree: Tree | None = None) -> list[Problem]:
    """Everything that makes a plan unsafe or incomplete, in order of lines.

    A plan that is found to be sound by itself remembers that, as long as its roots are
    the same: asked again, with a tree, only what concerns the tree is looked at.

    Args:
        plan: The plan, from a file or made in memory.
        tree: The scan it was made from; with it, lost and unknown paths are named.
    """
    roots = tuple(sorted(plan.roots.items()))
    sound = plan.sound == roots
    found: list[Problem] = []
    if not sound:
        found = [*_header_problems(plan), *_path_problems(plan)]
    if not found and (sound or (once_each(named_in(plan)) and apart(plan))):
        object.__setattr__(plan, "sound", roots)
        if tree is None:
            found = count_problems(plan)
        elif not _fits(plan, tree):
            found = _close_look(plan, tree)
    else:
        found += _close_look(plan, tree)
    once = dict.fromkeys(placed(plan, problem) for problem in found)
    return sorted(once, key=_by_line)


def _close_look(plan: Plan, tree: Tree | None) -> list[Problem]:
    """What is wrong with entries beside one another, with all paths in memory."""
    found = source_problems(plan)
    destinations = Destinations(plan)
    found += destinations.problems()
    found += tree_problems(plan, tree, destinations) if tree else count_problems(plan)
    return found


def _fits(plan: Plan, tree: Tree) -> bool:
    """Whether a plan that is sound by itself has all of a tree, and room in it."""
    named = named_in(plan)
    if plan.tree != tree.summary.digest or not covers(plan, named, tree):
        return False
    return not plan.unchanged or apart(plan, standing_in(named, tree))


def placed(plan: Plan, problem: Problem) -> Problem:
    """A problem with the file that its line belongs to."""
    if problem.file:
        return problem
    file, line = plan.place_of(problem.line)
    return problem._replace(file=file, line=line)


def _by_line(problem: Problem) -> tuple[str, bool, int, int]:
    return problem.file, not problem.line, problem.line, problem.column


def warnings(plan: Plan) -> list[Problem]:
    """What is safe, but fits not every file system, or looks like a slip."""
    found = list(slips(plan))
    seen: set[str] = set()
    place = None
    for batch in plan.batches:
        if place != batch.place:
            place = batch.place
            found += _doubts(plan.home(place).split("/")[:-1], batch.line, seen)
        if batch.rename:
            found += _doubts(batch.rename.rstrip("/").split("/"), batch.line, seen)
        elif maybe_doubtful(batch.joined):
            for placement, name in zip(batch.placements(), batch.names(), strict=True):
                found += _doubts([name.rstrip("/")], placement.line, seen)
    return sorted((placed(plan, problem) for problem in found), key=_by_line)


def _doubts(names: list[str], line: int, seen: set[str]) -> Iterator[Problem]:
    """Warnings about names that are not among those `seen`; they are added to them."""
    for name in names:
        if name in seen:
            continue
        found = doubts(name)
        if found:
            seen.add(name)
        fix = "rename it with as:"
        for code, why in found:
            yield Problem(code, f"{shown(name)}: {why}", fix, name, line)


def _header_problems(plan: Plan) -> Iterator[Problem]:
    for key, path in (("library", plan.library), ("into", plan.into)):
        if path and not path.startswith("/"):
            what = f"{key} {shown(path)} is not an absolute path"
            fix = f"write the whole path of the library behind {key}:"
            yield Problem("relative-library", what, fix, key)
    for section in Section:
        root, what = plan.roots[section], f"the folder of {section}"
        if root.endswith("/"):
            yield _slash_at_end(root, "folders", 0, what)
        elif root:
            yield from _faults(root, "folders", 0, what, True)


def _path_problems(plan: Plan) -> Iterator[Problem]:
    """Problems of single paths; each folder is judged once."""
    places: set[Place] = set()
    for batch in plan.batches:
        new = batch.place not in places
        places.add(batch.place)
        if _is_plain(batch, len(plan.home(batch.place))):
            if new:
                yield from _folder_problems(plan, batch.place, batch.line)
            continue
        for placement in batch.placements():
            yield from _placement_problems(plan, placement, new)
            new = False
    for left in plan.left:
        if path_fault(left.path):
            yield from _faults(left.path, left.path, left.line, "the path", False)


def _is_plain(batch: Batch, home: int) -> bool:
    """Whether no source of a batch needs a look of its own, nor its length together.

    `home` is how many characters the place has.
    """
    joined, above = batch.joined, batch.above
    return (
        not batch.rename
        and len(above) + home < NAME_BYTES
        and not unusual(above + joined)
        and (batch.many == 1 or joined[-1:] != "/")
        and (len(joined) < NAME_BYTES or max(map(len, batch.names())) < NAME_BYTES)
    )


def _placement_problems(
    plan: Plan, placement: Placement, new: bool
) -> Iterator[Problem]:
    """Problems of one placement; `new` says that its folder was not judged yet."""
    source, rename, _, line = placement[3:]
    if path_fault(source):
        yield from _faults(source, source, line, "the source", False)
    if rename:
        yield from _rename_problems(source, rename, line)
    if new:
        yield from _folder_problems(plan, placement[:3], line)
    yield from _length_problems(plan, placement[:3], source, rename, line)


def _faults(
    text: str, path: str, line: int, what: str, strict: bool
) -> Iterator[Problem]:
    """The fault of one path as a problem; strict names hold no control characters."""
    fault, fix = path_fault(text), ESCAPE_FIX
    if strict and not fault:
        fault, fix = control_fault(text), NAME_FIX
    if fault:
        yield Problem(fault[0], f"{what} {shown(text)}: {fault[1]}", fix, path, line)


def _rename_problems(source: str, rename: str, line: int) -> Iterator[Problem]:
    name = rename[:-1] if source.endswith("/") and rename.endswith("/") else rename
    if "/" in name:
        what = f"the new name {shown(rename)} holds a '/'"
        fix = "give a name alone; move the line beneath another folder to move the file"
        yield Problem("name-with-folder", what, fix, source, line)
    else:
        yield from _faults(name, source, line, "the new name", True)


def _folder_problems(plan: Plan, place: Place, line: int) -> Iterator[Problem]:
    section, folder, sub = place
    own_line = plan.folder_lines.get((section, folder, "."), line)
    if folder.endswith("/") or not folder:
        what = f"{shown(folder)} is not the name of a show or movie"
        fix = "write a name without a / at its end, like 'Heat (1995)'"
        yield Problem("empty-path", what, fix, folder, own_line)
    else:
        yield from _faults(folder, folder, own_line, f"the folder in {section}", True)
    line = plan.folder_lines.get(place, line)
    what = f"the folder beneath {shown(folder)}"
    if sub.endswith("/"):
        yield _slash_at_end(sub, sub, line, what)
    elif sub:
        yield from _faults(sub, sub, line, what, True)


def _slash_at_end(text: str, path: str, line: int, what: str) -> Problem:
    message, fix = f"{what} {shown(text)} ends in '/'", "write the folder without it"
    return Problem("empty-component", message, fix, path, line)


def _length_problems(
    plan: Plan, place: Place, source: str, rename: str, line: int
) -> Iterator[Problem]:
    """Parts may be fine one by one and too long together."""
    section, folder, sub = place
    root = plan.roots[section]
    if len(root) + len(folder) + len(sub) + len(rename or source) < SHORT:
        return
    fault = path_fault(joined(root, folder, sub, rename or last_component(source)))
    if fault and fault[0] == "path-too-long":
        yield Problem(fault[0], f"the destination: {fault[1]}", NAME_FIX, source, line)
