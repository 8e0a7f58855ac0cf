"""Who asked for JSON gets JSON, however it ends: one object on stdout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planfile.cli.app import run
from planfile.cli.boundary import guarded
from planfile.store.schema import check_schema

Capture = pytest.CaptureFixture[str]


def failure(capsys: Capture) -> Any:
    shown = capsys.readouterr()
    data = json.loads(shown.out)
    assert check_schema("failure", data) == []
    assert shown.err.startswith(f"error: {data['message']}")
    return data


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["show", "nothere.yaml", "--json"], 3, "InputError"),
        (["show", "nothere.yaml", "--format", "json"], 3, "InputError"),
        (["show", "nothere.yaml", "--format=json"], 3, "InputError"),
        (["status", "--json"], 64, "UsageError"),
        (["show", "1", "--json"], 64, "UsageError"),
        (["staus", "--json"], 64, "UsageError"),
        (["status", "--jsn", "--json"], 64, "UsageError"),
        (["status", "--json", "--jobs"], 64, "UsageError"),
        (["status", "--json", "--jobs", "many"], 64, "UsageError"),
        (["--json"], 64, "UsageError"),
        (["plan", ".", "--engine", "gemini", "--json"], 9, "EngineError"),
    ],
)
def test_a_failure_is_one_object_with_the_exit_code(
    words: list[str], code: int, error: str, capsys: Capture
) -> None:
    Path("Quiet.Harbour.S01E01.mkv").touch()
    assert run(words) == code
    data = failure(capsys)
    assert data["exit_code"] == code
    assert data["error"] == error
    assert data["fix"]


def test_each_problem_of_a_plan_is_told_with_its_place(capsys: Capture) -> None:
    Path("plan.yaml").write_text("planfile: 1\nmovies: [\n")
    assert run(["apply", "--yes", "--json"]) == 3
    problem = failure(capsys)["problems"][0]
    assert problem["file"] == "plan.yaml"
    assert problem["line"]
    assert problem["code"]


@pytest.mark.parametrize(
    ("words", "code"), [(["status"], 64), (["status", "--", "--json"], 3)]
)
def test_nobody_else_finds_anything_on_stdout(
    words: list[str], code: int, capsys: Capture
) -> None:
    assert run(words) == code
    assert capsys.readouterr().out == ""


def raising(error: BaseException) -> int:
    def action() -> int:
        raise error

    return guarded(action, as_json=True)


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), 130, "stopped"),
        (MemoryError(), 1, "not enough memory"),
        (ZeroDivisionError("x"), 1, "unexpected ZeroDivisionError: x"),
    ],
)
def test_what_nobody_planned_is_told_in_json_too(
    error: BaseException, code: int, message: str, capsys: Capture
) -> None:
    assert raising(error) == code
    data = failure(capsys)
    assert data["exit_code"] == code
    assert message in data["message"]


def test_a_full_disk_behind_stdout_leaves_the_message_to_stderr() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "planfile", "show", "nothere", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 3
    assert done.stderr.startswith("error: cannot read nothere")
    assert "Traceback" not in done.stderr


def test_settings_that_cannot_hold_are_one_object_with_the_settings_in_it(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOVIES_PATH", "/no/such/folder")
    assert run(["settings", "--json"]) == 3
    shown = capsys.readouterr()
    data = json.loads(shown.out)
    assert check_schema("settings", data) == []
    assert data["settings"]["movies_path"]["value"] == "/no/such/folder"
    assert data["problems"][0]["code"] == "no-such-folder"
    assert "is not a folder" in shown.err
