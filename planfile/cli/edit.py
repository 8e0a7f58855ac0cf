"""`planfile edit`: the plan in your editor, checked when you save."""

from __future__ import annotations

from planfile.cli.options import PLAN, PlanFile


def edit(plan: PlanFile = PLAN) -> int:
    """Open PLAN in your editor ($VISUAL or $EDITOR) and take it over once it is sound.

    You edit a copy. What is wrong with it is shown, and you can go on editing; until
    the plan is sound the file itself stays as it was.
    """
    from planfile.cli.editing import edit_plan

    return edit_plan(plan)
