"""The help of each command: its examples work, its codes are true, it fits."""

from __future__ import annotations

import re
import shlex

import pytest

from planfile.cli.app import command_app, run
from planfile.cli.commands import COMMANDS
from planfile.cli.endings import CODES, EXAMPLES, MEANINGS, codes_of, examples_of
from planfile.cli.everywhere import EVERYWHERE
from planfile.errors import PlanfileError

Capture = pytest.CaptureFixture[str]

NAMES = [
    name if one.name == name else f"{name} {one.name}"
    for name in COMMANDS
    for one in command_app(name).registered_commands
]


def help_of(name: str, capsys: Capture) -> str:
    assert run([*name.split(), "--help"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", NAMES)
def test_help_ends_in_examples_and_exit_codes(name: str, capsys: Capture) -> None:
    shown = help_of(name, capsys)
    assert f"\nExamples:\n  planfile {name.split()[0]}" in shown
    for code, said in codes_of(name):
        meaning = re.escape(said[:20])
        assert re.search(rf"^  {code} +{meaning}", shown, re.MULTILINE)
    assert " <str>" not in shown
    assert " <list" not in shown


@pytest.mark.parametrize("name", NAMES)
def test_the_options_of_an_example_are_there(name: str, capsys: Capture) -> None:
    shown = help_of(name, capsys)
    for example in examples_of(name):
        line = example.removeprefix("planfile ")
        words = shlex.split(line.partition(" | ")[0].partition(" > ")[0])
        assert " ".join(words).startswith(name)
        for word in words:
            if re.fullmatch("-[a-z]|--[a-z-]+", word) and word not in EVERYWHERE:
                assert re.search(rf"^  (-\w, )?{word}\b", shown, re.MULTILINE), word


def test_every_example_and_list_of_codes_is_of_a_command() -> None:
    assert set(CODES) <= set(NAMES)
    for line in EXAMPLES.splitlines():
        assert any(f"{line} ".startswith(f"{name} ") for name in NAMES), line


def test_every_error_ends_in_a_code_that_is_told() -> None:
    kinds = [PlanfileError]
    for kind in kinds:
        assert kind.exit_code in MEANINGS
        kinds += kind.__subclasses__()


@pytest.mark.parametrize("width", [40, 60, 120])
def test_help_of_a_command_fits_the_window(
    width: int, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for name in ("scan", "status", "corrections list", "state"):
        about, _, examples = help_of(name, capsys).partition("\nExamples:\n")
        codes = examples.partition("\nExit codes:\n")[2]
        for line in (about + codes).splitlines():
            assert len(line.rstrip()) <= min(width, 80)
