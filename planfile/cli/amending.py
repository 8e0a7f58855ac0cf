"""What `planfile set` does: edit, and show the lines that changed."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher, unified_diff
from typing import NamedTuple

from planfile.cli.session import answer
from planfile.errors import InputError, UsageError
from planfile.stages.amend import Change, amend
from planfile.store.plan_parts import files_of
from planfile.views.json_text import document
from planfile.views.names import harmless, visible
from planfile.views.screen import Paint


class Edit(NamedTuple):
    """The lines of a file before and after."""

    path: str
    old: list[str]
    new: list[str]


def set_in_plan(path: str, wanted: str, change: Change, *, as_json: bool) -> int:
    """Edit a plan and show what changed, as git would."""
    if change == Change():
        raise UsageError(
            "nothing is said to set",
            fix="add --title, --year, --season, --as or --leave",
        )
    before = {file: read_lines(file) for file in files_of(path)}
    file = amend(path, wanted, change)
    edit = Edit(file, before[file], read_lines(file))
    answer(edit, as_data, changed_lines, as_json=as_json)
    return 0


def as_data(edit: Edit) -> dict[str, object]:
    """What an edit changed, for programs."""
    path, old, new = edit
    spots = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changes = [
        {"line": start + 1, "before": old[start:end], "after": new[first:last]}
        for kind, start, end, first, last in spots
        if kind != "equal"
    ]
    return document("edit", file=path, changes=changes)


def read_lines(path: str) -> list[str]:
    """The lines of a plan file.

    Raises:
        InputError: It cannot be read.
    """
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as stream:
            return [line.rstrip("\n") for line in stream]
    except OSError as error:
        raise InputError(
            f"cannot read {path}: {error.strerror}", fix="give the path of a plan file"
        ) from error


def changed_lines(edit: Edit, paint: Paint) -> Iterator[str]:
    """What an edit changed, for people."""
    path, old, new = edit
    if old == new:
        yield f"{visible(path)}: it is so already"
    ideas = {"+": "arrives", "-": "wrong", "@": "group"}
    for line in unified_diff(old, new, path, path, n=1, lineterm=""):
        yield paint(ideas.get(line[0], "stays"), harmless(line))
