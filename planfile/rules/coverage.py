"""Whether every scanned entry is in the plan, and which one is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from unicodedata import normalize

from planfile.artifacts.plan import Plan, Section
from planfile.artifacts.tree import Tree
from planfile.errors import Problem
from planfile.rules.collisions import Destinations, paths_of
from planfile.rules.paths import shown

MOST_NAMED = 20
_PLACED_LIKE = re.compile(
    r"(.*/)?[^/]+ \(\d{4}\)[^/]*/.+|(.*/)?(Season \d+|Specials)/.+"
)


def count_problems(plan: Plan) -> list[Problem]:
    """Lost or added lines, known by their number alone."""
    listed = len(plan.placements) + len(plan.left)
    missing = plan.entries - plan.unchanged - listed
    if not missing:
        return []
    lines = "line is" if abs(missing) == 1 else "lines are"
    if missing > 0:
        code, what = "lost-line", f"{missing} {lines} missing"
        fix = "put each lost line back, or beneath leave: with a why; "
        fix += "planfile validate --tree names them"
    else:
        code, what = "added-line", f"{-missing} {lines} extra"
        fix = "remove what was added; to take in new files, scan and plan again"
    counted = (
        f"{what}: the header counts {plan.entries} entries, {plan.unchanged} of "
        f"them unchanged, and the plan lists {listed}"
    )
    return [Problem(code, counted, fix, "entries")]


def tree_problems(plan: Plan, tree: Tree, destinations: Destinations) -> list[Problem]:
    """Lost lines by name, paths that the scan has not, another scan's plan."""
    found = []
    if plan.tree != tree.summary.digest:
        what = f"the plan was made from the scan {plan.tree}, this tree is "
        what += tree.summary.digest
        fix = "give the tree that the plan was made from, or plan again"
        found.append(Problem("other-tree", what, fix))
    rest = dict.fromkeys(path for path, _ in tree.entries())
    named: dict[str, int] = {}
    for path, line in paths_of(plan):
        named.setdefault(path, line)
    unknown = [(path, line) for path, line in named.items() if path not in rest]
    for path in named:
        rest.pop(path, None)
    found += destinations.standing(rest)
    return [*found, *_unknown(unknown, rest, tree), *_lost(plan, list(rest))]


def _unknown(
    unknown: list[tuple[str, int]], rest: dict[str, None], tree: Tree
) -> Iterator[Problem]:
    from difflib import get_close_matches

    pool = list(islice(rest, 2000)) if unknown else []
    for index, (path, line) in enumerate(unknown):
        near = get_close_matches(path, pool, 1, 0.8) if index < MOST_NAMED else []
        what = f"{shown(path)} is not in the scan of {tree.library}"
        fix = _meant(path, near[0]) if near else "scan and plan again, or fix it"
        yield Problem("unknown-source", what, fix, path, line)


def _meant(path: str, near: str) -> str:
    """The path that may have been meant; it may look just the same."""
    if normalize("NFC", path) == normalize("NFC", near):
        return "the scan has it in another Unicode form; planfile plan writes that"
    return f"did you mean {shown(near)}?"


def _lost(plan: Plan, rest: list[str]) -> Iterator[Problem]:
    """Name the entries that the plan has lost: what is not listed nor in place.

    The plan only counts what is unchanged, so where the two cannot be told apart
    the likeliest are named: those that least look like a place in the library.
    """
    lost = len(rest) - plan.unchanged
    if lost < 0:
        what = f"{plan.unchanged} entries are said to be unchanged, and only "
        what += f"{len(rest)} are not in the plan"
        yield Problem("added-line", what, "scan and plan again")
    if lost <= 0:
        return
    ranked = sorted(rest, key=lambda path: (_placed_like(plan, path), path))
    sure = lost == len(rest) or _placed_like(plan, ranked[lost - 1]) < _placed_like(
        plan, ranked[lost]
    )
    surely = "" if sure else "probably "
    for path in ranked[: min(lost, MOST_NAMED)]:
        what = f"{shown(path)} is {surely}lost: neither placed nor left"
        fix = "put its line back, or beneath leave: as {path: '…', why: 'mine'}"
        yield Problem("lost-line", what, fix, path)
    if lost > MOST_NAMED:
        yield Problem("lost-line", f"and {lost - MOST_NAMED} more lines are lost")


def _placed_like(plan: Plan, path: str) -> int:
    """How much a path looks like a place that the layout gives: 0, 1 or 2."""
    for section in Section:
        root = plan.roots[section]
        inner = path.removeprefix(f"{root}/") if root else path
        if (not root or inner != path) and _PLACED_LIKE.fullmatch(inner):
            return 2
    return int(any(path.startswith(f"{root}/") for root in plan.roots.values() if root))
