"""JSON for programs: small parts as they are, long lists one item a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planfile.artifacts.plan import Plan
from planfile.views.json_text import document, json_text, picked
from planfile.views.moves import moves, totals


def object_lines(
    head: Mapping[str, object], lists: Mapping[str, Iterable[object]]
) -> Iterator[str]:
    """One JSON object: `head` a key a line, each of `lists` an item a line."""
    parts = [f" {json_text(key)}: {json_text(value)}" for key, value in head.items()]
    yield "{"
    yield ",\n".join(parts) + ("," if lists else "")
    names = list(lists)
    for name in names:
        yield f" {json_text(name)}: ["
        yield from _items(lists[name])
        yield " ]" + ("," if name != names[-1] else "")
    yield "}"


def _items(items: Iterable[object]) -> Iterator[str]:
    waiting = ""
    for item in items:
        if waiting:
            yield waiting + ","
        waiting = f"  {json_text(item)}"
    if waiting:
        yield waiting


def plan_json(plan: Plan) -> Iterator[str]:
    """The plan with every decision spelled out: one move per entry."""
    said = picked(plan, "library tree engine action into entries")
    told = "source destination confidence why section folder look"
    return object_lines(
        document("moves", **said, summary=totals(plan)._asdict()),
        {
            "moves": (
                picked(one, told) | {"action": plan.action} for one in moves(plan)
            ),
            "left": (picked(one, "path why") for one in plan.left),
        },
    )
