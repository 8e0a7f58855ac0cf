"""One piece of JSON in one line."""

from __future__ import annotations

import json


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
