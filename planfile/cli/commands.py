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
    "scan": Command(
        PIPELINE,
        "planfile.cli.scan:scan",
        "Look at everything in a library; write tree.json.",
    ),
    "plan": Command(
        PIPELINE, "planfile.cli.plan:plan", "Say what goes where; write plan.yaml."
    ),
    "apply": Command(
        PIPELINE, "planfile.cli.apply:apply", "Carry a plan out: all of it, or nothing."
    ),
    "destroy": Command(
        PIPELINE,
        "planfile.cli.destroy:destroy",
        "Put everything back where it was before planfile.",
    ),
    "undo": Command(PIPELINE, "planfile.cli.destroy:undo", "Take the last run back."),
    "organize": Command(
        PIPELINE,
        "planfile.cli.organize:organize",
        "Plan, show, ask and apply for a folder of shows or films.",
    ),
    "show": Command(
        LOOK,
        "planfile.cli.show:show",
        "A plan, tree, run or state, for people and programs.",
    ),
    "validate": Command(
        LOOK,
        "planfile.cli.validate:validate",
        "Check plan files, all problems at once.",
    ),
    "approve": Command(
        LOOK,
        "planfile.cli.approve:approve",
        "Sign what a plan means, so that only it can be applied.",
    ),
    "fmt": Command(
        LOOK,
        "planfile.cli.fmt:fmt",
        "Bring a plan to canonical order, comments and all.",
    ),
    "edit": Command(
        LOOK,
        "planfile.cli.edit:edit",
        "Open a plan in your editor; check it when you are done.",
    ),
    "set": Command(
        LOOK,
        "planfile.cli.set:set_",
        "Fix a title, year or season, or leave something.",
    ),
    "diff": Command(
        LOOK,
        "planfile.cli.diff:diff",
        "What changed between plans, trees or runs, in meaning.",
    ),
    "explain": Command(
        LOOK,
        "planfile.cli.explain:explain",
        "How a name was read, and why its file goes there.",
    ),
    "check": Command(
        LOOK, "planfile.cli.check:check", "What Jellyfin, Kodi and Plex would misread."
    ),
    "identify": Command(
        LOOK, "planfile.cli.identify:identify", "Read bare names, without a library."
    ),
    "status": Command(
        CARE,
        "planfile.cli.status:status",
        "What is placed, what changed since, what to type next.",
    ),
    "history": Command(CARE, "planfile.cli.history:history", "All runs so far."),
    "recover": Command(
        CARE, "planfile.cli.recover:recover", "End a run that was broken off."
    ),
    "unlock": Command(
        CARE,
        "planfile.cli.unlock:unlock",
        "Free a library from a run that no longer lives.",
    ),
    "state": Command(
        CARE,
        "planfile.cli.state:state",
        "Check the state, the runs' records and the disk.",
    ),
    "cleanup": Command(
        CARE, "planfile.cli.cleanup:cleanup", "List and remove empty folders."
    ),
    "corrections": Command(
        CARE,
        "planfile.cli.corrections:app",
        "What planfile learnt from your edits; forget it.",
    ),
    "settings": Command(
        CARE,
        "planfile.cli.settings:settings",
        "Every setting, its value, and where that was said.",
    ),
    "doctor": Command(
        CARE,
        "planfile.cli.doctor:doctor",
        "Is everything in place? What to do where not.",
    ),
}
