"""Every command: where its function is, and the line that help shows for it.

Adding a command is adding a line. Nothing is imported until a command is asked for.
"""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """`target` is "module:function" (a typed function or a typer app)."""

    group: str
    target: str
    help: str


PIPELINE = "From disk to disk"
LOOK = "Look before and after"
CARE = "Care"

COMMANDS: dict[str, Command] = {
    "scan": Command(PIPELINE, "planfile.cli.scan:scan", "Disk to tree.json."),
    "plan": Command(PIPELINE, "planfile.cli.plan:plan", "Tree to plan.yaml."),
    "apply": Command(PIPELINE, "planfile.cli.apply:apply", "Plan to disk, whole."),
    "destroy": Command(PIPELINE, "planfile.cli.destroy:destroy", "Take it back."),
    "undo": Command(PIPELINE, "planfile.cli.destroy:undo", "Take the last run back."),
    "organize": Command(PIPELINE, "planfile.cli.organize:organize", "All in one go."),
    "show": Command(LOOK, "planfile.cli.show:show", "A tree, plan, run or state."),
    "validate": Command(LOOK, "planfile.cli.validate:validate", "Check plan files."),
    "approve": Command(LOOK, "planfile.cli.approve:approve", "Sign what a plan means."),
    "fmt": Command(LOOK, "planfile.cli.fmt:fmt", "A plan to canonical order."),
    "edit": Command(LOOK, "planfile.cli.edit:edit", "A plan in your editor, checked."),
    "set": Command(LOOK, "planfile.cli.set:set_", "Fix a title, year or season."),
    "diff": Command(LOOK, "planfile.cli.diff:diff", "What changed, in meaning."),
    "explain": Command(LOOK, "planfile.cli.explain:explain", "Why a file goes there."),
    "check": Command(LOOK, "planfile.cli.check:check", "What players will make of it."),
    "identify": Command(LOOK, "planfile.cli.identify:identify", "Read bare names."),
    "status": Command(CARE, "planfile.cli.status:status", "Placed, drifted, open."),
    "history": Command(CARE, "planfile.cli.history:history", "The runs so far."),
    "recover": Command(CARE, "planfile.cli.recover:recover", "End a broken-off run."),
    "unlock": Command(CARE, "planfile.cli.unlock:unlock", "Drop a dead lock."),
    "state": Command(CARE, "planfile.cli.state:state", "Verify what is kept."),
    "cleanup": Command(CARE, "planfile.cli.cleanup:cleanup", "Empty folders."),
    "corrections": Command(CARE, "planfile.cli.corrections:app", "What you taught it."),
    "settings": Command(CARE, "planfile.cli.settings:settings", "What is set, where."),
    "doctor": Command(CARE, "planfile.cli.doctor:doctor", "Is everything in place?"),
}
