"""What `planfile check` does: gather paths, ask the rules, tell by code."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from planfile.artifacts.plan import Plan, Section
from planfile.artifacts.tree import Role, Tree
from planfile.cli.session import answer, settled, watching
from planfile.errors import UsageError
from planfile.naming.folders import Sort, folder_sort
from planfile.naming.homes import path_of
from planfile.naming.roots import find_roots
from planfile.rules.players import ALL, CODES, Finding, counted, player_findings
from planfile.views.names import visible

_FEW = 3


class Checked(NamedTuple):
    """What was found in a thing."""

    thing: str
    findings: list[Finding]

    @classmethod
    def of(cls, thing: str, players: str) -> Checked:
        """Check a plan file or a library's folder for these players."""
        wanted = players_of(players)
        if os.path.isdir(thing):
            from planfile.cli.plan_tree import tell_unreadable
            from planfile.stages.scan import scan_tree

            jobs = settled(thing).jobs
            with watching() as observe:
                tree = scan_tree(thing, jobs=jobs, observe=observe)
            tell_unreadable(tree)
            roots = find_roots(tree.folders, shows=True, movies=True)
            return cls(thing, player_findings(paths_of(tree, roots), roots, wanted))
        from planfile.store.plan_read import read_plan

        plan = read_plan(thing)
        return cls(thing, plan_findings(plan, wanted))


def plan_findings(plan: Plan, players: tuple[str, ...] = ALL) -> list[Finding]:
    """What players would misread of what a plan places."""
    roots = {section: plan.roots.get(section, "") for section in Section}
    return player_findings((seat for _, seat in plan.moves()), roots, players)


def players_of(text: str) -> tuple[str, ...]:
    """The players that a comma list names.

    Raises:
        UsageError: One of them is unknown, or none is named.
    """
    names = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    for name in names or ("",):
        if name not in ALL:
            raise UsageError(
                f"{name!r} is no player that planfile knows",
                fix=f"choose from --players {', '.join(ALL)}",
            )
    return names


def paths_of(tree: Tree, roots: Mapping[Section, str]) -> Iterator[str]:
    """The paths of a tree that somebody looks for in a player.

    Samples are none of these, nor is what lies in `Downloads` and its likes beside the
    shows or movies of a library that has them at its top.
    """
    homes = tuple(f"{root}/" for root in roots.values() if root)
    for folder in tree.folders:
        at_home = f"{folder.path}/".startswith(homes)
        if at_home or folder_sort(folder.path.partition("/")[0]) is Sort.NAMED:
            for entry in folder.entries:
                if entry.role is not Role.SAMPLE:
                    yield path_of(folder.path, entry.name)


def show_findings(checked: Checked, *, verbose: bool, as_json: bool) -> None:
    """Tell findings by code, a few files each, or all of them."""
    answer(
        lambda: as_data(checked),
        lambda _: finding_lines(checked.findings, verbose=verbose),
        as_json=as_json,
    )


def as_data(checked: Checked) -> dict[str, object]:
    """Findings for programs; schemas/findings.schema.json says each key."""
    return {
        "planfile": "findings",
        "version": 1,
        "findings": [
            {
                "path": finding.path,
                "code": finding.code,
                "players": list(finding.players),
                "message": finding.message,
            }
            for finding in checked.findings
        ],
    }


def finding_lines(findings: list[Finding], *, verbose: bool) -> Iterator[str]:
    """One paragraph per code, the most frequent first."""
    if not findings:
        yield "Every file is read as it should be."
        return
    ordered = sorted(findings, key=lambda f: (f.code, f.path))
    by_code = {code: list(group) for code, group in groupby(ordered, lambda f: f.code)}
    for code, count, players in counted(findings):
        yield f"{code}: {count} {_files(count)}, {', '.join(players)}: {CODES[code]}"
        group = by_code[code]
        for finding in group if verbose else group[:_FEW]:
            yield f"  {visible(finding.path)}"
        if not verbose and count > _FEW:
            yield f"  … and {count - _FEW} more; --verbose lists them"


def _files(count: int) -> str:
    return "file" if count == 1 else "files"
