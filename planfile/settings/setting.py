"""What one setting is."""

from __future__ import annotations

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
