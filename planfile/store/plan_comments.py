"""The comments of a plan file, and the line that each belongs to.

A comment above a line belongs to that line; behind it, to it; one that is indented
deeper than what follows, to what stands before. Blank lines belong to nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from planfile.artifacts.plan import Plan

TOP = re.compile(r"([\"']?)([a-z]+)\1 *:")
_QUOTES = "'\""


@dataclass(slots=True)
class Comments:
    """Comments by the line number that they belong to; `head` and `tail` by none.

    Each comment begins with its "#" and has no indentation.
    """

    head: list[str] = field(default_factory=list)
    above: dict[int, list[str]] = field(default_factory=dict)
    behind: dict[int, list[str]] = field(default_factory=dict)
    below: dict[int, list[str]] = field(default_factory=dict)
    top: dict[str, int] = field(default_factory=dict)
    tail: list[str] = field(default_factory=list)


def comments_of(text: str, plan: Plan) -> Comments:
    """Gather the comments of a plan's text, which has been read without a problem."""
    found = Comments()
    lines = text.replace("\r\n", "\n").split("\n")
    anchors = _anchors(lines, plan, found.top)
    last, last_column = 0, 0
    waiting: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        inner = line.lstrip(" \t")
        if inner.startswith("#"):
            waiting.append((len(line) - len(inner), inner.rstrip()))
        elif number in anchors:
            column = len(line) - len(inner)
            if column > last_column:  # the first line below a key: all is about it
                waiting = [(column, comment) for _, comment in waiting]
            _settle(found, waiting, last, number, column)
            last, last_column, waiting = number, column, []
        comment = behind(line) if inner and not inner.startswith("#") else ""
        if comment:
            found.behind.setdefault(last, []).append(comment)
    _settle(found, waiting, last, 0, 0)
    return found


def _anchors(lines: list[str], plan: Plan, top: dict[str, int]) -> set[int]:
    """The lines that have a place in the canonical form."""
    anchors = {placement.line for placement in plan.placements}
    anchors.update(left.line for left in plan.left)
    anchors.update(plan.folder_lines.values())
    for number, line in enumerate(lines, 1):
        key = TOP.match(line)
        if key:
            top.setdefault(key[2], number)
            anchors.add(number)
    return anchors


def _settle(
    found: Comments, waiting: list[tuple[int, str]], last: int, next_: int, column: int
) -> None:
    """Give comments to the line before or after them; 0 is none."""
    if not last and next_:
        found.head += [comment for _, comment in waiting]
        return
    deeper = 0
    if last:
        while deeper < len(waiting) and waiting[deeper][0] > column:
            deeper += 1
    if deeper:
        found.below.setdefault(last, []).extend(c for _, c in waiting[:deeper])
    rest = [comment for _, comment in waiting[deeper:]]
    if rest and next_:
        found.above.setdefault(next_, []).extend(rest)
    else:
        found.tail += rest


def behind(line: str) -> str:
    """The comment at the end of a line of YAML, "" where there is none.

    A quote opens only where a value can begin, and "#" needs a space before it.
    """
    if "#" not in line:
        return ""
    quote = ""
    before = " "
    position = 0
    while position < len(line):
        character = line[position]
        if quote:
            position = _closing(line, position, quote)
            quote, character = "", quote
        elif character == "#" and before in " \t":
            return line[position:].rstrip()
        elif character in _QUOTES and _opens(line, position):
            quote = character
        before = character
        position += 1
    return ""


def _opens(line: str, position: int) -> bool:
    """Whether a quote begins a value: nothing of a plain one stands before it."""
    stripped = line[:position].rstrip(" ")
    if not stripped:
        return True
    if stripped[-1] in "-?:":
        return position > len(stripped)
    return stripped[-1] in ",[{"


def _closing(line: str, position: int, quote: str) -> int:
    """Where a quoted scalar ends, from the first character inside it."""
    while position < len(line):
        if line[position] == "\\" and quote == '"':
            position += 1
        elif line[position] == quote:
            if quote == '"' or line[position + 1 : position + 2] != quote:
                return position
            position += 1
        position += 1
    return position
