"""What `planfile check` does: gather paths, ask the rules, tell by code."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import groupby

from planfile.artifacts.plan import Section
from planfile.artifacts.tree import Role, Tree
from planfile.cli.session import heed_said, settled, watching
from planfile.errors import UsageError
from planfile.naming.folders import Sort, folder_sort
from planfile.naming.homes import path_of
from planfile.naming.roots import find_roots
from planfile.rules.players import ALL, CODES, Finding, counted, player_findings
from planfile.views.json_text import document
from planfile.views.names import visible
from planfile.views.screen import Paint, plain

_FEW = 3


def findings_in(thing: str, players: str) -> list[Finding]:
    """What these players would misread in a library's folder, or of what a plan places.

    Raises:
        UsageError: One of the players is unknown, or none is named.
    """
    wanted = players_of(players)
    if not os.path.isdir(thing):
        from planfile.store.plan_read import read_plan

        heed_said()
        plan = read_plan(thing)
        roots = {section: plan.roots.get(section, "") for section in Section}
        return player_findings((seat for _, seat in plan.moves()), roots, wanted)
    from planfile.cli.plan_tree import tell_unreadable
    from planfile.stages.scan import scan_tree

    jobs = settled(thing).jobs
    with watching() as observe:
        tree = scan_tree(thing, jobs=jobs, observe=observe)
    tell_unreadable(tree)
    roots = find_roots(tree.folders, shows=True, movies=True)
    return player_findings(paths_of(tree, roots), roots, wanted)


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


def as_data(findings: list[Finding]) -> dict[str, object]:
    """Findings for programs."""
    rows = [one._asdict() | {"message": one.message} for one in findings]
    return document("findings", findings=rows)


def finding_lines(
    findings: list[Finding], paint: Paint = plain, *, verbose: bool
) -> Iterator[str]:
    """One paragraph per code, the most frequent first."""
    if not findings:
        yield "Every file is read as it should be."
        return
    ordered = sorted(findings, key=lambda f: (f.code, f.path))
    by_code = {code: list(group) for code, group in groupby(ordered, lambda f: f.code)}
    for code, count, players in counted(findings):
        files = "file" if count == 1 else "files"
        said = f"{count} {files}, {', '.join(players)}: {CODES[code]}"
        yield f"{paint('title', code)}: {said}"
        group = by_code[code]
        for finding in group if verbose else group[:_FEW]:
            yield f"  {visible(finding.path)}"
        if not verbose and count > _FEW:
            yield f"  … and {count - _FEW} more; --verbose lists them"
