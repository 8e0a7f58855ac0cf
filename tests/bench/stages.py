"""Which commands are measured side by side, stage by stage."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import partial

from tests.bench.ground import (
    HERE,
    PLANFILE,
    Ground,
    Stage,
    Table,
    module,
    peer,
    per_100k,
)
from tests.bench.measure import Runner, cost_of, interleaved, say
from tests.bench.moves import apply, copy, recover, small
from tests.bench.wheel import wheel_runners

FAR = 2000
"""Files on the disk that answers late."""
DROP_CACHES = "/proc/sys/vm/drop_caches"


def start(ground: Ground) -> Table:
    """How long it takes to get going, beside a bare interpreter."""
    empty = ground.at("empty")
    os.makedirs(empty, exist_ok=True)
    return Table(
        "start",
        0,
        [
            Runner("python -c pass", (sys.executable, "-c", "pass")),
            Runner("--help", (*PLANFILE, "--help"), goal="0.25 s"),
            Runner("scan --help", (*PLANFILE, "scan", "--help")),
            Runner(
                "scan of an empty folder",
                (*PLANFILE, "scan", empty, "-o", ground.at("empty.json")),
                goal="0.2 s",
            ),
            *wheel_runners(ground, empty),
        ],
    )


def scan(ground: Ground) -> Table:
    """A warm scan beside find and whatever else lists trees here."""
    library, output = ground.library, ground.at("tree.json")
    command = (*PLANFILE, "scan", library, "-o", output)
    goal = "cpu 1.7" if ground.files < 1_000_000 else "cpu 1.5"
    runners = [
        Runner("find -printf", ("find", library, "-printf", "%s %T@ %p\n")),
        Runner("planfile scan", command, goal=goal),
        *peer("find, names only", ("find", library)),
        *peer("fd", ("fd", "-u", ".", library)),
        *peer("tree", ("tree", "-a", "-J", "-s", library)),
        *peer("du", ("du", "-a", library)),
        *peer("rclone", ("rclone", "lsjson", "-R", library)),
    ]
    if ground.floors:
        runners.append(Runner("C walk and stat", (ground.floors, "walk", library)))
    return Table("scan", ground.files, runners)


def slow(ground: Ground) -> Table:
    """Scan and pre-flight of a disk that answers a millisecond late, as networks do.

    A dry run is little else than the pre-flight.
    """
    library, output = ground.at("far"), ground.at("far.json")
    module("trees", library, str(min(ground.files, FAR)))
    path = ground.at("far.yaml")
    cost_of((*PLANFILE, "scan", library, "-o", output))
    cost_of((*PLANFILE, "plan", output, "-o", path))
    late = ("env", f"LD_PRELOAD={late_disk(ground.folder)}", "SLOW_MICROSECONDS=1000")
    command = (*late, *PLANFILE, "scan", library, "-o", output)
    rehearse = (*late, *PLANFILE, "apply", path, "--dry-run")
    return Table(
        "slow disk",
        min(ground.files, FAR),
        [
            Runner("find -printf", (*late, "find", library, "-printf", "%s %T@ %p\n")),
            Runner("planfile scan", command, goal="wall 0.6"),
            Runner("planfile scan --jobs 1", (*command, "--jobs", "1")),
            Runner("planfile scan --jobs 16", (*command, "--jobs", "16")),
            Runner("apply --dry-run, --jobs 1", (*rehearse, "--jobs", "1")),
            Runner("planfile apply --dry-run", rehearse),
        ],
    )


def cold(ground: Ground) -> Table:
    """A scan when the system remembers nothing of the disk; for root only."""
    library, output = ground.library, ground.at("tree.json")
    find = ("find", library, "-printf", "%s %T@ %p\n")
    command = (*PLANFILE, "scan", library, "-o", output)
    forget = partial(forget_disk, ground)
    return Table(
        "cold disk",
        ground.files,
        [
            Runner("find -printf", find, forget),
            Runner("planfile scan", command, forget, goal="wall 0.6"),
            Runner("planfile scan --jobs 1", (*command, "--jobs", "1"), forget),
        ],
    )


def forget_disk(ground: Ground) -> None:
    """Drop what the system remembers of every disk, but for the programs measured."""
    os.sync()
    with open(DROP_CACHES, "w", encoding="ascii") as file:
        file.write("3")
    empty = ground.at("empty")
    os.makedirs(empty, exist_ok=True)
    cost_of((*PLANFILE, "scan", empty, "-o", ground.at("empty.json")))
    cost_of(("find", empty, "-printf", "%s"))


def late_disk(folder: str) -> str:
    """The library that makes calls wait, compiled."""
    library, source = os.path.join(folder, "slow.so"), os.path.join(HERE, "slow.c")
    command = ("cc", "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl")
    subprocess.run(command, check=True)
    return library


def plan(ground: Ground) -> Table:
    """Plan from a scan, as for the first time and as for the second."""
    tree, output = ground.at("tree.json"), ground.at("plan.yaml")
    cost_of((*PLANFILE, "scan", ground.library, "-o", tree))
    kept = ground.at("cache")
    command = ("env", f"PLANFILE_CACHE={kept}", *PLANFILE, "plan", tree, "-o", output)
    forget = partial(shutil.rmtree, kept, ignore_errors=True)
    first = f"{ground.files / 5000 + 0.3:.1f} s"
    return Table(
        "plan",
        ground.files,
        [
            Runner("planfile plan", command, forget, goal=first),
            Runner("planfile plan again", command, goal="cpu 0.2"),
        ],
    )


def look(ground: Ground) -> Table:
    """Read, check and show a plan, by itself and beside the tree it was made from."""
    path, alone = ground.at("plan.yaml"), ground.at("alone/plan.yaml")
    os.makedirs(ground.at("alone"), exist_ok=True)
    shutil.copy(path, alone)
    per = per_100k(ground)
    return Table(
        "look",
        ground.files,
        [
            Runner("cat plan.yaml", ("cat", path)),
            Runner("validate", (*PLANFILE, "validate", alone), goal=f"{per:.1f} s"),
            Runner("validate beside its tree", (*PLANFILE, "validate", path)),
            Runner("show", (*PLANFILE, "show", path), goal=f"{2 * per:.1f} s"),
            Runner(
                "show --diff",
                (*PLANFILE, "show", path, "--diff"),
                goal=f"{2 * per:.1f} s",
            ),
        ],
    )


STAGES: dict[str, Stage] = {
    "start": start,
    "scan": scan,
    "slow": slow,
    "cold": cold,
    "plan": plan,
    "look": look,
    "apply": apply,
    "recover": recover,
    "copy": copy,
    "small": small,
}
ONCE = frozenset({"start", "copy", "slow", "small"})
"""Stages whose cost does not depend on how many files there are."""


def possible(ground: Ground) -> list[str]:
    """The stages that this machine can measure."""
    lacking = set() if ground.floors else {"slow"}
    if not os.access(DROP_CACHES, os.W_OK):
        lacking.add("cold")
    for name in lacking:
        say(f"{name}: left out, this machine cannot")
    return [name for name in STAGES if name not in lacking]


def measured(name: str, ground: Ground) -> Table:
    """Prepare and run one stage's commands, round by round."""
    say(f"{name}, {ground.files:,} files")
    table = STAGES[name](ground)
    if not table.runners[0].costs:
        interleaved(table.runners, ground.rounds)
    return table
