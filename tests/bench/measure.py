"""Run commands in turn (A B C A B C) and keep what each cost, children included."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple


class Cost(NamedTuple):
    """User and system seconds, seconds on the clock, and the most memory in bytes."""

    user: float
    system: float
    wall: float
    memory: int

    @property
    def cpu(self) -> float:
        return self.user + self.system


@dataclass(slots=True)
class Runner:
    """One command of a table: what it runs, what must hold before, its costs so far.

    `prepare` runs before each round and is not measured. `folder` is where it runs.
    `goal` is "cpu 1.5" or "wall 0.6" (times the baseline), or "1.0 s" of processor.
    """

    name: str
    command: Sequence[str]
    prepare: Callable[[], None] | None = None
    folder: str | None = None
    goal: str = ""
    costs: list[Cost] = field(default_factory=list)

    def run(self) -> None:
        """Run once and keep the cost."""
        if self.prepare:
            self.prepare()
        self.costs.append(cost_of(self.command, self.folder))

    def middle(self, of: Callable[[Cost], float]) -> float:
        """The median of one figure over all rounds."""
        return median(map(of, self.costs))

    def ratio(self, baseline: Runner, of: Callable[[Cost], float]) -> float:
        """The median of the ratios, round by round, to the baseline."""
        pairs = zip(self.costs, baseline.costs, strict=True)
        return median(of(mine) / max(of(theirs), 1e-9) for mine, theirs in pairs)


def interleaved(runners: Sequence[Runner], rounds: int) -> None:
    """Run every command once per round, so that a busy minute hits all alike."""
    for number in range(rounds):
        for runner in runners:
            say(f"  round {number + 1}/{rounds}: {runner.name}")
            runner.run()


def cost_of(command: Sequence[str], folder: str | None = None) -> Cost:
    """What one run of a command costs; its output goes to a file.

    Raises:
        RuntimeError: It failed.
    """
    os.sync()  # what others wrote before is not ours to wait for
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=folder,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            said = output.read().decode("utf-8", "replace")[-2000:]
            raise RuntimeError(f"{command} ended in {process.returncode}:\n{said}")
    return Cost(usage.ru_utime, usage.ru_stime, wall, usage.ru_maxrss * 1024)


def say(text: str) -> None:
    """Progress, for whoever waits."""
    print(text, file=sys.stderr, flush=True)
