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

from tests.bench.measure import say
from tests.bench.report import data, growth, machine, table_lines
from tests.bench.stages import (
    ONCE,
    STAGES,
    Ground,
    Table,
    compile_floors,
    measured,
    module,
)

SETTINGS = os.environ


def main() -> None:
    """Measure everything that the environment asks for."""
    sizes = [int(size) for size in SETTINGS.get("BENCH_SIZES", "10000 40000").split()]
    stages = SETTINGS.get("BENCH_STAGES", " ".join(STAGES)).split()
    rounds = int(SETTINGS.get("BENCH_ROUNDS", "3"))
    where = tempfile.mkdtemp(prefix="planfile-bench-", dir=SETTINGS.get("BENCH_FOLDER"))
    tables: list[Table] = []
    try:
        floors = compile_floors(where)
        for count in sizes:
            folder = os.path.join(where, str(count))
            ground = Ground(folder, count, rounds, floors)
            module("trees", ground.library, str(count))
            wanted = [s for s in stages if s not in ONCE or count == sizes[0]]
            wanted = [s for s in wanted if floors or s != "slow"]
            for stage in wanted:
                tables.append(measured(stage, ground))
                show(table_lines(tables[-1]))
            shutil.rmtree(folder)
    finally:
        shutil.rmtree(where)
    show(f"growth {exponent:5.2f}  {name}" for name, exponent in growth(tables))
    show([machine()])
    with open("bench.json", "w", encoding="utf-8") as file:
        json.dump(data(tables), file, indent=1)
    say("all figures are in bench.json")


def show(lines: Iterable[str]) -> None:
    """Print lines as they come."""
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
