"""What apply, destroy, cleanup and recover share: simulate, ask, carry out, tell."""

from __future__ import annotations

from collections.abc import Callable

from planfile.artifacts.report import Outcome, Report
from planfile.cli.boundary import done
from planfile.cli.logs import log
from planfile.cli.session import answer, confirm, present, watching
from planfile.views.run_text import counts_text, report_data, report_lines


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
    answer(report, report_data, report_lines, as_json=as_json)
    return report.exit_code


def carry_out(
    stage: Callable[..., Report], question: str, *, dry_run: bool, as_json: bool
) -> int:
    """Simulate, ask unless `question` is "", carry out, tell; the exit code.

    Raises:
        RefusedError: The answer was not "yes".
    """

    def carried_out(*, simulated: bool) -> Report:
        with watching() as observe:
            return stage(dry_run=simulated, observe=observe)

    if question and not dry_run:
        ask_about(carried_out(simulated=True), question)
    return tell(carried_out(simulated=dry_run), as_json=as_json)


def ask_about(would: Report, what: str) -> None:
    """Say what a simulated run amounts to, and ask; nothing if that is nothing."""
    if would.counts:
        from planfile.views.run_pages import outline_lines

        present(lambda at: outline_lines(would, at.paint))
        confirm(f"{what}: {counts_text(would.counts, would.kind)}?")
