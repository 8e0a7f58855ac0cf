"""What `planfile show` does: finds out what a thing is, and how to show it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from planfile.cli.session import output_of, write_lines, write_or_page
from planfile.cli.shown import Shown
from planfile.errors import ArtifactError, PlanfileError
from planfile.views.json_text import printable_json
from planfile.views.screen import Screen, screen

if TYPE_CHECKING:
    from planfile.artifacts.plan import Plan
    from planfile.cli.show import Format


def find(thing: str, library: str | None) -> Shown:
    """What `thing` names: a file by its first bytes, a run by number, the state.

    Raises:
        InputError: It names nothing.
    """
    if not os.path.exists(thing):
        from planfile.cli.showing_runs import shown_run, shown_state

        if thing == "state":
            return shown_state(library)
        if thing.isdecimal():
            return shown_run(int(thing), library)
    from planfile.store.artifact_file import is_tree

    if is_tree(thing):
        return shown_tree(thing)
    return shown_plan(thing)


def shown_plan(path: str) -> Shown:
    """A plan file or folder."""
    from planfile.store.plan_read import read_plan
    from planfile.views import html, json_lines, markdown, plan_text

    plan = read_plan(path)

    def human(at: Screen, verbose: bool, diff: bool) -> Iterator[str]:
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
    """Sizes by path out of the tree beside the plan, if it is the plan's own tree."""
    from planfile.store.tree_read import read_tree

    folder = path if os.path.isdir(path) else os.path.dirname(path)
    try:
        tree = read_tree(os.path.join(folder, "tree.json"))
    except PlanfileError:
        return {}
    if tree.summary.digest != plan.tree:
        return {}
    return {path: entry.size for path, entry in tree.entries()}


def shown_tree(path: str) -> Shown:
    """A tree file."""
    from planfile.store.tree_read import read_tree
    from planfile.views import html, markdown, tree_text

    tree = read_tree(path)

    def human(at: Screen, verbose: bool, diff: bool) -> Iterable[str]:
        del verbose, diff
        return tree_text.tree_lines(tree, paint=at.paint)

    def as_it_is() -> Iterator[str]:
        with open(path, encoding="utf-8") as stream:
            for line in stream:
                yield printable_json(line.rstrip("\n"))

    return Shown(
        human,
        lambda: markdown.tree_markdown(tree),
        as_it_is,
        lambda: html.tree_html(tree),
        lambda: ((entry, entry) for entry, _ in tree.entries()),
    )


def show_thing(
    thing: Shown, form: Format, output: str, verbose: bool, diff: bool
) -> None:
    """Write a thing in one format to stdout or to a file."""
    if form == "human":
        write_or_page(output, lambda at: thing.human(at, verbose, diff))
        return
    if form == "json":
        lines = thing.json()
    elif form == "csv":
        from planfile.views.run_pages import csv_lines

        lines = csv_lines(thing.moves())
    elif form == "markdown":
        lines = summarized(thing.markdown())
    else:
        lines = [thing.html()]
    if output_of(output) == "-":
        screen().data(lines)
    else:
        write_lines(output, lines)


def summarized(text: str) -> list[str]:
    """The lines of a Markdown text; in GitHub Actions the job's summary gets it too."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        try:
            with open(path, "a", encoding="utf-8") as stream:
                stream.write(text)
        except OSError as error:
            raise ArtifactError(
                f"cannot write the summary of the job to {path}: {error.strerror}",
                fix="GITHUB_STEP_SUMMARY names that file; unset it to go without",
            ) from error
    return text.splitlines()
