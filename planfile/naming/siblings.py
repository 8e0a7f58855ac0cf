"""What the videos of one folder say together.

A numbering scheme is a property of the folder, not of a file.

Takes the readings of a folder's videos, gives readings; each rule has its example.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from planfile.naming.filing import episodic, explicit
from planfile.naming.film_folders import (
    Read,
    drop_list_numbers,
    pieces_of_film,
    stay_movies,
)
from planfile.naming.hundreds import (
    bare_hundreds,
    keep_absolute,
    season_in_number,
    season_of_folder,
    seasons_ahead,
    seasons_in_numbers,
)
from planfile.naming.keys import title_key
from planfile.naming.led import led_in_season, led_in_show
from planfile.naming.members import PART, Member
from planfile.naming.reading import Reading
from planfile.naming.scant import doubt
from planfile.naming.stems import after_words, words_of
from planfile.naming.surroundings import Around
from planfile.naming.words import spelled_number

_TRILOGY = 3
_SPECIAL = re.compile(
    r"(?:^|[\W_])(?:special|ova|oad|pilot movie|xmas)(?:$|[\W_])", re.IGNORECASE
)


_CALLED_FILM = re.compile(r"\b(?:movie|film|gekijouban)\b", re.IGNORECASE)
_COUNTING = re.compile(r"^[\s._-]+(0\d{1,3}|[1-9]\d\d|(?!19|20)[1-9]\d{3})(?![\dpi])")
_IN_SEASON = re.compile(
    r"^[\s._-]+\(?(\d{1,2}|0\d\d|[1-9]\d\d|(?!19|20)[1-9]\d{3})(?=[\s._)-])"
)  # "Harbour 5 The Gale"


def agree(members: Sequence[Member], around: Around, read: Read) -> None:
    """Let the videos of one folder correct one another."""
    pieces_of_film(members, around)
    _forget_late_years(members)
    led_in_season(members, around)
    led_in_show(members, around)
    drop_list_numbers(members, around, read)
    _count_parts(members, around)
    _count_after_title(members, around)
    bare_hundreds(members, around)
    season_in_number(members, around)
    season_of_folder(members, around)
    seasons_in_numbers(members, around)
    seasons_ahead(members, around)
    keep_absolute(members)
    _join_show(members, around)
    stay_movies(members, around)
    _take_folder_title(members, around)
    doubt(members, around)


def _forget_late_years(members: Sequence[Member]) -> None:
    """`Fargo - 04 - 1984.mkv`: behind the number, a year is the episode's title."""
    for member in members:
        reading = member.reading
        if member.kind != "show" or reading.year is None or reading.date:
            continue
        at = member.name.find(str(reading.year))
        words = words_of(reading.title)
        before = words_of(member.name[:at])
        if words and len(before) > len(words) + bool(reading.country):
            member.reading = reading._replace(year=None)


def _count_parts(members: Sequence[Member], around: Around) -> None:
    """`Part 1` to `Part 7`, `1of6`: three or more of one title are a series.

    Among films three are films still: `Films/The Godfather/The Godfather Part III`.
    """
    films = around.section == "movies" or bool(around.collection)
    fewest = _TRILOGY + 1 if films else _TRILOGY
    by_title: dict[str, list[tuple[Member, int, str]]] = {}
    for member in members:
        match = None if explicit(member.reading) else PART.match(member.name)
        if match and _counts(member, match):
            number = spelled_number((match["a"] or match["b"]).lower()) or 0
            title = match["title"]
            by_title.setdefault(title_key(title), []).append((member, number, title))
    for parts in by_title.values():
        if len({number for _, number, _ in parts}) < fewest:
            continue
        for member, number, title in parts:
            reading = member.reading
            member.reading = reading._replace(
                kind="episode",
                title=_plain(title, reading),
                episodes=(number,),
                absolute=(),
                part=None,
            )
            member.kind, member.why = "show", "one of a series of parts"


def _counts(member: Member, part: re.Match[str]) -> bool:
    """Whether a part is a series' by its place: behind the year, if there is one."""
    year = member.reading.year
    return year is None or str(year) in part["title"]


def _count_after_title(members: Sequence[Member], around: Around) -> None:
    """`Bleach/Bleach 001`, `Bleach 366`: padded or long numbers behind one title."""
    near = around.name
    if near is None:
        return
    words = words_of(near.title)
    shelved = around.season is not None or around.section == "shows"
    counting = _IN_SEASON if shelved else _COUNTING
    counted = []
    for member in members:
        rest = after_words(member.name, words)
        match = counting.match(rest) if rest is not None else None
        if match and not explicit(member.reading):
            counted.append((member, int(match[1])))
    if len({number for _, number in counted}) < 2:
        return
    for member, number in counted:
        member.reading = member.reading._replace(
            kind="episode", title=near.title, absolute=(number,), episodes=(), year=None
        )
        member.kind, member.why = "show", "numbered like its neighbours"


def _plain(title: str, reading: Reading) -> str:
    """The title before the part, as the reading spells it where it has it."""
    key = title_key(title)
    if reading.year and reading.title:
        return reading.title
    spelled = reading.title
    match = PART.match(spelled)
    if match:
        spelled = match["title"]
    if title_key(spelled) == key:
        return spelled.strip(" -._([")
    return re.sub(r"[._\s]+", " ", title).strip(" -._([")


def _join_show(members: Sequence[Member], around: Around) -> None:
    """`Pilot.mkv` among episodes, or in a season's folder, is an episode too."""
    shows = [m for m in members if m.kind == "show" and episodic(m.reading)]
    keys = Counter(title_key(m.reading.title) for m in shows)
    near = {title_key(named.title) for named in around.names}
    in_show = around.season is not None or (
        len(shows) * 2 > len(members) and bool(near & set(keys) or keys[""])
    )
    for member in members:
        if member.kind == "show" or not in_show:
            continue
        reading = member.reading
        film = reading.year is not None and title_key(reading.title) not in near
        called = film and bool(_CALLED_FILM.search(reading.title))
        if film and around.season != 0 and (called or around.section != "shows"):
            continue
        special = bool(_SPECIAL.search(member.name)) or reading.special
        member.kind = "show"
        title = reading.title if title_key(reading.title) in keys else ""
        member.reading = reading._replace(
            kind="episode", title=title, special=special, year=None
        )
        member.why = "lies among episodes"


def _in_section(members: Sequence[Member], around: Around) -> bool:
    """As `Anime/Attack on Titan/Season 1/Shingeki no Kyojin - S01E01.mkv`.

    But `TV/Star Trek/Season 1/Star.Trek.TNG.S01E01` says more than its folder.
    """
    near = around.names[0]
    lone = around.section == "shows" and len(around.names) == 1 and not near.release
    words = words_of(near.title)
    return lone and not any(
        words_of(m.reading.title)[: len(words)] == words for m in members
    )


def _take_folder_title(members: Sequence[Member], around: Around) -> None:
    """`Money Heist (2017)/Season 1/La.Casa.de.Papel.S01E0x`: two names of one show.

    Only where a person named the folder with its year, or in the folder of all shows,
    all files of the season agree on the other title, and none carries the folder's.
    """
    near = around.name
    if near is None or around.season is None or len(members) < 2:
        return
    if not near.tidy and not _in_section(members, around):
        return
    keys = {title_key(member.reading.title) for member in members}
    seasons = {member.reading.season for member in members}
    alike = len(keys) == 1 and seasons == {around.season}
    if not alike or title_key(near.title) in keys or "" in keys:
        return
    if any(member.reading.year not in {None, near.year} for member in members):
        return
    for member in members:
        member.alias = next(iter(keys))
        member.reading = member.reading._replace(title="", year=None)
        member.why = "two titles of one show"
