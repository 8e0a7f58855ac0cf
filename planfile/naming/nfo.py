"""What .nfo files say: titles, years, numbers and ids, as Kodi and Jellyfin write them.

https://kodi.wiki/view/NFO_files. Files are read as text, never as XML: they come from
strangers, and half of them are not well formed.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

_ROOT = re.compile(r"<(movie|tvshow|episodedetails)[\s>]", re.IGNORECASE)
_FIELD = r"<{0}(?:\s[^>]*)?>\s*(?:<!\[CDATA\[)?([^<\]]{{1,300}}?)(?:\]\]>)?\s*</{0}>"
_FIELDS = {
    name: re.compile(_FIELD.format(name), re.IGNORECASE)
    for name in ("title", "showtitle", "year", "premiered", "season", "episode", "id")
}
_UNIQUE = re.compile(
    r"<uniqueid[^>]*type=[\"'](\w+)[\"'][^>]*>\s*([\w-]+)\s*</uniqueid>", re.IGNORECASE
)
_IMDB = re.compile(r"\btt\d{7,9}\b")
_YEAR = re.compile(r"^(?:18|19|20)\d\d")


class Facts(NamedTuple):
    """What one .nfo file says; `kind` is movie, tvshow, episodedetails or ""."""

    kind: str = ""
    title: str = ""
    year: int | None = None
    season: int | None = None
    episode: int | None = None
    ids: tuple[tuple[str, str], ...] = ()


def facts_of(content: bytes) -> Facts:
    """The facts in an .nfo file; one of a release group has an id at most.

    >>> facts_of(b"<movie><title>Heat</title><year>1995</year></movie>")[:3]
    ('movie', 'Heat', 1995)
    """
    text = content.decode("utf-8", "replace")
    root = _ROOT.search(text)
    ids = tuple((kind.lower(), value) for kind, value in _UNIQUE.findall(text))
    if not ids:
        ids = tuple(("imdb", found) for found in sorted(set(_IMDB.findall(text))))
    if not root:
        return Facts(ids=ids if len(ids) == 1 else ())
    kind = root[1].lower()
    episode = kind == "episodedetails"
    date = "" if episode else _said(text, "year") or _said(text, "premiered")
    return Facts(
        kind,
        _said(text, "showtitle" if episode else "title"),
        int(date[:4]) if _YEAR.match(date) else None,
        _number(text, "season") if episode else None,
        _number(text, "episode") if episode else None,
        ids,
    )


def _said(text: str, field: str) -> str:
    match = _FIELDS[field].search(text)
    return html.unescape(match[1]).strip() if match else ""


def _number(text: str, field: str) -> int | None:
    said = _said(text, field)
    return int(said) if said.isascii() and said.isdigit() and len(said) < 5 else None
