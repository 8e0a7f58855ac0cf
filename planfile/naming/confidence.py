"""How sure a reading is: the share of such readings that prove right."""

from __future__ import annotations

from planfile.naming.clues import Clues


def of_name(clues: Clues, title: str, kind: str | None) -> float:
    """Between 0 and 1, from the numbering's scheme and what stands around it."""
    if kind is None:
        return 0.2
    numbers = clues.numbers
    if numbers:
        sure = numbers.weight
    elif clues.day:
        sure = 0.95
    elif clues.year:
        sure = 0.96 if clues.year.bracketed else 0.93
    else:
        sure = 0.7 if clues.sure_from < len(clues.text) else 0.4
    return sure if title else sure * 0.9
