"""Markdown that fits a comment on a pull request, whatever is in the names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from planfile.artifacts.paths import last_component
from planfile.artifacts.plan import Plan
from planfile.artifacts.report import Account
from planfile.artifacts.tree import Role, Tree
from planfile.views.accounts import account_text, left_text
from planfile.views.moves import (
    Home,
    Move,
    homes,
    reasons,
    siblings,
    summary,
    sureness,
    to_look_at,
    totals,
)
from planfile.views.names import harmless, visible
from planfile.views.role_words import roles_text
from planfile.views.screen import bytes_text, counted

LIMIT = 65_536  # characters that GitHub takes in one comment
SHARE_OF_LOOKS = 0.3
SHARE_OF_LEFT = 0.15
RESERVE = 600  # for saying what was dropped
MOST_IN_A_HOME = 200
MOST_UNREADABLE = 20
MOST_SOURCES = 5  # folders named for one show or movie of a run


def code(name: str) -> str:
    """A name as a code span: nothing in it is markup, a mention or a link."""
    text = visible(name)
    runs = re.findall(r"`+", text)
    fence = "`" * (max(map(len, runs), default=0) + 1)
    pad = " " if text[:1] in {"`", " "} or text[-1:] in {"`", " "} else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def cell(name: str) -> str:
    """A code span within a table."""
    return code(name).replace("|", "\\|")


def plain_text(text: str) -> str:
    """Prose whose marks mean nothing."""
    return re.sub(r"([\\`*_{}\[\]<>#|~@!])", r"\\\1", harmless(text))


def plan_markdown(plan: Plan, *, limit: int = LIMIT) -> str:
    """Totals first, then what to look at, then per show, risky first.

    What does not fit in `limit` characters is dropped from the middle and counted;
    the totals never are.
    """
    head = "\n".join(_head(plan))
    looks = _looks(plan, int(limit * SHARE_OF_LOOKS))
    left = _left(plan, int(limit * SHARE_OF_LEFT))
    room = limit - len(head) - len(looks) - len(left) - RESERVE
    parts = [head, looks, *_homes(plan, room), left]
    return "\n".join(part for part in parts if part).rstrip() + "\n"


def _head(plan: Plan) -> Iterator[str]:
    sums = totals(plan)
    yield f"### {summary(plan)}"
    yield ""
    yield "| to place | shows | movies | left | already right | need a look |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: |"
    yield (
        f"| {sums.placed:,} | {sums.shows:,} | {sums.movies:,} | {sums.left:,} "
        f"| {sums.unchanged:,} | {sums.look:,} |"
    )
    yield ""
    into = f", into {code(plan.into)}" if plan.into else ""
    yield (
        f"Library {code(plan.library)}, {plan.action.value}{into}, engine "
        f"{code(plan.engine)}, scan {code(plan.tree[:19])}."
    )
    yield ""


class Taken(NamedTuple):
    """The lines that fit, and how many did not."""

    lines: list[str]
    dropped: int


def taken(lines: Iterable[str], room: int, most: int = 10**9) -> Taken:
    """As many lines as fit into `room` characters."""
    kept: list[str] = []
    dropped = 0
    for line in lines:
        room -= len(line) + 1
        if dropped or room < 0 or len(kept) >= most:
            dropped += 1
        else:
            kept.append(line)
    return Taken(kept, dropped)


def _looks(plan: Plan, room: int) -> str:
    """What to look at, with one line for siblings that are as sure, for one reason."""
    found = siblings(to_look_at(plan))
    if not found:
        return ""
    kept = taken(map(_look, found), room).lines
    dropped = sum(map(len, found[len(kept) :]))
    lines = ["**Please look at these**, least sure first:", "", *kept]
    if dropped:
        lines.append(f"- and {dropped:,} more")
    return "\n".join([*lines, ""])


def _look(alike: list[Move]) -> str:
    move, *others = alike
    sure = "" if move.confidence is None else f"{move.confidence:.2f} "
    more = f", and {len(others):,} more like it" if others else ""
    why = f" ({plain_text(move.why)})" if move.why else ""
    return f"- {sure}{code(move.source)} → {code(move.destination)}{more}{why}"


def _homes(plan: Plan, room: int) -> Iterator[str]:
    """Blocks of shows and movies while they fit, then what did not."""
    found = sorted(homes(plan), key=risk)
    for index, home in enumerate(found):
        block = _home(home, room if index == 0 else LIMIT)
        if len(block) > room:
            rest = sum(1 for other in found[index:] for _ in other.moves())
            yield (
                f"… and {counted(len(found) - index, 'more show or movie', 'more')} "
                f"with {counted(rest, 'entry', 'entries')}, not shown for their length;"
                " `planfile show` shows all.\n"
            )
            return
        room -= len(block) + 1
        yield block


def risk(home: Home) -> tuple[bool, float]:
    """Sorts homes with entries to look at first, then the least sure."""
    return (
        not any(move.look for move in home.moves()),
        min(map(sureness, home.moves())) if home.confidence is not None else 1.0,
    )


def _home(home: Home, room: int) -> str:
    inside = list(home.moves())
    look = sum(move.look for move in inside)
    said = counted(len(inside), "entry", "entries") + (
        f", {look} to look at" if look else ""
    )
    sure = "" if home.confidence is None else f", {home.confidence:.2f}"
    title = escape(visible(home.folder))
    lines = [
        f"<details><summary><code>{title}</code>: {said}{sure}</summary>",
        "",
        *([plain_text(home.why), ""] if home.why else []),
    ]
    rows = list(_lines(home))
    kept = taken((line for line, _ in rows), max(room - 400, 0), MOST_IN_A_HOME).lines
    dropped = len(inside) - sum(entries for _, entries in rows[: len(kept)])
    lines += kept
    if dropped:
        lines.append(f"- and {dropped:,} more")
    return "\n".join([*lines, "", "</details>", ""])


def _lines(home: Home) -> Iterator[tuple[str, int]]:
    """Each entry under the folder that it goes into; a line, and how many it tells."""
    for group in home.groups:
        deep = group.sub or len(home.groups) > 1
        if deep:
            yield f"- {code(group.sub + '/' if group.sub else './')}", 0
        for move in group.moves:
            yield ("  " if deep else "") + _line(move), 1


def _line(move: Move) -> str:
    mark = "**?** " if move.look else ""
    renamed = f" as {code(last_component(move.destination))}" if move.renamed else ""
    return f"- {mark}{code(move.source)}{renamed}"


def _left(plan: Plan, room: int) -> str:
    if not plan.left:
        return ""
    lines = (
        f"- {plain_text(why)}: {code(path)}"
        for why, paths in reasons(plan)
        for path in paths
    )
    kept, dropped = taken(lines, room)
    title = f"<details><summary>{len(plan.left):,} left as they are</summary>"
    more = [f"- and {dropped:,} more"] if dropped else []
    return "\n".join([title, "", *kept, *more, "", "</details>", ""])


def tree_markdown(tree: Tree, *, limit: int = LIMIT) -> str:
    """A scan: totals first, then the folders that hold something, while they fit."""
    total = tree.summary
    roles = roles_text({Role(role): count for role, count in total.counts.items()})
    unreadable = [
        f"- not readable: {code(path or './')} ({plain_text(why)})"
        for path, why in total.unreadable[:MOST_UNREADABLE]
    ]
    hidden = len(total.unreadable) - len(unreadable)
    unreadable += [f"- and {hidden:,} more that are not readable"] if hidden else []
    head = [
        f"### Tree: {counted(total.entries, 'entry', 'entries')}, "
        f"{bytes_text(total.size)}",
        "",
        f"Library {code(tree.library)}, scan {code(total.digest[:19])}: {roles}.",
        "",
        *unreadable,
    ]
    folders = (
        f"- {code(folder.path or './')}: "
        + counted(len(folder.entries), "entry", "entries")
        for folder in tree.folders
        if folder.entries
    )
    room = limit - sum(len(line) + 1 for line in head) - RESERVE
    kept, dropped = taken(folders, room)
    more = [f"- and {dropped:,} more folders"] if dropped else []
    return "\n".join([*head, *kept, *more]) + "\n"


def account_items(account: Account | None) -> list[str]:
    """What a run came to, as a paragraph."""
    if account is None:
        return []
    left = [f"Left: {plain_text(left_text(account))}."] if account.left else []
    return [f"{plain_text(account_text(account))}.", *left, ""]


def home_items(account: Account | None) -> Iterator[str]:
    """A line for each show and movie: how many entries came from where."""
    for home in account.homes if account else ():
        sources = [
            f"{code(folder + '/' if folder else './')} ({count:,})"
            for folder, count in list(home.sources.items())[:MOST_SOURCES]
        ]
        more = len(home.sources) - len(sources)
        sources += [f"{more:,} more"] if more else []
        came = counted(home.entries, "entry", "entries")
        yield f"- {code(home.folder)}: {came} from {', '.join(sources)}"
