"""Edits of a plan's text that leave every other byte as it is.

A sheet gathers deletions, replacements and insertions by line number of the text it
was made from; `text` carries them out. What is moved keeps its line, comment and all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from planfile.artifacts.plan import Left, Placement, Plan, Section
from planfile.errors import InputError
from planfile.store.plan_comments import behind
from planfile.store.plan_maker import Block, Maker, Place
from planfile.store.plan_scalars import folder_key
from planfile.store.plan_write import entry_text, left_text

_KEY = re.compile(r"( *)('(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"|[^'\"#].*?) *:( .*)?")


def flat(block: Block) -> Iterator[str]:
    """The lines of a block and the blocks in it."""
    for part in block:
        if isinstance(part, str):
            yield part
        else:
            yield from flat(part)


class Sheet:
    """The text of one plan file, and what is to become of its lines."""

    def __init__(self, text: str, plan: Plan) -> None:
        self.plan = plan
        self.end = "\r\n" if "\r\n" in text else "\n"
        if text.count("\n") != text.count(self.end):
            raise _not_so(1)
        self.lines = text.split(self.end)
        self.gone: set[int] = set()
        self.changed: dict[int, str] = {}
        self.after: dict[int, Block] = {}
        self.moved: set[Placement] = set()
        self.filled: set[Place] = set()
        self.crowd = Counter(placement.line for placement in plan.placements)
        self.crowd.update(left.line for left in plan.left)
        self.lasts: dict[Place, int] = {}
        for row in plan.placements:
            place = (row.section, row.folder, row.sub)
            self.lasts[place] = max(row.line, self.lasts.get(place, 0))
        self.new_left: Block = []
        self.maker = Maker(self)

    def text(self) -> str:
        """The text with all edits."""
        self.drop_emptied()
        lines = list(flat(self.after.get(0, [])))
        for number, line in enumerate(self.lines, 1):
            if number not in self.gone:
                lines.append(self.changed.get(number, line))
            lines += flat(self.after.get(number, []))
        return self.end.join(lines)

    def rename_folder(self, section: Section, old: str, new: str) -> None:
        """Give a show or movie another name, or join it with the one that has it."""
        own = [p for p in self.plan.placements if p[:2] == (section, old)]
        if (section, new, ".") in self.plan.folder_lines:
            self.move((p, (section, new, p.sub)) for p in own)
        else:
            self.rekey(self.plan.folder_lines[section, old, "."], new)

    def rename_sub(self, place: Place, new: str) -> None:
        """Give a folder beneath a show another name, or join it with its namesake."""
        section, folder, _ = place
        own = [p for p in self.plan.placements if p[:3] == place]
        line = self.plan.folder_lines.get(place, 0)
        if (section, folder, new) in self.plan.folder_lines or not line:
            self.move((p, (section, folder, new)) for p in own)
        else:
            self.rekey(line, new)

    def rekey(self, line: int, name: str) -> None:
        """Another key on a line."""
        found = _KEY.fullmatch(self.lines[line - 1])
        if not found:
            raise _not_so(line)
        self.changed[line] = f"{found[1]}{folder_key(name)}:{found[3] or ''}"

    def move(self, moves: Iterable[tuple[Placement, Place]]) -> None:
        """Put entries beneath other folders."""
        for placement, place in moves:
            body = self.take(placement)
            self.moved.add(placement)
            self.put(place, body)

    def rename(self, placement: Placement, name: str) -> None:
        """Give an entry another name at its destination; "" is its own name."""
        line = placement.line
        self.body(line)
        old = self.lines[line - 1]
        comment = behind(old)
        indent = old[: len(old) - len(old.lstrip(" "))]
        text = f"{indent}- {entry_text(replace_name(placement, name))}"
        self.changed[line] = f"{text}  {comment}" if comment else text

    def leave(self, placement: Placement, why: str) -> None:
        """Leave an entry where it is."""
        self.take(placement)
        self.moved.add(placement)
        self.put_left(f"- {left_text(Left(placement.source, why))}")

    def place(self, left: Left, place: Place) -> None:
        """Place an entry that had been left."""
        self.body(left.line)
        self.gone.add(left.line)
        bare = Placement(*place, left.path)
        self.put(place, f"- {entry_text(bare)}")

    def take(self, placement: Placement) -> str:
        """An entry off the sheet; its text from the "- " on."""
        body = self.body(placement.line)
        self.gone.add(placement.line)
        return body

    def body(self, line: int) -> str:
        """What stands on a line that holds one entry and nothing else."""
        body = self.changed.get(line, self.lines[line - 1]).lstrip(" ")
        if self.crowd[line] != 1 or not body.startswith("- "):
            raise _not_so(line)
        if self.last_line(line) != line:
            raise _not_so(line)
        return body

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

    def column(self, line: int) -> int:
        """How far a line is indented."""
        text = self.lines[line - 1]
        return len(text) - len(text.lstrip(" "))

    def put(self, place: Place, body: str) -> None:
        """An entry beneath a folder, which is made if need be."""
        self.filled.add(place)
        last = self.lasts.get(place)
        key = self.plan.folder_lines.get(place)
        if last:
            self.insert(self.last_line(last), " " * self.column(last) + body)
        elif key:
            self.insert(key, " " * (self.column(key) + 2) + body)
        else:
            self.maker.put(place, body)

    def insert(self, line: int, block: Block | str) -> None:
        """New lines after one."""
        self.after.setdefault(line, []).append(block)

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

    def put_left(self, body: str) -> None:
        """Something beneath `leave:`."""
        tops = [n for n, line in enumerate(self.lines, 1) if line.startswith("leave:")]
        own = [left.line for left in self.plan.left]
        if own:
            last = max(own)
            self.insert(self.last_line(last), " " * self.column(last) + body)
        elif tops:
            self.insert(tops[0], "  " + body)
        else:
            if not self.new_left:
                self.insert(self.bottom(), self.new_left)
                self.new_left.append("leave:")
            self.new_left.append("  " + body)

    def drop_emptied(self) -> None:
        """Keys that have lost their last entry go, too."""
        stay = [p for p in self.plan.placements if p not in self.moved]
        for section, folder in self.maker.dotted:
            if any(p[:3] == (section, folder, "") for p in stay):
                key = self.plan.folder_lines[section, folder, "."]
                column = self.column(self.lasts[section, folder, ""])
                self.after.setdefault(key, []).insert(0, " " * column + ".:")
        kept = {p[:3] for p in stay} | self.filled
        folders = {place[:2] for place in kept}
        for p in self.moved:
            place = p[:3]
            if place not in kept and place in self.plan.folder_lines:
                self.gone.add(self.plan.folder_lines[place])
            if p[:2] not in folders:
                self.gone.add(self.plan.folder_lines[p.section, p.folder, "."])
            if p.section not in {section for section, _ in folders}:
                self.drop_section(p.section)

    def drop_section(self, section: Section) -> None:
        """The line of a section."""
        for number, line in enumerate(self.lines, 1):
            if line.startswith(f"{section}:"):
                self.gone.add(number)


def replace_name(placement: Placement, name: str) -> Placement:
    """A placement under another name; its own name is no new one."""
    own = placement.source[placement.source.rfind("/", 0, -1) + 1 :]
    return placement._replace(rename="" if name == own else name)


def _not_so(line: int) -> InputError:
    return InputError(
        f"line {line} is not in the form that can be edited in place",
        fix="planfile fmt, then again",
    )
