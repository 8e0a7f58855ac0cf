"""Any YAML text to nodes with their places; what a plan must not use is refused here.

Anchors, aliases, tags, merge keys, duplicate keys, second documents, directives,
deep nesting and values over several lines are problems, found without building
anything from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from planfile.errors import Problem
from planfile.rules.paths import shown
from planfile.store.plan_syntax import no_character, told, too_much

if TYPE_CHECKING:
    from ruamel.yaml.events import Event
    from ruamel.yaml.tokens import Token

DEEPEST = 12
MOST_EVENTS = 600_000  # some ten seconds; a plan in planfile's own form has no such end
MOST_PROBLEMS = 100
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_CLOSED = re.compile("end of stream|expected ',' or|<stream end>")


class Stopped(Exception):  # noqa: N818 - reading ends here; the problems are listed
    """Nothing after this point can be read."""


@dataclass(slots=True)
class Node:
    """A scalar (`text`), a mapping (`pairs`) or a list (`items`); counts from 1.

    `plain` says that a scalar had no quotes.
    """

    line: int
    column: int
    text: str | None = None
    plain: bool = False
    pairs: list[tuple[Node, Node]] | None = None
    items: list[Node] | None = None
    end_line: int = 0
    end_column: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing at all was written here."""
        return self.text == "" and self.plain


@dataclass(slots=True)
class Reading:
    """The root node, or None where the text cannot be read to its end."""

    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)


def read_nodes(text: str, file: str) -> Reading:
    """Nodes of a YAML text, and everything in it that a plan must not use."""
    builder = _Builder(text, file)
    try:
        builder.document()
    except Stopped:
        builder.reading.root = None
    return builder.reading


class _Builder:
    """Events to nodes."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.reading = Reading()
        self.events = self.parsed(text)

    def parsed(self, text: str) -> Iterator[Event]:
        """YAML events; syntax errors become the last problem."""
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        try:
            for count, event in enumerate(YAML(typ="safe", pure=True).parse(text)):
                mark = event.start_mark
                if count == MOST_EVENTS:
                    self.stop(too_much(mark.line + 1, mark.column + 1, self.file))
                yield event
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            if error.context_mark and _NOT_CLOSED.search(str(error.problem)):
                mark = error.context_mark
            what, fix = told(str(error.problem or error.context or error))
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            self.stop(Problem("yaml-syntax", what, fix, "", line, column, self.file))
        except (YAMLError, ValueError, OverflowError) as error:
            self.stop(no_character(text, self.file, str(error)))

    def stop(self, problem: Problem) -> NoReturn:
        """Note a problem that nothing can be read behind."""
        self.reading.problems.append(problem)
        raise Stopped

    def refuse(
        self, code: str, place: Event | Token | Node, message: str, fix: str
    ) -> None:
        """Note a problem and read on, as long as there are not too many."""
        if isinstance(place, Node):
            line, column = place.line, place.column
        else:
            mark = place.start_mark
            line, column = mark.line + 1, mark.column + 1
        problem = Problem(code, message, fix, "", line, column, self.file)
        self.reading.problems.append(problem)
        if len(self.reading.problems) >= MOST_PROBLEMS:
            raise Stopped

    def document(self) -> None:
        """The one document of the text."""
        from ruamel.yaml import events

        for event in self.events:
            if isinstance(event, events.DocumentStartEvent):
                self.start(event)
            elif isinstance(event, events.NodeEvent):
                self.reading.root = self.node(event, 0)
            del event

    def start(self, event: Event) -> None:
        """A document begins; a plan has one, and no directives."""
        if self.reading.root is not None:
            self.refuse(
                "second-document",
                event,
                "a second YAML document begins here",
                "keep one plan per file: remove the --- and what follows",
            )
            raise Stopped
        if getattr(event, "version", None) or getattr(event, "tags", None):
            self.refuse(
                "yaml-directive",
                event,
                "YAML directives (%YAML, %TAG) are not used in plans",
                "remove the line",
            )

    def node(self, event: Event, depth: int) -> Node:
        """The node that begins with an event."""
        from ruamel.yaml import events

        mark = event.start_mark
        node = Node(mark.line + 1, mark.column + 1)
        if depth > DEEPEST:
            self.refuse(
                "too-deep",
                event,
                f"nested more than {DEEPEST} levels deep",
                "a plan has a section, a folder, a sub-folder and a list",
            )
            raise Stopped
        self.forbid(event)
        if isinstance(event, events.ScalarEvent):
            self.scalar(event, node)
        elif isinstance(event, events.MappingStartEvent):
            self.mapping(node, depth)
        elif isinstance(event, events.SequenceStartEvent):
            self.sequence(node, depth)
        return node

    def forbid(self, event: Event) -> None:
        """Refuse what makes YAML mean more than it says."""
        from ruamel.yaml.events import AliasEvent

        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, AliasEvent):
            self.refuse(
                "alias",
                event,
                f"the alias *{anchor} is not allowed",
                "write the value out, or quote it: '*…'",
            )
        elif anchor:
            self.refuse(
                "anchor",
                event,
                f"the anchor &{anchor} is not allowed",
                "remove it, or quote the value: '&…'",
            )
        if tag:
            self.refuse(
                "tag",
                event,
                f"the tag {tag} is not allowed",
                "remove it, or quote the value: '!…'",
            )

    def scalar(self, event: Event, node: Node) -> None:
        """One value, on one line."""
        node.text = str(getattr(event, "value", ""))
        node.plain = not getattr(event, "style", None)
        node.end_line = event.end_mark.line + 1
        node.end_column = event.end_mark.column + 1
        if _SURROGATE.search(node.text):
            self.refuse(
                "yaml-syntax",
                event,
                "an escape stands for half a character",
                "write bytes that are not UTF-8 as {raw: 'Caf%E9.mkv'}",
            )
            raise Stopped
        if event.start_mark.line != event.end_mark.line:
            self.refuse(
                "several-lines",
                event,
                f"this value runs over {node.end_line - node.line + 1} lines",
                'put it on one line, in single quotes; is a quote or a "- " missing?',
            )

    def mapping(self, node: Node, depth: int) -> None:
        """Keys and values, each key once."""
        from ruamel.yaml.events import MappingEndEvent

        node.pairs = []
        seen: dict[str, int] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                self.end(event, node)
                return
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            self.key(key, seen)
            node.pairs.append((key, value))
            if depth == 0 and len(node.pairs) > MOST_PROBLEMS:
                self.refuse("not-a-plan", key, "a plan has no such keys", "remove them")
                raise Stopped

    def key(self, key: Node, seen: dict[str, int]) -> None:
        """Refuse keys that are no words, merge, or stand twice."""
        if key.text is None:
            self.refuse(
                "key", key, "a mapping or list as key", "a key is a name in quotes"
            )
            return
        if key.text == "<<" and key.plain:
            self.refuse(
                "merge-key", key, "merge keys (<<) are not allowed", "write it out"
            )
        if key.text in seen:
            self.refuse(
                "duplicate-key",
                key,
                f"{shown(key.text)} is here twice, first on line {seen[key.text]}",
                "put the lines of both beneath one of them",
            )
        seen.setdefault(key.text, key.line)

    def sequence(self, node: Node, depth: int) -> None:
        """The items of a list."""
        from ruamel.yaml.events import SequenceEndEvent

        node.items = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                self.end(event, node)
                return
            node.items.append(self.node(event, depth + 1))

    def end(self, event: Event, node: Node) -> None:
        """Where a mapping or list ends."""
        node.end_line = event.end_mark.line + 1
        node.end_column = event.end_mark.column + 1
