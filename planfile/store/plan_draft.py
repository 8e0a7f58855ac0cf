"""What both readers of plan files gather, line by line, and how it becomes a Plan."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from planfile.artifacts.placements import Packer
from planfile.artifacts.plan import (
    DEFAULT_ROOTS,
    Action,
    Left,
    Placement,
    Plan,
    Section,
)
from planfile.store.plan_scalars import folder_of_key, unescaped

REQUIRED = ("planfile", "library", "tree", "engine", "action", "entries", "unchanged")
MAPS = {"folders": ("shows", "movies"), "policies": ()}
FORMS = {
    "planfile": re.compile("1"),
    "library": re.compile(r"(?s).+"),
    "tree": re.compile("sha256:[0-9a-f]{64}"),
    "engine": re.compile(r"(?s).+"),
    "action": re.compile("|".join(Action)),
    "into": re.compile(r"(?s).+"),
    "part": re.compile(r"(?s).+"),
    "entries": re.compile("[0-9]{1,15}"),
    "unchanged": re.compile("[0-9]{1,15}"),
}
PART_KEYS = {"planfile", "part"}
_STAND_IN = {
    "library": "/",
    "tree": "",
    "engine": "offline",
    "action": Action.MOVE.value,
    "unchanged": "0",
}
_ENTRY_NOTE = re.compile(r" +# \? (.*?)\s*")
_FOLDER_NOTE = re.compile(r" +# ([01]\.[0-9]+\b.*?)\s*")


@dataclass(slots=True)
class Draft:
    """The rows of a plan file as they are read."""

    header: dict[str, str] = field(default_factory=dict)
    maps: dict[str, dict[str, str]] = field(default_factory=dict)
    placements: Packer = field(default_factory=Packer)
    left: list[Left] = field(default_factory=list)
    notes: dict[tuple[Section, str], str] = field(default_factory=dict)
    lines: dict[tuple[Section, str, str], int] = field(default_factory=dict)


def complete(keys: Collection[str]) -> bool:
    """Whether the header has what it must; a part has next to none of its own."""
    headers = {key for key in keys if key in FORMS or key in MAPS}
    if "part" in headers:
        return headers == PART_KEYS
    return headers.issuperset(REQUIRED)


def finished(draft: Draft, file: str) -> Plan:
    """The plan of a draft whose header has been judged; what it lacks is made up."""
    placements = draft.placements.packed()
    listed = str(len(placements) + len(draft.left))
    header = {**_STAND_IN, "entries": listed, **draft.header}
    folders = draft.maps.get("folders", {})
    roots = {
        section: folder_of_key(folders[section]) if section in folders else default
        for section, default in DEFAULT_ROOTS.items()
    }
    return Plan(
        library=folder_of_key(header["library"]),
        tree=header["tree"],
        engine=header["engine"],
        entries=int(header["entries"]),
        unchanged=int(header["unchanged"]),
        placements=placements,
        left=tuple(draft.left),
        action=Action(header["action"]),
        roots=roots,
        into=folder_of_key(header.get("into", "")),
        policies=draft.maps.get("policies", {}),
        notes=draft.notes,
        part=header.get("part", ""),
        folder_lines=draft.lines,
        files=((0, file),),
    )


def entry_note(tail: str) -> str:
    """The note in what follows an entry on its line, "" where there is none."""
    return _note(_ENTRY_NOTE, tail)


def folder_note(tail: str) -> str:
    """The note in what follows a folder's key on its line, "" where there is none."""
    return _note(_FOLDER_NOTE, tail)


def _note(form: re.Pattern[str], tail: str) -> str:
    found = form.fullmatch(tail) if tail else None
    return found.group(1) if found else ""


def placement_of(
    fields: dict[str, str], place: tuple[Section, str, str], note: str, line: int
) -> Placement:
    """An entry written as a mapping."""
    source = fields["from"] if "from" in fields else unescaped(fields["raw"])
    rename = fields.get("as") or unescaped(fields.get("as-raw", ""))
    return Placement(*place, source, rename, note, line)


def left_of(fields: dict[str, str], line: int) -> Left:
    """What is left, written as a mapping."""
    path = fields["path"] if "path" in fields else unescaped(fields["raw"])
    return Left(path, fields["why"], line)
