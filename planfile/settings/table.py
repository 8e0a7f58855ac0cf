"""Every setting, once: parsing, .env.example and the reference all come from here."""

from __future__ import annotations

from typing import NamedTuple

from planfile.settings.values import (
    Kind,
    Value,
    amount,
    choice,
    folder,
    globs,
    number,
    share,
    size,
    switch,
    text,
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
    secret: bool = False


WHERE = "Where"
PLANNING = "Planning"
GEMINI = "Gemini"
APPLYING = "Applying"
POLICIES = "Policies (a plan that breaks one is refused, exit code 8)"
LOGS = "Logs"

SETTINGS = (
    Setting(
        "library",
        WHERE,
        ("PLANFILE_LIBRARY",),
        "library",
        folder,
        "",
        "The library that commands mean when they name none.",
    ),
    Setting(
        "movies_path",
        WHERE,
        ("MOVIES_PATH",),
        "movies_path",
        folder,
        "",
        "The folder that `planfile organize movies` looks after.",
    ),
    Setting(
        "tv_shows_path",
        WHERE,
        ("TV_SHOWS_PATH",),
        "tv_shows_path",
        folder,
        "",
        "The folder that `planfile organize shows` looks after.",
    ),
    Setting(
        "into",
        WHERE,
        ("PLANFILE_INTO",),
        "into",
        folder,
        "",
        "Another folder to place things in; empty: the library itself.",
    ),
    Setting(
        "engine",
        PLANNING,
        ("PLANFILE_ENGINE",),
        "engine",
        choice("auto", "gemini", "offline"),
        "auto",
        "Who says what files are; auto is gemini where a key is set, else offline.",
    ),
    Setting(
        "action",
        PLANNING,
        ("PLANFILE_ACTION",),
        "action",
        choice("move", "hardlink", "copy", "symlink", "reflink"),
        "move",
        "How files reach their place; only move takes them from where they were.",
    ),
    Setting(
        "subtitles",
        PLANNING,
        ("PLANFILE_SUBTITLES",),
        "subtitles",
        choice("keep", "bind"),
        "keep",
        "keep: names like 2_English.srt stay; bind: they take their video's name.",
    ),
    Setting(
        "min_confidence",
        PLANNING,
        ("PLANFILE_MIN_CONFIDENCE",),
        "min_confidence",
        share,
        0.5,
        "What is less sure than this is left where it is.",
    ),
    Setting(
        "daily",
        PLANNING,
        ("PLANFILE_DAILY",),
        "daily",
        choice("year", "season"),
        "year",
        "Shows by date: a season per year, or all in Season 01.",
    ),
    Setting(
        "shows_folder",
        PLANNING,
        ("PLANFILE_SHOWS_FOLDER",),
        "shows_folder",
        text,
        "",
        "Where shows live in the library, . is the library; empty: as it looks.",
    ),
    Setting(
        "movies_folder",
        PLANNING,
        ("PLANFILE_MOVIES_FOLDER",),
        "movies_folder",
        text,
        "",
        "Where movies live in the library, . is the library; empty: Movies.",
    ),
    Setting(
        "gemini_api_key",
        GEMINI,
        ("GEMINI_API_KEY",),
        "",
        text,
        "",
        "Your key; without one the offline engine does all the work.",
        secret=True,
    ),
    Setting(
        "gemini_model",
        GEMINI,
        ("GEMINI_MODEL",),
        "gemini.model",
        text,
        "gemini-3.5-flash-lite",
        "The model to ask.",
    ),
    Setting(
        "max_cost",
        GEMINI,
        ("PLANFILE_MAX_COST",),
        "gemini.max_cost",
        amount,
        1.0,
        "The most that one plan may spend on the model, in USD.",
    ),
    Setting(
        "dry_run",
        APPLYING,
        ("DRY_RUN",),
        "dry_run",
        switch,
        False,
        "Simulate apply and destroy: say exactly what would happen, change nothing.",
    ),
    Setting(
        "backup",
        APPLYING,
        ("BACKUP_ENABLED",),
        "backup",
        switch,
        True,
        "Keep a copy of tree, plan and state before each run; the journal always is.",
    ),
    Setting(
        "require_approval",
        POLICIES,
        ("PLANFILE_REQUIRE_APPROVAL",),
        "policies.require_approval",
        switch,
        False,
        "Apply only plans that `planfile approve` has approved.",
    ),
    Setting(
        "max_moves",
        POLICIES,
        ("PLANFILE_MAX_MOVES",),
        "policies.max_moves",
        number,
        0,
        "The most entries that one plan may place; 0: any number.",
    ),
    Setting(
        "max_bytes",
        POLICIES,
        ("PLANFILE_MAX_BYTES",),
        "policies.max_bytes",
        size,
        0,
        "The most bytes that one plan may place, like 500GB; 0: any number.",
    ),
    Setting(
        "policy_confidence",
        POLICIES,
        ("PLANFILE_POLICY_CONFIDENCE",),
        "policies.min_confidence",
        share,
        0.0,
        "The least confidence (0 to 1) that an entry of a plan may have.",
    ),
    Setting(
        "protect",
        POLICIES,
        ("PLANFILE_PROTECT",),
        "policies.protect",
        globs,
        (),
        "Globs of paths that no plan may move, like Family/**.",
    ),
    Setting(
        "only",
        POLICIES,
        ("PLANFILE_ONLY",),
        "policies.only",
        globs,
        (),
        "Globs of folders that a plan may place into; none: anywhere in the library.",
    ),
    Setting(
        "same_device",
        POLICIES,
        ("PLANFILE_SAME_DEVICE",),
        "policies.same_device",
        switch,
        False,
        "Refuse moves from one file system to another, which copy every byte.",
    ),
    Setting(
        "log_file",
        LOGS,
        ("PLANFILE_LOG_FILE",),
        "",
        folder,
        "",
        "Where to log, one JSON object a line; empty: nowhere.",
    ),
    Setting(
        "log_level",
        LOGS,
        ("PLANFILE_LOG_LEVEL",),
        "",
        choice("debug", "info", "warning", "error"),
        "info",
        "The least important lines to log.",
    ),
    Setting(
        "log_size",
        LOGS,
        ("PLANFILE_LOG_SIZE",),
        "",
        size,
        10_000_000,
        "A log file that reaches this size makes room for a new one.",
    ),
    Setting(
        "log_days",
        LOGS,
        ("PLANFILE_LOG_DAYS",),
        "",
        number,
        90,
        "Log files older than this many days go when a new one begins.",
    ),
)
