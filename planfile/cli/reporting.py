"""What `apply --ci` leaves for the next step of a job: apply.json and a summary."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planfile.artifacts.report import Report
from planfile.errors import PlanfileError
from planfile.store.atomic import write_atomic
from planfile.views.failure import failure_data
from planfile.views.json_text import json_text
from planfile.views.run_pages import failure_markdown, report_markdown
from planfile.views.run_text import report_data

FILE = "apply.json"


@contextmanager
def recorded(plan: str, *, wanted: bool) -> Iterator[Callable[[Report], None]]:
    """Keep how an apply ended, well or not; unless wanted, keep nothing.

    apply.json lies in the working folder and holds a report, or what went wrong. The
    summary goes where GITHUB_STEP_SUMMARY says, or nowhere.
    """

    def keep(report: Report) -> None:
        if wanted:
            _write(report_data(report), report_markdown(report, plan))

    try:
        yield keep
    except PlanfileError as error:
        if wanted:
            _write(failure_data(error), failure_markdown(error, plan))
        raise


def _write(data: dict[str, object], summary: str) -> None:
    write_atomic(FILE, [f"{json_text(data)}\n".encode("utf-8", "backslashreplace")])
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        with open(path, "a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(summary)
