"""What every stage of the benchmark stands on: a library, programs, a table."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.bench.measure import Runner, say

PLANFILE = (sys.executable, "-m", "planfile")
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


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


def per_100k(ground: Ground) -> float:
    """How many times 100,000 files there are; a goal in seconds is at least a third."""
    return max(ground.files / 100_000, 0.3)
