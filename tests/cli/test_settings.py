"""`planfile settings` shows what holds and says what cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planfile.cli.app import run


def test_every_setting_is_shown_with_its_origin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "planfile.toml").write_text("engine = 'offline'\n")
    assert run(["settings", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "PLANFILE_ENGINE" in shown
    assert f"offline  ({tmp_path}/planfile.toml:1)" in shown


def test_programs_get_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["settings", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["settings"]["action"] == {"value": "move", "from": "default"}


def test_a_folder_that_is_not_there_is_told_with_its_origin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOVIES_PATH", "/no/such/folder")
    assert run(["settings"]) == 3
    assert "the environment: /no/such/folder is not a folder" in capsys.readouterr().err


def test_a_wrong_value_ends_in_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".env").write_text("DRY_RUN=perhaps\n")
    assert run(["settings"]) == 3
    assert "DRY_RUN (from .env:1) is 'perhaps'" in capsys.readouterr().err
