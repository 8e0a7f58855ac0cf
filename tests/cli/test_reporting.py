"""`apply --ci` leaves what the next step of a job needs; exit codes tell changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planfile.cli.app import run
from planfile.store.schema import check_schema


@pytest.fixture(autouse=True)
def _planned(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A planned library beside the working folder, in a job."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert run(["plan", library.name]) == 0


def apply_json() -> Any:
    return json.loads(Path("apply.json").read_text("utf-8"))


def test_a_job_gets_a_report_and_a_summary_without_a_question(library: Path) -> None:
    assert run(["apply", "plan.yaml", "--ci"]) == 0
    data = apply_json()
    assert check_schema("report", data) == []
    assert data["counts"]["placed"] == 1
    summary = Path("summary.md").read_text("utf-8")
    assert summary.startswith("### Apply: 1 entry placed, 2 folders made; run 1.\n")
    root = Path("library").absolute()
    assert f"`planfile destroy {root} --run 1` takes it back." in summary


def test_a_job_that_is_refused_says_why(library: Path) -> None:
    (library / "Heat.1995.1080p.mkv").write_bytes(b"changed")
    assert run(["apply", "plan.yaml", "--ci"]) == 4
    data = apply_json()
    assert check_schema("failure", data) == []
    assert (data["error"], data["exit_code"]) == ("DriftError", 4)
    summary = Path("summary.md").read_text("utf-8")
    assert summary.startswith("### Not applied: ")
    assert "`Heat.1995.1080p.mkv`: " in summary


def test_a_plan_that_cannot_be_read_is_reported_too(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    Path("plan.yaml").write_text("planfile: 1\nnonsense: 1\n" * 30)
    assert run(["apply", "plan.yaml", "--ci"]) == 3
    assert apply_json()["error"] == "PlanError"
    assert apply_json()["problems"]


def test_without_the_flag_nothing_is_left_behind(library: Path) -> None:
    assert run(["apply", "plan.yaml", "--yes"]) == 0
    assert not Path("apply.json").exists()


def test_the_detailed_exit_code_tells_changes_from_none(library: Path) -> None:
    assert run(["plan", "library", "--detailed-exitcode"]) == 2
    assert run(["apply", "plan.yaml", "--dry-run", "--detailed-exitcode"]) == 2
    assert run(["apply", "plan.yaml", "--yes", "--detailed-exitcode"]) == 0
    assert run(["plan", "library", "--detailed-exitcode"]) == 0
    assert run(["apply", "plan.yaml", "--dry-run", "--detailed-exitcode"]) == 0


def test_what_cannot_be_left_for_a_job_undoes_no_run(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("apply.json").mkdir()
    assert run(["apply", "plan.yaml", "--ci"]) == 0
    told = capsys.readouterr()
    assert "cannot write apply.json" in told.err
    assert "1 entry placed" in told.out


def test_what_cannot_be_left_for_a_job_hides_no_failure(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(library))
    (library / "Heat.1995.1080p.mkv").write_bytes(b"changed")
    assert run(["apply", "plan.yaml", "--ci"]) == 4
    assert apply_json()["error"] == "DriftError"
    assert "cannot write the summary of the job" in capsys.readouterr().err


def test_a_job_that_is_stopped_finds_no_report_of_the_run_before(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(path: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planfile.cli.applying.read_plan", stopped)
    assert run(["apply", "plan.yaml", "--ci"]) == 130
    assert (apply_json()["error"], apply_json()["exit_code"]) == ("StoppedError", 130)
