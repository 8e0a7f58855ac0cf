"""Plan to disk, whole or not at all.

A plan becomes an intent: every entry with its source, its destination and what the
scan knew of it. `running.run` does the rest, and says there how it keeps its promise;
destroy and cleanup hand it their own intents. A dry run is this very code on a disk
that only reads.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping

from planfile.artifacts.event import Observer, ignore
from planfile.artifacts.intent import Intent, Wish, Wishes
from planfile.artifacts.journal import RunKind
from planfile.artifacts.plan import Plan
from planfile.artifacts.report import Report
from planfile.artifacts.tree import Entry, Folder, Tree
from planfile.disk.calls import CALLS, Calls
from planfile.errors import DriftError, PlanError
from planfile.rules.check import problems
from planfile.stages.holding import hold
from planfile.stages.running import Papers, run
from planfile.stages.scan import scan_tree

LARGEST_KEPT = 64
"""Folders whose entries are kept at hand by name while a plan is walked through."""


def apply(  # noqa: PLR0913 - the public verb; all but the plan have defaults
    plan: Plan,
    *,
    library: str | None = None,
    tree: Tree | None = None,
    dry_run: bool = False,
    skip_drifted: bool = False,
    lock_timeout: float = 0.0,
    papers: Mapping[str, Iterable[bytes]] | None = None,
    observe: Observer = ignore,
    calls: Calls = CALLS,
) -> Report:
    """Carry out a plan.

    Args:
        plan: What goes where.
        library: Where, if it is not where the plan says.
        tree: The scan that the plan was made from, against which whatever changed
            since is noticed. Without it a fresh scan must find the very same tree.
        dry_run: Show what would be done, on a disk that only reads.
        skip_drifted: Leave entries that changed, and place the others.
        lock_timeout: Seconds to wait for another run.
        papers: Files to keep beside the run's journal, like the plan as it was written.
        observe: Told about progress.
        calls: The system calls; tests put in ones that fail.

    Raises:
        PlanError: The plan is unsafe.
        DriftError: The disk is not what the plan says; nothing changed.
        LockedError: Another run holds the library.
        RolledBackError: It failed; everything is as it was before.
        StoppedError: A signal stopped it; everything is as it was before.
        RecoveryNeededError: It failed, and so did the way back.
    """
    refuse_unsafe(plan, tree)
    with hold(
        library or plan.library,
        f"apply of {plan.tree or 'a plan'}",
        roots=(plan.into,) if plan.into else (),
        dry_run=dry_run,
        lock_timeout=lock_timeout,
        observe=observe,
        calls=calls,
    ) as held:
        if tree is None and plan.tree:
            tree = fresh_tree(plan, held.disk.library, observe)
        intent = intent_of(plan, tree)
        return run(
            held, intent, skip_drifted=skip_drifted, papers=Papers(dict(papers or {}))
        )


def fresh_tree(plan: Plan, library: str, observe: Observer) -> Tree:
    """A new scan, if it finds the tree that the plan was made from.

    Raises:
        DriftError: It finds another one.
    """
    tree = scan_tree(library, observe=observe)
    if tree.summary.digest != plan.tree:
        raise DriftError(
            "the library is not the one that was planned: something changed since",
            fix="give the scan with --tree to see what, or scan and plan again",
        )
    return tree


def refuse_unsafe(plan: Plan, tree: Tree | None) -> None:
    """Refuse a plan that no disk could make safe.

    Raises:
        PlanError: With everything that is wrong with it.
    """
    found = problems(plan, tree)
    if tree is not None and plan.tree and tree.summary.digest != plan.tree:
        raise PlanError(
            f"the plan was made from the tree {plan.tree}, not {tree.summary.digest}",
            fix="give the tree that it was made from, or plan again",
        )
    if found:
        raise PlanError(
            f"{len(found)} problem{'s' * (len(found) != 1)} in the plan",
            fix="planfile validate PLAN says the same",
            problems=tuple(found),
        )


def intent_of(plan: Plan, tree: Tree | None) -> Intent:
    """What a plan wants of a disk."""
    return Intent(
        RunKind.APPLY,
        action=plan.action,
        wishes=wishes_of(plan, tree),
        empties=True,
        into=plan.into,
        plan=digest(plan),
    )


def wishes_of(plan: Plan, tree: Tree | None) -> Wishes:
    """The entries of a plan with what the scan knew of each."""
    into = f"{os.path.realpath(plan.into).rstrip('/')}/" if plan.into else ""
    known = Known(tree) if tree is not None else None

    def wishes() -> Iterator[Wish]:
        destination = plan.destination
        for placement in plan.placements:
            source, goal = placement.source, into + destination(placement)
            if source[-1] == "/" and goal[-1] != "/":
                goal += "/"
            if known is None:
                yield Wish(source, goal, line=placement.line)
                continue
            entry = known.entry(source)
            if entry is not None:
                yield Wish(
                    source,
                    goal,
                    entry.size,
                    entry.mtime_ns,
                    0 if source[-1] == "/" else entry.inode,
                    placement.line,
                )

    return wishes


class Known:
    """What a tree knows of an entry; a few folders at a time are kept by name."""

    def __init__(self, tree: Tree) -> None:
        self._folders: dict[str, Folder] = {
            folder.path: folder for folder in tree.folders
        }
        self._names: dict[str, dict[str, Entry]] = {}

    def entry(self, path: str) -> Entry | None:
        """The entry at a path, None if the scan saw none."""
        folder = path[: max(0, path.rfind("/", 0, -1))]
        names = self._names.get(folder)
        if names is None:
            if len(self._names) >= LARGEST_KEPT:
                self._names.clear()
            found = self._folders.get(folder)
            entries = found.entries if found else ()
            names = self._names[folder] = {entry.name: entry for entry in entries}
        return names.get(path[len(folder) + 1 if folder else 0 :])


def digest(plan: Plan) -> str:
    """What tells one plan's moves from another's."""
    found = hashlib.sha256()
    for source, destination in plan.moves():
        found.update(f"{source}\0{destination}\n".encode("utf-8", "surrogateescape"))
    return f"sha256:{found.hexdigest()}"
