"""What stands at the end of a command's help: examples, and its exit codes."""

from __future__ import annotations

from typing import NamedTuple

MEANINGS = {
    0: "done, nothing more to do",
    1: "unexpected",
    2: "changes present (only with --detailed-exitcode)",
    3: "a plan, setting or other input is invalid",
    4: "drift: the disk is not what the plan says; nothing changed",
    5: "another run holds the library",
    6: "failed and rolled back completely",
    7: "failed, planfile recover is needed",
    8: "a policy, a missing approval or your answer refused it",
    9: "the engine could not be asked at all: no key or a refused one, no such model",
    10: "finished, but not with all: some skipped, unreadable or left unasked",
    64: "wrong usage",
    130: "stopped by Ctrl-C (143: by another signal), after a clean rollback",
    141: "whoever read the output went away",
}
"""Every exit code; the README has the same table."""

RUN = (0, 3, 4, 5, 6, 7, 8, 10)
LOOK = (0, 3)


class Ending(NamedTuple):
    """`codes` without those that any command can end in: 1, 64, 130."""

    codes: tuple[int, ...]
    examples: tuple[str, ...]


ENDINGS: dict[str, Ending] = {
    "scan": Ending(
        (0, 3, 10),
        (
            "scan /media/library",
            "scan /media/library -o - | jq -c '.folders[] | .path'",
            "scan /media/library --format text",
        ),
    ),
    "plan": Ending(
        (0, 2, 3, 8, 9, 10),
        (
            "plan /media/library",
            "plan tree.json -o plan.yaml --engine offline",
            "plan /media/downloads --mode hardlink --into /media/library",
        ),
    ),
    "apply": Ending(
        (0, 2, *RUN[1:]),
        (
            "apply plan.yaml --dry-run",
            "apply plan.yaml",
            "apply plan.yaml --ci --require-approval",
        ),
    ),
    "destroy": Ending(
        RUN,
        (
            "destroy /media/library --dry-run",
            "destroy /media/library --yes",
            "destroy /media/library --run 3",
        ),
    ),
    "undo": Ending(RUN, ("undo /media/library --dry-run", "undo /media/library")),
    "organize": Ending(
        (*RUN[:-1], 9, 10),
        ("organize shows '/media/TV Shows'", "organize movies /media/Movies --dry-run"),
    ),
    "show": Ending(
        LOOK,
        (
            "show",
            "show --diff",
            "show plan.yaml --format html -o plan.html",
            "show 3 --library /media/library",
        ),
    ),
    "validate": Ending(
        LOOK, ("validate plan.yaml", "validate plans/ --tree tree.json --format github")
    ),
    "approve": Ending(LOOK, ("approve plan.yaml -m 'read it all'",)),
    "fmt": Ending(LOOK, ("fmt plan.yaml", "fmt --check plans/")),
    "edit": Ending(LOOK, ("edit plan.yaml",)),
    "set": Ending(
        LOOK,
        (
            "set plan.yaml 'Silicon Valley' --year 2014",
            "set plan.yaml sv.102.mkv --season 1",
            "set plan.yaml 'Dune (1984)' --leave --why 'not mine to sort'",
        ),
    ),
    "diff": Ending(
        (0, 2, 3), ("diff old.yaml plan.yaml", "diff 1 2 --library /media/library")
    ),
    "explain": Ending(LOOK, ("explain Downloads/sv.102.mkv",)),
    "check": Ending(
        (0, 2, 3), ("check plan.yaml", "check /media/library --players kodi")
    ),
    "identify": Ending(
        LOOK,
        (
            "identify Heat.1995.1080p.mkv",
            "identify --jsonl names.jsonl > answers.jsonl",
        ),
    ),
    "status": Ending(LOOK, ("status /media/library", "status /media/library --json")),
    "history": Ending(LOOK, ("history /media/library",)),
    "recover": Ending((0, 3, 5, 7), ("recover /media/library",)),
    "unlock": Ending((0, 3, 5), ("unlock 1f0c93ab42d8e675 /media/library",)),
    "state": Ending(
        LOOK, ("state verify /media/library", "state restore /media/library")
    ),
    "state verify": Ending((0, 3, 4), ("state verify /media/library",)),
    "state restore": Ending((0, 3, 5, 6), ("state restore /media/library",)),
    "cleanup": Ending((0, 3, 5, 6, 7, 8), ("cleanup /media/library",)),
    "corrections": Ending(
        LOOK,
        (
            "corrections list /media/library",
            "corrections forget 1 --library /media/library",
        ),
    ),
    "corrections list": Ending(LOOK, ("corrections list /media/library",)),
    "corrections forget": Ending(
        LOOK, ("corrections forget 1 2 --library /media/library",)
    ),
    "settings": Ending(LOOK, ("settings", "settings /media/library --json")),
    "doctor": Ending((0, 3, 9), ("doctor /media/library", "doctor --engine gemini")),
}
