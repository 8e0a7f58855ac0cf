"""`planfile corrections` as people type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planfile.artifacts.correction import Correction, Label
from planfile.artifacts.identity import Kind
from planfile.cli.app import run
from planfile.store.corrections_file import read_corrections, write_corrections
from planfile.store.schema import check_schema

ONE = Correction(
    1,
    "quiet harbour",
    Label(Kind.MOVIE, "Quiet", 1994),
    Label(Kind.MOVIE, "Quiet Harbour", 1995),
    "2026-11-22",
)
TWO = Correction(12, "qh", None, None)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    write_corrections(str(tmp_path), [ONE, TWO])
    return str(tmp_path)


def test_the_list_says_what_is_known(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["corrections", "list", library]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        " 1  'quiet harbour' is movie: Quiet Harbour (1995)"
        " (the plan said movie: Quiet (1994)), since 2026-11-22",
        "12  'qh' is left alone",
    ]


def test_the_list_is_json_for_programs(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["corrections", "list", library, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert check_schema("corrections", data) == []
    assert data["corrections"][0]["is"] == "movie: Quiet Harbour (1995)"
    assert data["corrections"][1]["is"] == "leave"


def test_a_lesson_is_learnt_where_dotenv_keeps_the_plans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    film = tmp_path / "library/in/Quiet.1994.mkv"
    film.parent.mkdir(parents=True)
    film.touch()
    dotenv = Path(".env")
    dotenv.write_text("PLANFILE_CACHE=kept\n")
    dotenv.chmod(0o600)
    assert run(["plan", "library"]) == 0
    assert list((tmp_path / "kept/drafts").iterdir())
    assert run(["set", "plan.yaml", "Quiet (1994)", "--year", "1995"]) == 0
    assert run(["apply", "--yes"]) == 0
    assert "Remembered for the next plan: " in capsys.readouterr().err


def test_an_empty_list_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["corrections", "list", str(tmp_path)]) == 0
    assert "No corrections" in capsys.readouterr().out


def test_forgetting_says_what_went(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["corrections", "forget", "12", "--library", library]) == 0
    assert "Forgotten: 12  'qh' is left alone" in capsys.readouterr().out
    assert read_corrections(library) == (ONE,)
    assert run(["corrections", "forget", "--all", "--library", library]) == 0
    assert read_corrections(library) == ()


def test_what_was_forgotten_is_json_for_programs(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["corrections", "forget", "12", "--library", library, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert check_schema("corrections", data) == []
    assert [one["number"] for one in data["corrections"]] == [12]


def test_forgetting_nothing_is_wrong_usage(library: str) -> None:
    assert run(["corrections", "forget", "--library", library]) == 64
    assert run(["corrections", "forget", "3", "--library", library]) == 3
