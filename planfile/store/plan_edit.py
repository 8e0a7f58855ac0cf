"""Edits of a plan's text that leave every other byte as it is.

A sheet gathers deletions, replacements and insertions by line number of the text it
was made from; `text` carries them out. What is moved keeps its line, comment and all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from planfile.artifacts.paths import last_component
from planfile.artifacts.placements import Place
from planfile.artifacts.plan import Left, Placement, Plan, Section
from planfile.store.plan_draft import folder_note
from planfile.store.plan_format import behind
from planfile.store.plan_page import Block, Maker, Page, not_so
from planfile.store.plan_scalars import folder_key
from planfile.store.plan_write import entry_text, left_text

_KEY = re.compile(r"( *)('(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"|[^'\"#].*?) *:( .*)?")


class Sheet(Page):
    """The text of one plan file, edited by what its lines mean."""

    def __init__(self, text: str, plan: Plan) -> None:
        super().__init__(text, plan)
        self.moved: set[Placement] = set()
        self.filled: set[Place] = set()
        self.crowd = Counter(placement.line for placement in plan.placements)
        self.crowd.update(left.line for left in plan.left)
        self.new_left: Block = []
        self.maker = Maker(self)

    def text(self) -> str:
        """The text with all edits."""
        self.drop_emptied()
        return super().text()

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
        """Another key on a line; how sure planfile was of the old one goes with it."""
        found = _KEY.fullmatch(self.lines[line - 1])
        if not found:
            raise not_so(line)
        tail = found[3] or ""
        kept = "" if folder_note(tail) else tail
        self.changed[line] = f"{found[1]}{folder_key(name)}:{kept}"

    def move(self, moves: Iterable[tuple[Placement, Place]]) -> None:
        """Put entries beneath other folders."""
        for placement, place in moves:
            self.put(place, self.take(placement))

    def rename(self, placement: Placement, name: str) -> None:
        """Give an entry another name at its destination; "" is its own name."""
        line = placement.line
        self.body(line)
        comment = behind(self.lines[line - 1])
        own = last_component(placement.source)
        renamed = placement._replace(rename="" if name == own else name)
        text = f"{' ' * self.column(line)}- {entry_text(renamed)}"
        self.changed[line] = f"{text}  {comment}" if comment else text

    def leave(self, placement: Placement, why: str) -> None:
        """Leave an entry where it is."""
        self.take(placement)
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
        self.moved.add(placement)
        return body

    def body(self, line: int) -> str:
        """What stands on a line that holds one entry and nothing else."""
        body = self.changed.get(line, self.lines[line - 1]).lstrip(" ")
        alone = self.crowd[line] == 1 and self.last_line(line) == line
        if not alone or not body.startswith("- "):
            raise not_so(line)
        return body

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

    def put_left(self, body: str) -> None:
        """Something beneath `leave:`."""
        own = [left.line for left in self.plan.left]
        if own:
            last = max(own)
            self.insert(self.last_line(last), " " * self.column(last) + body)
        elif "leave" in self.tops:
            self.insert(self.tops["leave"], "  " + body)
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
                self.gone.add(self.tops.get(p.section, 0))  # there is no line 0
