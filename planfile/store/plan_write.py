"""Plan to plan.yaml: one file per line, in an order that only the content decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from planfile.artifacts.paths import last_component
from planfile.artifacts.placements import Batch
from planfile.artifacts.plan import (
    DEFAULT_ROOTS,
    PLAN_VERSION,
    Left,
    Placement,
    Plan,
    Section,
)
from planfile.rules.natural import NaturalKey, name_key, natural_key
from planfile.store.atomic import write_atomic
from planfile.store.plan_scalars import (
    escaped,
    folder_key,
    folder_name,
    header_value,
    key_text,
    needs_raw,
    one_line,
    plain_or_quoted,
    quoted,
)

HEAD = """\
# What goes where. Nothing has moved yet: `planfile apply` does that.
# Edit freely: fix a title or year, rename a season, move a line beneath another
# folder, or down to `leave:` as {path: '…', why: 'mine'}. Each file must stay in
# here once. `# ? 0.71 why` says how sure planfile is (0 to 1): please look there.
# Then type: planfile validate, planfile show, planfile apply.
"""
PART_HEAD = (
    "# A part of the plan that begins in plan.yaml; all files here belong to it.\n"
)
LINES_A_PIECE = 512


def write_plan(plan: Plan, path: str) -> None:
    """Write a plan file, whole or not at all.

    Raises:
        InputError: The folder is missing, not writable or full.
    """
    write_atomic(path, pieces(plan))


def format_plan(plan: Plan) -> str:
    """The canonical text of a plan: equal plans give equal bytes."""
    return "".join(_chunks(plan))


def pieces(plan: Plan) -> Iterator[bytes]:
    """The same as bytes, some hundred lines at a time."""
    chunks = _chunks(plan)
    while piece := "".join(islice(chunks, LINES_A_PIECE)):
        yield piece.encode()


def _chunks(plan: Plan) -> Iterator[str]:
    yield PART_HEAD if plan.part else HEAD
    for row in rows(plan):
        if row.text:
            note = f"  # {row.note}" if row.note else ""
            yield f"{row.indent}{row.text}{note}\n"


class Row(NamedTuple):
    """A line of the canonical form, before its comments.

    `note` is what planfile itself would say behind it. `place` is where the plan was
    read: a line number, or the key of a header or section. A row without text has
    only comments.
    """

    indent: str
    text: str
    note: str = ""
    place: int | str = 0


def rows(plan: Plan) -> Iterator[Row]:
    """Every line of a plan below its head, in canonical order."""
    for line in header_lines(plan):
        yield Row("", line, "", line.partition(":")[0])
    for section in Section:
        below = _section_rows(plan, section)
        first = next(below, None)
        if first:
            yield Row("", f"{section}:", "", section.value)
            yield first
            yield from below
    if plan.left:
        yield Row("", "leave:", "", "leave")
        for left in sorted(plan.left, key=left_key):
            yield Row("  ", f"- {left_text(left)}", "", left.line)


def header_lines(plan: Plan) -> Iterator[str]:
    """The header, a key a line; what has its default is left out."""
    yield f"planfile: {PLAN_VERSION}"
    if plan.part:
        yield f"part: {header_value(one_line(plan.part))}"
        return
    yield f"library: {_path_value(plan.library)}"
    yield f"tree: {header_value(plan.tree)}"
    yield f"engine: {header_value(one_line(plan.engine))}"
    yield f"action: {plan.action}"
    if plan.into:
        yield f"into: {_path_value(plan.into)}"
    if plan.roots != DEFAULT_ROOTS:
        roots = (
            (section.value, folder_name(plan.roots[section])) for section in Section
        )
        yield f"folders: {_flow(roots)}"
    if plan.policies:
        words = ((key, one_line(value)) for key, value in plan.policies.items())
        yield f"policies: {_flow(sorted(words))}"
    yield f"entries: {plan.entries}"
    yield f"unchanged: {plan.unchanged}"


def _path_value(path: str) -> str:
    if needs_raw(path) or path.startswith("raw:"):
        return quoted("raw:" + escaped(path))
    return header_value(path)


def _flow(pairs: Iterable[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{key}: {quoted(value)}" for key, value in pairs) + "}"


def _section_rows(plan: Plan, section: Section) -> Iterator[Row]:
    for folder, members in sorted_homes(plan, section):
        note = one_line(plan.notes.get((section, folder), ""))
        place = plan.folder_lines.get((section, folder, "."), 0)
        yield Row("  ", key_text(folder_key(folder), "  "), note, place)
        yield from _folder_rows(plan, members)


def _folder_rows(plan: Plan, members: list[Placement]) -> Iterator[Row]:
    """A show or movie: a plain list where all is in the folder itself."""
    flat = not any(placement.sub for placement in members)
    indent = "    " if flat else "      "
    for sub, of_sub in groupby(members, key=itemgetter(2)):
        key = "" if flat else key_text(folder_key(sub), "    ")
        place = plan.folder_lines.get((members[0].section, members[0].folder, sub), 0)
        yield Row("    ", key, "", place)
        for placement in of_sub:
            text = f"- {entry_text(placement)}"
            yield Row(indent, text, note_of(placement), placement.line)


def sorted_homes(plan: Plan, section: Section) -> Iterator[tuple[str, list[Placement]]]:
    """A section's folders in canonical order, each with its placements in theirs."""
    homes: dict[str, list[Batch]] = {}
    for batch in plan.batches:
        if batch.place[0] is section:
            homes.setdefault(batch.place[1], []).append(batch)
    for folder in sorted(homes, key=natural_key):
        subs = {batch.place[2] for batch in homes[folder]}
        keys = {sub: natural_key(sub) for sub in subs}
        rows = [
            (keys[row.sub], name_key(row.rename or last_component(row.source)), row)
            for batch in homes[folder]
            for row in batch.placements()
        ]
        rows.sort()
        yield folder, [row[-1] for row in rows]


def entry_text(placement: Placement) -> str:
    """An entry after its "- ": a path, or a mapping where it is renamed or escaped."""
    source, rename = placement.source, placement.rename
    raw = needs_raw(source)
    if not raw and not rename:
        return quoted(source)
    origin = f"raw: {quoted(escaped(source))}" if raw else f"from: {quoted(source)}"
    if not rename:
        return f"{{{origin}}}"
    if needs_raw(rename):
        return f"{{{origin}, as-raw: {quoted(escaped(rename))}}}"
    return f"{{{origin}, as: {quoted(rename)}}}"


def note_of(placement: Placement) -> str:
    """An entry's note as the comment behind it, "" without one."""
    note = one_line(placement.note) if placement.note else ""
    return f"? {note}" if note else ""


def left_key(left: Left) -> NaturalKey:
    """Sort key of what is left: by path."""
    return natural_key(left.path)


def left_text(left: Left) -> str:
    """What is left, after its "- "."""
    if needs_raw(left.path):
        path = f"raw: {quoted(escaped(left.path))}"
    else:
        path = f"path: {quoted(left.path)}"
    return f"{{{path}, why: {plain_or_quoted(one_line(left.why) or 'left')}}}"
