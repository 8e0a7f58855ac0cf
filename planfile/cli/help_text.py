"""How a command's help looks: typer's, within 40 columns too, and with an ending."""

from __future__ import annotations

import re
from shutil import get_terminal_size
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from planfile.cli.endings import codes_of, examples_of

WIDEST = 78
NARROWEST = 38

_TYPE = re.compile(r" <(?:str|list\[\w+\])>$")


_Columns: Any = typer.Context.formatter_class


class Formatter(_Columns):  # type: ignore[misc]  # typer keeps its name to itself
    """Two columns, of which the first gives way in a narrow window."""

    def __init__(self, width: int | None = None, max_width: int | None = None) -> None:
        del max_width
        columns = get_terminal_size().columns - 2
        super().__init__(width=width or max(min(columns, WIDEST), NARROWEST))

    def write_dl(
        self, rows: list[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms and what they mean, without saying that a word is a word."""
        plain = [(_TYPE.sub("", term), said) for term, said in rows]
        room = max(6, min(col_max, self.width - 40))
        super().write_dl(plain, room, col_spacing)


class Context(typer.Context):
    """A call of a command, whose help is written so."""

    formatter_class = Formatter


class Command(TyperCommand):
    """A command whose help is written so."""

    context_class = Context

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the ending of the command whose name stands for it."""
        del ctx
        name = self.epilog or ""
        with formatter.section("Examples"):
            formatter.write("".join(f"  {line}\n" for line in examples_of(name)))
        with formatter.section("Exit codes"):
            formatter.write_dl(list(codes_of(name)))


class Group(TyperGroup):
    """A group of commands whose help is written so."""

    context_class = Context


def dressed(app: typer.Typer, name: str) -> typer.Typer:
    """The app of a command, or of a group of them, with such help for each."""
    app.rich_markup_mode = None
    app.info.cls = Group
    app.info.context_settings = {"help_option_names": ["-h", "--help"]}
    for one in app.registered_commands:
        one.cls = Command
        one.epilog = name if one.name == name else f"{name} {one.name}"
    return app
