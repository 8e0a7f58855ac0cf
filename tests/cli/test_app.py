"""The front door is light, forgiving about spelling, and exact in its exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from planfile import __version__
from planfile.cli import app
from planfile.cli.app import help_text, run
from planfile.cli.commands import COMMANDS, Command

HEAVY = {"google", "jsonschema", "ruamel", "rich", "typer", "pathspec", "pydantic"}


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("arguments", ["['--help']", "['--version']", "['sacn']", "[]"])
def test_help_and_version_import_nothing_heavy(arguments: str) -> None:
    done = python(
        "import sys\nfrom planfile.cli.app import run\n"
        f"run({arguments})\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    assert not HEAVY & set(done.stderr.split()[-300:])
    assert "planfile" in done.stdout + done.stderr


def test_a_command_imports_only_itself() -> None:
    done = python(
        "import sys\nfrom planfile.cli.app import run\nrun(['show', '--help'])\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    loaded = set(done.stderr.split())
    assert "planfile.cli.show" in loaded
    assert not {"planfile.cli.scan", "planfile.store.plan_read"} & loaded
    assert not any(name.startswith(("google", "jsonschema")) for name in loaded)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_help_lists_every_command(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 0
    shown = capsys.readouterr().out
    assert shown == help_text()
    for name, command in COMMANDS.items():
        assert f"  {name} " in shown
        assert command.help in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("width", [40, 60, 79])
def test_help_fits_a_narrow_window_and_says_the_same(width: int) -> None:
    shown = help_text(width)
    assert max(map(len, shown.splitlines())) <= width
    assert shown.split() == help_text().split()


def test_help_asks_a_terminal_for_its_width(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for columns, wanted in (("60", 60), ("9", 40), ("80", 0), ("200", 0)):
        monkeypatch.setenv("COLUMNS", columns)
        assert run(["--help"]) == 0
        assert capsys.readouterr().out == help_text(wanted)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_exists_and_has_help(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    module = COMMANDS[name].target.partition(":")[0]
    assert find_spec(module), f"{module} is not there"
    assert run([name, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"planfile {name}" in shown
    assert run(["help", name]) == 0
    assert capsys.readouterr().out == shown


def test_help_about_a_command_in_a_group_is_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["help", "state", "verify"]) == 0
    assert capsys.readouterr().out.startswith("Usage: planfile state verify ")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"planfile {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["aply"], "there is no command 'aply'\n  type: planfile apply"),
        (["help", "xyzzy"], "there is no command 'xyzzy'\n  type: planfile --help"),
        (["--frobnicate"], "there is no option '--frobnicate'"),
        (["show", "--frobnicate"], "No such option: --frobnicate"),
        (["show", "a", "b"], "unexpected extra argument"),
        (["show", "--format", "pdf"], "'--format': 'pdf' is not one of"),
        (["organize"], "Missing argument 'shows|movies'\n"),
        (["destroy", "--run", "x"], "'--run': it should be a valid integer\n"),
    ],
)
def test_wrong_usage_says_what_to_type_and_ends_in_64(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 64
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said.lower() in shown.err.lower()
    assert "type: planfile" in shown.err


def test_a_control_character_in_an_argument_is_shown_as_an_escape(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["sc\x1b[31man"]) == 64
    assert "\x1b" not in capsys.readouterr().err


def test_the_process_ends_in_the_exit_code() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planfile", "nope"], capture_output=True, text=True
    )
    assert done.returncode == 64
    assert done.stderr.startswith("error: there is no command 'nope'")


def test_a_group_of_commands_can_be_one_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import typer

    group = typer.Typer()

    @group.command()
    def one() -> int:
        """Say one."""
        return 5

    @group.command()
    def two() -> None:
        """Say two."""
        raise typer.Abort

    monkeypatch.setattr(app, "load", lambda target: group)
    monkeypatch.setitem(COMMANDS, "several", Command("x:y", "Several."))
    assert run(["several", "one"]) == 5
    assert run(["several", "two"]) == 130
    capsys.readouterr()
    assert run(["several"]) == 64
    monkeypatch.setenv("COMP_WORDS", "planfile several ")
    assert [group.name for group in app.completing_app().registered_groups] == [
        "several"
    ]


def completions(line: str, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "planfile"],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "_PLANFILE_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(line.split(" ")) - 1),
            **environment,
        },
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_shell_completes_commands_and_options() -> None:
    assert set(completions("planfile s")) >= {"scan", "show", "status", "settings"}
    assert "--format" in completions("planfile show --")


def test_the_completion_script_can_be_shown() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planfile", "--show-completion", "bash"],
        capture_output=True,
        text=True,
        env={**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert "_PLANFILE_COMPLETE=complete_bash" in done.stdout


def test_the_shell_completes_plan_files_and_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(app.__file__).parent.parent.parent))
    (tmp_path / "plan.yaml").touch()
    (tmp_path / "film.mkv").touch()
    (tmp_path / ".planfile/runs/0007-ab").mkdir(parents=True)
    assert completions("planfile apply ") == ["plan.yaml"]
    assert completions("planfile show pl") == ["plan.yaml"]
    assert completions("planfile destroy --run ") == ["7"]
    (tmp_path / "media").mkdir()
    assert completions("planfile scan ") == []  # bash adds no space after its own
    (tmp_path / "music").mkdir()
    assert completions("planfile scan ") == ["media/", "music/"]
    assert completions("planfile plan --into m") == ["media/", "music/"]


def test_a_group_without_its_command_says_which_it_has(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["corrections"]) == 64
    said = capsys.readouterr().err
    assert "type: planfile corrections list or planfile corrections forget" in said
