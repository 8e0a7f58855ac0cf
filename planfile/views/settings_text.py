"""The settings: their values for people, .env.example, and the reference."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from planfile.errors import Problem
from planfile.settings import DEFAULT, Settings
from planfile.settings.table import SETTINGS, Setting
from planfile.settings.values import Value
from planfile.views.json_text import document
from planfile.views.names import harmless
from planfile.views.problems import problem_data
from planfile.views.screen import Paint, plain

HIDDEN = "(set, not shown)"


def text_of(value: Value) -> str:
    """A value as it is written in .env."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ",".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def shown_value(setting: Setting, settings: Settings) -> str:
    """A setting's value for people; a secret's only says that it is set."""
    value: Value = getattr(settings, setting.name)
    return HIDDEN if setting.secret and value else harmless(text_of(value))


def settings_lines(settings: Settings, paint: Paint = plain) -> Iterator[str]:
    """Every setting with its value, and where that comes from if somebody said it."""
    width = max(len(setting.names[0]) for setting in SETTINGS)
    for group, members in groupby(SETTINGS, key=lambda setting: setting.group):
        yield paint("title", group)
        for setting in members:
            value = shown_value(setting, settings) or "-"
            origin = settings.origins[setting.name]
            said = "" if origin == DEFAULT else f"({harmless(origin)})"
            row = f"  {setting.names[0]:{width}}  {value}  {paint('faint', said)}"
            yield row if said else row.rstrip()
    yield paint("faint", "What nobody has set has its default.")


def settings_data(
    settings: Settings, problems: tuple[Problem, ...] = ()
) -> dict[str, object]:
    """The same for programs."""
    rows = {
        setting.name: {
            "value": data_of(setting, getattr(settings, setting.name)),
            "from": settings.origins[setting.name],
        }
        for setting in SETTINGS
    }
    said = [problem_data(problem) for problem in problems]
    return document("settings", settings=rows, problems=said)


def data_of(setting: Setting, value: Value) -> object:
    """A value for programs; a secret's only says that it is set."""
    if setting.secret and value:
        return HIDDEN
    return list(value) if isinstance(value, tuple) else value


ENV_HEAD = """\
# Settings of planfile. Copy this file to .env, keep it yours (chmod 600 .env), and set
# what you need; take the # away from what you change. Flags win over the environment,
# the environment over .env, and .env over planfile.toml. An empty value says nothing.
"""


def env_example() -> str:
    """The content of .env.example: every setting, its meaning and its default."""
    lines = [ENV_HEAD]
    for group, members in groupby(SETTINGS, key=lambda setting: setting.group):
        lines.append(f"# --- {group} ---\n")
        for setting in members:
            meaning = f"{setting.meaning} Allowed: {setting.kind.allowed}."
            lines += textwrap.wrap(
                meaning, 86, initial_indent="# ", subsequent_indent="# "
            )
            default = text_of(setting.default)
            off = "#" if default else ""
            lines.append(f"{off}{setting.names[0]}={default}\n")
    return "\n".join(lines)


def settings_reference() -> str:
    """A Markdown table of all settings."""
    lines = [
        "| environment or `.env` | `planfile.toml` | default | meaning |",
        "| --- | --- | --- | --- |",
    ]
    for setting in SETTINGS:
        key = f"`{setting.key}`" if setting.key else "-"
        default = text_of(setting.default)
        lines.append(
            f"| `{setting.names[0]}` | {key} | {f'`{default}`' if default else '-'} "
            f"| {setting.meaning} Allowed: {setting.kind.allowed}. |"
        )
    return "\n".join(lines) + "\n"
