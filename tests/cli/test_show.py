"""`planfile show` finds out what a thing is and shows it in the form asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import planfile
from planfile.cli.app import run

FILES = (
    "Downloads/Silicon.Valley.S01E01.720p.mkv",
    "Downloads/Silicon.Valley.S01E01.720p.en.srt",
    "Downloads/Heat.1995.1080p.BluRay.mkv",
    "notes.txt",
)


@pytest.fixture(autouse=True)
def _planned(library: Path) -> None:
    tree = planfile.scan(str(library))
    planfile.write(tree, "tree.json")
    planfile.write(planfile.plan(tree), "plan.yaml")


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["show", *arguments]) == 0
    return capsys.readouterr().out


def test_the_plan_in_the_working_folder_is_shown_by_default(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = shown(capsys)
    assert "Silicon Valley" in text
    assert "Heat (1995)/" in text
    assert text.splitlines()[-1].startswith("Plan: 3 to place in 1 show, 1 movie; ")
    assert "\x1b" not in text


def test_files_and_before_and_after_on_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "+ Heat.1995.1080p.BluRay.mkv" in shown(capsys, "-v")
    assert (
        "+ Downloads/Heat.1995.1080p.BluRay.mkv → "
        "Movies/Heat (1995)/Heat.1995.1080p.BluRay.mkv"
    ) in shown(capsys, "--diff")


@pytest.mark.parametrize("arguments", [["--json"], ["--format", "json"]])
def test_programs_get_one_move_per_entry(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(shown(capsys, "plan.yaml", *arguments))
    assert {move["source"] for move in data["moves"]} == set(FILES[:3])
    assert [left["path"] for left in data["left"]] == ["notes.txt"]
    for move in data["moves"]:
        assert set(move) >= {"source", "destination", "action", "confidence", "why"}


def test_markdown_also_goes_to_the_summary_of_a_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    text = shown(capsys, "plan.yaml", "--format", "markdown")
    assert summary.read_text() == f"before\n{text}"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert run(["show", "--format", "markdown"]) == 3
    assert "GITHUB_STEP_SUMMARY" in capsys.readouterr().err


def test_a_page_goes_to_a_file_with_sizes_from_the_tree_beside_the_plan(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert shown(capsys, "--format", "html", "-o", "plan.html") == ""
    page = Path("plan.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert '"video",1,' in page


def test_a_tree_of_another_scan_gives_no_sizes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "library/new.mkv").write_bytes(b"new")
    planfile.write(planfile.scan("library"), "tree.json")
    assert '"video",0,' in shown(capsys, "--format", "html")
    Path("tree.json").unlink()
    assert '"video",0,' in shown(capsys, "--format", "html")


def test_a_human_view_in_a_file_has_no_colour_and_no_edge() -> None:
    assert run(["show", "-o", "plan.txt"]) == 0
    assert "Heat (1995)/" in Path("plan.txt").read_text("utf-8")


def test_a_tree_is_shown_in_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Heat.1995.1080p.BluRay.mkv" in shown(capsys, "tree.json")
    assert json.loads(shown(capsys, "tree.json", "--json"))["planfile"] == "tree"
    assert "### Tree: 4 entries, 4 B" in shown(
        capsys, "tree.json", "--format", "markdown"
    )
    assert "<title>Tree: 4 entries</title>" in shown(
        capsys, "tree.json", "--format", "html"
    )


def test_what_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "nothing.yaml"]) == 3
    assert "cannot read nothing.yaml: No such file" in capsys.readouterr().err


def test_a_plan_with_problems_ends_in_3_with_all_of_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = Path("plan.yaml").read_text("utf-8")
    Path("plan.yaml").write_text(text + "extra: 1\n", "utf-8")
    assert run(["show"]) == 3
    assert "plan.yaml:" in capsys.readouterr().err


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_an_old_locale_neither_breaks_nor_garbles(locale: str) -> None:
    environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0"}
    environment |= {"PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "planfile", "show", "plan.yaml"]
    human = subprocess.run([*command, "--diff"], capture_output=True, env=environment)
    assert human.returncode == 0, human.stderr
    assert b" -> Movies/Heat (1995)/" in human.stdout
    data = subprocess.run([*command, "--json"], capture_output=True, env=environment)
    assert json.loads(data.stdout)["planfile"] == "moves"


@pytest.fixture
def _applied() -> None:
    assert run(["apply", "plan.yaml", "--yes"]) == 0
    assert run(["undo", "library", "--yes"]) == 0


@pytest.mark.usefixtures("_applied")
def test_a_run_is_shown_by_its_number_in_every_form(
    capsys: pytest.CaptureFixture[str],
) -> None:
    capsys.readouterr()
    where = ("--library", "library")
    assert "Run 1: apply, 3 entries placed" in shown(capsys, "1", *where)
    assert "→ Heat.1995.1080p.BluRay.mkv" in shown(capsys, "1", "-v", *where)
    assert (
        "Movies/Heat (1995)/Heat.1995.1080p.BluRay.mkv → "
        "Downloads/Heat.1995.1080p.BluRay.mkv"
    ) in shown(capsys, "2", "--diff", *where)
    assert json.loads(shown(capsys, "1", "--json", *where))["undone_by"] == 2
    assert shown(capsys, "1", "--format", "markdown", *where).startswith("### Run 1")
    assert "<title>Run 1" in shown(capsys, "1", "--format", "html", *where)
    assert shown(capsys, "1", "--format", "csv", *where).count("\n") == 4


@pytest.mark.usefixtures("_applied")
def test_the_state_is_shown_in_every_form(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir("library")
    capsys.readouterr()
    assert "took back run 1" in shown(capsys, "state")
    assert json.loads(shown(capsys, "state", "--json"))["phase"] == "clean"
    assert "| 2 |" in shown(capsys, "state", "--format", "markdown")
    assert "Run 2: Downloads" in shown(capsys, "state", "--format", "html")
    assert shown(capsys, "state", "--format", "csv").count("\n") == 7


def test_a_run_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "7", "--library", "library"]) == 3
    assert "there is no run 7 in library" in capsys.readouterr().err


def test_plans_and_trees_give_a_map_of_moves(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = shown(capsys, "--format", "csv").splitlines()
    assert lines[0] == "source,destination"
    assert len(lines) == 4
    assert len(shown(capsys, "tree.json", "--format", "csv").splitlines()) == 5


def test_a_library_is_no_plan_and_the_way_to_one_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["show", "library"]) == 3
    error = capsys.readouterr().err
    assert "library holds no plan" in error
    assert "planfile plan library writes a plan of it" in error


def test_a_library_where_something_is_placed_has_a_status(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("library/.planfile").mkdir()
    assert run(["show", "library"]) == 3
    assert "planfile status library" in capsys.readouterr().err


def test_a_folder_of_plan_files_is_read_as_a_plan(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("parts").mkdir()
    Path("parts/odd.yaml").write_text("planfile: 1\n")
    assert run(["show", "parts"]) == 3
    assert "holds no plan" not in capsys.readouterr().err


def test_a_page_has_sizes_out_of_the_scan_of_a_plan_with_another_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    os.rename("plan.yaml", "films.yaml")
    os.rename("tree.json", "films.tree.json")
    assert ",1," in shown(capsys, "films.yaml", "--format", "html")


def test_no_number_is_too_large_to_say_that_there_is_no_such_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["show", "9" * 5000, "--library", "library"]) == 3
    assert "there is no run 999" in capsys.readouterr().err
