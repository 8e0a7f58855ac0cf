"""An approval binds apply to the very plan that was approved."""

from __future__ import annotations

from pathlib import Path

import pytest

from planfile.cli.app import run


@pytest.fixture(autouse=True)
def _planned(library: Path) -> None:
    assert run(["plan", library.name]) == 0


def edited(old: str, new: str) -> None:
    text = Path("plan.yaml").read_text("utf-8")
    assert old in text
    Path("plan.yaml").write_text(text.replace(old, new), "utf-8")


def test_without_an_approval_nothing_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["apply", "--yes", "--require-approval"]) == 8
    assert "planfile approve" in capsys.readouterr().err
    monkeypatch.setenv("PLANFILE_REQUIRE_APPROVAL", "true")
    assert run(["apply", "--yes"]) == 8
    assert Path("library/Heat.1995.1080p.mkv").exists()


def test_an_approved_plan_runs_whatever_its_comments_say() -> None:
    assert run(["approve", "--as", "ann"]) == 0
    edited("movies:", "# looks good to me\nmovies:")
    assert run(["apply", "--yes", "--require-approval"]) == 0
    assert Path("library/Movies/Heat (1995)/Heat.1995.1080p.mkv").exists()


def test_an_edit_voids_the_approval() -> None:
    assert run(["approve", "--as", "ann"]) == 0
    edited("'Heat (1995)'", "'Heat (1996)'")
    assert run(["apply", "--yes", "--require-approval"]) == 8
    assert Path("library/Heat.1995.1080p.mkv").exists()


def test_a_library_can_ask_for_approvals_itself() -> None:
    Path("library/planfile.toml").write_text("[policies]\nrequire_approval = true\n")
    assert run(["apply", "--yes"]) == 8
