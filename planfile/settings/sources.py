"""What the files say: .env and planfile.toml, each value with its line."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from typing import NamedTuple

from planfile.errors import SettingsError

LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
QUOTED = re.compile(r"""(?:'([^']*)'|"((?:[^"\\]|\\.)*)")\s*(?:#.*)?""")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


class Said(NamedTuple):
    """A raw value, where it was said, and the folder its relative paths start from."""

    value: object
    origin: str
    base: str


def read_text(path: str) -> str | None:
    """The file's text, None where there is none; a file that can't be read is said."""
    try:
        with open(path, encoding="utf-8-sig") as stream:
            return stream.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(
            f"cannot read {path}: {reason}",
            fix="make it a text file that you may read, or move it away",
        ) from error


def read_dotenv(path: str) -> dict[str, Said]:
    """NAME=value lines, `export`, quotes and comments as shells and docker know them.

    Raises:
        SettingsError: A line is none of these; the message has file and line.
    """
    content = read_text(path)
    base = os.path.dirname(path) or "."
    found: dict[str, Said] = {}
    for number, line in enumerate((content or "").split("\n"), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        match = LINE.fullmatch(stripped)
        value = unquoted(match[2]) if match else None
        if match is None or value is None:
            raise SettingsError(
                f"{path}:{number}: this line is not NAME=value",
                fix="write NAME=value, NAME='value', or begin the line with #",
            )
        found[match[1]] = Said(value, f"{path}:{number}", base)
    return found


def unquoted(raw: str) -> str | None:
    """The value of one .env line; None when its quotes don't close."""
    if raw[:1] not in {"'", '"'}:
        return re.split(r"(?:^|\s)#", raw, maxsplit=1)[0].strip()
    match = QUOTED.fullmatch(raw)
    if not match:
        return None
    if match[1] is not None:
        return match[1]
    return re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[1]), match[2])


def read_toml(path: str) -> dict[str, Said]:
    """Dotted keys of a planfile.toml and what they say.

    Raises:
        SettingsError: It is not TOML.
    """
    content = read_text(path)
    if content is None:
        return {}
    import tomllib

    try:
        data = tomllib.loads(content)
    except (ValueError, RecursionError) as error:
        raise SettingsError(
            f"{path} is not TOML: {error}", fix='write name = "text", or name = 1'
        ) from error
    base = os.path.dirname(path) or "."
    lines = content.split("\n")
    return {
        key: Said(value, f"{path}{place(lines, key)}", base)
        for key, value in flat("", data)
    }


def flat(prefix: str, table: dict[str, object]) -> Iterator[tuple[str, object]]:
    """Every value in nested tables under its dotted key."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", value


def place(lines: list[str], key: str) -> str:
    """Where a dotted key stands, as ":line"; "" where it is written unusually."""
    table, _, name = key.rpartition(".")
    here = ""
    for number, line in enumerate(lines, 1):
        header = re.match(r"\s*\[([^\[\]]+)\]", line)
        if header:
            here = header[1].strip()
        written = line.partition("=")[0].strip()
        if (here == table and written == name) or (not here and written == key):
            return f":{number}"
    return ""


def open_to_others(path: str) -> bool:
    """Whether people other than the owner can read the file."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return bool(mode & (stat.S_IRGRP | stat.S_IROTH))
