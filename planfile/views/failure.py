"""What went wrong, for programs."""

from __future__ import annotations

from planfile.errors import PlanfileError
from planfile.views.run_text import problem_data


def failure_data(error: PlanfileError) -> dict[str, object]:
    """An error for programs; schemas/failure.schema.json says each key."""
    return {
        "planfile": "failure",
        "version": 1,
        "error": type(error).__name__,
        "message": error.message,
        "fix": error.fix,
        "exit_code": error.exit_code,
        "problems": [problem_data(problem) for problem in error.problems],
    }
