"""What stands at the end of a command's help: examples, and its exit codes."""

from __future__ import annotations

from collections.abc import Iterator

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
CODES = {
    "scan": (0, 3, 10),
    "plan": (0, 2, 3, 8, 9, 10),
    "apply": (0, 2, *RUN[1:]),
    "destroy": RUN,
    "undo": RUN,
    "organize": (*RUN[:-1], 9, 10),
    "diff": (0, 2, 3),
    "check": (0, 2, 3),
    "recover": (0, 3, 5, 7),
    "unlock": (0, 3, 5),
    "state verify": (0, 3, 4, 5),
    "state restore": (0, 3, 5, 6),
    "cleanup": (0, 3, 5, 6, 7, 8),
    "doctor": (0, 3, 5, 7, 9),
}
"""How commands end, but for what any can end in: 1, 64, 130; all others only LOOK."""

EXAMPLES = """\
scan /media/library
scan /media/library -o - | jq -c '.folders[] | .path'
scan /media/library --format text
plan /media/library
plan tree.json -o plan.yaml --engine offline
plan /media/downloads --mode hardlink --into /media/library
apply plan.yaml --dry-run
apply plan.yaml
apply plan.yaml --ci --require-approval
destroy /media/library --dry-run
destroy /media/library --yes
destroy /media/library --run 3
undo /media/library --dry-run
undo /media/library
organize shows '/media/TV Shows'
organize movies /media/Movies --dry-run
show
show --diff
show plan.yaml --format html -o plan.html
show 3 --library /media/library
validate plan.yaml
validate plans/ --tree tree.json --format github
approve plan.yaml -m 'read it all'
fmt plan.yaml
fmt --check plans/
edit plan.yaml
set plan.yaml 'Silicon Valley' --year 2014
set plan.yaml sv.102.mkv --season 1
set plan.yaml 'Dune (1984)' --leave --why 'not mine to sort'
diff old.yaml plan.yaml
diff 1 2 --library /media/library
explain Downloads/sv.102.mkv
check plan.yaml
check /media/library --players kodi
identify Heat.1995.1080p.mkv
identify --jsonl names.jsonl > answers.jsonl
status /media/library
status /media/library --json
history /media/library
recover /media/library
unlock 1f0c93ab42d8e675 /media/library
state verify /media/library
state restore /media/library
cleanup /media/library
corrections list /media/library
corrections forget 1 2 --library /media/library
settings
settings /media/library --json
doctor /media/library
doctor --engine gemini
"""


def codes_of(command: str) -> Iterator[tuple[str, str]]:
    """The exit codes of a command, each with its meaning."""
    for code in CODES.get(command, LOOK):
        yield str(code), MEANINGS[code]


def examples_of(command: str) -> Iterator[str]:
    """Lines of a shell with a command, or with those of its group."""
    for line in EXAMPLES.splitlines():
        if f"{line} ".startswith(f"{command} "):
            yield f"planfile {line}"
