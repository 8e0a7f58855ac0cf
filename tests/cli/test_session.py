"""Only 'yes' goes on; settings speak up on stderr."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from planfile.cli.app import run
from planfile.cli.session import answer, confirm, library_of, note, present, settled
from planfile.errors import RefusedError, UsageError


def typed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_yes_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("yes\n", monkeypatch)
    confirm("Place 3 files?")
    shown = capsys.readouterr()
    assert shown.err == "Place 3 files? Only 'yes' goes on: "
    assert shown.out == ""


@pytest.mark.parametrize("text", ["y\n", "YES\n", "no\n", "\n", "yes please\n"])
def test_anything_else_stops(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(text, monkeypatch)
    with pytest.raises(RefusedError, match="was not 'yes'; nothing was changed"):
        confirm("Go?")


def test_where_nobody_answers_the_flag_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed("", monkeypatch)
    with pytest.raises(RefusedError) as caught:
        confirm("Go?")
    assert "--yes" in caught.value.fix
    assert caught.value.exit_code == 8


def test_warnings_of_settings_go_to_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("GEMINI_MODEL=x\n")
    (tmp_path / ".env").chmod(0o644)
    assert settled(engine="offline").engine == "offline"
    assert "chmod 600 .env" in capsys.readouterr().err


def test_a_library_must_be_named_somewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert library_of(settled("/media")) == "/media"
    with pytest.raises(UsageError, match="no library is named") as caught:
        library_of(settled())
    assert "PLANFILE_LIBRARY" in caught.value.fix


def test_results_go_to_stdout_and_notes_to_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer({}, dict, lambda *_: ["one", "two"], as_json=False)
    note("by the way")
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("one\ntwo\n", "by the way\n")


def test_a_ctrl_c_at_the_question_ends_its_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Impatient:
        def readline(self) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Impatient())
    with pytest.raises(KeyboardInterrupt):
        confirm("Go?")
    assert capsys.readouterr().err.endswith(": \n")


def test_a_library_may_be_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".planfile").mkdir()
    assert library_of(settled()) == str(tmp_path)


def test_what_a_question_is_about_goes_to_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    present(lambda at: [f"width {at.width}"])
    assert capsys.readouterr().err == "width 0\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["status"], "add its folder, or set PLANFILE_LIBRARY"),
        (["show", "1"], "add --library DIR, or set PLANFILE_LIBRARY"),
        (["diff", "1", "2"], "add --library DIR, or set"),
        (["corrections", "forget", "1"], "add --library DIR, or set"),
    ],
)
def test_how_to_name_a_library_is_told_as_the_command_takes_it(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(words) == 64
    assert said in capsys.readouterr().err
