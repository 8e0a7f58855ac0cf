"""Where a stage's time goes: each planfile command once more, under cProfile."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence

from tests.bench.ground import Table
from tests.bench.measure import say

TOP = 25
"""Functions a command is told of."""
UNDER = ("-m", "cProfile", "-s", "tottime")


def profiles(table: Table) -> Iterator[str]:
    """A heading and the costliest functions of each command that has a goal."""
    for runner in table.runners:
        command = profiled(runner.command)
        if not (runner.goal and command):
            continue
        say(f"  profile: {runner.name}")
        if runner.prepare:
            runner.prepare()
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, cwd=runner.folder
        )
        yield f"== {table.stage}, {table.files:,} files: {runner.name}"
        yield from costliest(done.stdout.splitlines())
        yield ""


def profiled(command: Sequence[str]) -> list[str]:
    """The command under cProfile; nothing where it is none of planfile's."""
    words = list(command)
    if "planfile" not in words:
        return []
    start = words.index("planfile") - 1
    return [*words[:start], *UNDER, *words[start:]]


def costliest(lines: Sequence[str]) -> list[str]:
    """The head of cProfile's table, without what the command itself said."""
    start = next((n for n, line in enumerate(lines) if "function calls" in line), 0)
    return list(lines[start : start + TOP + 8])
