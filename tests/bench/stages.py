"""Which commands are measured side by side, stage by stage."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from tests.bench.measure import Cost, Runner, cost_of, interleaved, say
from tests.bench.trees import FIRST, SECOND

PLANFILE = (sys.executable, "-m", "planfile")
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FAR = 2000
"""Files on the disk that answers late."""
COPIED = int(os.environ.get("BENCH_COPY", "512")) << 20
"""Bytes to copy; BENCH_COPY says how many megabytes."""
SMALL = int(os.environ.get("BENCH_SMALL", "2000"))
"""How many small files to copy."""


class Ground(NamedTuple):
    """A folder to work in, how many files its library has, rounds, the C floors."""

    folder: str
    files: int
    rounds: int
    floors: str

    @property
    def library(self) -> str:
        return self.at("library")

    def at(self, name: str) -> str:
        """A path in the folder to work in."""
        return os.path.join(self.folder, name)


class Table(NamedTuple):
    """What was measured together; the first runner is the baseline."""

    stage: str
    files: int
    runners: Sequence[Runner]


Stage = Callable[[Ground], Table]


def module(name: str, *words: str) -> None:
    """Run one of the modules beside this one in a process of its own."""
    command = (sys.executable, "-m", f"tests.bench.{name}", *words)
    subprocess.run(command, check=True, cwd=ROOT)


def compile_floors(folder: str) -> str:
    """The C floors as a program, or "" where there is no compiler."""
    compiler = shutil.which("cc")
    if not compiler:
        say("no cc: the C floors are left out")
        return ""
    program = os.path.join(folder, "floors")
    source = os.path.join(HERE, "floors.c")
    subprocess.run([compiler, "-O2", "-o", program, source], check=True)
    return program


def peer(name: str, command: Sequence[str]) -> list[Runner]:
    """A peer, if it is installed."""
    return [Runner(name, command)] if shutil.which(command[0]) else []


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
    """A scan of a disk that answers a millisecond late, as over a network."""
    library, output = ground.at("far"), ground.at("far.json")
    module("trees", library, str(min(ground.files, FAR)))
    late = ("env", f"LD_PRELOAD={late_disk(ground.folder)}", "SLOW_MICROSECONDS=1000")
    command = (*late, *PLANFILE, "scan", library, "-o", output)
    return Table(
        "slow disk",
        min(ground.files, FAR),
        [
            Runner("find -printf", (*late, "find", library, "-printf", "%s %T@ %p\n")),
            Runner("planfile scan", command, goal="wall 0.6"),
            Runner("planfile scan --jobs 1", (*command, "--jobs", "1")),
            Runner("planfile scan --jobs 16", (*command, "--jobs", "16")),
        ],
    )


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
    """Read, check and show a plan."""
    path = ground.at("plan.yaml")
    per = max(ground.files / 100_000, 0.3)
    return Table(
        "look",
        ground.files,
        [
            Runner("cat plan.yaml", ("cat", path)),
            Runner("validate", (*PLANFILE, "validate", path), goal=f"{per:.1f} s"),
            Runner("show", (*PLANFILE, "show", path), goal=f"{2 * per:.1f} s"),
            Runner("show --diff", (*PLANFILE, "show", path, "--diff")),
        ],
    )


def apply(ground: Ground) -> Table:
    """Apply and destroy beside a bare loop of the same renames and folders in C."""
    prepare_operations(ground)
    library = ground.library
    floors = ground.floors
    path = ground.at("plan.yaml")
    runners = [
        Runner("planfile apply", (*PLANFILE, "apply", path, "--yes"), goal="cpu 1.6"),
        Runner("planfile status", (*PLANFILE, "status", library)),
        Runner(
            "planfile destroy",
            (*PLANFILE, "destroy", library, "--yes"),
            goal="cpu 1.7",
        ),
    ]
    if floors:
        forth = (floors, "run", ground.at("forth"))
        back = (floors, "run", ground.at("back"))
        runners[:0] = [
            Runner("C renames", forth, folder=library),
            Runner("C renames back", back, folder=library),
        ]
    return Table("apply", ground.files, runners)


def prepare_operations(ground: Ground) -> None:
    """Scan, plan, and the operations for the C loop."""
    tree, path = ground.at("tree.json"), ground.at("plan.yaml")
    cost_of((*PLANFILE, "scan", ground.library, "-o", tree))
    cost_of((*PLANFILE, "plan", tree, "-o", path))
    module("operations", path, tree, ground.at("forth"), ground.at("back"))


def recover(ground: Ground) -> Table:
    """Kill an apply amid its moves and recover; the baseline is what it had done."""
    prepare_operations(ground)
    library, path = ground.library, ground.at("plan.yaml")
    command = (*PLANFILE, "apply", path, "--yes")
    moving = cut_off(command, library, None).wall
    take_back(library)
    part = Runner("apply until it is killed", command)
    rest = Runner("planfile recover", (*PLANFILE, "recover", library), goal="wall 1.0")
    for _ in range(ground.rounds):
        part.costs.append(cut_off(command, library, moving / 2))
        rest.run()
        take_back(library)
    return Table("recover", ground.files, [part, rest])


def cut_off(command: Sequence[str], library: str, seconds: float | None) -> Cost:
    """Kill a run some time after it began to move (None: never); what it had cost.

    The clock starts when the journal is there.
    """
    journal = os.path.join(library, ".planfile", "journal")
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while not os.path.exists(journal):
            time.sleep(0.002)
        began = time.perf_counter()
        if seconds is not None:
            time.sleep(seconds)
            os.kill(process.pid, signal.SIGKILL)
        _, _, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = 0
    return Cost(usage.ru_utime, usage.ru_stime, wall, usage.ru_maxrss * 1024)


def take_back(library: str) -> None:
    """Destroy what is applied, if anything is."""
    state = os.path.join(library, ".planfile", "state.json")
    if os.path.exists(state):
        cost_of((*PLANFILE, "destroy", library, "--yes"))


def copy(ground: Ground) -> Table:
    """Copy films into place beside copy_file_range and one read for verification."""
    names = [f"{first}.{SECOND[0]}.2001.1080p.mkv" for first in FIRST]
    size = COPIED // len(names)
    return copies("copy", ground, names, size, "wall 1.2")


def small(ground: Ground) -> Table:
    """Copy many small files, where each one's flush and names are the cost."""
    names = [
        f"{first} {number}.2001.1080p.mkv"
        for number in range(SMALL // len(FIRST))
        for first in FIRST
    ]
    return copies("small copies", ground, names, 50_000, "wall 1.2")


def copies(
    stage: str, ground: Ground, names: Sequence[str], size: int, goal: str
) -> Table:
    """Copy films beside C: with the read from the cache, and with ours, from the disk.

    The second floor keeps the same promise as planfile: flushed, read back, compared.
    """
    films = ground.at("films")
    shutil.rmtree(films, ignore_errors=True)
    os.makedirs(films)
    block = random.Random(1).randbytes(min(size, 1 << 20))
    for name in names:
        with open(os.path.join(films, name), "wb") as file:
            file.writelines(block for _ in range(size // len(block)))
    tree, path = ground.at("films.json"), ground.at("films.yaml")
    cost_of((*PLANFILE, "scan", films, "-o", tree))
    cost_of((*PLANFILE, "plan", tree, "--mode", "copy", "-o", path))
    words = ground.at("copies")
    module("operations", path, tree, words, ground.at("nothing"))
    again = partial(clear, films)
    apply = (*PLANFILE, "apply", path, "--yes")
    runners = [Runner("apply, copying", apply, again, goal=goal)]
    if ground.floors:
        bare, fair = (ground.floors, "run", words), (ground.floors, "verify", words)
        runners[:0] = [Runner("C: copy, read the cache", bare, again, films)]
        runners += [Runner("C: copy, compare the disk", fair, again, films)]
    return Table(stage, len(names), runners)


def clear(films: str) -> None:
    """Take planfile's copies back and remove those of the C loop."""
    take_back(films)
    for name in os.listdir(films):
        if os.path.isdir(os.path.join(films, name)) and name != ".planfile":
            shutil.rmtree(os.path.join(films, name))


STAGES: dict[str, Stage] = {
    "start": start,
    "scan": scan,
    "slow": slow,
    "plan": plan,
    "look": look,
    "apply": apply,
    "recover": recover,
    "copy": copy,
    "small": small,
}
ONCE = frozenset({"start", "copy", "slow", "small"})
"""Stages whose cost does not depend on how many files there are."""


def measured(name: str, ground: Ground) -> Table:
    """Prepare and run one stage's commands, round by round."""
    say(f"{name}, {ground.files:,} files")
    table = STAGES[name](ground)
    if not table.runners[0].costs:
        interleaved(table.runners, ground.rounds)
    return table
