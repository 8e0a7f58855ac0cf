"""JSON for programs: small parts as they are, long lists one item a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planfile.artifacts.plan import Plan
from planfile.views.json_text import json_text
from planfile.views.moves import Move, moves, totals

MOVES_VERSION = 1


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


def move_data(plan: Plan, move: Move) -> dict[str, object]:
    """One move as `show --json` gives it; schemas/moves.schema.json says each key."""
    return {
        "source": move.source,
        "destination": move.destination,
        "action": plan.action.value,
        "confidence": move.confidence,
        "why": move.why,
        "section": move.section.value,
        "folder": move.folder,
        "look": move.look,
    }


def plan_json(plan: Plan) -> Iterator[str]:
    """The plan with every decision spelled out: one move per entry."""
    head = {
        "planfile": "moves",
        "version": MOVES_VERSION,
        "library": plan.library,
        "tree": plan.tree,
        "engine": plan.engine,
        "action": plan.action.value,
        "into": plan.into,
        "entries": plan.entries,
        "summary": totals(plan)._asdict(),
    }
    yield from object_lines(
        head,
        {
            "moves": (move_data(plan, move) for move in moves(plan)),
            "left": ({"path": left.path, "why": left.why} for left in plan.left),
        },
    )
