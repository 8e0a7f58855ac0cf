"""Any plan text to the canonical form, with every comment where it belongs.

A comment above a line belongs to that line; behind it, to it; one that is indented
deeper than what follows, to what stands before. Blank lines belong to nobody.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from planfile.artifacts.plan import Plan
from planfile.store.atomic import write_atomic
from planfile.store.plan_read import Source, load_source, sound
from planfile.store.plan_write import Row, format_plan, rows

TOP = re.compile(r"([\"']?)([a-z]+)\1 *:")
_QUOTES = "'\""


def formatted(source: Source) -> str:
    """The canonical text of a plan; formatting it again changes nothing.

    Raises:
        PlanError: The text is no plan; one that is only unsafe is formatted.
    """
    plan, text = sound(source, source.file), source.text
    if format_plan(plan) == text:
        return text
    return "".join(f"{line}\n" for line in _lines(plan, comments_of(text, plan)))


def _lines(plan: Plan, comments: Comments) -> Iterator[str]:
    yield from comments.head
    for row in rows(replace(plan, notes={})):
        yield from _row(row, comments)
    for unused in (comments.above, comments.behind, comments.below):
        yield from chain.from_iterable(unused.values())
    yield from comments.tail


def _row(row: Row, comments: Comments) -> Iterator[str]:
    """A line with the comments of its place, which are then used up."""
    place = row.place
    if isinstance(place, str):
        place = comments.top.pop(place, 0)
    for comment in comments.above.pop(place, ()):
        yield row.indent + comment
    here = comments.behind.pop(place, [])
    if row.text:
        yield row.indent + "  ".join([row.text, *here])
    else:
        yield from (row.indent + comment for comment in here)
    for comment in comments.below.pop(place, ()):
        yield row.indent + comment


def format_file(path: str, *, check: bool = False) -> bool:
    """Bring a plan file to canonical form; True if it was not in it.

    Args:
        path: The file; its permissions stay.
        check: Only look, write nothing.

    Raises:
        PlanError: It is no plan.
        InputError: It cannot be read or written.
    """
    source = load_source(path)
    text = formatted(source)
    if text == source.text:
        return False
    if not check:
        replace_text(path, text)
    return True


def replace_text(path: str, text: str) -> None:
    """Write a plan file anew, with the permissions it has.

    Raises:
        InputError: It cannot be written; the old file stays.
    """
    whole = os.path.realpath(path)
    mode = stat.S_IMODE(os.stat(whole).st_mode)
    write_atomic(whole, [text.encode()], mode)
    os.chmod(whole, mode)  # the umask took its share


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
