"""The fast reader: plan files in the form planfile writes, hand edits within it too.

It knows one shape of line per kind of thing. Whatever else it meets, it says
`OtherForm` and the full YAML reader takes the file; it never judges and never guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from sys import intern

from planfile.artifacts.placements import Place, Placement, Section
from planfile.store.plan_draft import (
    FORMS,
    MAPS,
    Draft,
    complete,
    entry_note,
    folder_note,
    left_of,
    placement_of,
)
from planfile.store.plan_limits import MOST_LINES
from planfile.store.plan_scalars import LONGEST_KEY, RAW_FORM, folder_of_key

_QUOTED = r"'(?:[^']|'')*'|\"[^\"\\]*\""
# Plain scalars: words with one space between, which no YAML reader takes for structure
# and no regular expression can take in two ways.
_WORD = r"[^:#,\[\]{}'\"&*!|>%@` ]"
_PLAIN = rf"(?:[^\W_]|[./(]){_WORD}*(?: {_WORD}+)*"
_LINE_PLAIN = r"(?:[^\W_]|[./(])[^:# ]*(?: [^:# ]+)*"
_SCALAR = f"{_QUOTED}|{_PLAIN}"
_TAIL = r"((?: +#.*)?) *"
_KEY = re.compile(rf"( *)({_QUOTED}|{_LINE_PLAIN}):{_TAIL}")
_HEADER = re.compile(
    rf"[a-z]+: +({_QUOTED}|(?:[^\W_]|/)[^:# ]*(?: [^:# ]+)*(?::[0-9a-f]{{64}})?){_TAIL}"
)
_MAP = re.compile(rf"(?:[a-z]+: +| *- ){{(.*?)}}{_TAIL}")
_PAIR = re.compile(rf" *([a-z-]+): +({_SCALAR}) *(?:,|$)")
_ITEM = re.compile(rf"( *)- ({_QUOTED}|{_LINE_PLAIN}){_TAIL}")
_ENTRY_FIELDS = [
    {path, *rename} for path in ("from", "raw") for rename in ((), ("as",), ("as-raw",))
]
_LEFT_FIELDS = ({"path", "why"}, {"raw", "why"})
_NOTHING = "\n"  # no line starts with it
_SECTIONS = {section.value: section for section in Section}


class OtherForm(Exception):  # noqa: N818 - not an error: the other reader's turn
    """The file is not in the canonical form; it may still be a fine plan."""


def _value(scalar: str) -> str:
    if scalar[0] == "'":
        return scalar[1:-1].replace("''", "'")
    return scalar[1:-1] if scalar[0] == '"' else scalar.rstrip(" ")


class Reader:
    """Where in the file we are: section, place, and their columns, -1 for none."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.seen: set[str] = set()
        self.section: Section | None = None
        self.leaving = False
        self.place: Place = (Section.SHOWS, "", "")
        self.folder_column = self.sub_column = self.list_column = -1
        self.prefix = _NOTHING

    def read(self, lines: Iterable[str]) -> None:
        """Take every line; plain entries are dealt with on the spot.

        `near` is how the lines begin that name further entries of the folder before.
        """
        near, cut, last = _NOTHING, 1, 0
        more = self.draft.placements.more
        for number, line in enumerate(lines, 1):
            if line.startswith(near) and line[-1] == "'":
                name = line[cut:-1]
                if name and "'" not in name and "/" not in name:
                    more(name)
                    last = number
                    continue
            near = self.plain(line, number) or self.take(line, number) or _NOTHING
            cut, last = len(near), number
        if last > MOST_LINES:
            raise OtherForm

    def plain(self, line: str, number: int) -> str:
        """Take a bare quoted path; how others of its folder begin, "" if it is none."""
        if not line.startswith(self.prefix):
            return ""
        source = line[len(self.prefix) : -1]
        if not source or line[-1] != "'" or "'" in source:
            return ""
        self.draft.placements.add(Placement(*self.place, source, "", "", number))
        if source[-1] == "/":
            return _NOTHING
        return line[: len(self.prefix) + source.rfind("/") + 1]

    def take(self, line: str, number: int) -> str:
        """One line of any kind; like `plain`, which the first of a list may be."""
        stripped = line.lstrip(" ")
        if not stripped or stripped[0] == "#":
            return ""
        if stripped.startswith("- "):
            return self.entry(line, number)
        if line[0] != " ":
            self.top(line)
        else:
            self.key(line, number)
        return ""

    def top(self, line: str) -> None:
        """A line at the margin: a header, or the start of a section."""
        key = line.partition(":")[0]
        if key in self.seen:
            raise OtherForm
        self.seen.add(key)
        self.close_list()
        self.section, self.leaving = None, False
        self.folder_column = self.sub_column = -1
        if key in MAPS:
            self.header_map(key, line)
        elif key in FORMS:
            self.header(key, line)
        else:
            self.start(line)

    def header(self, key: str, line: str) -> None:
        """`key: value`."""
        found = _HEADER.fullmatch(line)
        value = _value(found.group(1)) if found else ""
        if not FORMS[key].fullmatch(value):
            raise OtherForm
        self.draft.header[key] = value

    def header_map(self, key: str, line: str) -> None:
        """`key: {name: value, …}`."""
        found = _MAP.fullmatch(line)
        if not found:
            raise OtherForm
        values = _pairs(found.group(1))
        if MAPS[key] and not values.keys() <= set(MAPS[key]):
            raise OtherForm
        self.draft.maps[key] = values

    def start(self, line: str) -> None:
        """`shows:`, `movies:` or `leave:`."""
        found = _KEY.fullmatch(line)
        name = found.group(2) if found else ""
        self.leaving = name == "leave"
        self.section = _SECTIONS.get(name)
        if not self.leaving and self.section is None:
            raise OtherForm

    def key(self, line: str, number: int) -> None:
        """The key of a show, a movie, or a folder beneath one."""
        found = _KEY.fullmatch(line)
        if not found or self.section is None or len(line) > LONGEST_KEY:
            raise OtherForm
        column = len(found.group(1))
        name = folder_of_key(_value(found.group(2)))
        if self.folder_column in {-1, column}:
            self.folder_column, self.sub_column = column, -1
            self.close_list()
            self.place = (self.section, name, "")
            self.note_line((self.section, name, "."), number)
            note = folder_note(found.group(3))
            if note:
                self.draft.notes[self.section, name] = intern(note)
        else:
            self.sub_key(name, column, number)

    def sub_key(self, name: str, column: int, number: int) -> None:
        """A folder beneath a show or movie begins."""
        if column < self.folder_column or self.sub_column not in {-1, column}:
            raise OtherForm
        if self.list_column >= 0 > self.sub_column:
            raise OtherForm
        self.close_list()
        self.sub_column = column
        self.place = (*self.place[:2], intern(name))
        self.note_line(self.place, number)

    def note_line(self, key: Place, number: int) -> None:
        """Remember where a key stands; the same key twice is not ours to judge."""
        if key in self.draft.lines:
            raise OtherForm
        self.draft.lines[key] = number

    def entry(self, line: str, number: int) -> str:
        """A list item: a path, or a mapping in braces."""
        column = len(line) - len(line.lstrip(" "))
        if self.list_column < 0:
            self.open_list(column)
            if near := self.plain(line, number):
                return near
        elif column != self.list_column:
            raise OtherForm
        found = _MAP.fullmatch(line)
        if found:
            self.mapped(_pairs(found.group(1)), entry_note(found.group(2)), number)
            return ""
        item = _ITEM.fullmatch(line)
        source = _value(item.group(2)) if item else ""
        if not item or not source or self.leaving:
            raise OtherForm
        note = intern(entry_note(item.group(3)))
        self.draft.placements.add(Placement(*self.place, source, "", note, number))
        return ""

    def mapped(self, fields: dict[str, str], note: str, number: int) -> None:
        """An entry or something left, written as a mapping."""
        raw = fields.get("raw", "") + fields.get("as-raw", "")
        known = _LEFT_FIELDS if self.leaving else _ENTRY_FIELDS
        if (
            fields.keys() not in known
            or not all(fields.values())
            or not RAW_FORM.fullmatch(raw)
        ):
            raise OtherForm
        if self.leaving:
            self.draft.left.append(left_of(fields, number))
        else:
            placement = placement_of(fields, self.place, note, number)
            self.draft.placements.add(placement)

    def open_list(self, column: int) -> None:
        """The first item of a list says where the others stand."""
        if not self.leaving:
            if self.folder_column < 0 or column < max(
                self.folder_column, self.sub_column
            ):
                raise OtherForm
            self.prefix = " " * column + "- '"
        self.list_column = column

    def close_list(self) -> None:
        """A folder ends; with nothing left in it, it is just not there."""
        self.list_column = -1
        self.prefix = _NOTHING

    def closed(self) -> Draft:
        """The whole draft, its header complete."""
        if not complete(self.seen):
            raise OtherForm
        return self.draft


def _pairs(text: str) -> dict[str, str]:
    """What stands between braces; anything odd is the other reader's."""
    values: dict[str, str] = {}
    text, position = text.strip(" "), 0
    while position < len(text):
        found = _PAIR.match(text, position)
        if not found or found.group(1) in values:
            raise OtherForm
        values[found.group(1)] = _value(found.group(2))
        position = found.end()
    return values
