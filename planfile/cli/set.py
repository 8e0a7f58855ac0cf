"""`planfile set`: small edits of a plan by what they mean."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.options import Json, PlanFile

Wanted = Annotated[
    str,
    typer.Argument(
        metavar="TARGET",
        help="A show or movie by its folder, or a file or folder by its source path; "
        "a part of the name is enough where only one has it.",
    ),
]
Title = Annotated[
    str | None, typer.Option(metavar="TITLE", help="Its title.", show_default=False)
]
Year = Annotated[
    int | None, typer.Option(metavar="YEAR", help="Its year.", min=1800, max=2999)
]
Season = Annotated[
    int | None,
    typer.Option(
        metavar="N", help="The season; 0 holds the specials.", min=0, max=9999
    ),
]
Name = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help="The name that a file is to get."),
]
Leave = Annotated[
    bool, typer.Option("--leave", help="Leave it where it is; --why says the reason.")
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why it is left.")]


def set_(  # noqa: PLR0913 - one parameter per option
    plan: PlanFile,
    target: Wanted,
    title: Title = None,
    year: Year = None,
    season: Season = None,
    name: Name = None,
    leave: Leave = False,
    why: Why = "mine",
    as_json: Json = False,
) -> int:
    """Set the title, year or season of TARGET in PLAN, or leave it where it is.

    Only the lines that it is about change. What was left gets placed by --title,
    --year and, for an episode, --season.
    """
    from planfile.cli.amending import set_in_plan
    from planfile.stages.amend import Change

    reason = why if leave else None
    change = Change(title, year, season, name, reason)
    return set_in_plan(plan, target, change, as_json=as_json)
