"""Plan to disk, whole or not at all.

A plan becomes an intent: every entry with its source, its destination and what the
scan knew of it. `running.run` does the rest, and says there how it keeps its promise;
destroy and cleanup hand it their own intents. A dry run is this very code on a disk
that only reads.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from planfile.artifacts.event import Observer, ignore
from planfile.artifacts.intent import Intent, Wish, Wishes
from planfile.artifacts.journal import RunKind
from planfile.artifacts.paths import joined
from planfile.artifacts.plan import Plan
from planfile.artifacts.report import Report
from planfile.artifacts.tree import Entry, Role, Tree
from planfile.disk.calls import CALLS, Calls
from planfile.errors import DriftError, PlanError
from planfile.rules.check import problems
from planfile.stages.accounts import account_of
from planfile.stages.holding import Held, hold
from planfile.stages.records import applied_by
from planfile.stages.running import Papers, run
from planfile.stages.scan import scan_tree
from planfile.stages.verdicts import already

Named = Mapping[str, Entry]
UNKNOWN = Entry("", -1, 0, 0, Role.OTHER)
NOTHING: Named = {}
_new = tuple.__new__  # a third of the cost of Wish(…), once per entry
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
    jobs: int = 0,
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
        jobs: Threads that look at the disk before anything is changed; 0: as pays.
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
    refuse_nested(plan.into, library or plan.library)
    with hold(
        library or plan.library,
        f"apply of {plan.tree or 'a plan'}",
        roots=(plan.into,) if plan.into else (),
        dry_run=dry_run,
        lock_timeout=lock_timeout,
        jobs=jobs,
        observe=observe,
        calls=calls,
    ) as held:
        if plan.into:
            held.notice(f"entries go to {plan.into}, outside of the library")
        kept = Papers(dict(papers or {}))
        digest = kept.digest("plan.yaml")
        if tree is None and plan.tree:
            tree = fresh_tree(held, plan, digest)
        intent = intent_of(plan, tree, digest)
        return run(held, intent, skip_drifted=skip_drifted, papers=kept)


def fresh_tree(held: Held, plan: Plan, digest: str) -> Tree:
    """A new scan, if it finds the tree that the plan was made from.

    Raises:
        DriftError: It finds another one.
    """
    tree = scan_tree(held.disk.library, observe=held.observe)
    if tree.summary.digest != plan.tree:
        raise DriftError(
            f"{already(applied_by(held.state, digest))}the library is not the one that "
            "was planned: something changed since",
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


def refuse_nested(into: str, library: str) -> None:
    """Refuse to place entries in a library within the library.

    Raises:
        PlanError: One path would have two names.
    """
    if not into:
        return
    one, other = (os.path.realpath(path).rstrip("/") + "/" for path in (into, library))
    if one.startswith(other):
        raise PlanError(
            f"{into} lies within {library}",
            fix="leave out into: and name the folder with folders:, or use another one",
        )


def intent_of(plan: Plan, tree: Tree | None, digest: str = "") -> Intent:
    """What a plan wants of a disk."""
    return Intent(
        RunKind.APPLY,
        action=plan.action,
        wishes=wishes_of(plan, Known(tree) if tree is not None else None),
        again=wishes_of(plan, None),
        empties=True,
        mounts=tree.summary.mounts if tree is not None else (),
        into=plan.into,
        plan=digest,
        account=partial(account_of, plan),
    )


def wishes_of(plan: Plan, known: Known | None) -> Wishes:
    """The entries of a plan with what is known of each."""
    into = os.path.realpath(plan.into) if plan.into else ""
    roots = {section: joined(into, root) for section, root in plan.roots.items()}

    def wishes() -> Iterator[Wish]:
        for batch in plan.batches:
            section, folder, sub = batch.place
            to = joined(roots[section], folder, sub)
            above, line = batch.above[:-1], batch.line
            above, names = known.folder(above) if known else (above, NOTHING)
            for name in batch.names():
                _, size, mtime, inode, _, _, _ = names.get(name, UNKNOWN)
                new = batch.rename or name
                if name[-1] == "/":
                    inode = 0  # a disc is what is in it
                    new = new.rstrip("/") + "/"
                yield _new(Wish, (above, name, to, new, size, mtime, inode, line))
                line += line > 0

    return wishes


class Known:
    """What a tree knows of entries; a few folders at a time are kept by name."""

    def __init__(self, tree: Tree) -> None:
        self._folders = tree.folders
        self._paths = [folder.path for folder in tree.folders]
        self._numbers = {path: number for number, path in enumerate(self._paths)}
        self._names: dict[str, Named] = {}

    def folder(self, path: str) -> tuple[str, Named]:
        """The entries of a folder by their names.

        With them comes the path as the tree holds it: one text for all who keep it.
        """
        number = self._numbers.get(path)
        if number is None:
            return path, NOTHING
        names = self._names.get(path)
        if names is None:
            if len(self._names) >= LARGEST_KEPT:
                self._names.clear()
            entries = self._folders[number].entries
            names = self._names[path] = {entry[0]: entry for entry in entries}
        return self._paths[number], names
