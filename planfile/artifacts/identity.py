"""What a bundle is: the answer of an engine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A bundle belongs to a show or to a movie."""

    SHOW = "show"
    MOVIE = "movie"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a bundle is, how sure its engine is (0 to 1), and why.

    `date` is "YYYY-MM-DD" for daily shows. `season` 0 holds the specials. `absolute`
    numbers count over all seasons. `ids` are pairs like ("imdb", "tt0903747").
    """

    kind: Kind
    title: str
    year: int | None = None
    season: int | None = None
    episodes: tuple[int, ...] = ()
    absolute: tuple[int, ...] = ()
    date: str | None = None
    edition: str = ""
    part: int | None = None
    ids: tuple[tuple[str, str], ...] = ()
    confidence: float = 1.0
    why: str = ""
    by: str = "offline"
