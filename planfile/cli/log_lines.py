"""The log's file: JSON lines through the standard library, imported for a log only."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler

from planfile.cli.logs import KEPT
from planfile.settings import Settings


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


def opened(settings: Settings) -> logging.Logger:
    """A logger that writes to the file that the settings name.

    Raises:
        OSError: It cannot be written.
    """
    handler = RotatingFileHandler(
        settings.log_file,
        maxBytes=settings.log_size,
        backupCount=KEPT,
        encoding="utf-8",
    )
    logging.raiseExceptions = False  # a full disk must not stop a run
    handler.setFormatter(_JsonLines(secrets.token_hex(8)))
    logger = logging.getLogger("planfile")
    logger.addHandler(handler)
    logger.setLevel(settings.log_level.upper())
    logger.propagate = False
    return logger


def closed(logger: logging.Logger) -> None:
    """Let go of the logger's file."""
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
