"""Any plan text to the canonical form, with every comment where it belongs."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from planfile.artifacts.plan import Plan
from planfile.store.atomic import write_atomic
from planfile.store.plan_comments import Comments, comments_of
from planfile.store.plan_read import Source, load_source, read_source, sound
from planfile.store.plan_write import Row, format_plan, rows


def formatted(text: str, file: str) -> str:
    """The canonical text of a plan; formatting it again changes nothing.

    Raises:
        PlanError: The text is no plan; one that is only unsafe is formatted.
    """
    return _formatted(read_source(text, file))


def _formatted(source: Source) -> str:
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
    text = _formatted(source)
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
