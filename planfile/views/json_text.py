"""Data for programs: what it is, and as JSON in one line."""

from __future__ import annotations

import json


def document(kind: str, /, **fields: object) -> dict[str, object]:
    """An answer to a program: what it is, its version, and what it says.

    schemas/KIND.schema.json has every key.
    """
    return {"planfile": kind, "version": 1, **fields}


def picked(record: object, names: str) -> dict[str, object]:
    """The fields of a record that a program is told, by the same names."""
    return {name: getattr(record, name) for name in names.split()}


def json_text(data: object) -> str:
    """One line of JSON that no terminal and no encoding can trip over."""
    text = json.dumps(data, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(data)


def printable_json(line: str) -> str:
    """A line of any JSON, with the same meaning, that steers no terminal."""
    if line.isprintable():
        return line
    return "".join(
        one if one.isprintable() or one == "\t" else json.dumps(one)[1:-1]
        for one in line
    )
