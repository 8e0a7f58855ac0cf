"""Runs side by side: apply, destroy, recover and copy, beside the same calls in C."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial

from tests.bench.ground import HERE, PLANFILE, Ground, Table, module, per_100k
from tests.bench.measure import Cost, Runner, cost_of, say
from tests.bench.trees import FIRST, SECOND

COPIED = int(os.environ.get("BENCH_COPY", "512")) << 20
"""Bytes to copy; BENCH_COPY says how many megabytes."""
SMALL = int(os.environ.get("BENCH_SMALL", "2000"))
"""How many small files to copy."""
TRIES = 8
"""How often a kill may come too late, each time after half the time."""


def apply(ground: Ground) -> Table:
    """Apply and destroy beside a bare loop of the same renames and folders in C.

    And beside loops in C and Python that look at each file before and after, which is
    the least that a run without loss must do.
    """
    prepare_operations(ground)
    library = ground.library
    floors = ground.floors
    path = ground.at("plan.yaml")
    runners = [
        Runner("planfile apply", (*PLANFILE, "apply", path, "--yes"), goal="cpu 1.6"),
        Runner(
            "planfile status",
            (*PLANFILE, "status", library),
            goal=f"{2 * per_100k(ground):.1f} s",
        ),
        Runner(
            "planfile destroy",
            (*PLANFILE, "destroy", library, "--yes"),
            goal="cpu 1.7",
        ),
    ]
    if floors:
        bare = (sys.executable, "-P", os.path.join(HERE, "bare.py"))
        runners[:0] = [
            *there_and_back(ground, "C renames", (floors, "run")),
            *there_and_back(ground, "C, looking", (floors, "guard")),
            *there_and_back(ground, "Python, looking", bare),
        ]
    return Table("apply", ground.files, runners)


def there_and_back(
    ground: Ground, name: str, command: Sequence[str]
) -> Iterator[Runner]:
    """A floor of apply and one of destroy."""
    for way, there in {"": "forth", " back": "back"}.items():
        words = (*command, ground.at(there))
        yield Runner(f"{name}{way}", words, folder=ground.library)


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
    part = Runner("apply until it is killed", command)
    rest = Runner("planfile recover", (*PLANFILE, "recover", library), goal="wall 1.0")
    seconds = time_open(command, library) / 2
    take_back(library)
    for _ in range(ground.rounds):
        cost, seconds = interrupted(command, library, seconds)
        part.costs.append(cost)
        rest.run()
        take_back(library)
    return Table("recover", ground.files, [part, rest])


def interrupted(
    command: Sequence[str], library: str, seconds: float
) -> tuple[Cost, float]:
    """A run that a kill has left with its journal open, and after how many seconds.

    Raises:
        RuntimeError: Every kill came too late.
    """
    for _ in range(TRIES):
        cost = killed(command, library, seconds)
        if os.path.exists(journal_of(library)):
            return cost, seconds
        say(f"  too late after {seconds:.3f} s: again after half of that")
        take_back(library)
        seconds /= 2
    raise RuntimeError("no kill came while the journal stood; take a larger library")


def killed(command: Sequence[str], library: str, seconds: float) -> Cost:
    """What a run had cost when it was killed, so long after its journal appeared."""
    with begun(command) as process:
        began = journal_appears(process, library)
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        _, _, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = 0
    return Cost(usage.ru_utime, usage.ru_stime, wall, usage.ru_maxrss * 1024)


def time_open(command: Sequence[str], library: str) -> float:
    """For how many seconds the journal stands in a run that nobody stops."""
    with begun(command) as process:
        began = journal_appears(process, library)
        while os.path.exists(journal_of(library)):
            time.sleep(0.001)
        return time.perf_counter() - began


def begun(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A command that runs and is not heard."""
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=nowhere, stderr=nowhere)


def journal_appears(process: subprocess.Popen[bytes], library: str) -> float:
    """The moment at which a run has its journal.

    Raises:
        RuntimeError: It ended without one.
    """
    over = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while not os.path.exists(journal_of(library)):
        if os.waitid(os.P_PID, process.pid, over):
            raise RuntimeError(f"{process.args!r} ended and no journal was seen")
        time.sleep(0.001)
    return time.perf_counter()


def journal_of(library: str) -> str:
    """Where a run keeps its journal while it is open."""
    return os.path.join(library, ".planfile", "journal")


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
