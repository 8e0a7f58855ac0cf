"""A thing that `planfile show` can show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from planfile.views.screen import Screen


class Shown(NamedTuple):
    """One maker per format; `moves` are old and new paths, for a map of moves."""

    human: Callable[[Screen, bool, bool], Iterable[str]]
    markdown: Callable[[], str]
    json: Callable[[], Iterable[str]]
    html: Callable[[], str]
    moves: Callable[[], Iterable[tuple[str, str]]]
