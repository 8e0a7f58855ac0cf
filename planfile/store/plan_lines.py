"""The fast reader: plan files in the form planfile writes, hand edits within it too.

It knows one shape of line per kind of thing. Whatever else it meets, it says
`OtherForm` and the full YAML reader takes the file; it never judges and never guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from sys import intern

from planfile.artifacts.plan import Placement, Section
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
_ENTRY_FIELDS = (
    {"from"},
    {"from", "as"},
    {"from", "as-raw"},
    {"raw"},
    {"raw", "as"},
    {"raw", "as-raw"},
)
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
    """Where in the file we are: section, folder, sub-folder, and their columns."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.seen: set[str] = set()
        self.section: Section | None = None
        self.leaving = False
        self.folder = self.sub = ""
        self.folder_column = self.sub_column = self.list_column = -1
        self.has_folder = self.has_sub = False
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
            near = self.plain(line, number) if line.startswith(self.prefix) else ""
            if not near:
                self.take(line, number)
            near = near or _NOTHING
            cut, last = len(near), number
        if last > MOST_LINES:
            raise OtherForm

    def plain(self, line: str, number: int) -> str:
        """Take a bare quoted path; how others of its folder begin, "" if it is none."""
        source = line[len(self.prefix) : -1]
        if not source or line[-1] != "'" or "'" in source or self.section is None:
            return ""
        place = (self.section, self.folder, self.sub)
        self.draft.placements.add(Placement(*place, source, "", "", number))
        if source[-1] == "/":
            return _NOTHING
        return line[: len(self.prefix) + source.rfind("/") + 1]

    def take(self, line: str, number: int) -> None:
        """One line of any kind."""
        stripped = line.lstrip(" ")
        if not stripped or stripped[0] == "#":
            return
        if stripped.startswith("- "):
            self.entry(line, number)
        elif line[0] != " ":
            self.top(line)
        else:
            self.key(line, number)

    def top(self, line: str) -> None:
        """A line at the margin: a header, or the start of a section."""
        key = line.partition(":")[0]
        if key in self.seen:
            raise OtherForm
        self.seen.add(key)
        self.close_list()
        self.close_section()
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
        if name != "leave" and name not in _SECTIONS:
            raise OtherForm
        self.leaving = name == "leave"
        self.section = _SECTIONS.get(name)
        self.folder_column = -1

    def key(self, line: str, number: int) -> None:
        """The key of a show, a movie, or a folder beneath one."""
        found = _KEY.fullmatch(line)
        if not found or self.section is None or len(line) > LONGEST_KEY:
            raise OtherForm
        column = len(found.group(1))
        name = folder_of_key(_value(found.group(2)))
        if self.folder_column in {-1, column}:
            self.folder_key(name, column, number, found.group(3))
        else:
            self.sub_key(name, column, number)

    def folder_key(self, name: str, column: int, number: int, tail: str) -> None:
        """A show or movie begins."""
        self.close_list()
        self.folder, self.folder_column, self.has_folder = name, column, True
        self.sub, self.sub_column, self.has_sub = "", -1, False
        self.note_line((self.section or Section.SHOWS, name, "."), number)
        note = folder_note(tail)
        if note and self.section:
            self.draft.notes[self.section, name] = intern(note)

    def sub_key(self, name: str, column: int, number: int) -> None:
        """A folder beneath a show or movie begins."""
        if column < self.folder_column or self.sub_column not in {-1, column}:
            raise OtherForm
        if self.has_sub:
            self.close_list()
        elif self.list_column >= 0:
            raise OtherForm
        self.sub, self.sub_column, self.has_sub = intern(name), column, True
        self.note_line((self.section or Section.SHOWS, self.folder, self.sub), number)

    def note_line(self, key: tuple[Section, str, str], number: int) -> None:
        """Remember where a key stands; the same key twice is not ours to judge."""
        if key in self.draft.lines:
            raise OtherForm
        self.draft.lines[key] = number

    def entry(self, line: str, number: int) -> None:
        """A list item: a path, or a mapping in braces."""
        column = len(line) - len(line.lstrip(" "))
        if self.list_column < 0:
            self.open_list(column)
        elif column != self.list_column:
            raise OtherForm
        found = _MAP.fullmatch(line)
        if found:
            self.mapped(_pairs(found.group(1)), entry_note(found.group(2)), number)
            return
        item = _ITEM.fullmatch(line)
        source = _value(item.group(2)) if item else ""
        if not item or not source or self.section is None:
            raise OtherForm
        place = (self.section, self.folder, self.sub)
        note = intern(entry_note(item.group(3)))
        self.draft.placements.add(Placement(*place, source, "", note, number))

    def mapped(self, fields: dict[str, str], note: str, number: int) -> None:
        """An entry or something left, written as a mapping."""
        raw = fields.get("raw", "") + fields.get("as-raw", "")
        if not all(fields.values()) or not RAW_FORM.fullmatch(raw):
            raise OtherForm
        if self.section is None and fields.keys() in _LEFT_FIELDS:
            self.draft.left.append(left_of(fields, number))
        elif self.section is not None and fields.keys() in _ENTRY_FIELDS:
            place = (self.section, self.folder, self.sub)
            self.draft.placements.add(placement_of(fields, place, note, number))
        else:
            raise OtherForm

    def open_list(self, column: int) -> None:
        """The first item of a list says where the others stand."""
        least = self.sub_column if self.has_sub else self.folder_column
        if not self.leaving and (not self.has_folder or column < least):
            raise OtherForm
        self.list_column = column
        if self.section is not None:
            self.prefix = " " * column + "- '"

    def close_list(self) -> None:
        """A folder ends; with nothing left in it, it is just not there."""
        self.list_column = -1
        self.prefix = _NOTHING

    def close_section(self) -> None:
        """A section ends."""
        self.section, self.leaving = None, False
        self.has_folder = self.has_sub = False
        self.folder = self.sub = ""

    def closed(self) -> Draft:
        """The whole draft, its header complete."""
        self.close_list()
        self.close_section()
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
