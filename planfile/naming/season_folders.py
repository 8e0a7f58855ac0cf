"""Which folders mean one season of a show, and which one."""

from __future__ import annotations

import re
from functools import lru_cache

from planfile.naming.folders import Sort, folder_sort
from planfile.naming.names import read_name
from planfile.naming.reading import Reading
from planfile.naming.seasons import MOST_SEASONS
from planfile.naming.words import spelled_number

# "Specials", "OVAs", "Season 0": what players file as season 0.
_SPECIALS = re.compile(
    r"^(?:(?:the[ ._-])?specials?|sps|ovas?|oavs?|oads?|onas?|ova ?& ?specials?|"
    r"season[ ._-]?0+|s0+|specials?[ ._-](?:episodes?|season)|ovas?[ ._-]specials?|"
    r"spezial|especiales|(?:[ée]pisodes )?sp[ée]cia(?:l|ls|ux)|hors[ ._-]s[ée]rie|"
    r"speciali|christmas specials?)$",
    re.IGNORECASE,
)


_LETTERED = re.compile(r"^Series[ ._-]([A-Z])$")  # "Series A" is the first
# Whole folders: "S 3", "Ssn. 3", "Reeks 2", "Series Two (2007)", "Staffel Zwei".
_ALONE = re.compile(
    r"^(?:s|ssn|seas|reeks|seria|series|book|staffel)[ ._-]{1,3}(\w+)"
    r"(?: \((?:19|20)\d\d\))?$",
    re.IGNORECASE,
)
# "The Complete Second Season", "Harbour - Die komplette 2. Staffel": no title's words.
_FILLER = re.compile(
    r"(?:^|\s+-?\s*)(?:(?:the|die|la|le|l'|all of)\s?)?(?:complete|entire|full|whole|"
    r"komplette|int[ée]grale|completa)(?: tv)?(?: series)?$|^(?:the|la|le|die|all of)$",
    re.IGNORECASE,
)
_MOST_ANCHORS = 3


@lru_cache(maxsize=4096)
def read_folder(name: str) -> Reading:
    """What a folder's name says; the same few names are asked for again and again."""
    said = _season(name)
    if said is None:
        said = read_name(name, folder=True)
        if said.season is not None:
            said = said._replace(title=_FILLER.sub("", said.title))
    return said


def season_of(name: str) -> int | None:
    """The season that a folder's name says, None when it says none."""
    return read_folder(name).season


def means_season(path: str) -> bool:
    """Whether the last folder of a path stands for one season."""
    return bool(path) and season_of(path.rpartition("/")[2]) is not None


def anchors_of(folder: str) -> list[str]:
    """A folder and up to two above it that name something: what is in it is theirs.

    >>> anchors_of("Downloads/Fate Zero/Scans")
    ['Downloads/Fate Zero/Scans', 'Downloads/Fate Zero']
    """
    found = [folder]
    while len(found) < _MOST_ANCHORS:
        folder = folder.rpartition("/")[0]
        name = folder.rpartition("/")[2]
        if not folder or folder_sort(name) is not Sort.NAMED:
            break
        found.append(folder)
    return found


def _season(name: str) -> Reading | None:
    """What a folder says that is nothing but a season."""
    lettered = _LETTERED.match(name)
    if lettered:
        return Reading(kind="episode", season=ord(lettered[1]) - 64, confidence=0.9)
    if _SPECIALS.match(name.strip()):
        return Reading(kind="episode", season=0, special=True, confidence=0.9)
    alone = _ALONE.match(name)
    season = spelled_number(alone[1].lower()) if alone else None
    if not season or season > MOST_SEASONS:
        return None
    return Reading(kind="episode", season=season, confidence=0.9)
