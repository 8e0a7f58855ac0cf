"""Runs are told in words that people and scripts can rely on."""

from __future__ import annotations

import io
import json
from dataclasses import replace

from planfile.artifacts.journal import RunKind
from planfile.artifacts.report import Outcome, Phase, Report, Status
from planfile.artifacts.state import RunRecord
from planfile.errors import Problem
from planfile.store.schema import check_schema
from planfile.views.json_text import json_text
from planfile.views.run_text import (
    history_data,
    history_lines,
    report_data,
    report_lines,
    status_data,
    status_lines,
)
from planfile.views.screen import Screen

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
        "Apply: 1,234 entries placed, 1 folder made; run 3."
    ]
    back = Report(RunKind.DESTROY, Outcome.DONE, "/m", 4, "ab", counts={"placed": 1})
    assert list(report_lines(back)) == ["Destroy: 1 entry taken back; run 4."]
    assert list(report_lines(Report(RunKind.DESTROY, Outcome.NOTHING, "/m"))) == [
        "Destroy: nothing to do."
    ]


def test_a_dry_run_tells_every_step_and_that_nothing_changed() -> None:
    acts = (("make folder", "", "Movies"), ("move", "a.mkv", "Movies/a.mkv"))
    report = Report(
        RunKind.APPLY, Outcome.WOULD, "/m", 3, counts={"placed": 1}, acts=acts
    )
    assert list(report_lines(report)) == [
        "  make folder   Movies",
        "  move          a.mkv → Movies/a.mkv",
        "Apply: 1 entry placed; dry run, nothing was changed.",
    ]


def test_what_was_left_out_and_what_was_noticed_is_told() -> None:
    report = Report(
        RunKind.APPLY, Outcome.DONE, "/m", 1, skipped=(DRIFT,) * 25, notices=("hm\x1b",)
    )
    lines = list(report_lines(report))
    assert lines[0] == "Left out: 25 entries"
    assert lines[1] == "  ? Movies/a\\x1b.mkv: it is gone (it came from a.mkv)"
    assert lines[21:] == ["  and 5 more", "note: hm\\x1b", "Apply: run 1."]


def test_a_recovery_says_which_side_it_ended_on() -> None:
    for outcome, said in (
        (Outcome.ROLLED_BACK, "everything is as it was before that run"),
        (Outcome.FINISHED, "everything is as that run planned it"),
    ):
        (line,) = report_lines(Report(RunKind.APPLY, outcome, "/m", 2))
        assert said in line


def test_a_status_says_what_to_type_next() -> None:
    assert list(status_lines(Status("/m", Phase.CLEAN, next="planfile scan"))) == [
        "/m",
        "clean: nothing of planfile's stands here",
        "next: planfile scan /m",
    ]
    busy = Status(
        "/m",
        Phase.PENDING,
        pending="run 2 (apply) of today",
        holder="pid 7",
        staged=5_000,
    )
    assert list(status_lines(busy)) == [
        "/m",
        "pending: run 2 (apply) of today was not finished",
        "held by pid 7",
        "5.0 kB of finished copies wait for their run",
    ]
    stands = Status("/m", Phase.APPLIED, 1, (DRIFT,), (record(1),))
    assert list(status_lines(stands))[1:] == [
        "applied: 1 entry placed",
        "Changed since planfile placed it: 1 entry",
        "  ? Movies/a\\x1b.mkv: it is gone (it came from a.mkv)",
        "1 run so far: planfile history /m",
    ]


def test_a_status_says_whose_entries_stand_here() -> None:
    host = Status("/m", Phase.CLEAN, guests=("/my films",))
    assert list(status_lines(host)) == [
        "/m",
        "clean: this library has placed nothing",
        "entries of /my films stand here; planfile destroy '/my films' returns them",
    ]


def test_the_history_is_told_newest_first_with_what_became_of_each() -> None:
    runs = (
        record(1, undone_by=3),
        record(2, partly_undone_by=(3, 4)),
        record(3, RunKind.DESTROY, undoes=(1, 2)),
        record(4),
    )
    lines = list(history_lines(runs))
    assert [line.split()[0] for line in lines] == ["4", "3", "2", "1"]
    assert lines[1].endswith("by ann on nas; took back run 1, 2")
    assert lines[2].endswith("; partly taken back by run 3, 4")
    assert lines[3].endswith("; taken back by run 3")
    assert "2026-11-22T12:00:00Z  apply     4 entries placed" in lines[0]
    assert list(history_lines(())) == ["No runs yet."]


def test_the_history_fits_a_narrow_window() -> None:
    shown = Screen(io.StringIO(), width=40)
    shown.write(history_lines((record(1, undone_by=3),)))
    assert shown.stream.getvalue().splitlines() == [  # type: ignore[attr-defined]
        "   1  2026-11-22T12:00:00Z  apply",
        "     1 entry placed  by ann on nas;",
        "     taken back by run 3",
    ]


def test_programs_get_what_the_schemas_say() -> None:
    acts = (("move", "a", "b"),)
    report = Report(
        RunKind.APPLY, Outcome.WOULD, "/m", 3, "ab", acts=acts, skipped=(DRIFT,)
    )
    runs = (record(1, undone_by=2), record(2, RunKind.DESTROY, undoes=(1,)))
    status = Status("/m", Phase.APPLIED, 1, (DRIFT,), runs)
    done = replace(report, outcome=Outcome.DONE, record=record(3, chain="a" * 64))
    would = replace(done, outcome=Outcome.WOULD)
    for kind, data in (
        ("report", report_data(report)),
        ("report", report_data(done)),
        ("status", status_data(status)),
        ("history", history_data("/m", runs)),
    ):
        assert check_schema(kind, json.loads(json_text(data))) == []
    assert report_data(done)["chain"] == "a" * 64
    assert report_data(would)["chain"] == ""
    assert status_data(status)["phase"] == "applied"
