"""Runs for people: what one did or would do, how a library stands, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from planfile.artifacts.journal import RunKind
from planfile.artifacts.report import Outcome, Phase, Report, Status
from planfile.artifacts.state import RunRecord
from planfile.views.accounts import account_data, home_data
from planfile.views.json_lines import object_lines
from planfile.views.json_text import document, picked
from planfile.views.names import harmless, visible
from planfile.views.problems import problem_data, problem_lines
from planfile.views.screen import Paint, bytes_text, counted, plain

WORDS = {
    "placed": ("entry placed", "entries placed"),
    "restored": ("entry put back", "entries put back"),
    "removed": ("link or copy removed", "links or copies removed"),
    "folders_made": ("folder made", "folders made"),
    "folders_removed": ("empty folder removed", "empty folders removed"),
    "left": ("left out", "left out"),
}
ENDINGS = {
    Outcome.DONE: "",
    Outcome.NOTHING: "nothing to do",
    Outcome.WOULD: "dry run, nothing was changed",
    Outcome.ROLLED_BACK: "everything is as it was before that run",
    Outcome.FINISHED: "everything is as that run planned it",
}
TAKEN_BACK = {"placed": ("entry taken back", "entries taken back")}


def counts_text(counts: dict[str, int], kind: RunKind = RunKind.APPLY) -> str:
    """The counts of a run: "74 entries placed, 12 folders made"."""
    words = WORDS | TAKEN_BACK if kind is RunKind.DESTROY else WORDS
    return ", ".join(
        counted(counts[name], *words[name]) for name in words if counts.get(name)
    )


def report_lines(report: Report, paint: Paint = plain) -> Iterator[str]:
    """What a run did; of a dry run every step that would be taken."""
    for word, source, destination in report.acts:
        names = [visible(name) for name in (source, destination) if name]
        yield f"  {word:13} {' → '.join(names)}"
    yield from problem_lines(report.skipped, "Left out", paint)
    for notice in report.notices:
        yield paint("look", f"note: {harmless(notice)}")
    yield paint("title", summary_of(report))


def summary_of(report: Report) -> str:
    """The one line that scripts grep: "Apply: 74 entries placed; run 3."."""
    parts = [counts_text(report.counts, report.kind), ENDINGS[report.outcome]]
    if report.number and report.outcome is not Outcome.WOULD:
        parts.append(f"run {report.number}")
    said = "; ".join(part for part in parts if part)
    return f"{report.kind.value.capitalize()}: {said}."


def status_lines(status: Status, paint: Paint = plain) -> Iterator[str]:
    """How a library stands, and what to type next."""
    yield paint("title", visible(status.library))
    said = {
        Phase.CLEAN: "clean: nothing of planfile's stands here",
        Phase.APPLIED: f"applied: {counted(status.placed, 'entry', 'entries')} placed",
        Phase.PENDING: f"pending: {harmless(status.pending)} was not finished",
    }
    if status.guests and status.phase is Phase.CLEAN:
        yield "clean: this library has placed nothing"
    else:
        yield said[status.phase]
    for guest in status.guests:
        yield guest_text(guest)
    if status.holder:
        yield f"held by {harmless(status.holder)}"
    if status.staged:
        yield f"{bytes_text(status.staged)} of finished copies wait for their run"
    yield from problem_lines(status.drift, "Changed since planfile placed it", paint)
    if status.runs:
        runs = counted(len(status.runs), "run")
        yield f"{runs} so far: planfile history {quote(visible(status.library))}"
    if status.next:
        yield f"next: {harmless(next_step(status))}"


def next_step(status: Status) -> str:
    """What to type next, with the library it is about: it works from any folder."""
    words = status.next.split(" ")
    if words[0] == "planfile":
        words.insert(2, quote(status.library))
    return " ".join(words)


def guest_text(library: str) -> str:
    """That another library has its entries here, and what to type about them."""
    shown = visible(library)
    return (
        f"entries of {shown} stand here; planfile destroy {quote(shown)} returns them"
    )


def history_lines(runs: tuple[RunRecord, ...], paint: Paint = plain) -> Iterator[str]:
    """Every run, newest first."""
    if not runs:
        yield "No runs yet."
    for run in reversed(runs):
        counts = counts_text(run.counts, run.kind)
        who = paint("faint", f"by {visible(run.who)} on {visible(run.host)}")
        yield (
            f"{run.number:4}  {run.when}  {run.kind.value:8}  {counts}  "
            f"{who}{fate(run)}"
        )


def fate(run: RunRecord) -> str:
    """What became of a run: taken back, in part, or what it took back."""
    if run.undone_by:
        return f"; taken back by run {run.undone_by}"
    if run.partly_undone_by:
        numbers = ", ".join(map(str, run.partly_undone_by))
        return f"; partly taken back by run {numbers}"
    if run.undoes and run.kind is RunKind.DESTROY:
        return f"; took back run {', '.join(map(str, run.undoes))}"
    return ""


def report_data(report: Report) -> dict[str, object]:
    """A report for programs."""
    homes = [home_data(home) for home in report.account.homes]
    return {**_without_homes(report), "homes": homes}


def report_json(report: Report) -> Iterator[str]:
    """The same as lines, a home on each: there may be a hundred thousand."""
    homes = map(home_data, report.account.homes)
    return object_lines(_without_homes(report), {"homes": homes})


def _without_homes(report: Report) -> dict[str, object]:
    record, done = report.record, report.outcome is Outcome.DONE
    names = "when who host plan chain"
    known = picked(record, names) if record else dict.fromkeys(names.split(), "")
    return document(
        "report",
        **picked(report, "kind outcome library number run action counts acts notices"),
        **known | ({} if done else {"chain": ""}),
        **account_data(report.account),
        skipped=[problem_data(problem) for problem in report.skipped],
    )


def status_data(status: Status) -> dict[str, object]:
    """A status for programs."""
    return document(
        "status",
        **picked(status, "library phase placed pending holder staged guests"),
        drift=[problem_data(problem) for problem in status.drift],
        next=next_step(status),
        runs=[run_data(run) for run in status.runs],
    )


def history_data(library: str, runs: tuple[RunRecord, ...]) -> dict[str, object]:
    """All runs for programs."""
    return document("history", library=library, runs=[run_data(run) for run in runs])


def run_data(run: RunRecord) -> dict[str, object]:
    """One run for programs."""
    names = "number id kind action when who host plan counts undoes undone_by"
    return picked(run, f"{names} partly_undone_by folder chain")
