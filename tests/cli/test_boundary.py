"""Whatever happens ends in a message that helps and the right exit code."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

from planfile.cli.app import run
from planfile.cli.boundary import guarded
from planfile.errors import (
    DriftError,
    EngineError,
    InputError,
    LockedError,
    PlanError,
    PlanfileError,
    Problem,
    RecoveryNeededError,
    RefusedError,
    RolledBackError,
    StoppedError,
)
from planfile.views.problems import described


def raising(error: BaseException) -> int:
    def action() -> int:
        raise error

    return guarded(action)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PlanfileError("x"), 1),
        (InputError("x"), 3),
        (PlanError("x"), 3),
        (DriftError("x"), 4),
        (LockedError("x"), 5),
        (RolledBackError("x"), 6),
        (RecoveryNeededError("x"), 7),
        (RefusedError("x"), 8),
        (EngineError("x"), 9),
        (StoppedError("x"), 130),
        (StoppedError("x", signal_number=15), 143),
        (KeyboardInterrupt(), 130),
    ],
)
def test_each_error_ends_in_its_own_exit_code(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert raising(error) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("error: ")


def test_where_no_thread_can_start_the_way_without_is_told(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert run(["scan", str(library), "--jobs", "4"]) == 1
    shown = capsys.readouterr().err
    assert "the system lets no more threads start" in shown
    assert "--jobs 1" in shown
    assert run(["scan", str(library), "--jobs", "1"]) == 0


def test_an_action_that_ends_well_gives_its_code() -> None:
    assert guarded(lambda: 10) == 10


def test_an_error_says_what_where_and_what_to_type(
    capsys: pytest.CaptureFixture[str],
) -> None:
    problems = (
        Problem("twin", "two go there", "drop one", file="plan.yaml", line=7, column=3),
        Problem("gone", "it is gone", path="a/b\x1b.mkv"),
        Problem("bare", "something", "", file="f", line=2),
        Problem("none", "no place"),
    )
    raising(PlanError("plan.yaml has problems", fix="mend it", problems=problems))
    assert capsys.readouterr().err.splitlines() == [
        "error: plan.yaml has problems",
        "  plan.yaml:7:3: two go there; drop one",
        "  a/b\\x1b.mkv: it is gone",
        "  f:2: something",
        "  no place",
        "  mend it",
    ]


def test_a_name_with_a_line_end_makes_no_line_of_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    problem = Problem("gone", "it is gone", path="a\nerror: all is lost")
    error = DriftError("cannot move b\nc", fix="look", problems=(problem,))
    raising(error)
    assert capsys.readouterr().err.splitlines() == [
        "error: cannot move b\\nc",
        "  a\\nerror: all is lost: it is gone",
        "  look",
    ]


def test_a_flood_of_problems_is_cut_and_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    flood = tuple(Problem(str(n), f"b {n}") for n in range(1234))
    raising(PlanError("bad", problems=flood))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 52
    assert lines[-1] == "  and 1,184 more"


def test_the_cause_is_told_beside_a_flood_of_what_it_causes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    flood = tuple(Problem("no-folder", f"{n} cannot be made") for n in range(99))
    cause = Problem("no-permission", "in cannot be written")
    raising(PlanError("bad", problems=(*flood, cause)))
    lines = capsys.readouterr().err.splitlines()
    assert "  in cannot be written" in lines
    assert lines[-1] == "  and 89 more like this: 98 cannot be made"


def test_of_many_problems_that_say_the_same_some_are_told_and_the_rest_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    same = tuple(Problem("a", "gone", "", f"{number}.mkv") for number in range(30))
    other = Problem("b", "in the way", "", "x.mkv")
    raising(PlanError("bad", problems=(*same[:20], other, *same[20:])))
    lines = capsys.readouterr().err.splitlines()
    assert lines[1:12] == [
        *(f"  {number}.mkv: gone" for number in range(10)),
        "  x.mkv: in the way",
    ]
    assert lines[12:] == ["  and 20 more like this: gone"]


def test_the_unexpected_is_one_line_and_a_log_without_a_traceback_on_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert raising(ZeroDivisionError("by zero")) == 1
    shown = capsys.readouterr().err
    assert "unexpected ZeroDivisionError: by zero" in shown
    assert "Traceback" not in shown
    log = re.search(r"report it with (\S+)", shown)
    assert log
    text = Path(log[1]).read_text("utf-8")
    assert "Traceback" in text
    Path(log[1]).unlink()


@pytest.mark.parametrize("error", [ZeroDivisionError("x"), PlanfileError("x")])
def test_debugging_shows_the_traceback(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANFILE_DEBUG", "1")
    with pytest.raises(type(error)):
        raising(error)


def test_in_a_narrow_terminal_a_message_is_broken_between_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "20")
    raising(PlanfileError("this went wrong for no reason", fix="look at a/b c/d e"))
    assert capsys.readouterr().err.splitlines() == [
        "error: this went",
        "  wrong for no",
        "  reason",
        "  look at a/b c/d e",
    ]


def test_a_name_breaks_no_line_of_a_message(
    capsys: pytest.CaptureFixture[str],
) -> None:
    raising(PlanError("a\nb is bad", fix="planfile validate 'a\nb'"))
    assert capsys.readouterr().err.splitlines() == [
        "error: a\\nb is bad",
        "  planfile validate 'a\\nb'",
    ]


def test_a_problem_without_a_fix_is_its_message() -> None:
    assert described(Problem("a", "b")) == "b"


def test_a_line_of_the_plan_is_not_taken_for_one_of_the_entry() -> None:
    gone = Problem("gone", "it is gone", "", "D/Ebb.mkv", 18)
    assert described(gone) == "D/Ebb.mkv (line 18 of the plan): it is gone"
    assert described(gone._replace(file="a.yaml")) == "a.yaml:18: it is gone"


def piped(code: str, *, close: str) -> tuple[int, str]:
    """Run code whose stdout or stderr nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, close: writing}
    with subprocess.Popen(  # type: ignore[call-overload]
        [sys.executable, "-c", code], text=True, **streams
    ) as process:
        os.close(writing)
        out, err = process.communicate()
    return process.returncode, (out or "") + (err or "")


def test_a_closed_pipe_is_quiet() -> None:
    code = (
        "import sys\nfrom planfile.cli.boundary import guarded\n"
        "def action():\n    print('x' * 100_000)\n    return 0\n"
        "sys.exit(guarded(action))"
    )
    assert piped(code, close="stdout") == (141, "")


def test_a_closed_stderr_keeps_the_exit_code() -> None:
    code = (
        "import sys\nfrom planfile.cli.boundary import guarded\n"
        "from planfile.errors import LockedError\n"
        "def action():\n    raise LockedError('held')\n"
        "code = guarded(action)\nsys.stderr = None\nsys.exit(code)"
    )
    assert piped(code, close="stderr")[0] == 5


def planfile(*arguments: str, stdout: int | None) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "planfile", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
    )
    return done.returncode, done.stderr


def test_a_full_disk_behind_stdout_is_told_in_one_line() -> None:
    with open("/dev/full", "wb") as full:
        assert planfile("settings", stdout=full.fileno()) == (
            1,
            "error: cannot write the output: No space left on device\n",
        )


def test_a_command_whose_reader_left_ends_quietly(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"Some.Film.{number}.1999.mkv").touch()
    reading, writing = os.pipe()
    os.close(reading)
    try:
        code, said = planfile("scan", str(tmp_path), "-o", "-", stdout=writing)
    finally:
        os.close(writing)
    assert code == 141
    assert "Traceback" not in said
    assert "error" not in said


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    """A library with one film to place; its plan is beside it."""
    library = tmp_path / "library"
    library.mkdir()
    (library / "Heat.1995.mkv").write_text("heat")
    plan = ["plan", str(library), "-o", str(tmp_path / "plan.yaml")]
    assert planfile(*plan, stdout=subprocess.DEVNULL)[0] == 0
    return tmp_path


def applied(planned: Path, redirection: str) -> int:
    """Apply by a shell, whose way with descriptors is the user's."""
    command = f'"{sys.executable}" -m planfile apply "$1" --yes {redirection}'
    plan = str(planned / "plan.yaml")
    return subprocess.run(["sh", "-c", command, "sh", plan]).returncode


@pytest.mark.parametrize(
    "redirection",
    [">/dev/full", ">&-", "2>&-", "2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-"],
)
def test_a_run_that_is_done_ends_in_0_though_nobody_can_be_told(
    planned: Path, redirection: str
) -> None:
    assert applied(planned, redirection) == 0
    assert (planned / "library/Movies/Heat (1995)/Heat.1995.mkv").read_text() == "heat"
    state = (planned / "library/.planfile/state.json").read_text("utf-8")
    assert '"apply"' in state


STOPPED_EARLY = """
import os, signal, sys

class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "planfile.cli.app":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder)
from planfile.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("handler", "code"), [(signal.SIG_DFL, -signal.SIGINT), (signal.SIG_IGN, 64)]
)
def test_ctrl_c_while_modules_load_is_no_traceback(
    handler: signal.Handlers, code: int
) -> None:
    words = [sys.executable, "-c", STOPPED_EARLY, "nope"]
    heed = partial(signal.signal, signal.SIGINT, handler)
    done = subprocess.run(words, capture_output=True, text=True, preexec_fn=heed)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


STOPPED_LATE = """
import os, signal, sys
from planfile import __main__
from planfile.cli import carrying
tell = carrying.report_lines
number = int(sys.argv.pop())

def late(*arguments, **named):
    os.kill(os.getpid(), number)
    return tell(*arguments, **named)

carrying.report_lines = late
__main__.main()
"""


@pytest.mark.parametrize("number", [2, 15])
def test_a_signal_after_the_commit_does_not_hide_that_it_is_done(
    planned: Path, number: int
) -> None:
    words = ["apply", str(planned / "plan.yaml"), "--yes", str(number)]
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_LATE, *words], stdout=subprocess.DEVNULL
    )
    assert (planned / "library/Movies/Heat (1995)/Heat.1995.mkv").exists()
    assert done.returncode == 0
