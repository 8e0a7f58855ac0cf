"""New shows, movies and seasons in the text of a plan, where their names belong."""

from __future__ import annotations

import re
from typing import Protocol, Union

from planfile.artifacts.plan import Plan, Section
from planfile.rules.natural import natural_key
from planfile.store.plan_scalars import folder_key

Place = tuple[Section, str, str]
Block = list[Union[str, "Block"]]

_TOP = re.compile(r"([\"']?)([a-z]+)\1 *:")
_AFTER = {Section.SHOWS: ("movies", "leave"), Section.MOVIES: ("leave",)}


class Lines(Protocol):
    """What a maker needs of the sheet that it works on."""

    plan: Plan
    lines: list[str]
    lasts: dict[Place, int]

    def insert(self, line: int, block: Block | str) -> None:
        """New lines after one."""

    def column(self, line: int) -> int:
        """How far a line is indented."""

    def last_line(self, line: int) -> int:
        """The last line of the item that begins on a line."""

    def above(self, line: int) -> int:
        """The line after which something goes that stands before a key."""

    def bottom(self) -> int:
        """The last line that is not empty."""


class Maker:
    """Makes what is missing, once: blocks of lines within blocks of lines."""

    def __init__(self, sheet: Lines) -> None:
        self.sheet = sheet
        self.made: dict[tuple[object, ...], tuple[Block, int]] = {}
        self.plain: dict[tuple[Section, str], Block] = {}
        self.dotted: set[tuple[Section, str]] = set()

    def put(self, place: Place, body: str) -> None:
        """An entry in a folder that the text has not."""
        if place not in self.made:
            self.made[place] = self.sub(place)
        block, column = self.made[place]
        block.append(" " * column + body)

    def sub(self, place: Place) -> tuple[Block, int]:
        """A list of entries, with its key where it needs one."""
        section, folder, sub = place
        block: Block = []
        if (section, folder, ".") in self.sheet.plan.folder_lines:
            column = self.beside(section, folder, block)
        else:
            if (section, folder) not in self.made:
                self.made[section, folder] = self.folder(section, folder)
            parent, column = self.made[section, folder]
            parent.append(block)
            if not sub and len(parent) == 2:  # after its key: a plain list so far
                self.plain[section, folder] = block
                return block, column
            self.key_plain(section, folder, column)
        block.append(" " * column + f"{folder_key(sub)}:")
        return block, column + 2

    def key_plain(self, section: Section, folder: str, column: int) -> None:
        """A plain list gets its "." when sub-folders come beside it."""
        block = self.plain.pop((section, folder), None)
        if block:
            block.insert(0, " " * column + ".:")

    def beside(self, section: Section, folder: str, block: Block) -> int:
        """Put a block at the end of a show or movie that is there; its column."""
        sheet, known = self.sheet, self.sheet.plan.folder_lines
        key = known[section, folder, "."]
        subs = [
            line
            for (s, f, name), line in known.items()
            if (s, f) == (section, folder) and name != "."
        ]
        lasts = {p[2]: n for p, n in sheet.lasts.items() if p[:2] == (section, folder)}
        column = sheet.column(key) + 2
        if subs:
            column = sheet.column(subs[0])
        elif "" in lasts:
            column = sheet.column(lasts[""])
            self.dotted.add((section, folder))
        ends = [sheet.last_line(line) for line in lasts.values()]
        sheet.insert(max([key, *subs, *ends]), block)
        return column

    def folder(self, section: Section, folder: str) -> tuple[Block, int]:
        """A show or movie, before the first that comes after it."""
        sheet = self.sheet
        block: Block = []
        keys = sorted(
            (line, name)
            for (s, name, sub), line in sheet.plan.folder_lines.items()
            if s is section and sub == "."
        )
        column = sheet.column(keys[0][0]) if keys else 2
        later = [line for line, name in keys if natural_key(name) > natural_key(folder)]
        if later:
            sheet.insert(sheet.above(later[0]), block)
        elif keys:
            ends = [line for place, line in sheet.lasts.items() if place[0] is section]
            sheet.insert(max([keys[-1][0], *map(sheet.last_line, ends)]), block)
        else:
            self.section(section).append(block)
        block.append(" " * column + f"{folder_key(folder)}:")
        return block, column + 2

    def section(self, section: Section) -> Block:
        """Shows or movies, of which there are none."""
        if (section,) in self.made:
            return self.made[section,][0]
        sheet = self.sheet
        block: Block = []
        self.made[section,] = block, 0
        tops: dict[str, int] = {}
        for number, line in enumerate(sheet.lines, 1):
            found = _TOP.match(line)
            if found:
                tops[found[2]] = number
        if section.value in tops:
            sheet.insert(tops[section.value], block)
            return block
        later = [tops[name] for name in _AFTER[section] if name in tops]
        sheet.insert(sheet.above(min(later)) if later else sheet.bottom(), block)
        block.append(f"{section}:")
        return block
