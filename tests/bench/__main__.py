"""`make bench`: generate libraries, run planfile, peers and floors, print the ratios.

BENCH_SIZES="10000 100000 1000000" and the like choose how many files; BENCH_ROUNDS how
often each command runs; BENCH_FOLDER where (a disk of your own, /dev/shm); BENCH_STAGES
what; BENCH_COPY how many megabytes are copied, BENCH_SMALL how many small files.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable

from tests.bench.ground import Ground, Table, compile_floors, module
from tests.bench.measure import say
from tests.bench.profile import profiles
from tests.bench.report import data, growth, machine, markdown_lines, table_lines
from tests.bench.stages import ONCE, STAGES, measured, possible

SETTINGS = os.environ


def main() -> None:
    """Measure everything that the environment asks for."""
    sizes = [int(size) for size in SETTINGS.get("BENCH_SIZES", "10000 40000").split()]
    stages = SETTINGS.get("BENCH_STAGES", " ".join(STAGES)).split()
    rounds = int(SETTINGS.get("BENCH_ROUNDS", "3"))
    where = tempfile.mkdtemp(prefix="planfile-bench-", dir=SETTINGS.get("BENCH_FOLDER"))
    tables: list[Table] = []
    profile: list[str] = []
    try:
        floors = compile_floors(where)
        for count in sizes:
            folder = os.path.join(where, str(count))
            ground = Ground(folder, count, rounds, floors)
            module("trees", ground.library, str(count))
            able = possible(ground)
            wanted = [s for s in stages if s not in ONCE or count == sizes[0]]
            for stage in [s for s in wanted if s in able]:
                tables.append(measured(stage, ground))
                show(table_lines(tables[-1]))
                if SETTINGS.get("BENCH_PROFILE"):
                    profile += profiles(tables[-1])
            shutil.rmtree(folder)
    finally:
        shutil.rmtree(where)
    show(f"growth {exponent:5.2f}  {name}" for name, exponent in growth(tables))
    show(["", *markdown_lines(tables), "", machine()])
    write("bench-profile.txt", "\n".join(profile))
    write("bench.json", json.dumps(data(tables), indent=1))
    say("all figures are in bench.json")


def write(path: str, text: str) -> None:
    """Write a file, unless there is nothing to write."""
    if text:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def show(lines: Iterable[str]) -> None:
    """Print lines as they come."""
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
