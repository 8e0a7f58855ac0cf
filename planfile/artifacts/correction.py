"""What a person corrected in a plan: what was said, and what is true."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from planfile.artifacts.identity import Kind

_SAID = re.compile(
    r"(?P<kind>show|movie): (?P<title>.+?)"
    r"(?: \((?P<year>\d{4})\))?(?:, season (?P<season>\d{1,4}))?"
)


class Label(NamedTuple):
    """A show or movie as a plan's folders say it; `season` None is any season."""

    kind: Kind
    title: str
    year: int | None = None
    season: int | None = None

    def __str__(self) -> str:
        """Like "show: Silicon Valley (2014), season 1" or "movie: Heat (1995)"."""
        year = f" ({self.year})" if self.year is not None else ""
        season = f", season {self.season}" if self.season is not None else ""
        return f"{self.kind.value}: {self.title}{year}{season}"

    @classmethod
    def said(cls, text: str) -> Label | None:
        """The label that a text like that means, None where it means none."""
        found = _SAID.fullmatch(text)
        if not found or not text.isprintable() or text[-1:].isspace():
            return None
        numbers = (
            int(text) if text else None for text in found.group("year", "season")
        )
        return cls(Kind(found["kind"]), found["title"], *numbers)


@dataclass(frozen=True, slots=True)
class Correction:
    """Whatever is `named` so is `truth`; None: it is left alone.

    `named` is what `naming.called` makes of a path. `was` is what the plan had said,
    None when it had left it; its season, where it has one, must be what is said again.
    `since` is the date, YYYY-MM-DD.
    """

    number: int
    named: str
    was: Label | None
    truth: Label | None
    since: str = ""

    def __str__(self) -> str:
        """Like "'sv' is show: Silicon Valley (2014)"."""
        truth = f"is {self.truth}" if self.truth else "is left alone"
        return f"'{self.named}' {truth}"

    @property
    def season(self) -> int | None:
        """The season that it is about, None for any."""
        return self.was.season if self.was else None
