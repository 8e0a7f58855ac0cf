"""What commands share while they run: settings, the question, progress, output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from planfile.artifacts.event import Observer
from planfile.cli.boundary import write
from planfile.cli.everywhere import said
from planfile.cli.limits import heed, timed
from planfile.cli.logs import log, logged, open_log
from planfile.errors import RefusedError
from planfile.settings import Settings, load_settings
from planfile.views.progress import Progress
from planfile.views.screen import Screen, screen


def settled(library: str | None = None, **flags: object) -> Settings:
    """The settings of this call; what is odd about their files goes to stderr.

    Flags that are None say nothing; a switch that is off should be given as None.
    """
    settings = load_settings(library, {**said, **flags})
    heed(settings)
    open_log(settings)
    log("info", "begin", arguments=sys.argv[1:])
    for warning in settings.warnings:
        log("warning", "settings", message=warning)
        write(f"warning: {warning}\n")
    return settings


def library_of(settings: Settings) -> str:
    """The library that this call is about: named, set, or the working folder.

    Raises:
        typer.BadParameter: None is named anywhere.
    """
    if settings.library:
        return settings.library
    if os.path.isdir(".planfile"):
        return os.getcwd()
    import typer  # here, since half of a small scan's time would go into it

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
    try:
        answer = sys.stdin.readline()
    except KeyboardInterrupt:
        write("\n")
        raise
    if answer.strip() == "yes":
        return
    if not answer:
        write("\n")
        raise RefusedError(
            "nobody answered; nothing was changed",
            fix="where nobody can answer, add --yes",
        )
    raise RefusedError("the answer was not 'yes'; nothing was changed")


@contextmanager
def watching() -> Iterator[Observer]:
    """An observer for stages: progress for people, lines for the log, timings."""
    with Progress() as progress, logged(progress) as both, timed(both) as observe:
        yield observe


def show(lines: Iterable[str]) -> None:
    """Write the result of a command to stdout, page by page where it is long."""
    screen().page(lines)


def present(lines: Callable[[Screen], Iterable[str]]) -> None:
    """Show a person on stderr what a question will be about, paged where it is long."""
    shown = screen(sys.stderr)
    shown.page(lines(shown))


def note(text: str) -> None:
    """Tell a person something beside the result."""
    write(f"{text}\n")
