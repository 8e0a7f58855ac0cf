"""What commands share while they run: settings, the question, progress, output."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import typer

from planfile.cli.boundary import write
from planfile.errors import RefusedError
from planfile.settings import Settings, load_settings
from planfile.views.screen import screen


def settled(library: str | None = None, **flags: object) -> Settings:
    """The settings of this call; what is odd about their files goes to stderr.

    Flags that are None say nothing; a switch that is off should be given as None.
    """
    settings = load_settings(library, flags)
    for warning in settings.warnings:
        write(f"warning: {warning}\n")
    return settings


def library_of(settings: Settings) -> str:
    """The library that this call is about.

    Raises:
        typer.BadParameter: None is named anywhere.
    """
    if settings.library:
        return settings.library
    raise typer.BadParameter(
        "name the library's folder, or set PLANFILE_LIBRARY", param_hint="LIBRARY"
    )


def confirm(question: str, *, yes: bool = False) -> None:
    """Go on only if the answer is exactly "yes".

    Raises:
        RefusedError: It was something else, or nobody was there to answer.
    """
    if yes:
        return
    write(f"{question} Only 'yes' goes on: ")
    answer = sys.stdin.readline()
    if answer.strip() == "yes":
        return
    if not answer:
        write("\n")
        raise RefusedError(
            "nobody answered; nothing was changed",
            fix="where nobody can answer, add --yes",
        )
    raise RefusedError("the answer was not 'yes'; nothing was changed")


def show(lines: Iterable[str]) -> None:
    """Write the result of a command to stdout, page by page where it is long."""
    screen().page(lines)


def note(text: str) -> None:
    """Tell a person something beside the result."""
    write(f"{text}\n")
