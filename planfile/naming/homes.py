"""Which folder another folder belongs to.

`Subs/`, `Extras/` and the like belong to the folder of videos above them, everything
else to itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planfile.artifacts.tree import Entry, Folder, Role
from planfile.naming.extras import extra_folder, extra_suffix
from planfile.naming.folders import Sort, folder_sort
from planfile.naming.roles import disc_file, disc_part
from planfile.naming.stems import number_key, stem_of

_SUPPORT = frozenset({Sort.SUBS, Sort.EXTRAS, Sort.SAMPLE, Sort.PICTURES})
_CATEGORY = frozenset({Sort.GENERIC, Sort.SHOWS, Sort.MOVIES})
_AMBIGUOUS = frozenset({"extras", "extra", "bonus"})
_SEASON = re.compile(
    r"^(?:season|series|staffel|saison|temporada|stagione|s|book)[ ._-]*\d+|"
    r"^specials?$|^\d+\.? ?(?:staffel|season|sezon)",
    re.IGNORECASE,
)


class Station:
    """One folder and its part in the library.

    `seasons` says that folders beneath are seasons, `support` what it holds for another
    folder (None: it stands for itself), `generic` that its name and place say nothing
    about what is in it.
    """

    __slots__ = (
        "folder",
        "generic",
        "home",
        "path",
        "seasons",
        "sort",
        "support",
        "unfinished",
    )

    def __init__(self, folder: Folder, sort: Sort) -> None:
        self.folder = folder
        self.path = folder.path
        self.sort = sort
        self.support: Sort | None = None
        self.home = self
        self.seasons = False
        self.generic = sort in _CATEGORY or not folder.path
        self.unfinished = sort is Sort.UNFINISHED

    def role(self, entry: Entry) -> Role:
        """The role of an entry, as its folder's part in the library makes it."""
        role = entry.role
        if role is Role.DISC and disc_part(entry.name):
            return Role.OTHER
        if self.support is Sort.EXTRAS and role in {Role.VIDEO, Role.DISC}:
            return Role.EXTRA
        if role is Role.EXTRA and self.support is not Sort.EXTRAS:
            suffix = extra_suffix(stem_of(entry.name))
            ambiguous = folder_sort(_last(self.path)) is Sort.EXTRAS
            if not suffix and ambiguous:
                return Role.VIDEO
        if role is Role.OTHER and disc_file(entry.name):
            return Role.DISC
        return role

    def disc_piece(self, entry: Entry) -> bool:
        """Whether a folder is a part of the disc beside it."""
        return entry.name[-1:] == "/" and disc_part(entry.name)


class Stations:
    """All folders of a tree, each knowing the folder it belongs to."""

    def __init__(self, folders: Sequence[Folder]) -> None:
        self._stations: dict[str, Station] = {}
        self._members: dict[str, list[Station]] = {}
        self._has_seasons: set[str] = set()
        ordered = sorted(folders, key=lambda folder: folder.path)
        for folder in ordered:
            self._stations[folder.path] = Station(folder, _sort_of(folder.path))
            name = _last(folder.path)
            if _SEASON.match(name):
                self._has_seasons.add(parent_of(folder.path))
        for station in self._stations.values():
            station.seasons = station.path in self._has_seasons
            self._place(station)

    def homes(self) -> Iterator[Station]:
        """The folders that stand for themselves, in the order of their paths."""
        for station in self._stations.values():
            if station.home is station:
                yield station

    def members(self, home: Station) -> Iterator[Station]:
        """A home folder, then the support folders that belong to it."""
        yield home
        yield from self._members.get(home.path, ())

    def _place(self, station: Station) -> None:
        parent = self._stations.get(parent_of(station.path)) if station.path else None
        if parent is None:
            return
        if parent.unfinished:
            station.unfinished = True
        if parent.support is not None:
            station.support = parent.support
            station.home = parent.home
        elif self._supports(station, parent):
            station.support = _support_sort(station)
            station.home = parent
        else:
            return
        self._members.setdefault(station.home.path, []).append(station)

    def _supports(self, station: Station, parent: Station) -> bool:
        """Whether a folder serves its parent rather than standing for itself."""
        name = _last(station.path)
        if station.sort in {Sort.SUBS, Sort.SAMPLE, Sort.PICTURES}:
            return True
        if not extra_folder(name):
            return False
        if extra_folder(name, strong=True):
            loose = name.lower() in _AMBIGUOUS and parent.sort in _CATEGORY
            show = station.path in self._has_seasons or _reads_as_show(station)
            return bool(parent.path) and not (loose and show)
        return not parent.generic and self._has_mains(parent)

    def _has_mains(self, station: Station) -> bool:
        """Whether a folder holds videos of its own or seasons."""
        return station.path in self._has_seasons or any(
            entry.role in {Role.VIDEO, Role.DISC} for entry in station.folder.entries
        )


def path_of(folder: str, name: str) -> str:
    """The path of an entry in a folder."""
    return f"{folder}/{name}" if folder else name


def parent_of(path: str) -> str:
    """The folder above a folder; of the library itself, itself."""
    return path[: max(path.rfind("/"), 0)]


def _support_sort(station: Station) -> Sort:
    return station.sort if station.sort in _SUPPORT else Sort.EXTRAS


def _sort_of(path: str) -> Sort:
    return folder_sort(_last(path)) if path else Sort.GENERIC


def _reads_as_show(station: Station) -> bool:
    """Whether the videos of a folder called `Extras` are numbered like a show's."""
    return any(
        entry.role in {Role.VIDEO, Role.EXTRA}
        and (number_key(stem_of(entry.name)) or (0, 0))[0] > 0
        for entry in station.folder.entries
    )


def _last(path: str) -> str:
    return path[path.rfind("/") + 1 :]
