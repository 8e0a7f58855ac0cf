"""Every error that planfile raises on purpose, with the exit code it ends in.

PlanfileError                      1   something went wrong
├── InputError                     3   an input is not what it must be
│   ├── SettingsError              3   a setting has a value that is not allowed
│   │   └── UsageError            64   the command line said it
│   ├── ArtifactError              3   a tree, journal or state cannot be read
│   │   └── NewerFormatError       3   a newer planfile wrote it
│   └── PlanError                  3   a plan cannot be read or is unsafe
├── DriftError                     4   the disk is not what was planned
├── LockedError                    5   another run holds the library
├── RolledBackError                6   the run failed and was rolled back
├── RecoveryNeededError            7   the rollback failed too; journal stays
├── RefusedError                   8   a policy or a missing approval forbids it
├── EngineError                    9   an engine could not be asked at all
└── StoppedError             130 / 143 a signal stopped the run, rolled back
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = [
    "ArtifactError",
    "DriftError",
    "EngineError",
    "InputError",
    "LockedError",
    "NewerFormatError",
    "PlanError",
    "PlanfileError",
    "Problem",
    "RecoveryNeededError",
    "RefusedError",
    "RolledBackError",
    "SettingsError",
    "StoppedError",
    "UsageError",
]


class Problem(NamedTuple):
    """One thing that is wrong, where it is, and what to do about it.

    `code` is stable and kebab-case; `line` and `column` count from 1, 0 is unknown.
    """

    code: str
    message: str
    fix: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    file: str = ""


class PlanfileError(Exception):
    """Something went wrong; the message says what, where, and what to type next."""

    exit_code = 1

    def __init__(
        self, message: str, *, fix: str = "", problems: tuple[Problem, ...] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.problems = problems


class InputError(PlanfileError):
    """A file, a setting or an argument is not what it must be; nothing changed."""

    exit_code = 3


class SettingsError(InputError):
    """A setting has a value that is not allowed."""


class UsageError(SettingsError):
    """The command line has a word that is not allowed, or lacks one."""

    exit_code = 64


class ArtifactError(InputError):
    """A tree, journal, state or report file cannot be read."""


class NewerFormatError(ArtifactError):
    """A newer planfile wrote it, and knows what it means."""


class PlanError(InputError):
    """A plan cannot be read or is unsafe; `problems` lists everything found."""


class DriftError(PlanfileError):
    """The disk is not what the plan or the state says; nothing changed."""

    exit_code = 4


class LockedError(PlanfileError):
    """Another run holds the library."""

    exit_code = 5


class RolledBackError(PlanfileError):
    """The run failed; everything is as it was before."""

    exit_code = 6


class RecoveryNeededError(PlanfileError):
    """The run failed and so did its rollback; the journal says what is where."""

    exit_code = 7


class RefusedError(PlanfileError):
    """A policy or a missing approval forbids it."""

    exit_code = 8


class EngineError(PlanfileError):
    """An engine could not be asked at all: no key or a refused one, no such model."""

    exit_code = 9


class StoppedError(PlanfileError):
    """A signal stopped the run; everything is as it was before."""

    exit_code = 130

    def __init__(self, message: str, *, signal_number: int = 2, fix: str = "") -> None:
        super().__init__(message, fix=fix)
        self.exit_code = 128 + signal_number
