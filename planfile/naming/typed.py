"""Names that a person or an indexer typed: where a slash need not part folders."""

from __future__ import annotations

from planfile.naming.patterns import lazy
from planfile.naming.reading import Reading

_GUESSED = 0.45
_SLASHED_DATE = lazy(r"(?<!\d)(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?!\d)")


def components(path: str) -> list[str]:
    """Path components of a typed name.

    >>> components("Late Tide / Ebb (WEB/1080p)")
    ['Late Tide / Ebb (WEB/1080p)']
    >>> components("Tide/Late Tide (WEB/1080p)")
    ['Tide', 'Late Tide (WEB/1080p)']
    """
    if " / " in path:
        return [path]
    if "\\" in path and "/" not in path:
        path = path.replace("\\", "/")
    path = _SLASHED_DATE.sub(r"\1-\2-\3", path)
    parts: list[str] = []
    for piece in path.split("/"):
        if parts and _left_open(parts[-1]) and _closes(piece, path):
            parts[-1] += "/" + piece
        else:
            parts.append(piece)
    return [part for part in parts if part.strip()]


def _left_open(part: str) -> bool:
    return part.count("(") > part.count(")") or part.count("[") > part.count("]")


def _closes(piece: str, path: str) -> bool:
    """The rest of the path closes more brackets than it opens."""
    rest = path[path.rfind(piece) :]
    return rest.count(")") > rest.count("(") or rest.count("]") > rest.count("[")


def as_typed(own: Reading, parts: list[str]) -> Reading:
    """What holds for typed names only, where a folder may be the last part."""
    last = parts[-1]
    if last.isdecimal() and len(last) < 3 and len(parts) > 1:
        return own._replace(kind="episode", season=int(last), episodes=(), absolute=())
    parted = " - " in own.episode_title
    counted = own.absolute or (own.date and parted)
    if not own.title and parted and own.season is not None and len(parts) == 1:
        title, _, rest = own.episode_title.partition(" - ")
        sure = min(own.confidence, _GUESSED)  # "S01E02 - Late Tide - Ebb"
        return own._replace(title=title, episode_title=rest, confidence=sure)
    if not own.title and counted and own.episode_title:
        pieces = own.episode_title.split(" - ")
        if pieces[0].isdecimal():  # "20140517 2015 - Channel - Late Tide": the hour
            pieces, own = pieces[2:] or [""], own._replace(year=None)
        return own._replace(title=pieces[0], episode_title=" - ".join(pieces[1:]))
    return own
