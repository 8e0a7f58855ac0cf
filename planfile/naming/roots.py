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
_ORGANISED = re.compile(r"^.+ \((?:19|20)\d\d\)$")
_SEASON = re.compile(r"^(?:Season \d{1,4}|Specials)$")
# A section of its own kind: kept where it is, never the home of everything.
_NARROW = re.compile(r"anime|cartoon|kids|docu|christmas|foreign|family|short|4k|uhd")
_PREFERRED = ["tv shows", "shows", "tv", "series", "movies", "films"]


def section_named(folder: str) -> Section | None:
    """The section that a folder's name means, None for every other folder."""
    return _SECTIONS.get(folder_sort(folder))


def without_ids(folder: str) -> str:
    """A folder's name without `{imdb-tt…}`, `[tvdbid-…]` and their like.

    >>> without_ids("Heat (1995) {imdb-tt0113277}")
    'Heat (1995)'
    """
    return _ID.sub("", folder) if folder[-1:] in "]})" else folder


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
        if "/" not in root and _ORGANISED.match(without_ids(show)):
            return Section.SHOWS, root
    elif "/" not in above and _ORGANISED.match(without_ids(name)):
        return Section.MOVIES, above
    return None


def find_roots(
    folders: Iterable[Folder], *, shows: bool, movies: bool
) -> dict[Section, str]:
    """The root of each section; `shows` and `movies` say which kinds there are.

    Folders that are organised already decide; then sections at the top; then the
    convention: shows at the root of a library that has nothing else.
    """
    organised: Counter[tuple[Section, str]] = Counter()
    tops: set[str] = set()
    for folder in folders:
        if folder.path and "/" not in folder.path:
            tops.add(folder.path)
        found = organised_root(folder.path)
        if found and any(entry.role is Role.VIDEO for entry in folder.entries):
            organised[found] += 1
    films = _root(Section.MOVIES, Sort.MOVIES, tops, organised)
    series = _root(Section.SHOWS, Sort.SHOWS, tops, organised)
    if series is None:
        mixed = shows and (movies or films is not None)
        series = SHOWS_FOLDER if mixed else ""
    return {
        Section.SHOWS: series,
        Section.MOVIES: MOVIES_FOLDER if films is None else films,
    }


def _root(
    section: Section,
    sort: Sort,
    tops: set[str],
    organised: Counter[tuple[Section, str]],
) -> str | None:
    """The section's folder at the top, "" for the library itself, None for neither."""
    named = [top for top in tops if folder_sort(top) is sort]
    wide = [top for top in named if not _NARROW.search(top.lower())]
    if wide:
        return min(wide, key=lambda top: (-organised[section, top], *_rank(top)))
    at_top = organised[section, ""]
    if section is Section.MOVIES:
        # One film in a folder of its own at the top is a download, not a habit.
        return "" if at_top > 2 and not organised[Section.SHOWS, ""] else None
    return "" if at_top else None


def _rank(top: str) -> tuple[int, str]:
    low = top.lower()
    return (_PREFERRED.index(low) if low in _PREFERRED else len(_PREFERRED), top)
