"""What a person can tell the Gemini engine."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from planfile.engines.gemini.models import Price
from planfile.settings import Settings
from planfile.store.cache import cache_folder

SECRETS = re.compile(r"(?<=//)[^/@]*@|[?#].*")
GOOGLE = "https://generativelanguage.googleapis.com/"


class Ask(StrEnum):
    """Which groups are asked about."""

    UNSURE = "unsure"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class GeminiOptions:
    """Everything that shapes a run of the engine; money in USD, times in seconds.

    `max_cost` None is no limit. `price` overrides the price table for `model`.
    `redact` are regular expressions whose matches never leave, `private` globs of
    paths that are never asked about. `account` are words that name the person at the
    keyboard. `vertex` asks Google Cloud instead, by its own credentials or `key`.
    `deadline` bounds the whole run, `timeout` one call. `cache` is the folder that
    keeps answers, "" keeps none.
    """

    key: str = ""
    model: str = "gemini-3.5-flash-lite"
    ask: Ask = Ask.UNSURE
    max_cost: float | None = 1.0
    ask_above: float = 0.25
    refresh: bool = False
    redact: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    price: Price | None = None
    base_url: str = ""
    vertex: bool = False
    project: str = ""
    location: str = ""
    cache: str = ""
    cache_limit: int = 64_000_000
    timeout: float = 120.0
    deadline: float = 1800.0
    concurrency: int = 4

    def __repr__(self) -> str:
        """Without the key: a repr ends up in logs."""
        return f"GeminiOptions(model={self.model!r}, ask={self.ask.value!r})"

    @property
    def address(self) -> str:
        """Where requests go, to be shown: "" for Google's own, without a password."""
        known = self.base_url.rstrip("/") == GOOGLE.rstrip("/")
        return "" if known else SECRETS.sub("", self.base_url)


def options_of(settings: Settings) -> GeminiOptions:
    """The settings that are about Gemini, and what the environment says beside them."""
    cache = cache_folder(settings.cache)
    price = settings.gemini_price
    return GeminiOptions(
        key=settings.gemini_api_key,
        model=settings.gemini_model,
        ask=Ask(settings.ask),
        max_cost=None if math.isinf(settings.max_cost) else settings.max_cost,
        ask_above=settings.ask_above,
        redact=settings.redact,
        private=settings.private,
        account=account_of(os.environ),
        price=Price(*map(float, price.split("/"))) if price else None,
        base_url=settings.gemini_url,
        vertex=settings.vertex,
        project=os.environ.get("GOOGLE_CLOUD_PROJECT", "").strip(),
        location=os.environ.get("GOOGLE_CLOUD_LOCATION", "").strip(),
        cache=os.path.join(cache, "gemini") if cache else "",
    )


def account_of(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Words that name the person who runs planfile."""
    found = {environment.get(name, "") for name in ("USER", "LOGNAME", "SUDO_USER")}
    found.add(os.path.basename(environment.get("HOME", "").rstrip("/")))
    return tuple(sorted(word for word in found if word))
