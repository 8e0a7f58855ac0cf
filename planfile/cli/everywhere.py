"""The options that every command takes: where they may stand, and what they said."""

from __future__ import annotations

from collections.abc import Sequence

EVERYWHERE = {
    "--log-file": "log_file",
    "--log-level": "log_level",
    "--jobs": "jobs",
    "--nice": "nice",
    "--max-memory": "max_memory",
}
"""Options with a value, and the settings that they say."""
SWITCHES = {"--timings": "timings"}

said: dict[str, object] = {}
"""What the command line of this call has said, by setting."""


def without_settings(arguments: Sequence[str]) -> tuple[list[str], str]:
    """Take the options that every command has out of a command line, for the settings.

    The rest is returned, and the option that lacks its value, "" if none does.
    """
    said.clear()
    rest: list[str] = []
    lacking = ""
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            return [*rest, word, *words], lacking
        if name in EVERYWHERE:
            said[EVERYWHERE[name]] = value = value if equals else next(words, "")
            lacking = lacking if value else name
        elif word in SWITCHES:
            said[SWITCHES[word]] = "true"
        else:
            rest.append(word)
    return rest, lacking
