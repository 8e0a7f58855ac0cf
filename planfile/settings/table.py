"""Every setting, said once: parsing, .env.example and the reference come from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from planfile.settings.values import (
    Kind,
    Value,
    amount,
    choice,
    folder,
    globs,
    limit,
    memory,
    number,
    patterns,
    price,
    season,
    share,
    size,
    switch,
    text,
    up_to,
)


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
    secret: bool


_NAMED: list[Callable[[str], Setting]] = []
"""What makes a `Setting` of its name, for each field of `Settings` in turn."""


def _group(title: str, within: str = "") -> Callable[..., Any]:
    """What makes the settings beneath one title; `within` is their table in toml.

    A setting has its kind, its meaning, and its default unless that is its kind's. Its
    variable is `PLANFILE_` and its name unless `names` says another, and its key its
    name unless `key` does.
    """

    def setting(
        kind: Kind,
        meaning: str,
        default: Value | None = None,
        *,
        names: tuple[str, ...] = (),
        key: str | None = None,
        secret: bool = False,
    ) -> Any:
        value = kind.unset if default is None else default

        def named(name: str) -> Setting:
            ours = names or (f"PLANFILE_{name.upper()}",)
            place = f"{within}{name}" if key is None else key
            return Setting(name, title, ours, place, kind, value, meaning, secret)

        _NAMED.append(named)
        return value

    return setting


where = _group("Where")
planning = _group("Planning")
gemini = _group("Gemini", "gemini.")
applying = _group("Applying")
policies = _group(
    "Policies (a plan that breaks one is refused, exit code 8)", "policies."
)
limits = _group("What one call may use of the machine", "limits.")
logs = _group("Logs")


class Settings(NamedTuple):
    """What planfile is told to do; `planfile settings` tells what holds.

    `origins` says per name where its value came from, `warnings` what a person should
    know about the files it came from.
    """

    library: str = where(folder, "The library that commands mean when they name none.")
    movies_path: str = where(
        folder,
        "The folder that `planfile organize movies` looks after.",
        names=("MOVIES_PATH",),
    )
    tv_shows_path: str = where(
        folder,
        "The folder that `planfile organize shows` looks after.",
        names=("TV_SHOWS_PATH",),
    )
    into: str = where(
        folder, "Another folder to place things in; empty: the library itself."
    )
    engine: str = planning(
        choice("auto", "gemini", "offline"),
        "Who says what files are; auto is gemini where a key is set, else offline.",
        "auto",
    )
    action: str = planning(
        choice("move", "hardlink", "copy", "symlink", "reflink"),
        "How files reach their place; only move takes them from where they were.",
        "move",
    )
    subtitles: str = planning(
        choice("keep", "bind"),
        "keep: names like 2_English.srt stay; bind: they take their video's name.",
        "keep",
    )
    min_confidence: float = planning(
        share, "What is less sure than this is left where it is.", 0.5
    )
    daily: str = planning(
        choice("year", "season"),
        "Shows by date: a season per year, or all in Season 01.",
        "year",
    )
    specials: str = planning(season, "The folder for specials.", "Season 00")
    absolute: str = planning(
        season,
        "The folder for anime that counts its episodes over all seasons.",
        "Season 01",
    )
    miniseries: str = planning(
        season, "The folder for series that have no seasons.", "Season 01"
    )
    shows_folder: str = planning(
        text, "Where shows live in the library, . is the library; empty: as it looks."
    )
    movies_folder: str = planning(
        text, "Where movies live in the library, . is the library; empty: Movies."
    )
    gemini_api_key: str = gemini(
        text,
        "Your key; without one the offline engine does all the work.",
        names=("GEMINI_API_KEY", "GOOGLE_API_KEY"),
        key="",
        secret=True,
    )
    gemini_model: str = gemini(
        text,
        "The model to ask.",
        "gemini-3.5-flash-lite",
        names=("GEMINI_MODEL",),
        key="gemini.model",
    )
    max_cost: float = gemini(
        limit, "The most that one plan may spend on the model, in USD.", 1.0
    )
    ask: str = gemini(
        choice("unsure", "all", "none"),
        "What the model is asked about: what names leave unsure, all, or nothing.",
        "unsure",
    )
    ask_above: float = gemini(
        amount,
        "Ask before spending more than this, in USD, where somebody can answer.",
        0.25,
    )
    redact: tuple[str, ...] = gemini(
        patterns, "What these match in names is never sent to the model."
    )
    private: tuple[str, ...] = gemini(
        globs, "Globs of paths that the model is never asked about, like Family/**."
    )
    gemini_price: str = gemini(
        price,
        "What the model costs, where the table in planfile is out of date.",
        names=("GEMINI_PRICE",),
        key="gemini.price",
    )
    gemini_url: str = gemini(
        text,
        "Another address than Google's to ask; the key goes there.",
        names=("GOOGLE_GEMINI_BASE_URL",),
        key="",
    )
    vertex: bool = gemini(
        switch,
        "Ask in Google Cloud (Vertex), by GOOGLE_CLOUD_PROJECT and its login.",
        key="",
    )
    cache: str = gemini(
        folder,
        "Where answers are kept; empty: planfile in the user's cache folder.",
        key="",
    )
    dry_run: bool = applying(
        switch,
        "Simulate apply and destroy: say exactly what would happen, change nothing.",
        names=("DRY_RUN",),
    )
    backup: bool = applying(
        switch,
        "Keep a copy of tree, plan and state before each run; the journal always is.",
        True,
        names=("BACKUP_ENABLED",),
    )
    require_approval: bool = policies(
        switch, "Apply only plans that `planfile approve` has approved."
    )
    max_moves: int = policies(
        number, "The most entries that one plan may place; 0: any number."
    )
    max_bytes: int = policies(
        size, "The most bytes that one plan may place, like 500GB; 0: any number."
    )
    policy_confidence: float = policies(
        share,
        "The least confidence (0 to 1) that a plan's comments may state.",
        key="policies.min_confidence",
    )
    protect: tuple[str, ...] = policies(
        globs, "Globs of paths that no plan may move, like Family/**."
    )
    only: tuple[str, ...] = policies(
        globs,
        "Globs of folders that a plan may place into; none: anywhere in the library.",
    )
    same_device: bool = policies(
        switch, "Refuse moves from one file system to another, which copy every byte."
    )
    jobs: int = limits(
        up_to(64),
        "Threads that ask the disk at once; 0: one, and more where the disk is slow.",
    )
    nice: int = limits(
        up_to(19),
        "How far to stand back behind other programs: 0 not at all, 19 the most.",
    )
    max_memory: int = limits(
        memory,
        "The most memory to take, like 512MB; 0: any. A call that needs more ends.",
    )
    timings: bool = limits(
        switch, "Tell on stderr what each stage cost: time, processor, memory.", key=""
    )
    log_file: str = logs(
        folder, "Where to log, one JSON object a line; empty: nowhere.", key=""
    )
    log_level: str = logs(
        choice("debug", "info", "warning", "error"),
        "The least important lines to log.",
        "info",
        key="",
    )
    log_size: int = logs(
        size,
        "A log file that reaches this size makes room for a new one.",
        10_000_000,
        key="",
    )
    log_days: int = logs(
        number,
        "Log files older than this many days go when a new one begins.",
        90,
        key="",
    )
    origins: Mapping[str, str] = {}
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """All that is no secret."""
        secrets = {setting.name for setting in SETTINGS if setting.secret}
        shown = {k: v for k, v in self._asdict().items() if k not in secrets}
        return f"Settings({shown})"


SETTINGS: tuple[Setting, ...] = tuple(
    named(name) for name, named in zip(Settings._fields[:-2], _NAMED, strict=True)
)
