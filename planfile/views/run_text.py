"""Runs for people: what one did, how a library stands, what happened so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planfile.artifacts.journal import RunKind
from planfile.artifacts.report import Outcome, Phase, Report, Status
from planfile.artifacts.state import RunRecord
from planfile.errors import Problem
from planfile.views.names import visible
from planfile.views.screen import Paint, bytes_text, counted, plain

WORDS = {
    "placed": ("entry placed", "entries placed"),
    "removed": ("link or copy removed", "links and copies removed"),
    "folders_made": ("folder made", "folders made"),
    "folders_removed": ("empty folder removed", "empty folders removed"),
    "left": ("entry left", "entries left"),
}
TAKEN_BACK = {"placed": ("entry taken back", "entries taken back")}
SYMBOLS = {
    "move": "→",
    "link": "=",
    "symlink": "~",
    "copy": "+",
    "clone": "+",
    "make folder": "+",
    "remove folder": "-",
    "remove": "-",
}
MOST_SHOWN = 20


def counts_text(counts: dict[str, int], kind: RunKind = RunKind.APPLY) -> str:
    """The numbers of a run in words."""
    words = WORDS | TAKEN_BACK if kind is RunKind.DESTROY else WORDS
    parts = [counted(counts[key], *words[key]) for key in words if counts.get(key)]
    return ", ".join(parts) or "nothing"


def report_lines(report: Report, paint: Paint = plain) -> Iterator[str]:
    """What a run did, or would do."""
    for step, source, destination in report.acts:
        yield act_line(step, source, destination)
    for notice in report.notices:
        yield paint("look", f"note: {visible(notice)}")
    yield from problem_lines(report.skipped, "left as it is")
    if report.outcome is Outcome.NOTHING:
        yield "Nothing to do."
    elif report.outcome is Outcome.WOULD:
        yield paint("title", f"Would be: {counts_text(report.counts, report.kind)}.")
    else:
        text = f"Run {report.number} ({report.kind}) {report.outcome}"
        yield paint("good", f"{text}: {counts_text(report.counts, report.kind)}.")


def act_line(step: str, source: str, destination: str) -> str:
    """One step of a dry run."""
    symbol = SYMBOLS.get(step, " ")
    if source and destination:
        return f"{symbol} {step} {visible(source)} → {visible(destination)}"
    return f"{symbol} {step} {visible(source or destination)}"


def problem_lines(problems: Iterable[Problem], what: str) -> Iterator[str]:
    """Problems, the first of them one by one."""
    problems = tuple(problems)
    for problem in problems[:MOST_SHOWN]:
        fix = f"; {visible(problem.fix)}" if problem.fix else ""
        yield f"{what}: {visible(problem.path)}: {visible(problem.message)}{fix}"
    if len(problems) > MOST_SHOWN:
        yield f"and {len(problems) - MOST_SHOWN:,} more"


def status_lines(status: Status, paint: Paint = plain) -> Iterator[str]:
    """How a library stands, and what to type next."""
    yield paint("title", visible(status.library))
    if status.phase is Phase.PENDING:
        yield f"A run was broken off: {visible(status.pending)}."
    yield f"{counted(status.placed, 'entry', 'entries')} placed by planfile."
    yield from problem_lines(status.drift, "changed since")
    if status.staged:
        yield f"{bytes_text(status.staged)} of finished copies wait for their run."
    if status.holder:
        yield f"A run is at work: {visible(status.holder)}."
    yield f"Next: {status.next}"


def history_lines(runs: Iterable[RunRecord], paint: Paint = plain) -> Iterator[str]:
    """One line a run, oldest first."""
    number = 0
    for run in runs:
        number = run.number
        back = f"  (taken back by run {run.undone_by})" if run.undone_by else ""
        undoes = f" of {', '.join(map(str, run.undoes))}" if run.undoes else ""
        who = visible(f"{run.who}@{run.host}")
        text = f"{run.number:4d}  {run.when}  {run.kind}{undoes} by {who}"
        yield f"{text}: {counts_text(run.counts, run.kind)}{paint('faint', back)}"
    if not number:
        yield "No run yet."
