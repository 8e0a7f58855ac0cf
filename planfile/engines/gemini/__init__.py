"""Asks Google Gemini what things are; it never learns or says where they go.

Offline engine first (`groups`), then one question per show or movie (`prompt`) through
the official SDK (`service`), side by side (`schedule`), within a limit (`money`); each
answer is checked (`answers`), weighed against the names (`judge`) and kept (`memory`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planfile.engines.gemini.engine import GeminiEngine
    from planfile.engines.gemini.options import GeminiOptions

__all__ = ["engine"]


def engine(options: GeminiOptions | None = None) -> GeminiEngine:
    """The engine, by default with what the environment says."""
    import os

    from planfile import engines
    from planfile.engines.gemini.engine import GeminiEngine
    from planfile.engines.gemini.options import from_environment
    from planfile.naming.paths import read_path

    chosen = options or from_environment(os.environ)
    return GeminiEngine(chosen, engines.get("offline"), read=read_path)
