"""Runs are told in words that people and scripts can rely on."""

from __future__ import annotations

from planfile.artifacts.journal import RunKind
from planfile.artifacts.report import Outcome, Phase, Report, Status, run_data
from planfile.artifacts.state import RunRecord
from planfile.errors import Problem
from planfile.store.schema import check_schema
from planfile.views.run_text import history_lines, report_lines, status_lines

DRIFT = Problem("drift", "it is gone", "it came from a.mkv", "Movies/a\x1b.mkv")


def record(number: int, kind: RunKind = RunKind.APPLY, **others: object) -> RunRecord:
    return RunRecord(
        number,
        f"{number:016x}",
        kind,
        "move",
        "2026-11-22T12:00:00Z",
        "ann",
        "nas",
        "sha256:ab",
        "sha256:cd",
        {"placed": number},
        **others,  # type: ignore[arg-type]
    )


def test_a_run_is_told_in_one_line() -> None:
    counts = {"placed": 1234, "folders_made": 1, "folders_removed": 0}
    report = Report(RunKind.APPLY, Outcome.DONE, "/m", 3, "ab", counts=counts)
    assert list(report_lines(report)) == [
        "Run 3 (apply) done: 1,234 entries placed, 1 folder made."
    ]
    assert list(report_lines(Report(RunKind.DESTROY, Outcome.NOTHING, "/m"))) == [
        "Nothing to do."
    ]
    back = Report(RunKind.DESTROY, Outcome.DONE, "/m", 4, "ab", counts={"placed": 1})
    assert list(report_lines(back)) == ["Run 4 (destroy) done: 1 entry taken back."]


def test_a_dry_run_tells_every_step() -> None:
    acts = (("make folder", "", "Movies"), ("move", "a.mkv", "Movies/a\x1b.mkv"))
    report = Report(
        RunKind.APPLY, Outcome.WOULD, "/m", 3, counts={"placed": 1}, acts=acts
    )
    assert list(report_lines(report)) == [
        "+ make folder Movies",
        "→ move a.mkv → Movies/a\\x1b.mkv",
        "Would be: 1 entry placed.",
    ]


def test_what_was_left_out_and_what_was_noticed_is_told() -> None:
    report = Report(
        RunKind.APPLY, Outcome.DONE, "/m", 1, skipped=(DRIFT,) * 25, notices=("hm\x1b",)
    )
    lines = list(report_lines(report))
    assert lines[0] == "note: hm\\x1b"
    assert lines[1] == (
        "left as it is: Movies/a\\x1b.mkv: it is gone; it came from a.mkv"
    )
    assert lines[21:] == ["and 5 more", "Run 1 (apply) done: nothing."]


def test_a_status_says_what_to_type_next() -> None:
    assert list(status_lines(Status("/m", Phase.CLEAN, next="planfile scan"))) == [
        "/m",
        "0 entries placed by planfile.",
        "Next: planfile scan",
    ]
    busy = Status(
        "/m",
        Phase.PENDING,
        drift=(DRIFT,),
        pending="run 2",
        holder="pid 7",
        staged=5_000,
        next="wait",
    )
    assert list(status_lines(busy)) == [
        "/m",
        "A run was broken off: run 2.",
        "0 entries placed by planfile.",
        "changed since: Movies/a\\x1b.mkv: it is gone; it came from a.mkv",
        "5.0 kB of finished copies wait for their run.",
        "A run is at work: pid 7.",
        "Next: wait",
    ]


def test_the_history_says_what_became_of_each_run() -> None:
    runs = (record(1, undone_by=2), record(2, RunKind.DESTROY, undoes=(1,)))
    assert list(history_lines(runs)) == [
        "   1  2026-11-22T12:00:00Z  apply by ann@nas: 1 entry placed"
        "  (taken back by run 2)",
        "   2  2026-11-22T12:00:00Z  destroy of 1 by ann@nas: 2 entries taken back",
    ]
    assert list(history_lines(())) == ["No run yet."]


def test_programs_get_what_the_schemas_say() -> None:
    acts = (("move", "a", "b"),)
    report = Report(
        RunKind.APPLY, Outcome.WOULD, "/m", 3, "ab", acts=acts, skipped=(DRIFT,)
    )
    runs = (record(1, undone_by=2), record(2, RunKind.DESTROY, undoes=(1,)))
    status = Status("/m", Phase.APPLIED, 1, (DRIFT,), runs)
    history = {"planfile": "history", "version": 1, "runs": [*map(run_data, runs)]}
    assert check_schema("report", report.to_data()) == []
    assert check_schema("status", status.to_data()) == []
    assert check_schema("history", history) == []
