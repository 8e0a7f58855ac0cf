"""What one setting is, and what all of them say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from planfile.settings.values import Kind, Value


class Setting(NamedTuple):
    """`names` are environment variables, the first one is ours to document.

    `key` is its dotted name in planfile.toml, "" where a file that lies in a library
    or in git must not say it. `secret` values are never printed.
    """

    name: str
    group: str
    names: tuple[str, ...]
    key: str
    kind: Kind
    default: Value
    meaning: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What planfile is told to do; `planfile settings` and the README explain each.

    `origins` says per name where its value came from, `warnings` what a person should
    know about the files it came from.
    """

    library: str = ""
    movies_path: str = ""
    tv_shows_path: str = ""
    into: str = ""
    engine: str = "auto"
    action: str = "move"
    subtitles: str = "keep"
    min_confidence: float = 0.5
    daily: str = "year"
    specials: str = "Season 00"
    absolute: str = "Season 01"
    miniseries: str = "Season 01"
    shows_folder: str = ""
    movies_folder: str = ""
    gemini_api_key: str = field(default="", repr=False)
    gemini_model: str = "gemini-3.5-flash-lite"
    max_cost: float = 1.0
    ask: str = "unsure"
    ask_above: float = 0.25
    redact: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    gemini_price: str = ""
    gemini_url: str = ""
    vertex: bool = False
    cache: str = ""
    dry_run: bool = False
    backup: bool = True
    require_approval: bool = False
    max_moves: int = 0
    max_bytes: int = 0
    policy_confidence: float = 0.0
    protect: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    same_device: bool = False
    jobs: int = 0
    nice: int = 0
    max_memory: int = 0
    timings: bool = False
    log_file: str = ""
    log_level: str = "info"
    log_size: int = 10_000_000
    log_days: int = 90
    origins: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
