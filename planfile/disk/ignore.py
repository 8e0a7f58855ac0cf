"""What the user wants left out: `.planfileignore`, with gitignore's syntax."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import NamedTuple
from unicodedata import normalize

from planfile.errors import InputError

NAME = ".planfileignore"


class Ignored(NamedTuple):
    """The patterns as written, and the test for a path (a folder's ends in "/")."""

    patterns: tuple[str, ...] = ()
    test: Callable[[str], bool] | None = None


def read_ignored(library: int) -> Ignored:
    """The library's ignore rules, through the library's open descriptor.

    Raises:
        InputError: The file cannot be read, or a line is no pattern.
    """
    try:
        descriptor = os.open(NAME, os.O_RDONLY | os.O_CLOEXEC, dir_fd=library)
        with os.fdopen(descriptor, encoding="utf-8", errors="surrogateescape") as file:
            lines = file.read().split("\n")
    except FileNotFoundError:
        return Ignored()
    except OSError as error:
        raise InputError(
            f"cannot read {NAME}: {error.strerror}",
            fix="make it a readable text file, or take it away",
        ) from error
    patterns = tuple(line for line in lines if line.strip() and line[0] != "#")
    return Ignored(patterns, compiled(lines)) if patterns else Ignored()


def compiled(lines: list[str]) -> Callable[[str], bool]:
    """One test for all lines; the last matching line decides, as in git."""
    from pathspec import GitIgnoreSpec  # imported only where the file exists

    for number, line in enumerate(lines, 1):
        try:
            GitIgnoreSpec.from_lines([line])
        except (ValueError, re.error) as error:
            raise InputError(
                f"{NAME}:{number}: {line!r} is no gitignore pattern: {error}",
                fix="see `man gitignore`, section PATTERN FORMAT",
            ) from error
    spec = GitIgnoreSpec.from_lines(map(composed, lines))
    return lambda path: spec.match_file(composed(path))


def composed(text: str) -> str:
    """Text in one Unicode form: macOS writes names in another one than keyboards do."""
    return text if text.isascii() else normalize("NFC", text)
