"""One HTML file that needs nothing else: search, filters, before and after."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Role, Tree
from planfile.views.moves import Home, Move, homes, reasons, role_of_path, summary
from planfile.views.names import harmless, visible
from planfile.views.screen import bytes_text, counted

Row = tuple[str, str, str, int, float | None, bool, str]
"""Before, after, role, bytes, confidence, to look at, why."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the template shows: facts on top, one foldable table per home."""

    title: str
    facts: Mapping[str, str]
    columns: tuple[str, str]
    homes: Iterable[Mapping[str, object]]
    left: Iterable[tuple[str, list[str]]] = ()


def page_html(page: Page) -> str:
    """Fill the template; nothing in a name can end its place in the page."""
    facts = "".join(
        f"<div><dt>{escape(name)}</dt><dd><bdi>{escape(visible(value))}</bdi></dd></div>"
        for name, value in page.facts.items()
    )
    data = json.dumps(
        {
            "columns": page.columns,
            "homes": list(page.homes),
            "left": [
                (harmless(why), [visible(path) for path in paths])
                for why, paths in page.left
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).replace("<", "\\u003c")
    with open(_template(), encoding="utf-8") as stream:
        head, _, tail = stream.read().partition("@DATA@")
    head = head.replace("@TITLE@", escape(harmless(page.title)))
    return head.replace("@FACTS@", facts) + data + tail


def _template() -> str:
    return os.path.join(os.path.dirname(__file__), "page.html")


def plan_html(plan: Plan, sizes: Mapping[str, int]) -> str:
    """The plan: before and after side by side; sizes where a tree gives them."""
    facts = {
        "library": plan.library,
        "action": plan.action.value,
        "engine": plan.engine,
        "scan": plan.tree[:19],
        "already right": f"{plan.unchanged:,}",
    }
    if plan.into:
        facts["into"] = plan.into
    return page_html(
        Page(
            summary(plan),
            facts,
            ("before", "after"),
            (_home(home, sizes) for home in homes(plan)),
            reasons(plan),
        )
    )


def _home(home: Home, sizes: Mapping[str, int]) -> dict[str, object]:
    sure = "" if home.confidence is None else f"{home.confidence:.2f} "
    return {
        "folder": visible(home.folder),
        "why": f"{sure}{harmless(home.why)}".strip(),
        "rows": [_row(move, sizes) for move in home.moves()],
    }


def _row(move: Move, sizes: Mapping[str, int]) -> Row:
    size = sizes.get(move.source, 0)
    return (
        visible(move.source),
        visible(move.destination),
        role_of_path(move.source, size).value,
        size,
        move.confidence,
        move.look,
        harmless(move.why) if move.look else "",
    )


def tree_html(tree: Tree) -> str:
    """A scanned library, folder by folder."""
    facts = {
        "library": tree.library,
        "size": bytes_text(tree.summary.size),
        "scan": tree.summary.digest[:19],
        **{
            Role(role).value: f"{count:,}"
            for role, count in tree.summary.counts.items()
            if count
        },
    }
    title = f"Tree: {counted(tree.summary.entries, 'entry', 'entries')}"
    left = [(item.why, [item.path]) for item in tree.summary.unreadable]
    return page_html(Page(title, facts, ("name", ""), _folders(tree), left))


def _folders(tree: Tree) -> Iterator[dict[str, object]]:
    for folder in tree.folders:
        if folder.entries:
            yield {
                "folder": visible(folder.path),
                "why": "",
                "rows": [
                    (visible(e.name), "", e.role.value, e.size, None, False, "")
                    for e in folder.entries
                ],
            }
