"""The full reader: any YAML that is a plan, every problem with its line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planfile.artifacts.plan import Plan, Section
from planfile.errors import Problem
from planfile.rules.paths import shown
from planfile.store.plan_draft import (
    FORMS,
    MAPS,
    Draft,
    entry_note,
    finished,
    folder_note,
    left_of,
    placement_of,
)
from planfile.store.plan_nodes import Node, read_nodes
from planfile.store.plan_scalars import folder_of_key
from planfile.store.schema import Fault, faults

COUNTS = ("planfile", "entries", "unchanged")


def read_yaml(text: str, file: str) -> tuple[Plan | None, list[Problem]]:
    """The plan, or what could be read of it, and every problem with its form.

    The plan is None where not even a part of the text could be read. A part read
    beside problems is good for finding more of them, and for nothing else.
    """
    root, refused = read_nodes(text, file)
    if root is None:
        what = "the file is empty"
        nothing = Problem("not-a-plan", what, "planfile plan", "", 1, 1, file)
        return None, refused or [nothing]
    judged = without_plain_entries(root)
    told = [_placed(fault, judged, file) for fault in faults("plan", as_data(judged))]
    if root.pairs is None:
        return None, [*refused, *told]
    builder = _Builder(text, file)
    builder.walk(root)
    said = {(problem.line, problem.column) for problem in refused}
    spelled = [p for p in builder.problems if (p.line, p.column) not in said]
    found = [*refused, *told, *spelled]
    return finished(builder.draft, file), found


def without_plain_entries(root: Node) -> Node:
    """The same nodes without the entries that are nothing but a path.

    The schema has nothing against any text as an entry, and of 100,000 it would say so
    100,000 times; the rules judge them.
    """
    if root.pairs is None:
        return root
    sections = {section.value for section in Section}
    pairs = [
        (key, _thinned(value) if key.text in sections else value)
        for key, value in root.pairs
    ]
    return replace(root, pairs=pairs)


def _thinned(node: Node) -> Node:
    if node.pairs is not None:
        pairs = [(key, _thinned(value)) for key, value in node.pairs]
        return replace(node, pairs=pairs)
    if node.items is not None:
        return replace(node, items=[item for item in node.items if not item.text])
    return node


def as_data(root: Node) -> object:
    """Nodes as plain data: by position all scalars are text, but three are numbers."""
    data = _data(root)
    if isinstance(data, dict):
        for key in COUNTS:
            value = data.get(key)
            if isinstance(value, str) and FORMS["entries"].fullmatch(value):
                data[key] = int(value)
    return data


def _data(node: Node) -> object:
    if node.pairs is not None:
        return {key: _data(value) for key, value in _named(node)}
    if node.items is not None:
        return [_data(item) for item in node.items]
    return None if node.empty else node.text


def _placed(fault: Fault, root: Node, file: str) -> Problem:
    """A fault of the data at the node that it is about."""
    node = root
    for depth, part in enumerate(fault.path, 1):
        if isinstance(part, int):
            node = (node.items or [])[part]
        else:
            key, value = next(
                pair for pair in reversed(node.pairs or []) if pair[0].text == part
            )
            named = fault.code == "unknown-field" and depth == len(fault.path)
            node = key if named or value.empty else value
    fix = fault.fix
    if fault.code == "unknown-field" and len(fault.path) > 2:
        fix += "; a name that holds ': ' needs single quotes"
    return Problem(fault.code, fault.message, fix, "", node.line, node.column, file)


class _Builder:
    """Nodes to rows; what has the wrong form is passed over, the schema told of it."""

    def __init__(self, text: str, file: str) -> None:
        self.rows = text.split("\n")
        self.file = file
        self.draft = Draft()
        self.problems: list[Problem] = []

    def walk(self, root: Node) -> None:
        """Every key at the margin."""
        for name, value in _named(root):
            if name in FORMS:
                self.header(name, value)
            elif name in MAPS:
                self.draft.maps[name] = dict(_texts(value))
            elif name == "leave":
                self.leave(value)
            elif name in {section.value for section in Section}:
                self.section(Section(name), value)

    def header(self, name: str, value: Node) -> None:
        """A header; the schema says what is wrong with it."""
        if value.text is not None and FORMS[name].fullmatch(value.text):
            self.draft.header[name] = value.text

    def leave(self, node: Node) -> None:
        """What is left."""
        for item in node.items or ():
            fields = dict(_texts(item))
            if "why" in fields and ("path" in fields or "raw" in fields):
                self.draft.left.append(left_of(fields, item.line))

    def section(self, section: Section, node: Node) -> None:
        """Shows or movies."""
        for key, value in node.pairs or ():
            if key.text is None:
                continue
            folder = folder_of_key(key.text)
            self.remember((section, folder, "."), key)
            note = folder_note(self.tail(key.end_line, key.end_column, ":"))
            if note:
                self.draft.notes[section, folder] = note
            self.entries((section, folder, ""), value)
            self.subs(section, folder, value)

    def subs(self, section: Section, folder: str, node: Node) -> None:
        """The folders beneath a show or movie."""
        for key, entries in node.pairs or ():
            if key.text is not None:
                place = (section, folder, folder_of_key(key.text))
                self.remember(place, key)
                self.entries(place, entries)

    def remember(self, place: tuple[Section, str, str], key: Node) -> None:
        """The line of a folder's key; two spellings of one folder are a problem."""
        first = self.draft.lines.setdefault(place, key.line)
        if first != key.line:
            what = f"{shown(key.text or '')} is the same folder as on line {first}"
            fix = "put the lines of both beneath one of them"
            where = (key.line, key.column, self.file)
            self.problems.append(Problem("duplicate-key", what, fix, "", *where))

    def entries(self, place: tuple[Section, str, str], node: Node) -> None:
        """The files of one folder."""
        for item in node.items or ():
            fields = {"from": item.text} if item.text else dict(_texts(item))
            if "from" in fields or "raw" in fields:
                note = entry_note(self.tail(item.end_line, item.end_column))
                self.draft.placements.add(placement_of(fields, place, note, item.line))

    def tail(self, line: int, column: int, skip: str = "") -> str:
        """What follows a node on its line."""
        rest = self.rows[line - 1][column - 1 :] if line <= len(self.rows) else ""
        rest = rest.rstrip("\r")
        return rest.lstrip(" ").removeprefix(skip) if skip else rest


def _named(node: Node) -> Iterator[tuple[str, Node]]:
    """The pairs of a mapping whose keys are texts; others are told of already."""
    for key, value in node.pairs or ():
        if key.text is not None:
            yield key.text, value


def _texts(node: Node) -> Iterator[tuple[str, str]]:
    """The pairs of a mapping that are plain texts."""
    for key, value in node.pairs or ():
        if key.text is not None and value.text is not None:
            yield key.text, value.text
