"""What the folders above a file say: the nearest ones that name anything.

A folder called `Downloads` or `1080p` says nothing and is looked through; a section
says a kind, a season folder a season, a named one a title and a year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from planfile.artifacts.paths import folder_of
from planfile.naming.folders import Sort, folder_sort, part_number
from planfile.naming.junk import without_sites
from planfile.naming.keys import title_key
from planfile.naming.members import Member
from planfile.naming.reading import Reading
from planfile.naming.roots import without_marks
from planfile.naming.season_folders import read_folder
from planfile.naming.seasons import MOST_SEASONS
from planfile.naming.words import spelled_number

_ORGANISED = re.compile(r"^(.+?)(?: \(([A-Z]{2})\))? \(((?:19|20)\d\d)\)$")
# "Harbour Saga/1 - Ebb (2001)", "Saga/02. Flood (2002)": a place in a list.
_LISTED = re.compile(r"(?:\d{1,2}\s?-|\d{1,2}\.|0\d)\s+(?=[^\W\d_])")
_PADDED = re.compile(r"0\d\s?[-.]\s+(?=[^\W\d_])")  # "03 - Ebb (2001)" anywhere
_COUNTRY = re.compile(r" \(([A-Z]{2})\)$")  # "Ebb Island (FR)" is no "Ebb Island (DE)"
_NUMBERED_TITLE = re.compile(r"^[^\W\d]+(?: [^\W\d]+)* (?:\d{3}|(?!19|20)\d{4})$")
# Folders that sort the files of one title; what is above them still names it.
_SEE_THROUGH = re.compile(
    r"^(?:\d{3,4}p|u?hd|sd|4k|8k|fhd|3d|hdr|dvd-?(?:rip)?s?|blu-?rays?|bd(?:rip)?|remux|"
    r"x26[45]|h26[45]|hevc|web(?:-?dl|rip)?|hdtv|mkv|mp4|avi|dubbed|subbed|multi|raws?|"
    r"batch|video|english|german|deutsch|french|spanish|italian|hindi|japanese|korean|"
    r"new folder.*|files)$",
    re.IGNORECASE,
)
_COMPLETE = re.compile(r"^(?:the )?complete ", re.IGNORECASE)
_SEASON_ALONE = re.compile(r"^(?:[Tt]?(\d{1,2})|(?:19|20)\d\d)$")
_LONGEST_ROMAN = 5
_MOST_TITLES = 3
_TELLING = frozenset({Sort.NAMED, Sort.COLLECTION})


class Named(NamedTuple):
    """A folder that names something.

    `path` is the folder's; `tidy` says it is written `Title (Year)`; `release` that it
    carries release tags.
    """

    path: str
    title: str
    year: int | None
    country: str = ""
    tidy: bool = False
    release: bool = False
    ids: tuple[tuple[str, str], ...] = ()


class Around(NamedTuple):
    """All that is above a file.

    `names` are the folders that name something, nearest first. `season` is the nearest
    season said, `season_path` the folder that said it. `reading` is what the nearest
    folder with an episode or a date in its name says. `collection` is the path of the
    nearest folder that says it holds several films. `counted` is the number that the
    folder itself is called in one that may be a show's: perhaps a season.
    """

    section: str = ""
    names: tuple[Named, ...] = ()
    season: int | None = None
    season_path: str = ""
    reading: Reading | None = None
    collection: str = ""
    part: int = 0
    counted: int | None = None

    @property
    def name(self) -> Named | None:
        """The nearest folder that names something."""
        return self.names[0] if self.names else None


NOTHING = Around()


class Surroundings:
    """Answers for folders, each thought through once."""

    def __init__(self, told: Mapping[str, Named] | None = None) -> None:
        """`told` are folders of which something else, an .nfo file, says the title."""
        self._known: dict[str, Around] = {"": NOTHING}
        self._told = told or {}

    def of(self, folder: str) -> Around:
        """What a folder and those above it say."""
        found = self._known.get(folder)
        if found is None:
            new = [folder]
            while (above := folder_of(new[-1])) not in self._known:
                new.append(above)
            for path in reversed(new):
                found = self._known[path] = self._of_one(path)
        return found or NOTHING

    def _of_one(self, folder: str) -> Around:
        """The same for a folder beneath one that has been thought through."""
        above, _, name = folder.rpartition("/")
        found = extend(self._known[above], folder, name)
        told = self._told.get(folder)
        if told is None:
            return found
        others = [n for n in found.names if n.path != folder]
        return found._replace(names=(told, *others)[:_MOST_TITLES])


def extend(above: Around, path: str, name: str) -> Around:
    """What is said above, and what one more folder adds."""
    sort = folder_sort(name)
    if sort in {Sort.SHOWS, Sort.MOVIES}:
        return Around(section=sort.value, collection=above.collection)
    if sort is Sort.PART:
        return above._replace(part=part_number(name))
    if sort is Sort.EXTRAS and not above.names and name == "Extras":
        return _named(above, path, name, Reading(title=name))  # the show (2005)
    alone = _SEASON_ALONE.match(name)
    if alone and above.names and above.season is None and above.section != "movies":
        return _counted_in(above, path, alone[1], name)
    if sort is Sort.GENERIC and not _SEE_THROUGH.match(name):
        return Around(section=above.section, collection=above.collection)
    return _told(above, path, name) if sort in _TELLING else above


def _counted_in(above: Around, path: str, season: str | None, name: str) -> Around:
    """A number alone in a show is a season; "Nightly/2015/2015-08-06" is of none."""
    if _in_show(above):
        return above._replace(season=int(season), season_path=path) if season else above
    if season and name == season:
        return above._replace(counted=int(season))
    return _told(above, path, name)


def season_told(around: Around, path: str, members: Sequence[Member]) -> Around:
    """A folder called "2" is a season where all in it is numbered: "Moor/2/01.avi"."""
    near = around.name
    if around.counted is None or near is None or not members:
        return around
    titles = {"", title_key(near.title)}
    for member in members:
        reading = member.reading
        numbered = reading.episodes or reading.absolute
        other = reading.season not in {None, around.counted}
        if not numbered or other or title_key(reading.title) not in titles:
            return around
    film = len(members) == 1 and members[0].name.startswith(f"{around.counted}.")
    if film:  # "Studio/9/9.avi"
        return around
    return around._replace(season=around.counted, season_path=path, counted=None)


def _in_show(above: Around) -> bool:
    """As "TV/Better Off Ted/1", "Series/La Marea/T1": a number alone is a season."""
    if not above.names or above.season is not None:
        return False
    name = above.names[0].path.rpartition("/")[2]
    return above.section == "shows" or read_folder(name).kind == "episode"


def _told(above: Around, path: str, name: str) -> Around:
    """What a folder says whose name is its own: a season, a collection, a title."""
    reading = read_folder(name)
    season = reading.season
    if season is not None and not reading.title:
        names = above.names or _collected(above.collection)
        return above._replace(names=names, season=season, season_path=path)
    if folder_sort(name) is Sort.COLLECTION and season is None:
        return above._replace(collection=path, names=(), season=None, reading=None)
    return _named(above, path, name, reading)


def _collected(collection: str) -> tuple[Named, ...]:
    """The show of "Tides Complete Collection/Season 1": films have no seasons."""
    reading = read_folder(collection.rpartition("/")[2]) if collection else None
    if reading is None or not reading.title or reading.kind is None:
        return ()
    title = _COMPLETE.sub("", reading.title)
    return (Named(collection, title, reading.year, release=bool(reading.tags)),)


def _year_of_show(name: str, reading: Reading) -> int | None:
    """The year a folder gives a show: in "Bear S03 (2024)" it is the third season's."""
    if reading.year is None or (reading.season or 0) < 2 or reading.episodes:
        return reading.year
    season = re.search(rf"(?<!\d)0*{reading.season}(?!\d)", name[len(reading.title) :])
    at = name.find(str(reading.year))
    behind = season is not None and at > len(reading.title) + season.start()
    return None if behind else reading.year


def _arc(above: Around, tidy: bool, reading: Reading) -> bool:
    """As "Harbour/Season 10/The Gale/Part 1.avi": a story of the season."""
    told = reading.season is not None or reading.episodes or reading.date
    if above.season is None or not above.names or tidy or told:
        return False
    return (
        not (reading.year or reading.tags) and above.names[0].path != above.season_path
    )


def _same(above: Around, title: str) -> bool:
    return above.name is not None and title_key(above.name.title) == title_key(title)


def _season_behind(above: Around, title: str) -> int | None:
    """The fourth of "TV/Harbour/Harbour IV/02 Ebb.avi": a film's sequel is no show."""
    head, _, last = title.rpartition(" ")
    counts = head and _same(above, head) and len(last) < _LONGEST_ROMAN
    number = spelled_number(last.lower()) if counts and _in_show(above) else None
    return number if number and number < MOST_SEASONS else None


def _organised(above: Around, name: str, reading: Reading) -> re.Match[str] | None:
    """Title, country and year of a folder that a person named by both."""
    tidy = _ORGANISED.match(without_marks(name))
    if tidy and reading.season is not None and reading.title:
        return None  # "Moor - Season 4 (2008)": the season's year
    within = above.names or above.collection
    listed = (_LISTED if within else _PADDED).match(name)
    if tidy and listed:
        return _ORGANISED.match(without_marks(name[listed.end() :]))
    return tidy


def _is_release(reading: Reading) -> bool:
    """Whether a folder is that of one episode, or of two in one."""
    counted = reading.tags and 0 < len(reading.absolute) < 3  # "Late.Tide.E05.DVDRip"
    return bool(reading.episodes or reading.date or counted)


def _named(above: Around, path: str, name: str, reading: Reading) -> Around:
    """One more folder that names a title."""
    name = without_sites(name)
    tidy = _organised(above, name, reading)
    title = tidy[1] if tidy else reading.title
    if _NUMBERED_TITLE.match(name):  # "Room 104" is no episode 4
        title, reading = name, Reading(title=name, ids=reading.ids)
    if not tidy and title.endswith(" Specials"):  # "Harbour Specials" beside "Harbour"
        title = title.removesuffix(" Specials")
        reading = reading._replace(season=0 if _same(above, title) else None)
    counted = _season_behind(above, title)
    if counted:
        return above._replace(season=counted, season_path=path)
    if not title:
        episode = bool(reading.episodes or reading.absolute or reading.date)
        return above._replace(reading=reading if episode else above.reading)
    if _arc(above, tidy is not None, reading):
        return above._replace(part=0)
    abroad = _COUNTRY.search(name) or _COUNTRY.search(title)
    if abroad and title.endswith(abroad[0]):
        title = title.removesuffix(abroad[0])
    named = Named(
        path,
        title,
        int(tidy[3]) if tidy else _year_of_show(name, reading),
        (tidy[2] or "") if tidy else reading.country or (abroad[1] if abroad else ""),
        tidy is not None,
        bool(reading.tags),
        reading.ids,
    )
    same = _same(above, title)
    return above._replace(
        names=(named, *above.names)[:_MOST_TITLES],
        season=reading.season
        if reading.season is not None or not same
        else above.season,
        season_path=path if reading.season is not None else above.season_path,
        reading=reading if _is_release(reading) else None,
        part=0,
        counted=None,
    )
