"""Numbers in folders of films: places in a list, parts of titles, titles themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from planfile.naming.confidence import YEAR_IN_BRACKETS
from planfile.naming.filing import episodic, explicit, filed
from planfile.naming.keys import title_key
from planfile.naming.members import PART, Member
from planfile.naming.reading import Reading
from planfile.naming.surroundings import Around
from planfile.naming.words import spelled_number

Read = Callable[[str], Reading]

# A place in a list: "1. Dr. No (1962).mkv", "03 - Goldfinger.mkv", "[07] Thunder".
_LIST_NUMBER = re.compile(
    r"^\s*[\[(#]?(\d{1,3})[\])]?(?:\s*[.)_-]+\s+|(?:\s*[.)_-]+\s*|\s+)(?=\D|\d{3}))"
)


# "gwtw-a.avi", "Novecento Atto II.avi", "Tide (Reel 1).avi" has a number by itself.
_ONE_PIECE = re.compile(
    r"^(.*[^\W_])[\s._-]+(?:(?:atto|act|acte|akt|part|parte|partie|teil|side|tape|reel)"
    r"[\s._-]*(i{1,3}|iv)|([a-d]))\.\w{2,4}$",
    re.IGNORECASE,
)
# "Tides (1980)/Episode 03.avi", "Tides (1980)/Tides Part 5.avi": no film's.
_EPISODE = re.compile(
    r"\W*(?:ep(?:isode)?[\s._-]*\d|[a-z]*[\s._-]*(?:0\d|[4-9]))", re.IGNORECASE
)


def drop_list_numbers(members: Sequence[Member], around: Around, read: Read) -> None:
    """`01 - Dr. No (1962)`: a number before films with years is a place in a list."""
    found = _listed(members, read)
    dated = sum(reading.year is not None for _, _, reading in found)
    films = bool(around.collection) or around.section == "movies"
    listed = len({number for _, number, _ in found}) == len(found)
    if not listed or not found or around.season is not None:
        return
    if not _is_list(found, len(members), films=films):
        return
    if dated * 2 >= len(found) or (films and len(found) * 2 > len(members)):
        for member, _, reading in found:
            if reading.title:
                member.reading, member.kind = reading, "movie"
                member.why = "its number is a place in a list"


def _listed(members: Sequence[Member], read: Read) -> list[tuple[Member, int, Reading]]:
    """Videos that read as films once the number before their name is gone."""
    found = []
    for member in members:
        match = _LIST_NUMBER.match(member.name)
        if match and not explicit(member.reading):
            reading = read(member.name[match.end() :])
            if not episodic(reading):
                found.append((member, int(match[1]), reading))
    return found


def _is_list(
    found: Sequence[tuple[Member, int, Reading]], members: int, *, films: bool
) -> bool:
    """Whether numbers count places: dense, from the first, on most of the folder.

    `12 Angry Men` and `21 Grams` lie side by side in many a folder.
    """
    numbers = sorted(number for _, number, _ in found)
    if len(found) == 1:
        member, number, _ = found[0]
        marked = re.match(r"^\s*(?:[\[(#]\d+|\d+\s*(?:[.)_]\s|-\s|\s-))", member.name)
        return films and bool(marked) and number < 60
    dense = numbers[0] <= 2 and numbers[-1] <= 2 * len(numbers) + 1
    return dense and len(found) * 2 > members


def pieces_of_film(members: Sequence[Member], around: Around) -> None:
    """`Ebb (1939)/ebb-a.avi`, `ebb-b.avi`, and `Ebb Act I`, `Ebb Act II`: one film."""
    near = around.name
    if near is None or near.year is None or around.season is not None:
        return
    if around.section == "shows":
        return
    if not 1 < len(members) < 5 or any(episodic(m.reading) for m in members):
        return
    found = [_ONE_PIECE.match(member.name) for member in members]
    stems = {match[1].lower() for match in found if match}
    pieces = [_piece(match[2] or match[3]) for match in found if match]
    if len(stems) != 1 or sorted(pieces) != list(range(1, len(members) + 1)):
        return
    for member, piece in zip(members, pieces, strict=True):
        if member.reading.year in {None, near.year}:
            member.reading = member.reading._replace(
                kind="movie",
                title=near.title,
                year=near.year,
                part=piece,
                confidence=YEAR_IN_BRACKETS,
            )
            member.kind, member.why = "movie", "a piece of its folder's film"


def _piece(text: str) -> int:
    """Which piece a letter or a Roman number means."""
    low = text.lower()
    return spelled_number(low) or ord(low) - ord("a") + 1


def is_film(member: Member, around: Around, *, alone: bool) -> bool:
    """Whether a number that reads as an episode's is a film's, by its folder.

    `Movies/It (2017)/` holds a film whatever its file is called; elsewhere the file
    must lie `alone`.
    """
    if explicit(member.reading):
        return False
    return filed(around) or (alone and _lone_part(member, around))


def _lone_part(member: Member, around: Around) -> bool:
    """`It (2017)/It.Part.1.mkv`: one part alone in a film's folder is the film.

    So is a number in the folder of a film's release: `2012.2009.1080p-AOI/2-aoi.mkv`.
    """
    near = around.name
    if near is None or near.year is None or around.season is not None:
        return False
    coded = near.release and not member.reading.title
    part = PART.match(member.name)
    return coded or (
        part is not None and not _EPISODE.match(part[0], part.end("title"))
    )


def stay_movies(members: Sequence[Member], around: Around) -> None:
    """`Movies/Apollo 13.mkv`: a lone number in a folder of films is the title's."""
    if around.section != "movies" and not around.collection:
        return
    if around.season is not None or around.names:
        return
    called = title_key(around.collection.rpartition("/")[2])
    for member in members:
        reading = member.reading
        if called == title_key(reading.title):
            continue  # "Tide Saga/Tide Saga - 01.mkv"
        if member.kind == "show" and not explicit(reading) and reading.absolute:
            number = reading.absolute[0]
            title = f"{reading.title} {number}".strip()
            member.reading = reading._replace(kind="movie", title=title, absolute=())
            member.kind, member.why = "movie", "a number in a folder of films"
