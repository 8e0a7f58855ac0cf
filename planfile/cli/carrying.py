"""What apply, destroy, cleanup and recover share: ask, carry out, tell."""

from __future__ import annotations

from collections.abc import Callable

from planfile.artifacts.report import Report
from planfile.artifacts.state import RunRecord
from planfile.cli.session import confirm, note
from planfile.views.run_text import counts_text, report_lines
from planfile.views.screen import screen


def tell(report: Report, *, as_json: bool) -> int:
    """Show a report; its exit code is returned."""
    shown = screen()
    if as_json:
        from planfile.views.json_lines import json_text

        shown.data([json_text(report.to_data())])
    else:
        shown.page(report_lines(report, shown.paint))
    return report.exit_code


def ask_about(would: Callable[[], Report], what: str) -> None:
    """Simulate, say what it amounts to, and ask.

    Raises:
        RefusedError: The answer was not "yes".
    """
    report = would()
    if report.counts:
        for line in report_lines(report):
            note(line)
        confirm(f"{what}: {counts_text(report.counts)}?")


def tell_runs(runs: tuple[RunRecord, ...], *, as_json: bool) -> int:
    """Show the runs so far."""
    shown = screen()
    if as_json:
        from planfile.artifacts.report import run_data
        from planfile.views.json_lines import object_lines

        head = {"planfile": "history", "version": 1}
        shown.data(object_lines(head, {"runs": map(run_data, runs)}))
    else:
        from planfile.views.run_text import history_lines

        shown.page(history_lines(runs, shown.paint))
    return 0
