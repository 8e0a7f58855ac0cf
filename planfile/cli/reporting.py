"""What a job is left by `apply --ci`, and by `show --format markdown`: a summary."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planfile.artifacts.report import Report
from planfile.cli.boundary import complain
from planfile.cli.session import write_lines
from planfile.errors import ArtifactError, PlanfileError, StoppedError
from planfile.views.json_text import json_text
from planfile.views.problems import failure_data
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
            _keep(report_data(report), report_markdown(report, plan))

    try:
        yield keep
    except (PlanfileError, KeyboardInterrupt) as error:
        if wanted:
            told = (
                error if isinstance(error, PlanfileError) else StoppedError("stopped")
            )
            _keep(failure_data(told), failure_markdown(told, plan))
        raise


def _keep(data: dict[str, object], summary: str) -> None:
    """Write both; where that fails say so, and let the apply end in its own code."""
    try:
        write_lines(FILE, [json_text(data)])
        summarize(summary)
    except PlanfileError as error:
        complain(error)


def summarize(text: str) -> None:
    """Add Markdown to the summary of a job in GitHub Actions; elsewhere do nothing.

    Raises:
        ArtifactError: The summary cannot be written.
    """
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    try:
        with open(path, "a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
    except OSError as error:
        raise ArtifactError(
            f"cannot write the summary of the job to {path}: {error.strerror}",
            fix="GITHUB_STEP_SUMMARY names that file; unset it to go without",
        ) from error
