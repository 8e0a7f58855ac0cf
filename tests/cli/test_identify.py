"""`planfile identify`: bare names in, answers out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from planfile.cli import app
from planfile.cli.identifying import described, identify_lines
from planfile.errors import InputError
from planfile.naming.reading import Reading
from planfile.store.schema import check_schema


def test_json_lines_are_answered_in_their_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first_line = b'\xef\xbb\xbf{"path": "Late.Tide.S01E02.mkv"}\n'
    assert identify_lines([first_line, b"\n", b'{"path": "Ebb (2011).mkv"}\n']) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert [check_schema("reading", answer) for answer in (first, second)] == [[], []]
    assert (first["kind"], first["title"]) == ("episode", "Late Tide")
    assert (first["season"], first["episodes"], first["absolute"]) == (1, [2], [])
    assert (second["kind"], second["year"]) == ("movie", 2011)


@pytest.mark.parametrize(
    "line",
    [b"no json", b"[1]", b'{"name": "a"}', b'{"path": 3}', b"\xc5\xff", b"[" * 9999],
)
def test_a_wrong_line_is_named_with_an_example(line: bytes) -> None:
    with pytest.raises(InputError, match="line 1") as caught:
        identify_lines([line])
    assert "planfile identify" in caught.value.fix


def test_names_on_the_command_line_are_answered_for_people(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert app.run(["identify", "Late Tide (2011).mkv", "x\x1b[31m"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1].startswith("  movie: Late Tide (2011), ")
    assert "\x1b" not in said[2]
    assert said[3].startswith("  nothing sure")


def test_names_on_the_command_line_are_answered_in_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert app.run(["identify", "--json", "Late Tide S01E02.mkv"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert check_schema("reading", answer) == []
    assert answer["path"] == "Late Tide S01E02.mkv"
    assert answer["title"] == "Late Tide"


@pytest.mark.parametrize("form", [["--jsonl", "-"], ["--json", "Café\x9b\u202e.mkv"]])
def test_json_is_utf_8_and_steers_no_terminal_whatever_the_locale(
    form: list[str],
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planfile", "identify", *form],
        input='{"path": "Café\x9b\u202e.mkv"}\n'.encode(),
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["title"].startswith("Café")
    assert done.stdout.rstrip().decode().isprintable()


def test_a_file_of_lines_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "names.jsonl"
    lines.write_text('{"path": "Late Tide - 07.mkv"}\n', "utf-8")
    assert app.run(["identify", "--jsonl", str(lines)]) == 0
    assert json.loads(capsys.readouterr().out)["absolute"] == [7]


def test_a_missing_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["identify", "--jsonl", str(tmp_path / "none")]) == 3
    assert "cannot read" in capsys.readouterr().err


def test_nothing_to_identify_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["identify"]) == 64
    assert "type: planfile identify Heat" in capsys.readouterr().err


def test_lines_on_stdin_are_answered_without_loading_typer() -> None:
    code = (
        "import sys; from planfile.cli.app import run\n"
        "assert run(['identify', '--jsonl', '-']) == 0\n"
        "heavy = {'typer', 'rich', 'jsonschema', 'ruamel'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input='{"path": "Late Tide S01E02.mkv"}\n',
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["title"] == "Late Tide"


def test_the_line_for_people_holds_every_number() -> None:
    reading = Reading(
        kind="episode",
        title="Late Tide",
        year=2011,
        season=1,
        episodes=(1, 2, 3, 7),
        absolute=(27,),
        date="2014-05-17",
        country="US",
        part=2,
        extra="trailer",
        confidence=0.9,
    )
    assert described(reading) == (
        "episode: Late Tide (2011) [US], season 1, episode 1-3, 7, number 27, "
        "2014-05-17, part 2, trailer, 0.90 sure"
    )
    assert described(Reading(title="Tide")) == "nothing sure; maybe 'Tide'"
    assert described(Reading(kind="episode")).startswith("episode: title unknown")


def test_lines_on_stdin_may_be_asked_for_with_an_equals_sign(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.BytesIO(b'{"path": "Late Tide S01E02"}\n')
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(typed))
    assert app.run(["identify", "--jsonl=-"]) == 0
    assert json.loads(capsys.readouterr().out)["season"] == 1
