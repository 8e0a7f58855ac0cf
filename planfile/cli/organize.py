"""`planfile organize`: plan one kind of folder, show it, ask, and apply."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from planfile.artifacts.plan import Left, Plan, Section
from planfile.cli.complete import folders
from planfile.cli.options import PLAN, DryRun, Json, Verbose, Yes
from planfile.errors import UsageError

if TYPE_CHECKING:
    from planfile.settings import Settings

SETTINGS = {
    Section.SHOWS: ("tv_shows_path", "TV_SHOWS_PATH"),
    Section.MOVIES: ("movies_path", "MOVIES_PATH"),
}
What = Annotated[Section, typer.Argument(metavar="shows|movies", help="What it holds.")]
Where = Annotated[
    str | None,
    typer.Argument(
        metavar="FOLDER",
        help="The folder; by default what TV_SHOWS_PATH or MOVIES_PATH says.",
        autocompletion=folders,
        show_default=False,
    ),
]


def organize(
    what: What,
    folder: Where = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    verbose: Verbose = False,
    as_json: Json = False,
) -> int:
    """Plan, show, ask and apply in one go, for a FOLDER of shows or of movies.

    Shows (or movies) are placed directly in FOLDER; whatever else is in it stays where
    it is. The plan is kept as plan.yaml, and `planfile undo` takes it back.
    """
    from planfile.cli.applying import Wanted, apply_file
    from planfile.cli.plan_tree import tell_unreadable, tree_of
    from planfile.cli.planning import keep_edits, make_plan
    from planfile.cli.session import settled
    from planfile.store.drafts import keep_draft
    from planfile.store.plan_write import write_plan

    settings = settled(folder)
    root = folder or path_of(what, settings)
    settings = settings._replace(shows_folder=".", movies_folder=".")
    tree = tree_of(root, PLAN, settings)
    made = make_plan(tree, settings)._replace(is_partial=tell_unreadable(tree))
    plan = only(what, made.plan)
    keep_edits(PLAN, settings)
    keep_draft(plan, settings.cache)
    write_plan(plan, PLAN)
    wanted = Wanted(yes=yes, dry_run=dry_run)
    return apply_file(PLAN, wanted, verbose=verbose, as_json=as_json) or made.code


def path_of(section: Section, settings: Settings) -> str:
    """The folder that the settings name for this section.

    Raises:
        UsageError: They name none.
    """
    name, variable = SETTINGS[section]
    path = str(getattr(settings, name))
    if path:
        return path
    raise UsageError(
        f"no folder of {section} is named",
        fix=f"type: planfile organize {section} FOLDER, or set {variable}",
    )


def only(section: Section, plan: Plan) -> Plan:
    """The plan with the other section's entries left where they are."""
    other = next(one for one in Section if one is not section)
    left = tuple(
        Left(placement.source, f"belongs to {other}, not to {section}")
        for placement in plan.placements
        if placement.section is not section
    )
    return replace(
        plan,
        placements=tuple(p for p in plan.placements if p.section is section),
        left=(*plan.left, *left),
        notes={key: why for key, why in plan.notes.items() if key[0] is section},
    )
