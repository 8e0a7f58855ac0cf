"""A plan for people at a terminal: the library as it will look."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from planfile.artifacts.paths import last_component
from planfile.artifacts.plan import Plan, Section
from planfile.views.moves import (
    Group,
    Home,
    Move,
    contents,
    homes,
    reasons,
    siblings,
    summary,
    to_look_at,
)
from planfile.views.names import harmless, visible
from planfile.views.screen import Paint, clipped, plain, width_of

HEADINGS = {Section.SHOWS: "Shows", Section.MOVIES: "Movies"}
ARRIVES, RENAMED, LOOK, STAYS = "+", "~", "?", "·"
LEGEND = "+ goes here  ~ renamed  ? look  · stays"
MOST_LOOKS = 20
EXAMPLES = 3
LEAST_OF_WHY = 20
LEAST_OF_REMARK = 8


def plan_lines(
    plan: Plan, *, verbose: bool = False, paint: Paint = plain, width: int = 0
) -> Iterator[str]:
    """The plan as a tree: per show and season, with every file when `verbose`."""
    yield from head_lines(plan, paint)
    for section, inside in groupby(homes(plan), key=lambda home: home.section):
        yield ""
        root = plan.roots.get(section, "")
        where = f" in {visible(root)}/" if root else ""
        yield paint("title", HEADINGS[section]) + paint("faint", where)
        for home in inside:
            yield from _home_lines(home, verbose, paint, width)
    yield from _left_lines(plan, verbose, paint, width)
    yield from foot_lines(plan, paint)


def head_lines(plan: Plan, paint: Paint) -> Iterator[str]:
    """What the plan is for and who made it."""
    into = f", into {visible(plan.into)}" if plan.into else ""
    yield paint("title", visible(plan.library))
    yield f"{plan.action.value}{into}; engine {harmless(plan.engine)}"
    yield paint("faint", LEGEND)


def foot_lines(plan: Plan, paint: Paint) -> Iterator[str]:
    """What to look at, and the summary."""
    yield from look_lines(plan, paint)
    yield ""
    yield paint("title", summary(plan))


def _home_lines(home: Home, verbose: bool, paint: Paint, width: int) -> Iterator[str]:
    count = sum(len(group.moves) for group in home.groups)
    sure = "" if home.confidence is None else f"{home.confidence:.2f} "
    why = f"{sure}{harmless(home.why)}".strip()
    one = len(home.groups) == 1 and not home.groups[0].sub and not verbose
    said = contents(home.groups[0].moves) if one else f"{count:,} in all"
    faint = f"{said}; {why}" if why else said
    mark = _mark(tuple(home.moves())) if one else ""
    yield _row("  ", mark, f"{visible(home.folder)}/", "folder", faint, paint, width)
    if one:
        return
    for group in home.groups if verbose else merged(home.groups):
        yield from _group_lines(group, verbose, paint, width)


def merged(groups: tuple[Group, ...]) -> list[Group]:
    """Folders within a season (its `Subs/…`) told as part of the season."""
    found: dict[str, list[Move]] = {}
    for group in groups:
        found.setdefault(group.sub.partition("/")[0], []).extend(group.moves)
    return [Group(sub, tuple(inside)) for sub, inside in found.items()]


def _group_lines(
    group: Group, verbose: bool, paint: Paint, width: int
) -> Iterator[str]:
    indent = "    "
    if group.sub or not verbose:
        name = f"{visible(group.sub)}/" if group.sub else "(beside them)"
        said = contents(group.moves)
        yield _row(indent, _mark(group.moves), name, "group", said, paint, width)
        indent += "  "
    if verbose:
        for move in group.moves:
            yield _file_line(move, indent, paint, width)


def _file_line(move: Move, indent: str, paint: Paint, width: int) -> str:
    name = last_component(move.destination)
    was = last_component(move.source)
    folder = move.source[: len(move.source) - len(was)].rstrip("/")
    origin = f"from {visible(move.source if move.renamed else folder or './')}"
    idea = "look" if move.look else "arrives"
    return _row(indent, _mark((move,)), visible(name), idea, origin, paint, width)


def _mark(inside: tuple[Move, ...]) -> str:
    if any(move.look for move in inside):
        return LOOK
    return RENAMED if any(move.renamed for move in inside) else ARRIVES


def _row(  # noqa: PLR0913 - one row, its columns
    indent: str, mark: str, name: str, idea: str, said: str, paint: Paint, width: int
) -> str:
    """Mark, name and a faint remark, the remark giving way first."""
    lead = indent + (f"{mark} " if mark else "")
    if not width:
        return f"{lead}{paint(idea, name)}  {paint('faint', said)}".rstrip()
    column = max(28, min(48, width * 2 // 5))
    gap = " " * max(2, column - width_of(lead) - width_of(name))
    remark = remark_in(said, width - width_of(lead) - width_of(name) - len(gap))
    tail = gap + paint("faint", remark) if remark else ""
    return f"{lead}{paint(idea, name)}{tail}"


def remark_in(said: str, room: int) -> str:
    """As much of a remark as fits: all, its beginning, what stands before the ";"."""
    if width_of(said) <= room:
        return said
    first, _, rest = said.partition("; ")
    if rest and width_of(first) <= room < width_of(first) + LEAST_OF_WHY:
        return first
    return clipped(said, room) if room >= LEAST_OF_REMARK else ""


def _left_lines(plan: Plan, verbose: bool, paint: Paint, width: int) -> Iterator[str]:
    if not plan.left and not plan.unchanged:
        return
    yield ""
    yield paint("title", "Stays as it is")
    if plan.unchanged:
        yield f"  {STAYS} {plan.unchanged:,} already right"
    for why, paths in reasons(plan):
        shown = paths if verbose else paths[:EXAMPLES]
        if len(paths) == 1:
            yield from _left_line(visible(paths[0]), harmless(why), paint, width)
            continue
        yield f"  {STAYS} {len(paths):,}: {harmless(why)}"
        for path in shown:
            yield f"      {paint('stays', visible(path))}"
        if len(shown) < len(paths):
            yield f"      and {len(paths) - len(shown):,} more (-v shows all)"


def _left_line(path: str, why: str, paint: Paint, width: int) -> Iterator[str]:
    """A path and why it is left, beneath each other where both do not fit."""
    line = f"  {STAYS} {paint('stays', f'{path}: {why}')}"
    if not width or width_of(f"  {STAYS} {path}: {why}") <= width:
        yield line
        return
    yield f"  {STAYS} {paint('stays', path)}"
    yield f"      {paint('stays', why)}"


def look_lines(plan: Plan, paint: Paint) -> Iterator[str]:
    """The entries that a person should look at, least sure first, siblings together."""
    found = siblings(to_look_at(plan))
    if not found:
        return
    yield ""
    yield paint("title", "Please look at these, least sure first")
    for move, *others in found[:MOST_LOOKS]:
        sure = "    " if move.confidence is None else f"{move.confidence:.2f}"
        more = f", and {len(others):,} more like it" if others else ""
        yield f"  {LOOK} {sure} {paint('look', visible(move.source))}{more}"
        yield f"         → {visible(move.destination)}"
        if move.why:
            yield f"         {paint('faint', harmless(move.why))}"
    rest = sum(map(len, found[MOST_LOOKS:]))
    if rest:
        yield f"  and {rest:,} more, marked ? above"


def diff_lines(plan: Plan, *, paint: Paint = plain, width: int = 0) -> Iterator[str]:
    """The plan as before → after, a pair of lines for each entry in a narrow window."""
    yield from head_lines(plan, paint)
    yield ""
    for home in homes(plan):
        for move in home.moves():
            before, after = visible(move.source), visible(move.destination)
            mark = _mark((move,))
            line = f"{mark} {before} → {after}"
            if not width or width_of(line) <= width:
                yield f"{mark} {paint('faint', before)} → {paint('arrives', after)}"
            else:
                yield f"{mark} {paint('faint', before)}"
                yield f"  → {paint('arrives', after)}"
    yield from foot_lines(plan, paint)
