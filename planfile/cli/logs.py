"""What happened, for machines: one JSON object a line, in a file that stays small.

Every line has `time` (UTC), `level`, `call` (the same 16 hex digits for everything that
one command does), `event`, and what belongs to it; lines about a run also have `run`.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from planfile.artifacts.event import Event, Observer
from planfile.errors import SettingsError
from planfile.settings import Settings
from planfile.store.atomic import refuse_media

if TYPE_CHECKING:
    import logging

KEPT = 10
DAY = 86_400

_open: list[logging.Logger] = []
"""The log of this process, if there is one."""


def open_log(settings: Settings) -> None:
    """Begin to log, if the settings name a file; a second call changes nothing.

    Raises:
        SettingsError: The file cannot be written.
        InputError: It is a film, or something else that is no text.
    """
    if not settings.log_file or _open:
        return
    refuse_media(settings.log_file)
    from planfile.cli.log_lines import opened  # takes as long as a small scan

    remove_old(settings.log_file, settings.log_days, time.time())
    try:
        _open.append(opened(settings))
    except OSError as error:
        raise SettingsError(
            f"cannot log to {settings.log_file}: {error.strerror}",
            fix=f"it was set by {settings.origins['log_file']}",
        ) from error
    log("info", "begin", arguments=sys.argv[1:])


def close_log() -> None:
    """Stop to log."""
    while _open:
        from planfile.cli.log_lines import closed

        closed(_open.pop())


def remove_old(path: str, days: int, now: float) -> None:
    """Remove full log files beside `path` that are older than `days`."""
    for number in range(1, KEPT + 1):
        old = f"{path}.{number}"
        with suppress(OSError):
            if os.stat(old).st_mtime < now - days * DAY:
                os.unlink(old)


def log(level: str, event: str, **fields: object) -> None:
    """Write one line, if a log is open and the level matters."""
    for logger in _open:
        getattr(logger, level)(event, extra={"fields": fields})


def logged(observe: Observer) -> Observer:
    """An observer that also logs: begin and end of a stage, at debug every event."""
    stages: set[str] = set()

    def both(event: Event) -> None:
        observe(event)
        if _open:
            known = event.stage in stages
            stages.add(event.stage)
            ended = event.total and event.done == event.total
            level = "info" if not known or ended else "debug"
            log(level, "progress", **event._asdict())

    return both
