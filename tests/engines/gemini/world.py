"""A small library, an offline engine that knows what it is told, and a turned clock."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.event import Event, Observer
from planfile.artifacts.identity import Identity, Kind
from planfile.artifacts.tree import Role, Tree, TreeSummary
from planfile.engines.gemini.clock import Clock
from planfile.engines.gemini.hybrid import GeminiEngine
from planfile.engines.gemini.money import Estimate
from planfile.engines.gemini.options import GeminiOptions
from planfile.engines.gemini.session import Session, always
from tests.engines.gemini.server import KEY, Server

T = TypeVar("T")
PATIENCE = 5.0


class TurnedClock(Clock):
    """Time passes only when the engine sleeps; waiting for a call is real."""

    def __init__(self, date: str = "2026-11-22", patience: float = PATIENCE) -> None:
        self.moment = 1000.0
        self.date = date
        self.patience = patience
        self.slept: list[float] = []
        self.lock = threading.Lock()

    def now(self) -> float:
        with self.lock:
            return self.moment

    def today(self) -> str:
        return self.date

    def wait(self, results: queue.Queue[T], most: float) -> T | None:
        try:
            return results.get(timeout=self.patience)
        except queue.Empty:
            self._pass(most)
            return None

    def sleep(self, span: float) -> None:
        self.slept.append(span)
        self._pass(span)

    def _pass(self, span: float) -> None:
        with self.lock:
            self.moment += max(span, 0.0)


def tree_of(library: str = "/media/library") -> Tree:
    return Tree(library, (), TreeSummary(0, 0, {}, "sha256:00"))


def bundle(path: str) -> Bundle:
    return Bundle(path, Role.DISC if path.endswith("/") else Role.VIDEO, 1)


class Offline:
    """Says what it is told; of everything else that it can't tell."""

    name = "offline"

    def __init__(self, known: Mapping[str, Identity | None]) -> None:
        self.known = known

    def identify(
        self, tree: Tree, bundles: Sequence[Bundle], observe: Observer
    ) -> list[Identity | None]:
        return [self.known.get(bundle.lead) for bundle in bundles]


def show(title: str, season: int = 1, episode: int = 1, **more: Any) -> Identity:
    values = {"confidence": 0.9, "year": None, **more}
    return Identity(Kind.SHOW, title, season=season, episodes=(episode,), **values)


def movie(title: str, year: int | None = None, **more: Any) -> Identity:
    return Identity(Kind.MOVIE, title, year=year, **{"confidence": 0.6, **more})


def shows(count: int, episodes: int = 2) -> dict[str, Identity | None]:
    """Shows without a year, so that each is one group to ask about."""
    return {
        f"Downloads/{title}.S01/{title}.S01E{number:02}.mkv": show(
            title.replace(".", " "), 1, number
        )
        for title in (f"Example{index}.Harbour" for index in range(count))
        for number in range(1, episodes + 1)
    }


def told(line: dict[str, Any]) -> dict[str, Any]:
    """What a model that knows everything about such shows says."""
    kind, title, *_ = line["guess"].split("|") if line["guess"] else ("show", "X")
    return {
        "kind": kind,
        "title": title,
        "year": 2014,
        "season": None,
        "numbering": "season",
        "confidence": "high",
        "why": "known",
    }


@dataclass
class World:
    """One engine in front of one server, and what it told its observer."""

    server: Server
    known: Mapping[str, Identity | None]
    options: GeminiOptions
    clock: TurnedClock
    approve: Callable[[Estimate], bool] = always
    library: str = "/media/library"

    def __post_init__(self) -> None:
        self.events: list[Event] = []
        self.server.clock = self.clock.now

    def engine(self, **changes: Any) -> GeminiEngine:
        options = replace(self.options, **changes)
        session = Session(options, self.approve, self.clock, lambda: 0.5)
        offline = Offline(self.known)
        return GeminiEngine(offline, session, lambda evidence: [])

    def run(self, **changes: Any) -> dict[str, Identity | None]:
        """Identities by path."""
        self.last = self.engine(**changes)
        bundles = [bundle(path) for path in self.known]
        tree = tree_of(self.library)
        found = self.last.identify(tree, bundles, self.events.append)
        return dict(zip(self.known, found, strict=True))

    @property
    def notices(self) -> str:
        return "\n".join(event.what for event in self.events)


def options(server: Server, cache: str = "", **more: Any) -> GeminiOptions:
    return GeminiOptions(key=KEY, base_url=server.url, cache=cache, **more)
