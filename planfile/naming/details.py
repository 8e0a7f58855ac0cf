"""What a name tells besides its identity: ids, edition, piece, group, tags."""

from __future__ import annotations

from planfile.naming.clues import Clues
from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.tags import LIKELY, SURE

# database, pattern, example
IDS: tuple[tuple[str, str, str], ...] = (
    ("imdb", r"(?<![^\W_])(tt\d{7,9})(?![^\W_])", "tt0903747"),
    (
        "tmdb",
        r"(?<![^\W_])(?:tmdb|themoviedb)(?:id)?[-=: ]+(\d{1,8})(?!\d)",
        "{tmdb-603}",
    ),
    ("tvdb", r"(?<![^\W_])(?:tvdb|thetvdb)(?:id)?[-=: ]+(\d{1,8})(?!\d)", "[tvdbid-1]"),
    ("anidb", r"(?<![^\W_])anidb(?:id)?[-=: ]+(\d{1,6})(?!\d)", "[anidb-12]"),
    ("tvmaze", r"(?<![^\W_])tvmaze(?:id)?[-=: ]+(\d{1,6})(?!\d)", "[tvmaze-7]"),
)
_IDS = tuple((name, lazy(pattern, IGNORECASE)) for name, pattern, _ in IDS)
# A piece of one film: "CD1", "disc 2", "part1", "pt2"; "-a" is left to siblings.
PIECE = lazy(
    r"(?<![^\W_])(cd|dis[ck]|part|pt|dvd(?=[\s._-]?[1-4])|(?=[12]\s?of\s?2))"
    r"[\s._-]?(\d|[a-d])(?:[\s._-]?of[\s._-]?\d)?(?![^\W_])",
    IGNORECASE,
)
_GROUP = lazy(
    r"-\s?(?!(?:dl|rip|ray|hd)$)([^\W_][\w@.&]{1,24}?)(?:\[[^\]]*\])?$", IGNORECASE
)


def find_ids(text: str) -> tuple[tuple[str, str], ...]:
    """Database ids written in a name, as (database, id).

    >>> find_ids("Late Tide (2011) {tmdb-603}")
    (('tmdb', '603'),)
    """
    low = text.lower()
    if "tt" not in low and "db" not in low and "maze" not in low:
        return ()
    found = ((name, pattern.search(text)) for name, pattern in _IDS)
    return tuple((name, match[1]) for name, match in found if match)


def find_edition(clues: Clues, stop: int) -> str:
    """The edition named behind the title, "" for none."""
    for tag in clues.tags:
        if (
            tag.idea == "edition"
            and tag.strength >= LIKELY
            and clues.tokens[tag.first].start >= stop
        ):
            return tag.value
    return ""


def find_piece(clues: Clues, stop: int) -> int | None:
    """Which piece of a film a name is, when it says so behind the title."""
    for match in PIECE.finditer(clues.text, max(stop - 1, 0)):
        which = match[2].lower()
        if which.isdecimal():
            return int(which) or None
        return ord(which) - ord("a") + 1
    return None


def find_group(stem: str) -> str:
    """The release group: the last word behind a dash, or the bracket in front."""
    match = _GROUP.search(stem)
    if match:
        return match[1]
    if stem[:1] in "[【":
        end = min((at for mark in "]】" if (at := stem.find(mark)) > 0), default=-1)
        return stem[1:end] if end > 1 else ""
    return ""


def release_tags(clues: Clues, stem: str) -> tuple[tuple[str, str], ...]:
    """Sure tags as (idea, value), the group last."""
    sure = [tag for tag in clues.tags if tag.strength == SURE]
    tags = [(tag.idea, tag.value) for tag in sure]
    if tags or stem[:1] == "[":
        group = find_group(stem)
        words = {clues.tokens[tag.first].text for tag in sure}
        if group and words.isdisjoint(group.split(".")):  # else "9-1-1.S03E04.720p"
            tags.append(("group", group))
    return tuple(tags)
