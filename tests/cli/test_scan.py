"""`planfile scan` from the outside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from planfile.cli import app
from planfile.cli.app import run
from planfile.store.schema import check_schema

FILES = ["Films/Heat.1995.mkv"]
Capture = pytest.CaptureFixture[str]


def test_a_scan_writes_tree_json_here_and_says_what_it_found(
    library: Path, capsys: Capture
) -> None:
    assert run(["scan", str(library)]) == 0
    assert capsys.readouterr() == ("Tree in tree.json: 1 entry, 1 B: 1 video.\n", "")
    assert json.loads(Path("tree.json").read_text())["library"] == str(library)


def test_the_tree_alone_goes_to_stdout_when_asked(
    library: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["scan", str(library), "-o", "-"]) == 0
    out, err = capfdbinary.readouterr()
    assert json.loads(out)["entries"] == 1
    assert err == b"Tree: 1 entry, 1 B: 1 video.\n"


def test_on_a_terminal_no_name_in_the_tree_can_steer_it(
    library: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("C1\x9b2J.mkv", "Rtl\u202e.mkv", "Line\u2028\x85.mkv"):
        (library / name).touch()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["scan", str(library), "-o", "-"]) == 0
    shown = capsys.readouterr()
    assert "".join(shown.out.splitlines()).isprintable()
    assert "4 videos" in shown.err
    Path("tree.json").write_text(shown.out, "utf-8")
    assert run(["show", "tree.json", "--json"]) == 0
    assert capsys.readouterr().out == shown.out


def test_totals_come_as_json_when_asked(library: Path, capsys: Capture) -> None:
    assert run(["scan", str(library), "-o", "my.json", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert check_schema("scan", told) == []
    assert told["counts"] == {"video": 1}
    assert told["tree"] == "my.json"


def test_text_is_a_tree_for_people(library: Path, capsys: Capture) -> None:
    assert run(["scan", str(library), "--format", "text"]) == 0
    out = capsys.readouterr().out
    assert "Films/  1 B, 1 video\n  Heat.1995.mkv  1 B\n" in out
    assert "  Heat (1995)" in out
    assert not Path("tree.json").exists()


def test_text_goes_where_it_is_told_to(library: Path, capsys: Capture) -> None:
    assert run(["scan", str(library), "--format", "text", "-o", "tree.json"]) == 0
    assert capsys.readouterr().out == ""
    assert "  Heat.1995.mkv  1 B\n" in Path("tree.json").read_text("utf-8")


def test_an_output_without_a_name_is_refused(library: Path, capsys: Capture) -> None:
    assert run(["scan", str(library), "-o", "", "--json"]) == 64
    assert "name one, or - for stdout" in capsys.readouterr().err


@pytest.fixture
def locked(library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library whose folder Films nobody may open."""
    from planfile.disk.visit import open_folder
    from planfile.disk.walk import Walk

    def opener(name: str, parent: int) -> int:
        if name == "Films":
            raise PermissionError(13, "Permission denied")
        return open_folder(name, parent)

    (library / "@eaDir").mkdir()
    defaults = Walk.__init__.__kwdefaults__ or {}
    monkeypatch.setitem(defaults, "opener", opener)
    return library


@pytest.mark.parametrize("form", ["json", "text"])
def test_something_unreadable_is_said_and_ends_in_10(
    form: str, locked: Path, capsys: Capture
) -> None:
    assert run(["scan", str(locked), "--format", form]) == 10
    assert capsys.readouterr().err == (
        "left out: @eaDir x1\ncannot read Films: Permission denied\n"
    )


def test_a_plan_that_cannot_know_of_a_folder_says_so_and_ends_in_10(
    locked: Path, capsys: Capture
) -> None:
    (locked / "Up.2009.mkv").touch()
    for words in (["plan", str(locked)], ["plan", "tree.json", "--detailed-exitcode"]):
        assert run(words) == 10
        assert "cannot read Films: Permission denied\n" in capsys.readouterr().err
    assert "Up (2009)" in Path("plan.yaml").read_text("utf-8")


def test_a_check_says_which_folder_it_could_not_look_into(
    locked: Path, capsys: Capture
) -> None:
    assert run(["check", str(locked)]) == 0
    assert capsys.readouterr().err == "cannot read Films: Permission denied\n"


def test_a_missing_library_ends_in_3_with_one_message(
    library: Path, capsys: Capture
) -> None:
    assert run(["scan", str(library / "none")]) == 3
    assert "error: there is no folder" in capsys.readouterr().err


def test_a_scan_of_nothing_named_ends_in_64(library: Path, capsys: Capture) -> None:
    assert run(["scan"]) == 64
    assert "PLANFILE_LIBRARY" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["scan", "plan"])
@pytest.mark.parametrize(
    "words",
    [
        ["{}"],
        ["{}", "-o", "out.json"],
        ["{}", "--output", "out.json"],
        ["-o", "out.json", "{}"],
        ["{}", "--output=out.json"],
    ],
)
def test_plain_words_mean_the_same_with_and_without_typer(
    library: Path,
    capsys: Capture,
    verb: str,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run([verb, str(library)])  # a plan is remembered, and says so by saying less
    capsys.readouterr()
    told = []
    output = {"scan": "tree.json", "plan": "plan.yaml"}[verb]
    path = Path("out.json" if words[1:] else output)
    for plain in (app.without_typer, lambda _: None):
        monkeypatch.setattr(app, "without_typer", plain)
        assert run([verb, *(word.format(library) for word in words)]) == 0
        told.append((capsys.readouterr(), path.read_bytes()))
        path.unlink()
    assert told[0] == told[1]


@pytest.mark.parametrize("words", [["--help"], [""], ["a", "-o", "-"], ["a", "b"], []])
@pytest.mark.parametrize("verb", ["scan", "plan"])
def test_other_words_are_read_by_typer(verb: str, words: list[str]) -> None:
    assert app.without_typer([verb, *words]) is None


def test_a_plain_scan_imports_nothing_that_takes_longer_than_it(library: Path) -> None:
    code = (
        "import sys; from planfile.cli.app import run; run(sys.argv[1:])\n"
        "heavy = {'typer', 'rich', 'dataclasses', 'inspect', 'difflib'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    command = [sys.executable, "-c", code, "scan", str(library)]
    assert subprocess.run(command, check=False).returncode == 0
