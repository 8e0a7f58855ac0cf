"""Asks Google Gemini what things are; it never learns or says where they go.

Offline engine first (`groups`), then one question per show or movie (`prompt`) through
the official SDK (`service`), side by side (`schedule`), within a limit (`money`); each
answer is checked (`answers`), weighed against the names (`judge`) and kept (`memory`).
"""

from __future__ import annotations

from collections.abc import Callable

from planfile import engines
from planfile.engines.corrected import Corrected
from planfile.engines.gemini.hybrid import GeminiEngine
from planfile.engines.gemini.money import Estimate
from planfile.engines.gemini.options import GeminiOptions, options_of
from planfile.engines.gemini.session import Session, always
from planfile.engines.gemini.words import examples
from planfile.rules.corrections import Rules
from planfile.settings import load_settings

__all__ = ["engine"]


def engine(
    options: GeminiOptions | None = None,
    *,
    rules: Rules | None = None,
    approve: Callable[[Estimate], bool] = always,
) -> GeminiEngine:
    """The engine; without `options` it follows the settings that a command finds here.

    `rules` are corrections to begin with, `approve` is asked before much is spent.
    """
    known = rules or Rules(())
    return GeminiEngine(
        Corrected(engines.get("offline"), known),
        Session(options or options_of(load_settings()), approve),
        examples(known),
    )
