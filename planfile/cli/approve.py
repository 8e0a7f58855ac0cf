"""`planfile approve`: sign what a plan means."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.options import PLAN, Json, PlanFile

Who = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="NAME",
        help="Who approves, if not the one git knows.",
        show_default=False,
    ),
]
Note = Annotated[
    str,
    typer.Option(
        "-m", "--message", metavar="TEXT", help="A word with it.", show_default=False
    ),
]


def approve(
    plan: PlanFile = PLAN, who: Who = "", note: Note = "", as_json: Json = False
) -> int:
    """Approve PLAN: write PLAN.approval.json, bound to what the plan means.

    Comments, order and quoting of the plan never void it; any other edit does. Then
    `planfile apply --require-approval` carries out this plan and no other.
    """
    from planfile.cli.session import answer
    from planfile.stages import approve as stage
    from planfile.store.approval_file import approval_data, approval_path
    from planfile.views.names import visible
    from planfile.views.screen import counted

    approval = stage.approve(plan, who=who, note=note)
    entries = counted(approval.entries, "entry", "entries")
    signed = approval.signatures[-1].who
    said = f"{signed} approves {entries} to place: {approval_path(plan)}"
    answer(approval, approval_data, lambda *_: [visible(said)], as_json=as_json)
    return 0
