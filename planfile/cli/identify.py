"""Identities for bare names: JSON lines in, JSON lines out."""

from __future__ import annotations

import json
import sys
from typing import TextIO

from planfile.naming.paths import read_path
from planfile.naming.reading import Reading


def identify_lines(stdin: TextIO, stdout: TextIO) -> None:
    """Answers each {"path": …} line with one line, in the same order."""
    for line in stdin:
        if line.strip():
            path = json.loads(line)["path"]
            stdout.write(
                json.dumps(as_data(read_path(path, typed=True)), ensure_ascii=False)
                + "\n"
            )


def as_data(reading: Reading) -> dict[str, object]:
    """The fields of a reading that tell what it is."""
    return {
        "kind": reading.kind,
        "title": reading.title,
        "year": reading.year,
        "season": reading.season,
        "episodes": list(reading.episodes),
        "absolute": list(reading.absolute),
        "date": reading.date,
        "country": reading.country,
        "extra": reading.extra,
        "confidence": round(reading.confidence, 3),
    }


if __name__ == "__main__":
    identify_lines(sys.stdin, sys.stdout)
