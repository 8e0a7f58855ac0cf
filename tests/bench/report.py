"""Tables for people and data for programs from what was measured."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Iterable, Iterator, Sequence

from tests.bench.ground import Table
from tests.bench.measure import Cost, Runner

HEAD = f"{'':26}{'cpu s':>8}{'x':>7}{'wall s':>8}{'x':>7}{'µs/file':>9}{'MB':>6}  goal"


def cpu(cost: Cost) -> float:
    """Processor time, user and system."""
    return cost.cpu


def wall(cost: Cost) -> float:
    """Time on the clock."""
    return cost.wall


def memory(cost: Cost) -> float:
    """Peak memory in megabytes."""
    return cost.memory / 1e6


def table_lines(table: Table) -> Iterator[str]:
    """One stage: processor, clock and memory of each command, ratios to the first."""
    files = f", {table.files:,} files" if table.files else ""
    yield f"{table.stage}{files}"
    yield HEAD
    for runner in table.runners:
        base = baseline(runner, table)
        each = runner.middle(cpu) / table.files * 1e6 if table.files else 0
        yield (
            f"  {runner.name:24}{runner.middle(cpu):8.2f}{runner.ratio(base, cpu):7.2f}"
            f"{runner.middle(wall):8.2f}{runner.ratio(base, wall):7.2f}"
            f"{each:9.1f}{runner.middle(memory):6.0f}  {judged(runner, base)}"
        )
    yield ""


def markdown_lines(tables: Iterable[Table]) -> Iterator[str]:
    """Every command that has a goal, as a table for a README."""
    yield "| stage | files | processor | clock | beside | ratio | goal | memory |"
    yield "| --- | ---: | ---: | ---: | --- | ---: | --- | ---: |"
    for table in tables:
        for runner in table.runners:
            if runner.goal:
                yield markdown_row(table, runner)


def markdown_row(table: Table, runner: Runner) -> str:
    """One command: what it cost, beside what, how many times that."""
    base = baseline(runner, table)
    figure = wall if runner.goal.startswith("wall") else cpu
    ratio = f"{runner.ratio(base, figure):.2f}" if base is not runner else ""
    beside = f"{base.name}, {base.middle(figure):.2f} s" if base is not runner else ""
    cells = (
        f"{table.stage}: {runner.name.removeprefix('planfile ')}",
        f"{table.files:,}" if table.files else "",
        f"{runner.middle(cpu):.2f} s",
        f"{runner.middle(wall):.2f} s",
        beside,
        ratio,
        " ".join(judged(runner, base).split()),
        f"{runner.middle(memory):.0f} MB",
    )
    return f"| {' | '.join(cells)} |"


def baseline(runner: Runner, table: Table) -> Runner:
    """What a runner is compared with: the way back with the way back."""
    if runner.name == "planfile destroy":
        return next((r for r in table.runners if r.name == "C renames back"), runner)
    return table.runners[0]


def judged(runner: Runner, base: Runner) -> str:
    """The goal and whether it is reached."""
    first, _, last = runner.goal.partition(" ")
    if not last:
        return ""
    if last == "s":
        reached = runner.middle(cpu) <= float(first)
        return f"{'ok  ' if reached else 'over'} {first} s"
    figure = cpu if first == "cpu" else wall
    reached = runner.ratio(base, figure) <= float(last)
    return f"{'ok  ' if reached else 'over'} {last} x {first}"


def growth(tables: Iterable[Table]) -> Iterator[tuple[str, float]]:
    """How the processor time of each command grows: 1.00 is in step with the files."""
    points: dict[str, list[tuple[float, float]]] = {}
    for table in tables:
        for runner in table.runners if table.files else ():
            name = f"{table.stage}: {runner.name}"
            point = math.log(table.files), math.log(max(runner.middle(cpu), 1e-6))
            points.setdefault(name, []).append(point)
    for name, found in points.items():
        if len({x for x, _ in found}) > 1:
            yield name, slope(found)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The least-squares line through points."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    above = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return above / sum((x - mean_x) ** 2 for x, _ in points)


def data(tables: Sequence[Table]) -> dict[str, object]:
    """Everything that was measured, with the machine it was measured on."""
    return {
        "machine": machine(),
        "tables": [
            {
                "stage": table.stage,
                "files": table.files,
                "commands": [
                    {
                        "name": runner.name,
                        "goal": runner.goal,
                        "cpu_ratio": runner.ratio(baseline(runner, table), cpu),
                        "wall_ratio": runner.ratio(baseline(runner, table), wall),
                        "costs": [cost._asdict() for cost in runner.costs],
                    }
                    for runner in table.runners
                ],
            }
            for table in tables
        ],
        "growth": dict(growth(tables)),
    }


def machine() -> str:
    """What this ran on, in one line."""
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line for line in file if line.startswith("model name")]
        model = names[0].partition(":")[2].strip() if names else model
    except OSError:
        pass
    system = f"{platform.system()} {platform.release()}"
    return f"{os.cpu_count()} x {model}, {system}, Python {platform.python_version()}"
