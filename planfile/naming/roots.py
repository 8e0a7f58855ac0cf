"""Where shows and movies live in a library, told by the folders it already has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from planfile.artifacts.plan import Section
from planfile.artifacts.tree import Folder, Role
from planfile.naming.folders import Sort, folder_sort

SHOWS_FOLDER = "TV Shows"
MOVIES_FOLDER = "Movies"
_SECTIONS = {Sort.SHOWS: Section.SHOWS, Sort.MOVIES: Section.MOVIES}
_ID = re.compile(
    r"\s*[\[{(](?:imdb|tmdb|tvdb)(?:id)?[-= ][^\]})]+[\]})]", re.IGNORECASE
)
_EDITION = re.compile(r"\s*\{edition-[^}]+\}", re.IGNORECASE)
_ORGANISED = re.compile(r"^.+ \((?:19|20)\d\d\)$")
_SEASON = re.compile(r"^(?:Season \d{1,4}|Specials)$")
_OWN_SEASON = re.compile(r"^Season \d{2,4}$")
# A section of its own kind: kept where it is, never the home of everything.
_NARROW = re.compile(r"anime|cartoon|kids|docu|christmas|foreign|family|short|4k|uhd")
# Sections that hold shows and films.
_EITHER_WORDS = """anime animes documentaries documentary docs dokus dokumentationen
    documentaires documentales documentari kids kinder enfants children cartoons
    animation concerts stand-up standup family 4k uhd"""
_EITHER = frozenset(_EITHER_WORDS.split())
# Folders that hold sections rather than downloads.
_CONTAINER = """media medien video videos library multimedia data share nas public
    storage plex jellyfin kodi emby entertainment"""
_CONTAINERS = frozenset(_CONTAINER.split())
_PREFERRED = ["tv shows", "shows", "tv", "series", "movies", "films"]


def section_of(path: str) -> Section | None:
    """The section that a folder is for, None for every other folder.

    It lies at the top, or in folders that only hold sections (`Media/Films`).

    >>> section_of("Media/Films"), section_of("Downloads/Films")
    (<Section.MOVIES: 'movies'>, None)
    """
    *above, name = path.split("/")
    if any(folder.lower() not in _CONTAINERS for folder in above):
        return None
    return _SECTIONS.get(folder_sort(name))


def is_for(path: str, section: Section) -> bool:
    """Whether a folder is for a section, or like `Documentaries/` for both.

    >>> is_for("Anime", Section.MOVIES), is_for("TV", Section.MOVIES)
    (True, False)
    """
    *above, name = path.lower().split("/")
    if name in _EITHER and all(folder in _CONTAINERS for folder in above):
        return True
    return section_of(path) is section


def without_ids(folder: str) -> str:
    """A folder's name without `{imdb-tt…}`, `[tvdbid-…]` and their like.

    >>> without_ids("Heat (1995) {imdb-tt0113277}")
    'Heat (1995)'
    """
    return _ID.sub("", folder) if folder[-1:] in "]})" else folder


def without_marks(folder: str) -> str:
    """A folder's name without ids and without Plex's edition.

    >>> without_marks("Heat (1995) {edition-Director's Cut} {tmdb-949}")
    'Heat (1995)'
    """
    if "{edition-" in folder.lower():
        folder = _EDITION.sub("", folder)
    return without_ids(folder)


def organised_root(path: str) -> tuple[Section, str] | None:
    """Section and root of a folder that is laid out as planfile would, or None.

    >>> organised_root("TV/Fargo (2014)/Season 01")
    (<Section.SHOWS: 'shows'>, 'TV')
    >>> organised_root("Movies/Heat (1995)")
    (<Section.MOVIES: 'movies'>, 'Movies')
    """
    above, _, name = path.rpartition("/")
    if _SEASON.match(name):
        root, _, show = above.rpartition("/")
        told = _ORGANISED.match(without_marks(show))
        if not (told or root) and folder_sort(show) is Sort.NAMED:
            told = _OWN_SEASON.match(name)  # of a show whose year nobody said
        return (Section.SHOWS, root) if told else None
    return (Section.MOVIES, above) if _ORGANISED.match(without_marks(name)) else None


def find_roots(
    folders: Iterable[Folder], *, shows: bool, movies: bool
) -> dict[Section, str]:
    """The root of each section; `shows` and `movies` say which kinds there are.

    Folders that are organised already decide; then sections that have a folder; then
    the convention: shows at the root of a library that has nothing else.
    """
    organised: Counter[tuple[Section, str]] = Counter()
    sections: dict[Section, list[str]] = {section: [] for section in Section}
    for folder in folders:
        section = section_of(folder.path)
        if section:
            sections[section].append(folder.path)
        found = organised_root(folder.path)
        if found and any(entry.role is Role.VIDEO for entry in folder.entries):
            organised[found] += 1
    films = _root(Section.MOVIES, sections[Section.MOVIES], organised)
    series = _root(Section.SHOWS, sections[Section.SHOWS], organised)
    if series is None:
        mixed = shows and (movies or films is not None)
        series = _beside(films, SHOWS_FOLDER) if mixed else ""
    return {
        Section.SHOWS: series,
        Section.MOVIES: _beside(series, MOVIES_FOLDER) if films is None else films,
    }


def _beside(other: str | None, name: str) -> str:
    """A new section's folder, in the same folder as the other section's."""
    above = (other or "").rpartition("/")[0]
    return f"{above}/{name}" if above else name


def _root(
    section: Section, named: list[str], organised: Counter[tuple[Section, str]]
) -> str | None:
    """The section's folder, "" for the library itself, None where it has neither."""
    wide = [path for path in named if not _NARROW.search(path.lower())]
    at_top = organised[section, ""]
    if wide:
        best = min(wide, key=lambda path: (-organised[section, path], *_rank(path)))
        # Many seasons at the top do not move for a new folder beside them.
        rare = section is Section.SHOWS and organised[section, best] < at_top > 2
        return "" if rare else best
    if section is Section.MOVIES:
        # One film in a folder of its own at the top is a download, not a habit.
        return "" if at_top > 2 and not organised[Section.SHOWS, ""] else None
    return "" if at_top else None


def _rank(path: str) -> tuple[int, int, str]:
    """Near the top first, then the usual names."""
    name = path.rpartition("/")[2].lower()
    at = _PREFERRED.index(name) if name in _PREFERRED else len(_PREFERRED)
    return path.count("/"), at, path
