"""Any plan text to the canonical form, with every comment where it belongs."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace

from planfile.artifacts.plan import Plan
from planfile.store.atomic import write_atomic
from planfile.store.plan_comments import Comments, comments_of
from planfile.store.plan_read import Examined, load_source, read_source, sound
from planfile.store.plan_write import Row, format_plan, rows


def formatted(text: str, file: str) -> str:
    """The canonical text of a plan; formatting it again changes nothing.

    Raises:
        PlanError: The text is no plan; one that is only unsafe is formatted.
    """
    source = read_source(text, file)
    plan = sound(Examined(source.plan, tuple(source.problems)), file)
    if format_plan(plan) == text:
        return text
    return "".join(f"{line}\n" for line in _lines(plan, comments_of(text, plan)))


def _lines(plan: Plan, comments: Comments) -> Iterator[str]:
    yield from comments.head
    bare = replace(plan, notes={})
    for row in rows(bare):
        place = (
            comments.top.pop(row.place, 0) if isinstance(row.place, str) else row.place
        )
        yield from _row(row, place, comments)
    yield from (line for lines in comments.above.values() for line in lines)
    yield from (line for lines in comments.behind.values() for line in lines)
    yield from (line for lines in comments.below.values() for line in lines)
    yield from comments.tail


def _row(row: Row, place: int, comments: Comments) -> Iterator[str]:
    """A line with the comments of its place, which are then used up."""
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
    sound(Examined(source.plan, tuple(source.problems)), path)
    text = formatted(source.text, path)
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
