"""Any YAML text to nodes with their places; what a plan must not use is refused here.

Anchors, aliases, tags, merge keys, duplicate keys, second documents, directives,
deep nesting and values over several lines are problems, found without building
anything from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planfile.errors import Problem
from planfile.rules.paths import shown
from planfile.store.plan_limits import problem_at

if TYPE_CHECKING:
    from ruamel.yaml.events import Event

DEEPEST = 12
MOST_EVENTS = 600_000  # some ten seconds; a plan in planfile's own form has no such end
MOST_PROBLEMS = 100
_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDE_ESCAPE = re.compile(r"\\U(?!0010|000[0-9a-fA-F])")
_NOT_CLOSED = re.compile("end of stream|expected ',' or|<stream end>")
# What the YAML library complains of, in words about plans, and the fix.
_TOLD = (
    ("'\\t'", "a tab is used as indentation", "use spaces"),
    (
        "found unexpected end of stream",
        "a quote is opened and never closed",
        "close it; a quote inside single quotes is written twice: ''",
    ),
    (
        "mapping values are not allowed here",
        "a ': ' where YAML does not expect one",
        "put names that hold ': ' between single quotes",
    ),
    (
        "could not find expected ':'",
        "a line that is neither a key nor a list item",
        "add the ':' at its end, or the '- ' before it",
    ),
    (
        "did not find expected <block end>",
        "the indentation does not fit what is above",
        "line it up with its neighbours; quote names in single quotes",
    ),
    (
        "expected <block end>",
        "the indentation does not fit what is above, or a quote ends too early",
        "line it up with its neighbours; a quote inside single quotes is written ''",
    ),
    (
        "undefined alias",
        "an alias (*name) is not allowed",
        "write the value out, or quote it: '*…'",
    ),
    (
        "that cannot start any token",
        "a character that cannot begin a value without quotes",
        "put the value between single quotes",
    ),
    (
        "expected ',' or",
        "a ',' or the closing bracket is missing",
        "write {from: 'path', as: 'name'} with both names in single quotes",
    ),
)


class Stopped(Exception):  # noqa: N818 - reading ends here; the problems are listed
    """Nothing after this point can be read."""


@dataclass(slots=True)
class Node:
    """A scalar (`text`), a mapping (`pairs`) or a list (`items`); counts from 1.

    `plain` says that a scalar had no quotes.
    """

    line: int
    column: int
    end_line: int = 0
    end_column: int = 0
    text: str | None = None
    plain: bool = False
    pairs: list[tuple[Node, Node]] | None = None
    items: list[Node] | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing at all was written here."""
        return self.text == "" and self.plain


def read_nodes(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The root, and everything that a plan must not use.

    The root is None where the text cannot be read to its end.
    """
    builder = _Builder(text, file)
    try:
        return builder.document(), builder.problems
    except Stopped:
        return None, builder.problems


class _Builder:
    """Events to nodes."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.events = self.parsed(text)

    def parsed(self, text: str) -> Iterator[Event]:
        """YAML events; what makes the text no YAML becomes the last problem."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        try:
            for count, event in enumerate(YAML(typ="safe", pure=True).parse(text)):
                if count == MOST_EVENTS:
                    what = "too much for a plan that is not in the form planfile writes"
                    fix = "write one entry a line, as in `- 'path'`; or split the plan"
                    self.refuse("too-large", _begun(event), what, fix)
                    raise Stopped
                yield event
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            if error.context_mark and _NOT_CLOSED.search(str(error.problem)):
                mark = error.context_mark
            place = Node(mark.line + 1, mark.column + 1) if mark else Node(0, 0)
            what, fix = _told(str(error.problem or error.context or error))
            self.refuse("yaml-syntax", place, what, fix)
            raise Stopped from error
        except (YAMLError, ValueError, OverflowError) as error:
            self.problems.append(_no_character(text, self.file, str(error)))
            raise Stopped from error

    def refuse(self, code: str, place: Node, message: str, fix: str) -> None:
        """Note a problem and read on, as long as there are not too many."""
        where = (place.line, place.column, self.file)
        self.problems.append(Problem(code, message, fix, "", *where))
        if len(self.problems) >= MOST_PROBLEMS:
            raise Stopped

    def document(self) -> Node | None:
        """The one document of the text."""
        from ruamel.yaml.events import DocumentStartEvent, NodeEvent

        root = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                self.start(event, root)
            elif isinstance(event, NodeEvent):
                root = self.node(event, 0)
        return root

    def start(self, event: Event, root: Node | None) -> None:
        """A document begins; a plan has one, and no directives."""
        if root is not None:
            what = "a second YAML document begins here"
            fix = "keep one plan per file: remove the --- and what follows"
            self.refuse("second-document", _begun(event), what, fix)
            raise Stopped
        if getattr(event, "version", None) or getattr(event, "tags", None):
            what = "YAML directives (%YAML, %TAG) are not used in plans"
            self.refuse("yaml-directive", _begun(event), what, "remove the line")

    def node(self, event: Event, depth: int) -> Node:
        """The node that begins with an event."""
        from ruamel.yaml import events

        node = _begun(event)
        if depth > DEEPEST:
            what = f"nested more than {DEEPEST} levels deep"
            fix = "a plan has a section, a folder, a sub-folder and a list"
            self.refuse("too-deep", node, what, fix)
            raise Stopped
        self.forbid(event, node)
        if isinstance(event, events.ScalarEvent):
            self.scalar(event, node)
        elif isinstance(event, events.MappingStartEvent):
            self.mapping(node, depth)
        elif isinstance(event, events.SequenceStartEvent):
            node.items = list(self.inside(node, depth))
        return node

    def forbid(self, event: Event, node: Node) -> None:
        """Refuse what makes YAML mean more than it says."""
        from ruamel.yaml.events import AliasEvent

        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, AliasEvent):
            fix = "write the value out, or quote it: '*…'"
            self.refuse("alias", node, f"the alias *{anchor} is not allowed", fix)
        elif anchor:
            fix = "remove it, or quote the value: '&…'"
            self.refuse("anchor", node, f"the anchor &{anchor} is not allowed", fix)
        if tag:
            fix = "remove it, or quote the value: '!…'"
            self.refuse("tag", node, f"the tag {tag} is not allowed", fix)

    def scalar(self, event: Event, node: Node) -> None:
        """One value, on one line."""
        node.text = str(getattr(event, "value", ""))
        node.plain = not getattr(event, "style", None)
        if _SURROGATE.search(node.text):
            what = "an escape stands for half a character"
            fix = "write bytes that are not UTF-8 as {raw: 'Caf%E9.mkv'}"
            self.refuse("yaml-syntax", node, what, fix)
            raise Stopped
        if node.line != node.end_line:
            what = f"this value runs over {node.end_line - node.line + 1} lines"
            fix = 'put it on one line, in single quotes; is a quote or a "- " missing?'
            self.refuse("several-lines", node, what, fix)

    def inside(self, node: Node, depth: int) -> Iterator[Node]:
        """What a mapping or list holds, up to its end."""
        from ruamel.yaml.events import CollectionEndEvent

        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                end = _begun(event)
                node.end_line, node.end_column = end.end_line, end.end_column
                return
            yield self.node(event, depth + 1)

    def mapping(self, node: Node, depth: int) -> None:
        """Keys and values, each key once."""
        node.pairs = []
        seen: dict[str, int] = {}
        nodes = self.inside(node, depth)
        for key, value in zip(nodes, nodes, strict=True):
            self.key(key, seen)
            node.pairs.append((key, value))
            if depth == 0 and len(node.pairs) > MOST_PROBLEMS:
                self.refuse("not-a-plan", key, "a plan has no such keys", "remove them")
                raise Stopped

    def key(self, key: Node, seen: dict[str, int]) -> None:
        """Refuse keys that are no words, merge, or stand twice."""
        if key.text is None:
            fix = "a key is a name in quotes"
            self.refuse("key", key, "a mapping or list as key", fix)
            return
        if key.text == "<<" and key.plain:
            what = "merge keys (<<) are not allowed"
            self.refuse("merge-key", key, what, "write it out")
        if key.text in seen:
            what = f"{shown(key.text)} is here twice, first on line {seen[key.text]}"
            fix = "put the lines of both beneath one of them"
            self.refuse("duplicate-key", key, what, fix)
        seen.setdefault(key.text, key.line)


def _no_character(text: str, file: str, why: str) -> Problem:
    """An escape beyond Unicode; the library tells no place, so it is looked for."""
    found = _WIDE_ESCAPE.search(text)
    start = found.start() if found else len(text)
    what = f"an escape stands for no character: {why}"
    fix = "write the name between single quotes"
    return problem_at(text, start, "yaml-syntax", what, fix, file)


def _begun(event: Event) -> Node:
    """Where an event begins and ends."""
    start, end = event.start_mark, event.end_mark
    return Node(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _told(problem: str) -> tuple[str, str]:
    """The YAML library's message in words about plans, and the fix."""
    for part, what, fix in _TOLD:
        if part in problem:
            return what, fix
    return f"not YAML: {problem}", "put names between single quotes"
