"""`planfile fmt`, `set` and `approve`, as people and as programs type them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planfile.cli.app import run
from planfile.cli.commands import COMMANDS
from planfile.store.schema import check_schema

FILES = ["Heat.1995.mkv"]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def plan(library: Path, capsys: Capture) -> Path:
    """A plan of one film in the working folder."""
    assert run(["plan", library.name]) == 0
    capsys.readouterr()
    return Path("plan.yaml").absolute()


def answer(capsys: Capture, schema: str) -> Any:
    data = json.loads(capsys.readouterr().out)
    assert check_schema(schema, data) == []
    return data


def untidied(plan: Path) -> None:
    plan.write_text(plan.read_text("utf-8").replace("'Heat (1995)'", '"Heat (1995)"'))


def test_fmt_names_what_it_changed(plan: Path, capsys: Capture) -> None:
    untidied(plan)
    assert run(["fmt", "--check"]) == 3
    assert capsys.readouterr().out == "plan.yaml\n"
    assert run(["fmt"]) == 0
    assert capsys.readouterr().out == "plan.yaml\n"
    assert run(["fmt"]) == 0
    assert capsys.readouterr().out == ""


def test_fmt_tells_programs_of_every_file(plan: Path, capsys: Capture) -> None:
    untidied(plan)
    for check, code, changed in (("--check", 3, True), ("-", 0, True), ("-", 0, False)):
        words = ["fmt", "--json", *([check] if check != "-" else [])]
        assert run(words) == code
        files = answer(capsys, "formatting")["files"]
        assert files == [{"path": "plan.yaml", "changed": changed}]


def test_set_tells_programs_which_lines_changed(plan: Path, capsys: Capture) -> None:
    lines = plan.read_text("utf-8").splitlines()
    wanted = ["set", "plan.yaml", "Heat", "--year", "1996", "--json"]
    assert run(wanted) == 0
    data = answer(capsys, "edit")
    assert data["file"] == "plan.yaml"
    (change,) = data["changes"]
    assert change["before"] == [lines[change["line"] - 1]]
    assert "Heat (1996)" in change["after"][0]
    assert run(wanted) == 0
    assert answer(capsys, "edit")["changes"] == []


def test_a_mark_that_windows_editors_write_is_no_matter(
    plan: Path, capsys: Capture
) -> None:
    plan.write_bytes(b"\xef\xbb\xbf" + plan.read_bytes())
    for words in (["validate", "plan.yaml"], ["show"], ["fmt"], ["apply", "-n"]):
        assert run(words) == 0
    capsys.readouterr()
    assert run(["set", "plan.yaml", "Heat", "--year", "1996", "--json"]) == 0
    assert len(answer(capsys, "edit")["changes"]) == 1
    assert run(["apply", "--yes"]) == 0
    assert Path("library/Movies/Heat (1996)/Heat.1995.mkv").exists()


def test_set_without_anything_to_set_is_wrong_usage(capsys: Capture) -> None:
    assert run(["set", "plan.yaml", "Heat"]) == 64
    assert "--title" in capsys.readouterr().err


def test_an_approval_is_told_as_its_file_holds_it(plan: Path, capsys: Capture) -> None:
    assert run(["approve", "--as", "ann", "--json"]) == 0
    data = answer(capsys, "approval")
    assert data["signatures"][0]["who"] == "ann"
    assert data == json.loads(Path("plan.yaml.approval.json").read_text("utf-8"))


INTERACTIVE = {"edit"}


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in INTERACTIVE])
def test_every_command_answers_programs(name: str, capsys: Capture) -> None:
    groups = {
        "state": (["state", "verify"], ["state", "restore"]),
        "corrections": (["corrections", "list"], ["corrections", "forget"]),
    }
    for words in groups.get(name, ([name],)):
        assert run([*words, "--help"]) == 0
        assert " --json " in capsys.readouterr().out
