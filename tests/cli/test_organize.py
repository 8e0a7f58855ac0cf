"""`planfile organize` goes the whole way for one kind of folder, within policies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planfile.cli.app import run

FILES = (
    "Heat.1995.1080p.BluRay.mkv",
    "Silicon.Valley.S01E01.720p.mkv",
    "Silicon.Valley.S01E01.720p.en.srt",
    "notes.txt",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, with spaces in its name, that holds shows and movies."""
    found = tmp_path / "my media"
    found.mkdir()
    for name in FILES:
        (found / name).write_bytes(b"x" * 1000)
    return found


def files(folder: Path) -> set[str]:
    return {
        os.path.relpath(os.path.join(top, name), folder)
        for top, _, names in os.walk(folder)
        for name in names
        if ".planfile" not in top
    }


def test_movies_are_placed_directly_in_their_folder(folder: Path) -> None:
    assert run(["organize", "movies", str(folder), "--yes"]) == 0
    assert files(folder) == {
        "Heat (1995)/Heat.1995.1080p.BluRay.mkv",
        *FILES[1:],
    }
    assert run(["undo", str(folder), "--yes"]) == 0
    assert files(folder) == set(FILES)


def test_shows_are_placed_directly_in_the_folder_of_the_settings(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TV_SHOWS_PATH", str(folder))
    assert run(["organize", "shows", "--yes"]) == 0
    assert files(folder) == {
        "Silicon Valley/Season 01/Silicon.Valley.S01E01.720p.mkv",
        "Silicon Valley/Season 01/Silicon.Valley.S01E01.720p.en.srt",
        "Heat.1995.1080p.BluRay.mkv",
        "notes.txt",
    }
    assert run(["show", "-v"]) == 0
    assert "belongs to movies, not to shows" in capsys.readouterr().out


def test_a_dry_run_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DRY_RUN", "true")
    assert run(["organize", "movies", str(folder)]) == 0
    assert files(folder) == set(FILES)
    assert "Heat (1995)" in capsys.readouterr().out


def test_without_a_folder_the_setting_is_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["organize", "movies"]) == 64
    assert "MOVIES_PATH" in capsys.readouterr().err


def test_a_plan_beyond_the_policies_is_refused_with_each_rule(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policies = "[policies]\nprotect = ['Heat*']\nmax_bytes = '1B'\n"
    (folder / "planfile.toml").write_text(policies)
    assert run(["organize", "movies", str(folder), "--yes"]) == 8
    shown = capsys.readouterr().err
    assert "max_bytes: the plan places 1,000 bytes, and 1 are allowed" in shown
    assert "protect: Heat* protects it, and the plan moves it" in shown
    assert files(folder) == {*FILES, "planfile.toml"}
