"""Every setting, once: parsing, .env.example and the reference all come from here."""

from __future__ import annotations

from typing import NamedTuple

from planfile.settings.setting import Setting, Settings
from planfile.settings.values import (
    Kind,
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

MOST_JOBS = 64
DEFAULTS = Settings()


class Row(NamedTuple):
    """A setting as the table has it: its names and key are said where they are odd.

    By default the variable is `PLANFILE_` and the name, and the key is the name.
    """

    name: str
    kind: Kind
    meaning: str
    names: tuple[str, ...] = ()
    key: str | None = None
    secret: bool = False


def _group(title: str, *rows: Row, within: str = "") -> tuple[Setting, ...]:
    """The settings beneath one title; `within` is their table in planfile.toml."""
    return tuple(
        Setting(
            row.name,
            title,
            row.names or (f"PLANFILE_{row.name.upper()}",),
            f"{within}{row.name}" if row.key is None else row.key,
            row.kind,
            getattr(DEFAULTS, row.name),
            row.meaning,
            row.secret,
        )
        for row in rows
    )


WHERE = _group(
    "Where",
    Row("library", folder, "The library that commands mean when they name none."),
    Row(
        "movies_path",
        folder,
        "The folder that `planfile organize movies` looks after.",
        names=("MOVIES_PATH",),
    ),
    Row(
        "tv_shows_path",
        folder,
        "The folder that `planfile organize shows` looks after.",
        names=("TV_SHOWS_PATH",),
    ),
    Row(
        "into", folder, "Another folder to place things in; empty: the library itself."
    ),
)
PLANNING = _group(
    "Planning",
    Row(
        "engine",
        choice("auto", "gemini", "offline"),
        "Who says what files are; auto is gemini where a key is set, else offline.",
    ),
    Row(
        "action",
        choice("move", "hardlink", "copy", "symlink", "reflink"),
        "How files reach their place; only move takes them from where they were.",
    ),
    Row(
        "subtitles",
        choice("keep", "bind"),
        "keep: names like 2_English.srt stay; bind: they take their video's name.",
    ),
    Row("min_confidence", share, "What is less sure than this is left where it is."),
    Row(
        "daily",
        choice("year", "season"),
        "Shows by date: a season per year, or all in Season 01.",
    ),
    Row("specials", season, "The folder for specials."),
    Row(
        "absolute",
        season,
        "The folder for anime that counts its episodes over all seasons.",
    ),
    Row("miniseries", season, "The folder for series that have no seasons."),
    Row(
        "shows_folder",
        text,
        "Where shows live in the library, . is the library; empty: as it looks.",
    ),
    Row(
        "movies_folder",
        text,
        "Where movies live in the library, . is the library; empty: Movies.",
    ),
)
GEMINI = _group(
    "Gemini",
    Row(
        "gemini_api_key",
        text,
        "Your key; without one the offline engine does all the work.",
        names=("GEMINI_API_KEY", "GOOGLE_API_KEY"),
        key="",
        secret=True,
    ),
    Row(
        "gemini_model",
        text,
        "The model to ask.",
        names=("GEMINI_MODEL",),
        key="gemini.model",
    ),
    Row("max_cost", limit, "The most that one plan may spend on the model, in USD."),
    Row(
        "ask",
        choice("unsure", "all", "none"),
        "What the model is asked about: what names leave unsure, all, or nothing.",
    ),
    Row(
        "ask_above",
        amount,
        "Ask before spending more than this, in USD, where somebody can answer.",
    ),
    Row("redact", patterns, "What these match in names is never sent to the model."),
    Row(
        "private",
        globs,
        "Globs of paths that the model is never asked about, like Family/**.",
    ),
    Row(
        "gemini_price",
        price,
        "What the model costs, where the table in planfile is out of date.",
        names=("GEMINI_PRICE",),
        key="gemini.price",
    ),
    Row(
        "gemini_url",
        text,
        "Another address than Google's to ask; the key goes there.",
        names=("GOOGLE_GEMINI_BASE_URL",),
        key="",
    ),
    Row(
        "vertex",
        switch,
        "Ask in Google Cloud (Vertex), by GOOGLE_CLOUD_PROJECT and its login.",
        key="",
    ),
    Row(
        "cache",
        folder,
        "Where answers are kept; empty: planfile in the user's cache folder.",
        key="",
    ),
    within="gemini.",
)
APPLYING = _group(
    "Applying",
    Row(
        "dry_run",
        switch,
        "Simulate apply and destroy: say exactly what would happen, change nothing.",
        names=("DRY_RUN",),
    ),
    Row(
        "backup",
        switch,
        "Keep a copy of tree, plan and state before each run; the journal always is.",
        names=("BACKUP_ENABLED",),
    ),
)
POLICIES = _group(
    "Policies (a plan that breaks one is refused, exit code 8)",
    Row(
        "require_approval",
        switch,
        "Apply only plans that `planfile approve` has approved.",
    ),
    Row(
        "max_moves", number, "The most entries that one plan may place; 0: any number."
    ),
    Row(
        "max_bytes",
        size,
        "The most bytes that one plan may place, like 500GB; 0: any number.",
    ),
    Row(
        "policy_confidence",
        share,
        "The least confidence (0 to 1) that a plan's comments may state.",
        key="policies.min_confidence",
    ),
    Row("protect", globs, "Globs of paths that no plan may move, like Family/**."),
    Row(
        "only",
        globs,
        "Globs of folders that a plan may place into; none: anywhere in the library.",
    ),
    Row(
        "same_device",
        switch,
        "Refuse moves from one file system to another, which copy every byte.",
    ),
    within="policies.",
)
LIMITS = _group(
    "What one call may use of the machine",
    Row(
        "jobs",
        up_to(MOST_JOBS),
        "Threads that ask the disk at once; 0: one, and more where the disk is slow.",
    ),
    Row(
        "nice",
        up_to(19),
        "How far to stand back behind other programs: 0 not at all, 19 the most.",
    ),
    Row(
        "max_memory",
        memory,
        "The most memory to take, like 512MB; 0: any. A call that needs more ends.",
    ),
    Row(
        "timings",
        switch,
        "Tell on stderr what each stage cost: time, processor, memory.",
        key="",
    ),
    within="limits.",
)
LOGS = _group(
    "Logs",
    Row(
        "log_file",
        folder,
        "Where to log, one JSON object a line; empty: nowhere.",
        key="",
    ),
    Row(
        "log_level",
        choice("debug", "info", "warning", "error"),
        "The least important lines to log.",
        key="",
    ),
    Row(
        "log_size",
        size,
        "A log file that reaches this size makes room for a new one.",
        key="",
    ),
    Row(
        "log_days",
        number,
        "Log files older than this many days go when a new one begins.",
        key="",
    ),
)

SETTINGS = (*WHERE, *PLANNING, *GEMINI, *APPLYING, *POLICIES, *LIMITS, *LOGS)
