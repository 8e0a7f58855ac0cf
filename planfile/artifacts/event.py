"""What a stage tells an observer while it works."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Event(NamedTuple):
    """One step of progress.

    `stage` is the verb ("scan", "plan", "apply", "destroy", "recover"), or "ask" while
    an engine asks questions. `done` and `total` count entries, bundles or questions
    (total 0: not known yet), `size_done` and `size_total` bytes where bytes are moved,
    `what` names the thing at hand, `cost` is what an engine has spent so far in USD.
    In a "notice" only `what` counts: something that a person should read.
    """

    stage: str
    done: int = 0
    total: int = 0
    what: str = ""
    size_done: int = 0
    size_total: int = 0
    cost: float = 0.0


Observer = Callable[[Event], None]


def ignore(event: Event) -> None:
    """Observe nothing."""
    del event
