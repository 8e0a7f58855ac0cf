"""What happened, for machines: one JSON object a line, in a file that stays small.

Every line has `time` (UTC), `level`, `call` (the same 16 hex digits for everything that
one command does), `event`, and what belongs to it; lines about a run also have `run`.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from planfile.artifacts.event import Event, Observer
from planfile.errors import SettingsError
from planfile.settings import Settings

LOGGER = logging.getLogger("planfile")
KEPT = 10
DAY = 86_400


class _JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def __init__(self, call: str) -> None:
        super().__init__()
        self._call = call

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC)
        fields: Mapping[str, object] = getattr(record, "fields", {})
        return json.dumps(
            {
                "time": moment.isoformat(timespec="milliseconds"),
                "level": record.levelname.lower(),
                "call": self._call,
                "event": record.getMessage(),
                **fields,
            }
        )


def open_log(settings: Settings) -> None:
    """Begin to log, if the settings name a file; a second call changes nothing.

    Raises:
        SettingsError: The file cannot be written.
    """
    if not settings.log_file or LOGGER.handlers:
        return
    from logging.handlers import RotatingFileHandler

    remove_old(settings.log_file, settings.log_days, time.time())
    try:
        handler = RotatingFileHandler(
            settings.log_file,
            maxBytes=settings.log_size,
            backupCount=KEPT,
            encoding="utf-8",
        )
    except OSError as error:
        raise SettingsError(
            f"cannot log to {settings.log_file}: {error.strerror}",
            fix=f"it was set by {settings.origins['log_file']}",
        ) from error
    logging.raiseExceptions = False  # a full disk must not stop a run
    handler.setFormatter(_JsonLines(secrets.token_hex(8)))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(settings.log_level.upper())
    LOGGER.propagate = False


def close_log() -> None:
    """Stop to log."""
    for handler in list(LOGGER.handlers):
        LOGGER.removeHandler(handler)
        handler.close()


def remove_old(path: str, days: int, now: float) -> None:
    """Remove full log files beside `path` that are older than `days`."""
    for number in range(1, KEPT + 1):
        old = f"{path}.{number}"
        with suppress(OSError):
            if os.stat(old).st_mtime < now - days * DAY:
                os.unlink(old)


def log(level: str, event: str, **fields: object) -> None:
    """Write one line, if a log is open and the level matters."""
    if LOGGER.handlers:
        LOGGER.log(logging.getLevelName(level.upper()), event, extra={"fields": fields})


@contextmanager
def logged(observe: Observer) -> Iterator[Observer]:
    """An observer that also logs: begin and end of a stage, at debug every event."""
    stages: set[str] = set()

    def both(event: Event) -> None:
        observe(event)
        if LOGGER.handlers:
            known = event.stage in stages
            stages.add(event.stage)
            ended = event.total and event.done == event.total
            level = "info" if not known or ended else "debug"
            log(level, "progress", **event._asdict())

    yield both
