"""How a video's own name and the folders above it stand to one another."""

from __future__ import annotations

import re

from planfile.naming.clues import is_year
from planfile.naming.folders import Sort, folder_sort
from planfile.naming.keys import abbreviates, title_key
from planfile.naming.reading import Reading
from planfile.naming.shortened import codes_of
from planfile.naming.surroundings import Around, Named

# Only the second half of a title.
_HALF = re.compile(
    r"^(?:episode|part|chapter|vol(?:ume)?)[ .]+(?:\d|[ivx]+\b)", re.IGNORECASE
)


def episodic(reading: Reading) -> bool:
    """Whether a name numbers an episode in any style."""
    return bool(reading.episodes or reading.absolute or reading.date)


def explicit(reading: Reading) -> bool:
    """Whether a name says season and episode, or a date."""
    return bool(reading.date or (reading.season is not None and reading.episodes))


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one but for spelling and Roman numbers."""
    return title_key(one) == title_key(other)


def is_code(own: str, title: str) -> bool:
    """Whether a name is short for the folder's title rather than a title.

    As "batman tas" in "Batman The Animated Series", "aoi-got" in "Game of Thrones".
    """
    key = title_key(own)
    if key == title_key(title):
        return False
    if abbreviates(own, title) or (" " in own and key in codes_of(title)):
        return True
    _, dash, last = own.rpartition("-")
    grouped = dash and last and own == own.lower()
    return bool(grouped) and (same_title(last, title) or is_code(last, title))


def filed(around: Around) -> bool:
    """Whether it lies in a film's folder where films live: `Movies/Ebb (2011)`."""
    filed = around.section == "movies" and len(around.names) == 1
    return filed and (around.names[0].tidy or around.names[0].year is not None)


def housed(near: Named) -> bool:
    """Whether a folder lies where those of shows or films do, or at the top."""
    above = near.path.rpartition("/")[0].rpartition("/")[2]
    return not above or folder_sort(above) in {Sort.SHOWS, Sort.MOVIES}


def titles_episode(reading: Reading, around: Around, near: Named | None) -> bool:
    """Whether the name's title is the episode's: `Fargo/Season 2/Bonus Round 3`."""
    if near is None or explicit(reading) or not beneath(around, near):
        return False
    return not same_title(reading.title, near.title)


def beneath(around: Around, near: Named) -> bool:
    """Whether the season's folder lies in the folder that names the show."""
    return f"{around.season_path}/".startswith(f"{near.path}/")


def whole_title(named: Named, around: Around) -> str:
    """A folder's title; `Star Wars/Episode IV - A New Hope` has half of it above."""
    if not _HALF.match(named.title) or len(around.names) < 2:
        return named.title
    upper = around.names[1].title
    return named.title if upper in named.title else f"{upper} - {named.title}"


def dated(near: Named, own: str) -> Named:
    """`1994 Pulp Fiction/pulp fiction.avi`: the folder's rest is the film's title."""
    year, _, title = near.title.partition(" ")
    led = near.year is None and year.isdecimal() and is_year(int(year))
    if led and own and same_title(own, title):
        return near._replace(title=title, year=int(year))
    return near


def other_name(own: str, year: int | None, near: Named) -> bool:
    """`Amélie (2001)/Le.Fabuleux.Destin.2001.mkv`: one film, by the same year.

    The folder's title is the one that a person wrote, or that the release has
    (`Ebb.2011.1080p-AOI/aoi-ebb.2011.mkv`).
    """
    if not own or not year or year != near.year:
        return False
    coded = near.release and own == own.lower() and "-" in own
    return (near.tidy or coded) and not same_title(own, near.title)


def within(own: str, title: str) -> bool:
    """Whether a folder's title begins or ends with a name's: marks were cut off.

    As those of `Tide 4K (2010)/Tide 4K (2010).mkv`, `(500) Tides (2009)`.
    """
    key, whole = title_key(own), title_key(title)
    return bool(key) and (whole.startswith(key) or whole.endswith(key))


def seasoned(near: Named | None, around: Around) -> bool:
    """Whether a person filed it in a season of its show."""
    return near is not None and around.season_path.startswith(f"{near.path}/")
