"""The one place that turns exceptions into messages and exit codes.

People read the message on stderr. Who asked for JSON gets the same as one JSON object
on stdout too: schemas/failure.schema.json.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import TextIO

from planfile.errors import PlanfileError, StoppedError

STOPPED = 130
BROKEN_PIPE = 141
OUTPUT_ERRORS = {errno.ENOSPC, errno.EIO, errno.EDQUOT}


_done: list[int] = []
"""The exit code of a run that stands: what is told of it cannot undo it."""


def done(code: int) -> None:
    """Say that the work is done; output that fails from now on changes nothing."""
    _done[:] = [code]


def guarded(action: Callable[[], int], *, as_json: bool = False) -> int:
    """Run `action`; whatever happens, end in a message and an exit code."""
    _done.clear()
    reopen()
    soften(sys.stdout)
    soften(sys.stderr)
    code = _ended(action, as_json=as_json)
    if "planfile.cli.logs" in sys.modules:
        from planfile.cli.logs import log

        log("info", "end", exit_code=code)
    return code


def _ended(action: Callable[[], int], *, as_json: bool) -> int:
    try:
        code = action()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return told(StoppedError("stopped"), as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the last line before a traceback
        if _done and isinstance(error, OSError):
            return unheard(error, _done[0])
        return failed(error, as_json=as_json)
    return code


def unheard(error: OSError, code: int) -> int:
    """The work is done and only telling of it failed: the code is that of the work."""
    silence()
    if not isinstance(error, BrokenPipeError):
        what = f"done, but the output could not be written: {error.strerror}"
        complain(PlanfileError(what))
    return code


def reopen() -> None:
    """Give a process that was started without stdout or stderr somewhere to write.

    A closed descriptor would otherwise be the number of the next file opened.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def failed(error: Exception, *, as_json: bool = False) -> int:
    """Tell what went wrong in the words of its kind, and give the exit code."""
    if isinstance(error, BrokenPipeError):
        silence()
        return BROKEN_PIPE
    if isinstance(error, MemoryError):
        error = PlanfileError(
            "there is not enough memory", fix="allow more with --max-memory SIZE"
        )
    elif isinstance(error, RuntimeError) and "new thread" in str(error):
        error = PlanfileError(
            "the system lets no more threads start",
            fix="give --jobs 1, or allow more processes or memory",
        )
    elif isinstance(error, OSError) and error.errno in OUTPUT_ERRORS:
        silence()
        place = error.filename or "the output"
        error = PlanfileError(f"cannot write {place}: {error.strerror}")
    elif os.environ.get("PLANFILE_DEBUG"):  # asks for the traceback itself
        raise error
    elif not isinstance(error, PlanfileError):
        error = crashed(error)
    return told(error, as_json=as_json)


def soften(stream: TextIO) -> None:
    """Let a name that the terminal's encoding lacks print as an escape, not raise."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")


def told(error: PlanfileError, *, as_json: bool) -> int:
    """Say what is wrong to a person, and to a program that wants to know."""
    complain(error)
    if as_json:
        from planfile.views.json_text import json_text
        from planfile.views.problems import failure_data
        from planfile.views.screen import screen

        try:
            screen().data([json_text(failure_data(error))])
        except OSError:
            silence()
    return error.exit_code


def complain(error: PlanfileError) -> None:
    """Say what is wrong, every problem with its place, and what to do or type."""
    from planfile.views.names import harmless
    from planfile.views.problems import failure_lines

    if "planfile.cli.logs" in sys.modules:
        from planfile.cli.logs import log

        log("error", "error", message=error.message)
    write(f"error: {harmless(error.message)}\n")
    for line in failure_lines(error.problems):
        write(f"  {harmless(line)}\n")
    if error.fix:
        write(f"  {harmless(error.fix)}\n")


def write(text: str) -> None:
    """Write to stderr with control characters shown; a lost stderr is no failure."""
    from planfile.views.names import harmless_lines

    try:
        sys.stderr.write(within_window(harmless_lines(text)))
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def within_window(text: str) -> str:
    """Lines whose words a terminal need not break; a question stays as it is."""
    if not sys.stderr.isatty() or not text.endswith("\n"):
        return text
    from planfile.views.screen import folded, screen

    width = screen(sys.stderr).width
    lines = text.removesuffix("\n").split("\n")
    return "".join(f"{part}\n" for line in lines for part in folded(line, width))


def silence(stream: TextIO | None = None) -> None:
    """Point a stream at nothing, so that leaving does not trip over what it holds."""
    from planfile.views.screen import discard

    discard(stream or sys.stdout)


def crashed(error: Exception) -> PlanfileError:
    """Keep the traceback in a file and tell where; nobody reads it on a terminal."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="planfile-crash-", suffix=".log", delete=False
    ) as log:
        log.write(f"planfile {' '.join(sys.argv[1:])}\n")
        traceback.print_exception(error, file=log)
    return PlanfileError(
        f"unexpected {type(error).__name__}: {error}",
        fix=f"planfile status says how things stand; please report it with {log.name}",
    )
