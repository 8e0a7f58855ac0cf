"""One video of a folder, while its neighbours are being heard."""

from __future__ import annotations

import re

from planfile.naming.reading import Reading

# "Harbour Part 3.mkv", "harbour.3of6.avi", "Harbour - Chapter 2"
PART = re.compile(
    r"^(?P<title>.*?)[\s._-]*(?:[(\[])?(?:\b|(?<=_))(?:"
    r"(?:part|pt|chapter|teil|parte|partie|episode|ep)[\s._-]*(?P<a>\d{1,3}|[ivx]{1,5}|"
    r"one|two|three|four|five|six|seven|eight|nine|ten)"
    r"|(?P<b>\d{1,2})[\s._-]*(?:of|von|de)[\s._-]*\d{1,2})(?![^\W_])",
    re.IGNORECASE,
)


class Member:
    """One video of a folder: its name, what it was read as, what it is taken for.

    `kind` is "show", "movie" or "" while nobody knows.
    """

    __slots__ = ("alias", "kind", "name", "reading", "why")

    def __init__(self, name: str, reading: Reading) -> None:
        self.name = name
        self.reading = reading
        self.kind = {"episode": "show", "movie": "movie"}.get(reading.kind or "", "")
        self.why = ""
        self.alias = ""
