"""The golden cases: names in our own words, and what they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from planfile.naming.reading import Reading

CASES = Path(__file__).parent / "cases"
PLAIN = ("kind", "title", "year", "season", "date", "country", "extra", "part")
NUMBERS = ("episodes", "absolute")


def cases(file: Path) -> Iterator[dict[str, Any]]:
    """The cases of a file, one JSON object a line."""
    for line in file.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def numbers(said: list[int] | str | None) -> tuple[int, ...]:
    """Numbers as a case writes them: a list, or "1-12"."""
    if isinstance(said, str):
        first, last = said.split("-")
        return tuple(range(int(first), int(last) + 1))
    return tuple(said or ())


def difference(case: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """What was read otherwise than the case says."""
    empty = Reading()._asdict()
    wrong = {}
    for field in (*PLAIN, "edition"):
        expected = case.get(field, empty[field])
        got = getattr(reading, field)
        if got != expected:
            wrong[field] = got
    for field in NUMBERS:
        if getattr(reading, field) != numbers(case.get(field)):
            wrong[field] = getattr(reading, field)
    return wrong
