"""What is wrong with a plan, and what is doubtful about it."""

from __future__ import annotations

from typing import NamedTuple

from planfile.artifacts.plan import Plan
from planfile.errors import Problem


class Verdict(NamedTuple):
    """One plan file or folder after it was judged.

    `plan` is None where it could not be read, and only what could be understood of it
    where problems are about its form. `looked_up` says whether its sources were looked
    up in the scan that it was made from.
    """

    path: str
    plan: Plan | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    looked_up: bool = False
