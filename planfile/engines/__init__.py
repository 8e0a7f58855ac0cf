"""Engines say what bundles are; each is a module, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.event import Observer
from planfile.artifacts.identity import Identity
from planfile.artifacts.tree import Tree
from planfile.errors import EngineError

__all__ = ["ENGINES", "Engine", "get"]

# By name, modules with a function `engine` that takes nothing and gives an Engine.
ENGINES = {
    "offline": "planfile.engines.offline",
    "gemini": "planfile.engines.gemini",
}


class Engine(Protocol):
    """Says what each bundle is."""

    @property
    def name(self) -> str:
        """What the plan's head says: "offline", or an engine and its model."""

    def identify(
        self, tree: Tree, bundles: Sequence[Bundle], observe: Observer
    ) -> list[Identity | None]:
        """One answer per bundle, in their order; None where it cannot tell.

        Raises:
            EngineError: It could not answer at all.
        """


def get(name: str) -> Engine:
    """The engine of that name.

    Raises:
        EngineError: There is no such engine.
        SettingsError: A setting that the engine needs is not allowed.
    """
    if name not in ENGINES:
        raise EngineError(
            f"there is no engine {name!r}", fix=f"choose one of {', '.join(ENGINES)}"
        )
    return cast("Engine", import_module(ENGINES[name]).engine())
