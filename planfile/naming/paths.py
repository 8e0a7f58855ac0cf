"""Reads a whole path: its components apart, then together."""

from __future__ import annotations

from planfile.naming.extras import extra_folder, extra_suffix
from planfile.naming.junk import split_extension
from planfile.naming.names import read_name
from planfile.naming.patterns import lazy
from planfile.naming.reading import Reading

_TELLING = ("named", "collection")
_DRIVE = lazy(r"^[A-Za-z]:$")
_SLASHED_DATE = lazy(r"(?<!\d)(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?!\d)")


def read_path(path: str, *, typed: bool = False) -> Reading:
    """What a path says on its own: the file, helped by its folders.

    `typed` says that a person or an indexer wrote it, so that " / " may stand between
    two titles, and "25/10/2019" be a day.
    """
    parts = components(path) if typed else [part for part in path.split("/") if part]
    if not parts:
        return Reading()
    folders = [(part, _read_folder(part)) for part in parts[:-1]]
    near = folders[-1][1] if folders else None
    own = read_name(parts[-1], seasonal=near is not None and _is_season_folder(near))
    for _, folder in reversed(folders):
        if folder is not None:
            own = _helped(own, folder)
    if typed:
        own = _typed(own, parts)
    return own._replace(extra=_extra(parts) or own.extra)


def _typed(own: Reading, parts: list[str]) -> Reading:
    """What holds for typed names only, where a folder may be the last part."""
    last = parts[-1]
    if last.isdecimal() and len(last) < 3 and len(parts) > 1:
        return own._replace(season=int(last), episodes=(), absolute=())
    if not own.title and own.absolute and own.episode_title:
        title = own.episode_title.split(" - ")[0]
        return own._replace(
            title=title, episode_title=own.episode_title[len(title) + 3 :]
        )
    return own


def _extra(parts: list[str]) -> str:
    stem = split_extension(parts[-1])[0]
    for folder in parts[1:-1] if len(parts) > 2 else parts[:-1]:
        if extra_folder(folder):
            return "extra"
    return extra_suffix(stem)


def components(path: str) -> list[str]:
    """Path components of a typed name, where a slash need not part folders.

    >>> components("Late Tide / Ebb (WEB/1080p)/a.mkv")
    ['Late Tide / Ebb (WEB/1080p)/a.mkv']
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


def _read_folder(part: str) -> Reading | None:
    """The reading of a folder, None when it only says where things lie."""
    from planfile.naming.folders import (
        folder_sort,
    )  # a bare name needs no table of folders

    if folder_sort(part) not in _TELLING or _DRIVE.match(part):
        return None
    reading = read_name(part, folder=True)
    return reading if reading.title or reading.season is not None else None


def _is_season_folder(folder: Reading) -> bool:
    return folder.season is not None and not folder.episodes


def _is_release(folder: Reading) -> bool:
    """A folder that names one episode or one film wholly."""
    if not folder.title:
        return False
    return bool(folder.episodes or folder.date) or (
        folder.kind == "movie" and folder.year is not None
    )


def _helped(own: Reading, folder: Reading) -> Reading:
    """`own` with what only the folder knows."""
    if (not own.kind and not own.title) or _is_coded_in(own, folder):
        return folder
    if own.kind == "episode" or folder.kind == "episode":
        return _as_episode(own, folder)
    number = _number_behind(own, folder)
    if number:
        return own._replace(kind="episode", title=folder.title, absolute=(number,))
    if not own.title or (own.year is None and folder.year is not None):
        return own._replace(title=folder.title, year=folder.year, kind="movie")
    return own


def _is_coded_in(own: Reading, folder: Reading) -> bool:
    """One odd word in the folder of a whole release: an abbreviation or a code."""
    return (
        _is_release(folder)
        and bool(folder.tags)
        and own.confidence < 0.6
        and " " not in own.title
        and not own.extra
    )


def _number_behind(own: Reading, folder: Reading) -> int:
    """The 12 of "Late Tide 12" in the folder "Late Tide", 0 for none."""
    head, _, number = own.title.rpartition(" ")
    if len(number) < 2 or not number.isdecimal() or own.year or folder.year:
        return 0
    return int(number) if head and _fold(head) == _fold(folder.title) else 0


def _as_episode(own: Reading, folder: Reading) -> Reading:
    """An episode's file with the show, season or numbers of its folder."""
    if own.season is None and not own.date and folder.kind == "episode":
        own = _numbered(own, folder)
    if not own.title or _ends_with(own, folder) or _abbreviates(own, folder):
        return own._replace(
            title=folder.title,
            year=own.year or folder.year,
            country=own.country or folder.country,
        )
    if own.year is None and folder.year and _fold(own.title) == _fold(folder.title):
        return own._replace(year=folder.year)
    return own


def _numbered(own: Reading, folder: Reading) -> Reading:
    if _is_release(folder):
        return folder
    compact = own.absolute[0] if len(own.absolute) == 1 else 0
    if folder.season and compact // 100 == folder.season and compact % 100:
        return own._replace(
            season=folder.season, episodes=(compact % 100,), absolute=()
        )
    if own.kind != "episode":
        return own._replace(kind="episode", season=folder.season)
    if folder.season is None:
        return own
    episodes = own.episodes or own.absolute
    return own._replace(season=folder.season, episodes=episodes, absolute=())


def _ends_with(own: Reading, folder: Reading) -> bool:
    """As "Ebb - Late Tide S2 (Ep 6)" in "Late.Tide.S02E06": the folder's is whole."""
    return (
        own.episodes != ()
        and own.episodes == folder.episodes
        and own.season == folder.season
        and _fold(own.title).endswith(_fold(folder.title))
    )


def _abbreviates(own: Reading, folder: Reading) -> bool:
    """As "hl.205" or "grp-hl.s02e05" in "Harbour.Lights.S02.1080p"."""
    if " " in own.title or not folder.tags or own.season != folder.season:
        return False
    if folder.title == "" or own.title != own.title.lower():
        return False
    short, letters = _fold(own.title.rpartition("-")[2]), iter(_fold(folder.title))
    return all(char in letters for char in short)


def _fold(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum())
