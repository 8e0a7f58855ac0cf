"""What `planfile validate` does: judge each plan, tell, and sum it up in a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planfile.errors import PlanError
from planfile.stages.validate import validate
from planfile.views import verdicts as views
from planfile.views.screen import screen

if TYPE_CHECKING:
    from planfile.cli.validate import Format


def judge(paths: list[str], form: Format, tree: str) -> int:
    """Judge plans one by one; the exit code says whether all are fine."""
    verdicts = [validate(path, tree) for path in paths]
    shown = screen()
    if form == "json":
        shown.data(views.verdict_json(verdicts))
    elif form == "github":
        shown.data(views.verdict_annotations(verdicts))
    else:
        shown.page(views.verdict_lines(verdicts, shown.paint))
    wrong = any(verdict.problems for verdict in verdicts)
    return PlanError.exit_code if wrong else 0
