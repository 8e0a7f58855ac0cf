"""`planfile edit` with editors that are small scripts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from planfile.artifacts.plan import Placement, Plan, Section
from planfile.cli.app import run
from planfile.store.plan_parts import write_parts
from planfile.store.plan_read import read_plan
from planfile.store.plan_write import write_plan

PLAN = Plan(
    library="/media/library",
    tree="sha256:" + "9f" * 32,
    engine="offline",
    entries=1,
    unchanged=0,
    placements=(Placement(Section.MOVIES, "Heat (1995)", "", "In/a.mkv"),),
    left=(),
)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.delenv("VISUAL", raising=False)
    (tmp_path / "temporary").mkdir()
    path = tmp_path / "plan.yaml"
    write_plan(PLAN, str(path))
    path.chmod(0o640)
    return path


def editor(path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """An editor that is a shell script; $1 is the file, counts of calls in calls."""
    tool = path.parent / "my editor"
    tool.write_text(f'#!/bin/sh\necho >> "{path.parent}/calls"\n{script}\n')
    tool.chmod(0o755)
    monkeypatch.setenv("EDITOR", f"'{tool}'")


def answers(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def copies(path: Path) -> list[Path]:
    return list((path.parent / "temporary").iterdir())


def test_a_sound_edit_is_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(path, monkeypatch, 'sed -i s/1995/1996/ "$1"')
    assert run(["edit", str(path)]) == 0
    assert read_plan(str(path)).placements[0].folder == "Heat (1996)"
    assert capsys.readouterr().err == f"{path}: saved\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert copies(path) == []


def test_no_edit_writes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(path, monkeypatch, "true")
    before = path.stat().st_mtime_ns
    assert run(["edit", str(path)]) == 0
    assert path.stat().st_mtime_ns == before
    assert capsys.readouterr().err == f"{path}: nothing was changed\n"


def test_what_is_wrong_is_shown_and_can_be_mended(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = (
        f'if [ $(wc -l < "{path.parent}/calls") = 1 ]; then sed -i s,In/a,../a, "$1"\n'
        'else sed -i "s,\\.\\./a,In/a,; s/1995/1996/" "$1"; fi'
    )
    editor(path, monkeypatch, script)
    answers(monkeypatch, "\n")
    assert run(["edit", str(path)]) == 0
    assert f"{path}:15:7: error: the source '../a.mkv'" in capsys.readouterr().err
    assert read_plan(str(path)).placements[0].folder == "Heat (1996)"


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_giving_up_keeps_the_file_and_the_edit(
    path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    before = path.read_bytes()
    editor(path, monkeypatch, "printf 'Caf\\351' >> \"$1\"")
    answers(monkeypatch, answer)
    assert run(["edit", str(path)]) == 3
    assert path.read_bytes() == before
    (copy,) = copies(path)
    assert copy.read_bytes() == before + b"Caf\xe9"


def test_a_part_is_judged_by_its_form(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_parts(PLAN, str(path.parent / "plan"), "show")
    part = path.parent / "plan" / "movies-Heat (1995).yaml"
    editor(path, monkeypatch, 'sed -i s/1995/1996/ "$1"')
    assert run(["edit", str(part)]) == 0
    assert "Heat (1996)" in part.read_text()


def test_an_editor_that_fails_or_is_missing_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(path, monkeypatch, "exit 3")
    assert run(["edit", str(path)]) == 3
    assert "ended with 3" in capsys.readouterr().err
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert run(["edit", str(path)]) == 3
    assert "cannot start the editor 'no-such-editor'" in capsys.readouterr().err
    monkeypatch.setenv("EDITOR", "'unclosed")
    assert run(["edit", str(path)]) == 3


def test_what_is_no_plan_at_all_is_not_opened(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(path, monkeypatch, "true")
    path.write_text('{"planfile":"tree","version":1}\n')
    assert run(["edit", str(path)]) == 3
    assert "this is a tree, not a plan" in capsys.readouterr().err
    assert not (path.parent / "calls").exists()


def test_a_folder_or_what_cannot_be_read_is_not_opened(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["edit", str(path.parent)]) == 3
    assert "is a folder" in capsys.readouterr().err
    path.write_bytes(b"\xff\xfe")
    assert run(["edit", str(path)]) == 3
    assert "the file is UTF-16" in capsys.readouterr().err


def test_an_edit_never_overwrites_what_changed_meanwhile(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(path, monkeypatch, f'sed -i s/1995/1996/ "$1"; sed -i s/1995/1997/ "{path}"')
    assert run(["edit", str(path)]) == 3
    assert read_plan(str(path)).placements[0].folder == "Heat (1997)"
    (copy,) = copies(path)
    assert read_plan(str(copy)).placements[0].folder == "Heat (1996)"
    told = capsys.readouterr().err
    assert f"Your edit is kept in {copy}." in told
    assert "was changed meanwhile" in told


def test_an_editor_that_leaves_no_file_is_no_crash(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    editor(path, monkeypatch, 'rm "$1"')
    assert run(["edit", str(path)]) == 3
    assert "the editor left no " in capsys.readouterr().err
