"""The front door: finds the command, hands it to typer, ends in an exit code.

Help and version are plain text and import nothing; a command imports only itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn

from planfile import __version__
from planfile.cli.boundary import STOPPED, guarded
from planfile.cli.commands import COMMANDS, GROUPS, LONE
from planfile.cli.everywhere import said, without_settings
from planfile.errors import UsageError

if TYPE_CHECKING:
    import typer

INTRODUCTION = """\
Usage: planfile COMMAND [OPTIONS]

Terraform for a media library: scan, plan, review the YAML, apply, take it back.
"""
CLOSING = """
planfile COMMAND --help says more, with examples and exit codes. Every command
takes --log-file FILE, --log-level LEVEL, --jobs N, --nice N, --max-memory SIZE
and --timings. There are --version, --install-completion, --show-completion.
"""
WIDE = 80  # columns that the help is written for
ASKS_FOR_HELP = {"-h", "--help", "help"}
COMPLETION = "_PLANFILE_COMPLETE"
PLAINLY = {
    "identify": "planfile.cli.identifying:identify_stdin",
    "scan": "planfile.cli.scanning:scan_plainly",
    "plan": "planfile.cli.planning:plan_plainly",
    "apply": "planfile.cli.applying:apply_plainly",
    "destroy": "planfile.cli.destroying:destroy_plainly",
    "undo": "planfile.cli.destroying:undo_plainly",
}
"""What carries out the plainest words of a command."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line; the result is the exit code of the process."""
    arguments, lacking = without_settings(arguments)
    as_json = wants_json(arguments)
    return guarded(lambda: dispatched(arguments, lacking), as_json=as_json)


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether a program asks: what goes wrong is then told in JSON, too."""
    words = [*arguments, "--"]
    said = words[: words.index("--")]
    forms = {"--json", "--format=json", "--format json"}
    return not forms.isdisjoint([*said, *map(" ".join, pairwise(said))])


def dispatched(arguments: Sequence[str], lacking: str) -> int:
    """Find the command of a command line and run it.

    Raises:
        UsageError: There is no such command, or a word is missing.
    """
    first = arguments[0] if arguments else "--help"
    if lacking:
        raise UsageError(f"{lacking} needs a value", fix="type: planfile --help")
    if COMPLETION in os.environ or first.endswith("-completion"):
        return call(completing_app(), arguments, "planfile")
    if first in ASKS_FOR_HELP:
        return help_about(arguments[1:])
    if first == "--version":
        return say(f"planfile {__version__}\n")
    if first not in COMMANDS:
        unknown(first)
    if said and first in LONE:
        from planfile.cli.session import heed_said

        heed_said()
    if plain := without_typer(arguments):
        return plain()
    return call(command_app(first), arguments[1:], f"planfile {first}")


def without_typer(arguments: Sequence[str]) -> Callable[[], int] | None:
    """What does a command line so plain that typer, which takes long, need not read it.

    Programs start these again and again: a single name, a small library, a plan that
    was reviewed.
    """
    words: tuple[str, ...]
    match arguments:
        case ["identify" as verb, "--jsonl", "-"]:
            words = ()
        case ["scan" | "plan" as verb, thing]:
            words = (thing,)
        case ["scan" | "plan" as verb, thing, "-o" | "--output", output]:
            words = (thing, output)
        case ["scan" | "plan" as verb, "-o" | "--output", output, thing]:
            words = (thing, output)
        case ["apply" | "destroy" | "undo" as verb, thing, "--yes" | "-y"]:
            words = (thing,)
        case _:
            return None
    if any(not word or word[0] == "-" for word in words):
        return None
    return partial(load(PLAINLY[verb]), *words)


def say(text: str) -> int:
    """Write to stdout and succeed."""
    sys.stdout.write(text)
    return 0


def help_about(names: Sequence[str]) -> int:
    """The help of everything, or of the command in `planfile help COMMAND`."""
    if not names:
        return say(help_text(narrow_window()))
    if names[0] not in COMMANDS:
        unknown(names[0])
    return call(command_app(names[0]), [*names[1:], "--help"], f"planfile {names[0]}")


def narrow_window() -> int:
    """Columns of a terminal that is too narrow for the help as it stands, else 0."""
    if not sys.stdout.isatty():
        return 0
    from planfile.views.screen import screen  # here: a pipe has no window

    columns = screen().width
    return max(columns, 40) if columns < WIDE else 0


def help_text(width: int = 0) -> str:
    """What `planfile --help` says, folded to `width` columns where that is not 0."""
    column = max(map(len, COMMANDS)) + 2
    lines = [INTRODUCTION]
    for group, commands in GROUPS.items():
        lines.append(f"\n{group}:\n")
        lines += [f"  {name:{column}}{said}\n" for name, said in commands.items()]
    text = "".join([*lines, CLOSING])
    if not width:
        return text
    import re

    from planfile.views.screen import folded

    whole = re.sub(r"(?<=\S)\n(?=\S)", " ", text.removesuffix("\n"))
    parts = (part for line in whole.split("\n") for part in folded(line, width))
    return "\n".join(parts) + "\n"


def unknown(name: str) -> NoReturn:
    """Refuse a command that there is not, and say which one may have been meant."""
    from difflib import get_close_matches

    kind = "option" if name.startswith("-") else "command"
    near = get_close_matches(name, COMMANDS, n=1)
    fix = f"planfile {near[0]}" if near else "planfile --help"
    raise UsageError(f"there is no {kind} {name!r}", fix=f"type: {fix}")


def load(target: str) -> Callable[..., Any]:
    """The function or typer app behind "module:function"."""
    from importlib import import_module

    module, _, function = target.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def command_app(name: str) -> typer.Typer:
    """A typer app of one command, made when it is asked for."""
    import typer

    from planfile.cli.help_text import dressed

    found = load(COMMANDS[name].target)
    if isinstance(found, typer.Typer):
        return dressed(found, name)
    app = typer.Typer(add_completion=False)
    app.command(name)(found)
    return dressed(app, name)


def call(app: typer.Typer, arguments: Sequence[str], name: str) -> int:
    """Let typer parse and run; wrong usage ends in 64, a returned number in itself."""
    import typer

    try:
        result: object = typer.main.get_command(app).main(
            list(arguments), prog_name=name, standalone_mode=False
        )
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as end:  # typer's word for a closed pipe, and completion's end
        if end.code == 1:
            raise BrokenPipeError from None
        raise
    except typer.TyperException as error:
        misused(error.format_message(), name, app)
    if result == STOPPED:  # typer's word for a Ctrl-C
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0


def misused(said: str, name: str, app: typer.Typer) -> NoReturn:
    """Tell what typer found wrong; a group without its command says which it has.

    Raises:
        UsageError: Always.
    """
    said = said.replace("Value error, ", "").replace("Input should", "it should")
    said = said.split(". Choose")[0].split(", unable to parse")[0]
    fix = f"{name} --help"
    if said == "Missing command.":
        fix = " or ".join(f"{name} {one.name}" for one in app.registered_commands)
    raise UsageError(said, fix=f"type: {fix}")


def completing_app() -> typer.Typer:
    """All commands for the shell's completion; only the one being typed is loaded."""
    import typer

    app = typer.Typer(name="planfile")
    app.callback()(introduce)
    typed = set(completion_words())
    for name, command in COMMANDS.items():
        found = load(command.target) if name in typed else introduce
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name, help=command.help)
        else:
            app.command(name, help=command.help)(found)
    return app


def completion_words() -> Iterator[str]:
    """The words that the shell says have been typed so far."""
    for variable in ("COMP_WORDS", "_TYPER_COMPLETE_ARGS"):
        yield from os.environ.get(variable, "").split()


def introduce() -> None:
    """Terraform for a media library."""
