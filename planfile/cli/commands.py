"""Every command: the line that help shows for it, and where its function is.

Adding a command is adding a line. Nothing is imported until a command is asked for.
"""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """`target` is "module:function" (a typed function or a typer app)."""

    target: str
    help: str


GROUPS = {
    "From disk to disk": {
        "scan": "Look at everything in a library; write tree.json.",
        "plan": "Say what goes where; write plan.yaml.",
        "apply": "Carry a plan out: all of it, or nothing.",
        "destroy": "Put everything back where it was before planfile.",
        "undo": "Take the last run back.",
        "organize": "Plan, show, ask and apply for a folder of shows or films.",
    },
    "Look before and after": {
        "show": "A plan, tree, run or state, for people and programs.",
        "validate": "Check plan files, all problems at once.",
        "approve": "Sign what a plan means, so that only it can be applied.",
        "fmt": "Bring a plan to canonical order, comments and all.",
        "edit": "Open a plan in your editor; check it when you are done.",
        "set": "Fix a title, year or season, or leave something.",
        "diff": "What changed between plans, trees or runs, in meaning.",
        "explain": "How a name was read, and why its file goes there.",
        "check": "What Jellyfin, Kodi and Plex would misread.",
        "identify": "Read bare names, without a library.",
    },
    "Care": {
        "status": "What is placed, what changed since, what to type next.",
        "history": "All runs so far.",
        "recover": "End a run that was broken off.",
        "unlock": "Free a library from a run that no longer lives.",
        "state": "Check the state, the runs' records and the disk.",
        "cleanup": "List and remove empty folders.",
        "corrections": "What was learnt from your edits; forget it.",
        "settings": "Every setting, its value, and where that was said.",
        "doctor": "Is everything in place? What to do where not.",
    },
}
ELSEWHERE = {"undo": "destroy:undo", "set": "set:set_"}
"""Commands whose module or function has another name than they."""
LONE = {"validate", "approve", "fmt", "edit", "set", "explain", "identify"}
"""Commands that ask for no setting, whatever they are given."""

COMMANDS = {
    name: Command(f"planfile.cli.{ELSEWHERE.get(name, f'{name}:{name}')}", said)
    for lines in GROUPS.values()
    for name, said in lines.items()
}
