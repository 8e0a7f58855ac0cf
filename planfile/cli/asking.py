"""Which engine answers, with what the settings say to it."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from planfile.cli.session import confirm, note
from planfile.engines import Engine, get
from planfile.engines.corrected import Corrected
from planfile.errors import RefusedError
from planfile.rules.corrections import Rules
from planfile.settings import Settings

if TYPE_CHECKING:
    from planfile.engines.gemini.hybrid import GeminiEngine
    from planfile.engines.gemini.money import Estimate, Totals


def engine_of(settings: Settings, library: str, *, refresh: bool = False) -> Engine:
    """The engine that the settings name; auto is Gemini where it can be asked."""
    name = settings.engine
    if name == "auto":
        name = automatic(settings)
    if name == "gemini":
        return gemini_of(settings, library, refresh=refresh)
    return Corrected(get(name), rules_of(library))


def automatic(settings: Settings) -> str:
    """The engine that auto means here, and a word on why it is that one."""
    if not can_ask(settings):
        note("engine: offline (GEMINI_API_KEY is not set)")
        return "offline"
    from planfile.engines.gemini.service import INSTALL, is_installed

    if is_installed():
        why = f"{settings.origins['gemini_api_key']} has a key"
        note(f"engine: gemini ({'Google Cloud' if settings.vertex else why})")
        return "gemini"
    note(
        f"Gemini could be asked, its SDK is missing: planning offline; type: {INSTALL}"
    )
    return "offline"


def can_ask(settings: Settings) -> bool:
    """Whether there is a key, or Google Cloud is to be asked by its login."""
    return bool(settings.gemini_api_key or settings.vertex)


def gemini_of(
    settings: Settings, library: str, *, refresh: bool = False
) -> GeminiEngine:
    """The Gemini engine as the settings have it."""
    from planfile.engines.gemini import engine
    from planfile.engines.gemini.options import options_of

    options = replace(options_of(settings), refresh=refresh)
    return engine(options, rules=rules_of(library), approve=approve)


def is_open(engine: Engine) -> bool:
    """Whether an engine stopped to ask before it was through: no network, no quota."""
    totals: Totals | None = getattr(engine, "totals", None)
    return bool(totals and totals.stopped)


def rules_of(library: str) -> Rules:
    """What was corrected in a library before, by whoever may read it."""
    from planfile.store.corrections_file import path_of, read_corrections

    folder = os.path.dirname(path_of(library))
    if os.path.isdir(folder) and not os.access(folder, os.R_OK | os.X_OK):
        note(f"{folder} is not yours to read: planning without your corrections")
        return Rules(())
    return Rules(read_corrections(library))


def approve(estimate: Estimate) -> bool:
    """Ask a person whether to spend that; where nobody can answer, go on."""
    if not sys.stdin.isatty():
        return True
    try:
        confirm(f"Ask Gemini? {estimate}.")
    except RefusedError:
        return False
    return True
