"""What `planfile apply` does: read the plan, show it, ask, carry it out, tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from shlex import quote
from typing import NamedTuple

from planfile.artifacts.plan import Plan
from planfile.artifacts.report import Outcome, Report
from planfile.artifacts.tree import Tree
from planfile.cli.boundary import done
from planfile.cli.carrying import tell
from planfile.cli.limits import give_back
from planfile.cli.session import confirm, note, present, settled, watching
from planfile.errors import ArtifactError, RefusedError
from planfile.rules.allowance import Allowance, breaches
from planfile.settings import Settings
from planfile.stages.apply import apply
from planfile.stages.corrections import learn
from planfile.stages.origin import paper, tree_of
from planfile.store.drafts import is_draft
from planfile.store.plan_read import read_plan
from planfile.store.plan_write import pieces

CHANGES = 2


class Wanted(NamedTuple):
    """The options of one apply."""

    tree: str = ""
    library: str | None = None
    yes: bool = False
    dry_run: bool = False
    skip_drifted: bool = False
    lock_timeout: float = 0.0
    detailed: bool = False
    approval: bool = False


def forget(report: Report) -> None:
    """Record nothing."""
    del report


def apply_plainly(path: str) -> int:
    """`planfile apply PLAN --yes`, without typer."""
    return apply_file(path, Wanted(yes=True), verbose=False, as_json=False)


def apply_file(
    path: str,
    wanted: Wanted,
    *,
    verbose: bool,
    as_json: bool,
    record: Callable[[Report], None] = forget,
) -> int:
    """Carry out the plan in a file; `record` gets the report."""
    give_back()
    kept = paper(path)  # before it is read: what is shown and done is what is kept
    plan = read_plan(path)
    settings = settled(
        wanted.library or plan.library,
        dry_run=wanted.dry_run or None,
        require_approval=wanted.approval or None,
    )
    wanted = wanted._replace(dry_run=settings.dry_run)
    tree = tree_of(plan, path, wanted.tree)
    check_allowed(plan, path, tree, settings)
    plan.folder_lines.clear()  # they are for those who mend or change a plan
    if plan.placements and not (wanted.yes or wanted.dry_run):
        ask(plan, wanted.library or plan.library, verbose=verbose)
    plan.notes.clear()  # they are for those who look at it
    with watching() as observe:
        report = apply(
            plan,
            library=wanted.library,
            tree=tree,
            dry_run=wanted.dry_run,
            skip_drifted=wanted.skip_drifted,
            lock_timeout=wanted.lock_timeout,
            jobs=settings.jobs,
            papers=papers(kept or tuple(pieces(plan)), settings, tree),
            observe=observe,
        )
    if report.outcome is Outcome.DONE:
        done(report.exit_code)
    record(report)
    if report.number and not report.acts:
        learn_from(plan, path, wanted.library, settings.cache)
    code = told(report, path, as_json=as_json)
    would = wanted.detailed and report.outcome is Outcome.WOULD
    return code or (CHANGES if would else 0)


def check_allowed(plan: Plan, path: str, tree: Tree | None, settings: Settings) -> None:
    """Go on only if the plan at `path` keeps to every policy of the settings.

    Raises:
        RefusedError: It doesn't, the problems name each rule that it breaks; or an
            approval is required, and there is none for exactly this plan.
    """
    if settings.require_approval:
        from planfile.stages.approve import approved

        approved(plan, path)
    allowed = Allowance(
        settings.max_moves,
        settings.max_bytes,
        settings.policy_confidence,
        settings.protect,
        settings.only,
        settings.same_device,
    )
    found = breaches(plan, allowed, tree)
    if found:
        raise RefusedError(
            "the plan goes further than the policies allow; nothing was changed",
            fix="change the plan, or the policy; planfile settings says who set it",
            problems=tuple(found),
        )


def learn_from(plan: Plan, path: str, library: str | None, cache: str) -> None:
    """Remember what was corrected in the plan; its apply is done, whatever happens."""
    if is_draft(path, plan, cache):
        return
    try:
        for one in learn(plan, library=library or "", cache=cache):
            note(f"Remembered for the next plan: {one} (correction {one.number}).")
    except ArtifactError as error:
        note(f"warning: nothing was learnt: {error.message}; {error.fix}")


def ask(plan: Plan, library: str, *, verbose: bool) -> None:
    """Show the plan, for the library that it is about, and ask."""
    from planfile.views.plan_text import plan_lines

    plan = replace(plan, library=library)
    present(
        lambda at: plan_lines(plan, verbose=verbose, paint=at.paint, width=at.width)
    )
    confirm(f"Place {len(plan.placements):,} entries in {plan.into or plan.library}?")


def papers(
    plan: Iterable[bytes], settings: Settings, tree: Tree | None
) -> dict[str, Iterable[bytes]]:
    """What is kept with the run: the plan as it was read, and its tree."""
    kept = {"plan.yaml": plan}
    if settings.backup and tree is not None:
        from planfile.store.tree_write import tree_text

        kept["tree.json"] = tree_text(tree)
    return kept


def told(report: Report, path: str, *, as_json: bool) -> int:
    """Show the report and how to take the run back."""
    code = tell(report, as_json=as_json)
    if report.number and not report.acts and not as_json:
        undo = f"planfile undo {quote(report.library)}"
        note(f"{undo} takes it back; {path} is kept with the run.")
    return code
