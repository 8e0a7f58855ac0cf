"""What a path calls the thing it holds: the key under which corrections are found."""

from __future__ import annotations

import re
import unicodedata

from planfile.naming.paths import read_path

WORD = re.compile(r"[^\W_]+")


def called(path: str) -> str:
    """Title and year as the names say them, in lower-case words; "" when they don't.

    A disc is called what the folder around it is called.

    >>> called("Downloads/Quiet.Harbour.S01E02.1080p.mkv")
    'quiet harbour'
    """
    reading = read_path(
        path.rstrip("/").rpartition("/")[0] if path[-1:] == "/" else path
    )
    year = "" if reading.year is None else f" {reading.year}"
    return " ".join(WORD.findall(plain(f"{reading.title}{year}")))


def plain(text: str) -> str:
    """Case and accents away."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
