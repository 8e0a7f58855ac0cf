"""The lines of a plan file and what becomes of them; new folders where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Union

from planfile.artifacts.placements import Place
from planfile.artifacts.plan import Plan, Section
from planfile.errors import InputError
from planfile.rules.natural import natural_key
from planfile.store.plan_format import TOP
from planfile.store.plan_scalars import folder_key

Block = list[Union[str, "Block"]]

_AFTER = {Section.SHOWS: ("movies", "leave"), Section.MOVIES: ("leave",)}


def flat(block: Block) -> Iterator[str]:
    """The lines of a block and the blocks in it."""
    for part in block:
        if isinstance(part, str):
            yield part
        else:
            yield from flat(part)


def not_so(line: int) -> InputError:
    """What to say of a line that cannot be taken by itself."""
    return InputError(
        f"line {line} is not in the form that can be edited in place",
        fix="planfile fmt, then again",
    )


class Page:
    """Deletions, replacements and insertions by line number; `text` carries them out.

    `lasts` is the line of each place's last entry, `tops` that of each key at the
    margin.
    """

    def __init__(self, text: str, plan: Plan) -> None:
        self.plan = plan
        self.end = "\r\n" if "\r\n" in text else "\n"
        if text.count("\n") != text.count(self.end):
            raise not_so(1)
        self.lines = text.split(self.end)
        self.gone: set[int] = set()
        self.changed: dict[int, str] = {}
        self.after: dict[int, Block] = {}
        self.lasts: dict[Place, int] = {}
        for row in plan.placements:
            place = row[:3]
            self.lasts[place] = max(row.line, self.lasts.get(place, 0))
        found = [(TOP.match(line), n) for n, line in enumerate(self.lines, 1)]
        self.tops = {top[2]: number for top, number in found if top}

    def text(self) -> str:
        """The text with all edits."""
        lines = list(flat(self.after.get(0, [])))
        for number, line in enumerate(self.lines, 1):
            if number not in self.gone:
                lines.append(self.changed.get(number, line))
            lines += flat(self.after.get(number, []))
        return self.end.join(lines)

    def insert(self, line: int, block: Block | str) -> None:
        """New lines after one."""
        self.after.setdefault(line, []).append(block)

    def column(self, line: int) -> int:
        """How far a line is indented."""
        text = self.lines[line - 1]
        return len(text) - len(text.lstrip(" "))

    def last_line(self, line: int) -> int:
        """The last line of the item that begins on a line."""
        column = self.column(line)
        following = line + 1
        while following <= len(self.lines):
            inner = self.lines[following - 1].lstrip(" ")
            if not inner or inner.startswith("#") or self.column(following) <= column:
                break
            following += 1
        return following - 1

    def above(self, line: int) -> int:
        """The line after which something goes that stands before a key."""
        before = line - 1
        while before and self.lines[before - 1].lstrip(" ").startswith("#"):
            before -= 1
        return before

    def bottom(self) -> int:
        """The last line that is not empty."""
        number = len(self.lines)
        while number and not self.lines[number - 1].strip():
            number -= 1
        return number


class Maker:
    """Makes what is missing, once: blocks of lines within blocks of lines."""

    def __init__(self, page: Page) -> None:
        self.page = page
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
        if (section, folder, ".") in self.page.plan.folder_lines:
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
        page, known = self.page, self.page.plan.folder_lines
        key = known[section, folder, "."]
        subs = [
            line
            for (s, f, name), line in known.items()
            if (s, f) == (section, folder) and name != "."
        ]
        lasts = {p[2]: n for p, n in page.lasts.items() if p[:2] == (section, folder)}
        column = page.column(key) + 2
        if subs:
            column = page.column(subs[0])
        elif "" in lasts:
            column = page.column(lasts[""])
            self.dotted.add((section, folder))
        ends = [page.last_line(line) for line in lasts.values()]
        page.insert(max([key, *subs, *ends]), block)
        return column

    def folder(self, section: Section, folder: str) -> tuple[Block, int]:
        """A show or movie, before the first that comes after it."""
        page = self.page
        block: Block = []
        keys = sorted(
            (line, name)
            for (s, name, sub), line in page.plan.folder_lines.items()
            if s is section and sub == "."
        )
        column = page.column(keys[0][0]) if keys else 2
        later = [line for line, name in keys if natural_key(name) > natural_key(folder)]
        if later:
            page.insert(page.above(later[0]), block)
        elif keys:
            ends = [line for place, line in page.lasts.items() if place[0] is section]
            page.insert(max([keys[-1][0], *map(page.last_line, ends)]), block)
        else:
            self.section(section).append(block)
        block.append(" " * column + f"{folder_key(folder)}:")
        return block, column + 2

    def section(self, section: Section) -> Block:
        """Shows or movies, of which there are none."""
        if (section,) in self.made:
            return self.made[section,][0]
        page = self.page
        block: Block = []
        self.made[section,] = block, 0
        tops = page.tops
        if section.value in tops:
            page.insert(tops[section.value], block)
            return block
        later = [tops[name] for name in _AFTER[section] if name in tops]
        page.insert(page.above(min(later)) if later else page.bottom(), block)
        block.append(f"{section}:")
        return block
