"""What commands share while they run: settings, the question, progress, output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from planfile.artifacts.event import Observer
from planfile.cli.boundary import write
from planfile.cli.everywhere import said
from planfile.cli.limits import heed, timed
from planfile.cli.logs import log, logged, open_log
from planfile.errors import InputError, RefusedError, UsageError
from planfile.settings import Settings, load_settings
from planfile.views.progress import Progress
from planfile.views.screen import Paint, Screen, screen

if TYPE_CHECKING:
    from planfile.artifacts.state import RunRecord

Found = TypeVar("Found")


def settled(library: str | None = None, **flags: object) -> Settings:
    """The settings of this call; what is odd about their files goes to stderr.

    Flags that are None say nothing; a switch that is off should be given as None.
    """
    settings = load_settings(library, {**said, **flags})
    heed(settings)
    open_log(settings)
    for warning in settings.warnings:
        log("warning", "settings", message=warning)
        write(f"warning: {warning}\n")
    return settings


def heed_said() -> None:
    """Heed --log-file, --timings and their like where no other setting matters."""
    if said:
        settled()


def library_of(settings: Settings, named: str = "its folder") -> str:
    """The library that this call is about: named, set, or the working folder.

    `named` is how the command line names one.

    Raises:
        UsageError: None is named anywhere.
    """
    if settings.library:
        return settings.library
    if os.path.isdir(".planfile"):
        return os.getcwd()
    fix = f"add {named}, or set PLANFILE_LIBRARY"
    raise UsageError("no library is named", fix=fix)


def is_run(thing: str) -> bool:
    """Whether a word of the command line is the number of a run, and no file."""
    return thing.isdecimal() and not os.path.exists(thing)


def run_of(root: str, number: str) -> RunRecord:
    """The run of a library that has this number.

    Raises:
        InputError: There is none.
    """
    from shlex import quote

    from planfile.stages.status import history

    for record in history(root):
        if str(record.number) == number.lstrip("0"):
            return record
    raise InputError(
        f"there is no run {number} in {root}",
        fix=f"planfile history {quote(root)} lists the runs",
    )


def output_of(path: str) -> str:
    """Where `-o` writes; "-" too if that is the very file or pipe stdout goes to.

    Raises:
        UsageError: It is empty.
        InputError: A film, or something else that is no text, has that name.
    """
    from planfile.store.atomic import refuse_media

    if not path:
        raise UsageError("-o names no file", fix="name one, or - for stdout")
    try:
        same = os.path.samestat(os.stat(path), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):  # not there yet, or a stdout without descriptor
        same = False
    if same:
        return "-"
    refuse_media(path)
    return path


def confirm(question: str) -> None:
    """Go on only if the answer is exactly "yes".

    Raises:
        RefusedError: It was something else, or nobody was there to answer.
    """
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
    with Progress() as progress, timed(logged(progress)) as observe:
        yield observe


def answer(
    found: Found,
    data: Callable[[Found], Mapping[str, object]],
    lines: Callable[[Found, Paint], Iterable[str]],
    *,
    as_json: bool,
) -> None:
    """Give what a command found on stdout: as JSON, or in pages for people."""
    shown = screen()
    if as_json:
        from planfile.views.json_text import json_text

        shown.data([json_text(data(found))])
    else:
        shown.page(lines(found, shown.paint))


def write_or_page(output: str, lines: Callable[[Screen], Iterable[str]]) -> None:
    """Show lines on stdout ("-"), page by page, or write them to a file, plain."""
    shown = screen()
    if output_of(output) == "-":
        shown.page(lines(shown))
        return
    write_lines(output, lines(Screen(shown.stream)))


def write_lines(output: str, lines: Iterable[str]) -> None:
    """Write lines to a file.

    Raises:
        InputError: It cannot be written.
    """
    from planfile.store.atomic import write_atomic

    write_atomic(
        output, (f"{line}\n".encode("utf-8", "backslashreplace") for line in lines)
    )


def present(lines: Callable[[Screen], Iterable[str]]) -> None:
    """Show a person on stderr what a question will be about, paged where it is long."""
    shown = screen(sys.stderr)
    shown.page(lines(shown))


def note(text: str) -> None:
    """Tell a person something beside the result."""
    write(f"{text}\n")
