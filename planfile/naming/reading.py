"""What one name says, before its surroundings are heard."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """One piece of evidence: which text was read as what, and its weight (0 to 1)."""

    text: str
    meaning: str
    weight: float


class Reading(NamedTuple):
    """What a name (or a path, read on its own) was read as.

    `kind` is "episode", "movie" or None when unsure. `title` is "" where the name
    holds none. `date` is "YYYY-MM-DD". `tags` are release tags by idea, like
    ("resolution", "1080p"), ("source", "BluRay"), ("group", "SPARKS"). `extra` is the
    kind of extra ("trailer", "featurette", "creditless", …), "" for the main thing.
    `ids` are pairs like ("imdb", "tt0903747"). `confidence` is 0 to 1.
    """

    kind: str | None = None
    title: str = ""
    year: int | None = None
    season: int | None = None
    episodes: tuple[int, ...] = ()
    absolute: tuple[int, ...] = ()
    date: str | None = None
    country: str = ""
    episode_title: str = ""
    alternative_title: str = ""
    edition: str = ""
    part: int | None = None
    special: bool = False
    extra: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    confidence: float = 0.0
    steps: tuple[Step, ...] = ()
