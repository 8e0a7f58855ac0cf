"""Corrections for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planfile.artifacts.correction import Correction
from planfile.views.json_text import document, picked
from planfile.views.names import harmless, visible
from planfile.views.screen import Paint, plain

LEAVE = "leave"


def correction_lines(
    corrections: Sequence[Correction], paint: Paint = plain, *, path: str
) -> Iterator[str]:
    """One line each, and what can be done about them."""
    if not corrections:
        yield "No corrections: nothing was learnt from edited plans yet."
        return
    width = len(str(max(one.number for one in corrections)))
    for one in corrections:
        was = f" (the plan said {one.was})" if one.was else ""
        since = f", since {one.since}" if one.since else ""
        number = paint("group", f"{one.number:>{width}}")
        yield f"{number}  {harmless(f'{one}{was}{since}')}"
    yield f"They are in {visible(path)}; planfile corrections forget NUMBER drops one."


def corrections_data(corrections: Sequence[Correction]) -> dict[str, object]:
    """The same for programs."""
    rows = [
        picked(one, "number named since")
        | {"was": str(one.was or LEAVE), "is": str(one.truth or LEAVE)}
        for one in corrections
    ]
    return document("corrections", corrections=rows)
