"""Apply, destroy and their kin on the command line."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path

import pytest

from planfile.cli import app
from planfile.cli.app import run
from planfile.stages.scan import scan_tree
from planfile.store.plan_write import write_plan
from planfile.store.schema import check_schema
from planfile.store.tree_write import write_tree
from tests.stages.runs import files, make, plan
from tests.torture.attack import snapshot

FILES = {"in/a.mkv": "a", "in/b.mkv": "b", "void/": ""}
MOVES = {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"}


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    library = make(str(tmp_path / "library"), FILES)
    write_tree(scan_tree(library), "tree.json")
    write_plan(plan(library, MOVES), "plan.yaml")
    return library


def said(capsys: pytest.CaptureFixture[str]) -> str:
    out: str = capsys.readouterr().out
    return out


def test_there_and_back(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(library)
    assert run(["apply", "--yes"]) == 0
    assert "2 entries placed" in said(capsys)
    assert files(library) == ["A/a.mkv", "A/b.mkv"]
    record = f"{library}/.planfile/runs"
    kept = sorted(os.listdir(f"{record}/{os.listdir(record)[0]}"))
    assert kept == ["journal", "plan.yaml", "report.json", "tree.json"]
    assert run(["status", library]) == 0
    assert "2 entries" in said(capsys)
    assert run(["undo", library, "--yes"]) == 0
    assert run(["destroy", library, "--yes"]) == 0
    assert snapshot(library) == before
    assert run(["history", library]) == 0
    assert "destroy" in said(capsys)
    assert run(["state", "verify", library]) == 0


def test_programs_get_json(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["apply", "--dry-run", "--json"]) == 0
    report = json.loads(said(capsys))
    assert report["outcome"] == "would be done"
    assert files(library) == sorted(MOVES)
    assert run(["apply", "--yes", "--json", "--tree", "tree.json"]) == 0
    assert json.loads(said(capsys))["counts"]["placed"] == 2
    assert run(["status", library, "--json"]) == 0
    assert json.loads(said(capsys))["phase"] == "applied"
    assert run(["history", library, "--json"]) == 0
    assert json.loads(said(capsys))["runs"][0]["number"] == 1
    assert run(["state", "verify", library, "--json"]) == 0
    verified = json.loads(said(capsys))
    assert verified["good"] is True
    assert check_schema("verification", verified) == []
    assert run(["recover", library]) == 0
    assert said(capsys) == "Recover: nothing to do, no run was broken off.\n"
    assert run(["recover", library, "--json"]) == 0
    assert json.loads(said(capsys))["outcome"] == "nothing to do"
    assert run(["destroy", library, "--dry-run", "--json"]) == 0
    assert json.loads(said(capsys))["counts"]["restored"] == 2


@pytest.mark.parametrize("yes", ["--yes", "-y"])
@pytest.mark.parametrize("back", ["undo", "destroy"])
def test_plain_words_mean_the_same_with_and_without_typer(
    library: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    back: str,
    yes: str,
) -> None:
    told = []
    plainly = app.without_typer
    for plain in (plainly, lambda _: None):
        monkeypatch.setattr(app, "without_typer", plain)
        for command in (["apply", "plan.yaml", yes], [back, library, yes]):
            assert bool(plainly(command))
            assert run(command) == 0
            told.append((re.sub("[0-9.]+", "#", said(capsys)), files(library)))
    assert told[:2] == told[2:]


@pytest.mark.parametrize(("answer", "code"), [("yes\n", 0), ("y\n", 8), ("", 8)])
def test_only_yes_goes_on(
    library: str, answer: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert run(["apply"]) == code
    assert ("A/a.mkv" in files(library)) == (code == 0)


def test_the_question_names_the_library_where_the_plan_is_carried_out(
    library: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    os.rename(library, f"{library} elsewhere")
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    assert run(["apply", "--library", f"{library} elsewhere"]) == 0
    assert f"Place 2 entries in {library} elsewhere?" in capsys.readouterr().err


def test_a_plan_that_is_edited_while_its_reader_thinks_is_not_applied(
    library: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Thinking:
        def readline(self) -> str:
            text = Path("plan.yaml").read_text("utf-8")
            Path("plan.yaml").write_text(text.replace("A:", "Z:"), "utf-8")
            return "yes\n"

    before = snapshot(library)
    monkeypatch.setattr(sys, "stdin", Thinking())
    assert run(["apply"]) == 3
    assert "plan.yaml was changed meanwhile" in capsys.readouterr().err
    assert snapshot(library) == before
    assert not os.path.exists(f"{library}/.planfile/state.json")


def test_where_nothing_is_to_place_nobody_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    plan = str(tmp_path / "plan.yaml")
    assert run(["plan", str(tmp_path / "empty"), "-o", plan]) == 0
    assert run(["apply", plan]) == 0
    assert "nothing to do" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["cleanup"], ["destroy"]])
def test_destroy_and_cleanup_ask_as_well(
    library: str, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["apply", "--yes"])
    before = snapshot(library)
    monkeypatch.setattr(sys, "stdin", io.StringIO("no\n"))
    assert run([*command, library]) == 8
    assert snapshot(library) == before
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    assert run([*command, library]) == 0
    assert snapshot(library) != before


def test_cleanup_can_be_simulated(library: str) -> None:
    assert run(["cleanup", library, "--dry-run"]) == 0
    assert os.path.isdir(f"{library}/void")


def test_dry_run_can_come_from_the_environment(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRY_RUN", "true")
    assert run(["apply", "--yes"]) == 0
    assert files(library) == sorted(MOVES)


def test_drift_ends_in_4_and_on_request_in_10(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make(library, {"in/a.mkv": "changed"})
    assert run(["apply", "--yes"]) == 4
    assert "in/a.mkv" in capsys.readouterr().err
    assert run(["apply", "--yes", "--skip-drifted"]) == 10
    assert files(library) == ["A/b.mkv", "in/a.mkv"]
    os.unlink(f"{library}/A/b.mkv")
    assert run(["state", "verify", library]) == 4
    assert "A/b.mkv" in said(capsys)
    assert run(["state", "verify", library, "--json"]) == 4
    verified = json.loads(said(capsys))
    assert check_schema("verification", verified) == []
    assert [problem["path"] for problem in verified["problems"]] == ["A/b.mkv"]


def test_a_tree_of_another_plan_is_refused(library: str) -> None:
    make(library, {"in/new.mkv": "n"})
    write_tree(scan_tree(library), "other.json")
    assert run(["apply", "--yes", "--tree", "other.json"]) == 3
    os.replace("other.json", "tree.json")
    assert run(["apply", "--yes"]) == 4
    os.unlink("tree.json")
    assert run(["apply", "--yes"]) == 4
    os.unlink(f"{library}/in/new.mkv")
    assert run(["apply", "--yes"]) == 0


def test_a_tree_that_cannot_be_read_is_not_used(library: str) -> None:
    with open("tree.json", "r+", encoding="utf-8") as stream:
        stream.truncate(200)
    assert run(["apply", "--yes"]) == 0
    assert files(library) == ["A/a.mkv", "A/b.mkv"]


def test_there_is_nobody_to_unlock(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["unlock", "abc", library]) == 0
    assert said(capsys) == "Nobody held it.\n"
    assert run(["unlock", "abc", library, "--json"]) == 0
    data = json.loads(said(capsys))
    assert check_schema("unlocking", data) == []
    assert data["forgotten"] is None


def test_a_state_that_is_brought_back_is_told_in_json(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["apply", "--yes"]) == 0
    said(capsys)
    for restored, runs in ((False, []), (True, [1])):
        assert run(["state", "restore", library, "--json"]) == 0
        data = json.loads(said(capsys))
        assert check_schema("restoration", data) == []
        assert (data["restored"], data["runs"]) == (restored, runs)
        os.unlink(f"{library}/.planfile/state.json")
