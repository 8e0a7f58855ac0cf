"""What one call may use of the machine, and what it says it has used."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from planfile.artifacts.event import Event
from planfile.cli import limits
from planfile.cli.app import run
from planfile.cli.boundary import guarded
from planfile.cli.limits import Timings


def planfile(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """Run planfile in a process of its own; `code` is run instead if there is some."""
    body = code or "from planfile.cli.app import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", f"import sys; {body}", *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def test_timings_tell_what_each_stage_cost(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", str(library), "--timings"]) == 0
    told = dict(line.split(": ", 1) for line in capsys.readouterr().err.splitlines())
    assert " s, processor " in told["scan"]
    assert ", 1 done, " in told["scan"]
    assert "peak memory " in told["plan"]


def test_timings_of_a_check_are_told_too(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(library), "--timings"]) == 0
    assert capsys.readouterr().err.startswith("scan: ")


def test_without_the_flag_nothing_is_told(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["scan", str(library)])
    assert capsys.readouterr().err == ""


def test_a_stage_without_entries_has_no_pace() -> None:
    heard: list[Event] = []
    timings = Timings(heard.append)
    timings(Event("scan"))
    (line,) = timings.lines()
    assert "done" not in line
    assert timings.lines() == [line]
    assert heard == [Event("scan")]


def test_nice_makes_the_call_stand_back(library: Path) -> None:
    code = (
        "import os; from planfile.cli.app import run; run(sys.argv[1:]); "
        "print(os.getpriority(os.PRIO_PROCESS, 0), file=sys.stderr)"
    )
    done = planfile("scan", str(library), "--nice", "7", code=code)
    expected = max(7, os.getpriority(os.PRIO_PROCESS, 0))
    assert done.stderr.splitlines()[-1] == str(expected)


def test_a_call_that_needs_more_memory_than_it_may_ends_with_what_to_type(
    library: Path,
) -> None:
    code = (
        "from planfile.cli.app import run; from planfile.stages import scan; "
        "scan.Walk.rows = lambda self: iter([bytearray(1 << 30)]); "
        "sys.exit(run(sys.argv[1:]))"
    )
    done = planfile("scan", str(library), "--max-memory=256MB", code=code)
    assert done.returncode == 1
    assert "not enough memory" in done.stderr
    assert "--max-memory" in done.stderr


def test_little_memory_is_enough_for_a_small_library(library: Path) -> None:
    limit = "--max-memory=128MB"
    for words in (
        ["plan", str(library), "--engine", "offline"],
        ["apply", "plan.yaml", "--yes"],
        ["status", str(library)],
        ["history", str(library)],
        ["destroy", str(library), "--yes"],
    ):
        done = planfile(*words, limit)
        assert done.returncode == 0, done.stderr


def test_the_limit_is_the_one_that_was_said(library: Path) -> None:
    code = (
        "import resource; from planfile.cli.app import run; run(sys.argv[1:]); "
        "print(resource.getrlimit(resource.RLIMIT_DATA)[0], file=sys.stderr)"
    )
    done = planfile("scan", str(library), "--max-memory", "300MB", code=code)
    assert done.stderr.splitlines()[-1] == "300000000"


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (["--max-memory", "1"], "at least 64MB"),
        (["--max-memory=63MB"], "at least 64MB"),
        (["--nice", "77"], "from 0 to 19"),
        (["--nice", "-3"], "from 0 to 19"),
        (["--jobs", "65"], "from 0 to 64"),
    ],
)
def test_a_limit_out_of_range_is_wrong_usage(
    words: list[str], allowed: str, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["scan", str(library), *words]) == 64
    told = capsys.readouterr().err
    assert "is not allowed" in told
    assert allowed in told


def test_a_tree_that_is_too_large_for_the_limit_is_refused_at_once(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planfile.cli.plan_tree.BASE", 299_999_000)
    monkeypatch.setattr("planfile.cli.limits.heed", lambda settings: None)
    monkeypatch.setattr("planfile.cli.session.heed", lambda settings: None)
    for thing in (str(library), "tree.json"):
        assert run(["plan", thing, "--max-memory", "300MB"]) == 3
        told = capsys.readouterr().err
        assert "takes 300.0 MB of memory or more" in told
        assert "--max-memory 375MB" in told
        assert run(["plan", thing, "--max-memory", "400MB"]) == 0
        assert run(["plan", thing]) == 0
        capsys.readouterr()


def test_a_limit_out_of_range_in_a_file_is_a_wrong_setting(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (library / "planfile.toml").write_text("[limits]\nnice = 20\n")
    assert run(["scan", str(library)]) == 3
    assert "limits.nice" in capsys.readouterr().err


def test_memory_that_runs_out_is_no_crash(capsys: pytest.CaptureFixture[str]) -> None:
    def hungry() -> int:
        raise MemoryError

    assert guarded(hungry) == 1
    assert "not enough memory" in capsys.readouterr().err


def test_any_number_of_jobs_gives_the_same_tree(library: Path) -> None:
    for number in range(30):
        (library / f"{number}").mkdir()
        (library / f"{number}/x.mkv").touch()
    digests = set()
    for jobs in ("0", "1", "5"):
        assert run(["scan", str(library), "--jobs", jobs]) == 0
        digests.add(Path("tree.json").read_bytes())
    assert len(digests) == 1


@pytest.mark.parametrize("flag", ["--jobs", "--nice", "--max-memory"])
def test_a_limit_that_is_no_number_is_refused_by_name(
    flag: str, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["scan", str(library), flag, "much"]) == 64
    assert "'much'" in capsys.readouterr().err


def test_settings_say_the_limits_too(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (library / "planfile.toml").write_text("[limits]\njobs = 3\nmax_memory = '2GB'\n")
    assert run(["settings", str(library), "--json"]) == 0
    told = json.dumps(json.loads(capsys.readouterr().out))
    assert "max_memory" in told
    assert "2000000000" in told


def test_a_flag_that_is_not_allowed_is_named_as_it_was_typed(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["scan", str(library), "--jobs", "many"]) == 64
    error = capsys.readouterr().err
    assert "--jobs is 'many', which is not allowed" in error
    assert "environment" not in error


def test_a_flag_is_for_one_call_only(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dict(os.environ)
    assert run(["scan", str(library), "--timings", "--jobs=2"]) == 0
    assert os.environ == before
    assert run(["scan", str(library)]) == 0
    assert capsys.readouterr().err.count("processor") == 1


@pytest.mark.parametrize("words", [["--jobs"], ["--nice="]])
def test_a_flag_that_lacks_its_value_is_named(
    library: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["scan", str(library), *words]) == 64
    name = words[0].rstrip("=")
    assert f"{name} needs a value" in capsys.readouterr().err


@pytest.mark.parametrize("libc", [SimpleNamespace(mallopt=print), SimpleNamespace()])
def test_large_blocks_are_given_back_where_the_c_library_can(
    libc: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: libc)
    limits.give_back()
    asked = f"{limits.MMAP_THRESHOLD} {limits.LARGE_BLOCK}\n"
    assert capsys.readouterr().out == (asked if hasattr(libc, "mallopt") else "")
