"""`-o` writes where people mean, and replaces nothing but files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planfile.cli.app import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(library: Path) -> Path:
    return library.parent


def shell(command: str) -> subprocess.CompletedProcess[str]:
    words = command.replace("planfile", f'"{sys.executable}" -m planfile')
    return subprocess.run(["bash", "-c", words], capture_output=True, text=True)


@pytest.mark.parametrize(
    ("command", "first"),
    [
        ("planfile scan library -o /dev/stdout", '{"planfile":"tree"'),
        ("planfile plan library -o /dev/stdout", "# What goes where."),
        ("planfile plan library -o /dev/stdout | cat", "# What goes where."),
        ("planfile plan library > plan.yaml && cat plan.yaml", "# What goes where."),
        ("planfile scan library > tree.json && cat tree.json", '{"planfile":"tree"'),
        ("planfile plan library -o >(cat >&2) >/dev/null 2>both; cat both", ""),
    ],
)
def test_what_goes_to_stdout_is_the_artifact_and_nothing_else(
    command: str, first: str
) -> None:
    done = shell(command)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(first)
    assert "Written to" not in done.stdout
    assert os.path.islink("/dev/stdout")


def test_a_plan_into_a_pipe_keeps_no_scan_beside_it(folder: Path) -> None:
    os.mkfifo("pipe")
    reader = subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE, text=True)
    assert run(["plan", "library", "-o", "pipe"]) == 0
    assert reader.communicate()[0].startswith("# What goes where.")
    assert sorted(os.listdir()) == ["library", "pipe"]
    assert Path("pipe").is_fifo()


def test_a_plan_and_its_json_do_not_share_stdout(capsys: Capture) -> None:
    assert run(["plan", "library", "-o", "-", "--json"]) == 64
    assert "cannot both go to stdout" in capsys.readouterr().err


def test_text_is_written_where_o_says(capsys: Capture) -> None:
    assert run(["scan", "library", "--format", "text", "-o", "tree.txt"]) == 0
    assert capsys.readouterr().out == ""
    assert "Heat.1995.1080p.mkv" in Path("tree.txt").read_text("utf-8")
    assert run(["scan", "library", "--format", "text", "--json"]) == 0
    assert capsys.readouterr().out.startswith("{")
    assert Path("tree.json").exists()


def test_names_are_utf_8_whatever_the_locale_says() -> None:
    Path("library/Amélie.2001.mkv").write_text("x", "utf-8")
    assert run(["plan", "library"]) == 0
    told = "LC_ALL=POSIX PYTHONCOERCECLOCALE=0 PYTHONUTF8=0"
    done = shell(f"{told} planfile plan library -o other.yaml")
    assert done.returncode == 0, done.stderr
    assert Path("other.yaml").read_bytes() == Path("plan.yaml").read_bytes()
    done = shell(f"{told} planfile apply other.yaml --yes")
    assert done.returncode == 0, done.stderr
    assert Path("library/Movies/Amélie (2001)/Amélie.2001.mkv").exists()


def test_a_plan_says_what_to_type_next(capsys: Capture) -> None:
    assert run(["plan", "library"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "next: planfile show, then planfile apply"
    assert run(["plan", "library", "-o", "my plan.yaml"]) == 0
    name = "'my plan.yaml'"
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"next: planfile show {name}, then planfile apply {name}"


@pytest.mark.parametrize(
    "command",
    [
        "plan library -o FILE",
        "plan library --split show -o FILE",
        "scan library -o FILE",
        "scan library --format text -o FILE",
        "show plan.yaml --format html -o FILE",
        "status library --log-file FILE",
    ],
)
@pytest.mark.parametrize("name", ["Alien.1979.mkv", "Alien.1979.en.srt", "disc.bin"])
def test_nothing_is_written_over_a_film_or_subtitle(
    capsys: Capture, command: str, name: str
) -> None:
    assert run(["plan", "library"]) == 0
    film = Path("library", name)
    film.write_bytes(b"\x1aE\xdf\xa3\0 the only copy" if name != "disc.bin" else b"\0")
    before = film.read_bytes(), sorted(os.listdir("library"))
    capsys.readouterr()
    assert run(command.replace("FILE", str(film)).split()) == 3
    assert (film.read_bytes(), sorted(os.listdir("library"))) == before
    assert "it was not overwritten" in capsys.readouterr().err


def test_what_planfile_or_an_editor_wrote_may_be_written_anew() -> None:
    for name in ("plan.yaml", "notes.txt", "page.html", "empty.mkv"):
        Path(name).write_text("" if name == "empty.mkv" else "old", "utf-8")
        assert run(["plan", "library", "-o", name]) == 0
        assert Path(name).read_text("utf-8").startswith("# What goes where.")


def test_edits_outlast_a_new_plan_of_the_same_name(capsys: Capture) -> None:
    assert run(["plan", "library"]) == 0
    assert run(["plan", "library", "--mode", "copy"]) == 0
    assert not Path("plan.yaml.old").exists()
    assert run(["set", "plan.yaml", "Heat", "--year", "1986"]) == 0
    edited = Path("plan.yaml").read_bytes()
    capsys.readouterr()
    assert run(["plan", "library"]) == 0
    assert Path("plan.yaml.old").read_bytes() == edited
    said = capsys.readouterr().err
    assert "plan.yaml had been edited; that plan is now plan.yaml.old." in said
