"""`planfile plan --split`: a folder of plan files that every command takes."""

from __future__ import annotations

from pathlib import Path

import pytest

import planfile
from planfile.cli.app import run
from planfile.store.plan_read import read_plan

FILES = (
    "In/Silicon.Valley.S02E05.720p.mkv",
    "In/Heat.1995.1080p.BluRay.mkv",
    "In/Alien.1979.1080p.BluRay.mkv",
)


@pytest.fixture(autouse=True)
def _library(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_a_plan_in_a_folder_is_planned_checked_shown_and_applied(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["plan", "library", "--split", "show"]) == 0
    names = sorted(path.name for path in Path("plan").iterdir())
    assert names == [
        "movies-Alien (1979).yaml",
        "movies-Heat (1995).yaml",
        "plan.yaml",
        "shows-Silicon Valley.yaml",
        "tree.json",
    ]
    assert run(["validate", "plan"]) == 0
    capsys.readouterr()
    assert run(["show", "plan"]) == 0
    assert "3 to place in 1 show, 2 movies" in capsys.readouterr().out
    assert run(["apply", "plan", "--yes"]) == 0
    assert Path("library/Movies/Heat (1995)/Heat.1995.1080p.BluRay.mkv").exists()


def test_a_plan_in_a_folder_is_kept_whole_with_its_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["plan", "library", "--split", "show"]) == 0
    assert run(["apply", "plan", "--yes"]) == 0
    (kept,) = Path("library").glob(".planfile/runs/*/plan.yaml")
    whole, parts = read_plan(str(kept)), read_plan("plan")
    assert sorted(whole.moves()) == sorted(parts.moves())
    Path("library/In/Dune.1984.mkv").parent.mkdir()
    Path("library/In/Dune.1984.mkv").write_text("x")
    assert run(["plan", "library", "--split", "show"]) == 0
    Path("library/In/Dune.1984.mkv").unlink()
    capsys.readouterr()
    assert run(["apply", "plan", "--yes"]) == 4
    assert "applied this very plan already" not in capsys.readouterr().err


def test_planning_again_changes_no_byte() -> None:
    run(["plan", "library", "-o", "review", "--split", "letter"])
    before = {path.name: path.read_bytes() for path in Path("review").glob("*.yaml")}
    run(["plan", "library", "-o", "review", "--split", "letter"])
    assert before == {p.name: p.read_bytes() for p in Path("review").glob("*.yaml")}
    assert len(planfile.read("review").placements) == 3  # type: ignore[union-attr]


def test_an_unknown_way_is_refused_before_anything_is_done(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["plan", "library", "--split", "year"]) == 3
    assert "no way to split" in capsys.readouterr().err
    assert run(["plan", "library", "--split", "show", "-o", "-"]) == 3
    assert not Path("plan").exists()
    assert not Path("-").exists()
