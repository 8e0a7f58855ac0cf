"""What the doctor found: one check a line, each with a fix."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Grade(StrEnum):
    """How a check ended."""

    GOOD = "good"
    LOOK = "look"
    WRONG = "wrong"
    SKIPPED = "skipped"


class Check(NamedTuple):
    """One thing that was looked at: what was found, and what to type when it's wrong.

    `name` is stable and kebab-case. `exit_code` is what a command ends in when it is
    wrong.
    """

    name: str
    grade: Grade
    what: str
    fix: str = ""
    exit_code: int = 0


def exit_code_of(checks: tuple[Check, ...]) -> int:
    """The exit code of the first thing that is wrong, 0 when nothing is."""
    wrong = (check for check in checks if check.grade is Grade.WRONG)
    return next((check.exit_code or 1 for check in wrong), 0)
