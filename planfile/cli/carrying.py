"""What apply, destroy, cleanup and recover share: ask, carry out, tell."""

from __future__ import annotations

from collections.abc import Callable

from planfile.artifacts.report import Outcome, Report
from planfile.cli.boundary import done
from planfile.cli.logs import log
from planfile.cli.session import confirm, present
from planfile.views.run_text import counts_text, report_data, report_lines
from planfile.views.screen import screen


def tell(report: Report, *, as_json: bool) -> int:
    """Show a report and log it; its exit code is returned."""
    if report.outcome is not Outcome.WOULD:
        done(report.exit_code)
    log(
        "info",
        "report",
        run=report.run,
        number=report.number,
        outcome=report.outcome.value,
        counts=report.counts,
        chain=report.record.chain if report.record else "",
    )
    shown = screen()
    if as_json:
        from planfile.views.json_text import json_text

        shown.data([json_text(report_data(report))])
    else:
        shown.page(report_lines(report, paint=shown.paint))
    return report.exit_code


def ask_about(would: Callable[[], Report], what: str) -> None:
    """Simulate, say what it amounts to, and ask.

    Raises:
        RefusedError: The answer was not "yes".
    """
    report = would()
    if report.counts:
        from planfile.views.run_pages import outline_lines

        present(lambda at: outline_lines(report, at.paint))
        confirm(f"{what}: {counts_text(report.counts, report.kind)}?")
