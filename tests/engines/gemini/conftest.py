"""A server, and an engine in front of it, for every test that asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from planfile.artifacts.identity import Identity
from tests.engines.gemini.server import Server, answering, serving
from tests.engines.gemini.world import TurnedClock, World, options, told

Make = Callable[[Mapping[str, Identity | None]], World]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(answering(told)) as found:
        yield found


@pytest.fixture
def make(server: Server, tmp_path: Path) -> Make:
    """A world whose offline engine knows this, with a cache of its own."""

    def made(known: Mapping[str, Identity | None]) -> World:
        cache = str(tmp_path / "cache")
        return World(server, known, options(server, cache), TurnedClock())

    return made
