"""What `planfile show` does: finds out what a thing is, and how to show it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from planfile.cli.session import (
    heed_said,
    is_run,
    output_of,
    write_lines,
    write_or_page,
)
from planfile.views.json_text import printable_json
from planfile.views.screen import Screen, screen

if TYPE_CHECKING:
    from planfile.artifacts.plan import Plan
    from planfile.cli.show import Format


class Shown(NamedTuple):
    """One maker per format; `moves` are old and new paths, for a map of moves."""

    human: Callable[[Screen], Iterable[str]]
    markdown: Callable[[], str]
    json: Callable[[], Iterable[str]]
    html: Callable[[], str]
    moves: Callable[[], Iterable[tuple[str, str]]]


def find(thing: str, library: str | None, *, verbose: bool, diff: bool) -> Shown:
    """What `thing` names: a file by its first bytes, a run by number, the state.

    Raises:
        InputError: It names nothing.
    """
    from planfile.store.artifact_file import is_tree

    if is_run(thing):
        from planfile.cli.showing_runs import shown_run

        return shown_run(thing, library, verbose=verbose, diff=diff)
    if thing == "state" and not os.path.exists(thing):
        from planfile.cli.showing_runs import shown_state

        return shown_state(library)
    heed_said()
    if is_tree(thing):
        return shown_tree(thing)
    return shown_plan(thing, verbose=verbose, diff=diff)


def shown_plan(path: str, *, verbose: bool, diff: bool) -> Shown:
    """A plan file or folder."""
    from planfile.store.plan_read import read_plan
    from planfile.views import html, json_lines, markdown, plan_text

    plan = read_plan(path)

    def human(at: Screen) -> Iterator[str]:
        if diff:
            return plan_text.diff_lines(plan, paint=at.paint, width=at.width)
        return plan_text.plan_lines(
            plan, verbose=verbose, paint=at.paint, width=at.width
        )

    return Shown(
        human,
        lambda: markdown.plan_markdown(plan),
        lambda: json_lines.plan_json(plan),
        lambda: html.plan_html(plan, sizes_of(plan, path)),
        plan.moves,
    )


def sizes_of(plan: Plan, path: str) -> dict[str, int]:
    """Sizes by path out of the plan's own tree, if that lies beside the plan."""
    from planfile.stages.origin import tree_of

    tree = tree_of(plan, path)
    return {path: entry.size for path, entry in tree.entries()} if tree else {}


def shown_tree(path: str) -> Shown:
    """A tree file."""
    from planfile.store.tree_read import read_tree
    from planfile.views import html, markdown, tree_text

    tree = read_tree(path)

    def as_it_is() -> Iterator[str]:
        with open(path, encoding="utf-8") as stream:
            for line in stream:
                yield printable_json(line.rstrip("\n"))

    return Shown(
        lambda at: tree_text.tree_lines(tree, paint=at.paint),
        lambda: markdown.tree_markdown(tree),
        as_it_is,
        lambda: html.tree_html(tree),
        lambda: ((entry, entry) for entry, _ in tree.entries()),
    )


def show_thing(thing: Shown, form: Format, output: str) -> None:
    """Write a thing in one format to stdout or to a file."""
    if form == "human":
        write_or_page(output, thing.human)
        return
    if form == "json":
        lines = thing.json()
    elif form == "csv":
        from planfile.views.run_pages import csv_lines

        lines = csv_lines(thing.moves())
    elif form == "markdown":
        from planfile.cli.reporting import summarize

        text = thing.markdown()
        summarize(text)
        lines = text.splitlines()
    else:
        lines = [thing.html()]
    if output_of(output) == "-":
        screen().data(lines)
    else:
        write_lines(output, lines)
