"""Reads bare names, one after the other; imports nothing but the naming."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from planfile.errors import InputError
from planfile.naming.paths import read_path
from planfile.naming.reading import Reading
from planfile.views.json_text import json_text
from planfile.views.names import visible
from planfile.views.screen import for_programs, screen, spans

EXAMPLE = """echo '{"path": "Late.Tide.S01E02.mkv"}' | planfile identify --jsonl -"""


def identify_stdin() -> int:
    """Answer the lines of stdin; see `identify_lines`."""
    return identify_lines(sys.stdin.buffer)


def identify_lines(lines: Iterable[bytes]) -> int:
    """Answer each {"path": …} line with one line, in the same order.

    Raises:
        InputError: a line is not an object with a path.
    """
    out = for_programs(sys.stdout)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            reading = read_path(_path_in(line, number), typed=True)
            out.write(json_text(as_data(reading)) + "\n")
    return 0


def identify_file(path: str) -> int:
    """Answer the lines of a file.

    Raises:
        InputError: the file cannot be read, or a line is not as it must be.
    """
    try:
        with open(path, "rb") as lines:
            return identify_lines(lines)
    except OSError as error:
        said = f"cannot read {visible(path)}: {error.strerror}"
        raise InputError(said, fix=EXAMPLE) from None


def _path_in(line: bytes, number: int) -> str:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        said = f"line {number} is not JSON: {error}"
        raise InputError(said, fix=EXAMPLE) from None
    path = data.get("path") if isinstance(data, dict) else None
    if not isinstance(path, str):
        said = f'line {number} must be an object with a "path", like the example'
        raise InputError(said, fix=EXAMPLE)
    return path


def identify_names(names: Iterable[str], *, as_json: bool) -> int:
    """Answer each name with a line for people, or with one of JSON."""
    shown = screen()
    for name in names:
        reading = read_path(name, typed=True)
        if as_json:
            shown.data([json_text({"path": name, **as_data(reading)})])
        else:
            shown.write([visible(name), f"  {described(reading)}"])
    return 0


def described(reading: Reading) -> str:
    """A reading in one line.

    >>> described(Reading("movie", "Late Tide", 2011, confidence=0.96))
    'movie: Late Tide (2011), 0.96 sure'
    """
    if reading.kind is None:
        return "nothing sure" + (f"; maybe {reading.title!r}" if reading.title else "")
    title = visible(reading.title) or "title unknown"
    if reading.year:
        title += f" ({reading.year})"
    if reading.country:
        title += f" [{reading.country}]"
    parts = [title, *_numbers(reading), f"{reading.confidence:.2f} sure"]
    return f"{reading.kind}: {', '.join(parts)}"


def _numbers(reading: Reading) -> list[str]:
    parts = []
    if reading.season is not None:
        parts.append(f"season {reading.season}")
    if reading.episodes:
        parts.append("episode " + spans(reading.episodes))
    if reading.absolute:
        parts.append("number " + spans(reading.absolute))
    if reading.date:
        parts.append(reading.date)
    if reading.part:
        parts.append(f"part {reading.part}")
    if reading.extra:
        parts.append(reading.extra)
    return parts


def as_data(reading: Reading) -> dict[str, object]:
    """All of a reading but how it came about, by stable names."""
    data = reading._asdict()
    del data["steps"]
    ids, confidence = dict(reading.ids), round(reading.confidence, 3)
    return {**data, "ids": ids, "confidence": confidence}
