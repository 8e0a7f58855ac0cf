"""Parts: of a series on TV, or of a film's title."""

from __future__ import annotations

from planfile.naming.clues import Clues
from planfile.naming.episodes import find_part
from planfile.naming.numbers import Numbering
from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.tags import SURE
from planfile.naming.words import SEASON, Found

# "Part.05": films are not counted so.
_PADDED = lazy(r"0\d(?!\d)")
_SPACED = lazy(r"[\s._]")
# "Part 2 Episode 5", "Part 5 Vol. 2 Episode 3": what stands between the two.
_BETWEEN = lazy(r"[\s._,-]*(?:vol(?:ume)?[\s._]*\d[\s._,-]*)?$", IGNORECASE)

_CHAPTER = lazy(r"(?<=[\s._])(?:-\s)?chapter[\s._]*(\d{1,2})(?!\d)", IGNORECASE)
_MOST_FILMS = 4
_VOLUME = lazy(r"(?<=[\s._])vol(?:ume)?[\s._]*(\d)[\s._,-]*$", IGNORECASE)


def _is_aired(clues: Clues, part: Found) -> bool:
    """A part on TV, or behind the year on the web: "Late.Tide.2011.Part.3.WEB"."""
    values = {tag.value for tag in clues.tags if tag.strength == SURE}
    if clues.year and 0 <= clues.year.start - part.end < 3:
        # The year closes a film's title: "Late Tide Part 1 2010".
        return "HDTV" in values and part.numbers[0] > 2
    gap = part.start - clues.year.end if clues.year else 0
    if 0 < gap < 5 and part.numbers[0] > 2:
        return True  # few films come in three parts: "Late Tide (1995) - Part 3"
    return "HDTV" in values or (0 < gap < 3 and bool(values & {"WEB", "stream"}))


def counted_part(clues: Clues, part: Found | None) -> Numbering | None:
    """As "2 of 6", and "Part 2" where nothing speaks for a film."""
    if part is None:
        return _chapter(clues) if "hapter" in clues.text else None
    numbering = Numbering("part", part.start, part.end, None, part.numbers, 0.8)
    if part.how == "of":
        return numbering
    if part.start <= clues.start and part.end < len(clues.text):
        return None
    if _of_season(clues, part):
        return numbering._replace(weight=0.45)
    counts = part.start <= clues.sure_from and _counts(clues, part)
    return numbering if counts else None


def _chapter(clues: Clues) -> Numbering | None:
    """As "Late Tide Chapter 2 HDTV", "Chapter 10": few films come in five."""
    found = _CHAPTER.search(clues.text, clues.start + 1)
    if found is None or found.start() > clues.sure_from or clues.year:
        return None
    values = {tag.value for tag in clues.tags if tag.strength == SURE}
    many = int(found[1]) > _MOST_FILMS and bool(values & {"WEB", "stream"})
    if "HDTV" not in values and not many:
        return None
    return Numbering("part", *found.span(), None, (int(found[1]),), 0.8)


def _counts(clues: Clues, part: Found) -> bool:
    """Whether a part is an episode by its place and by the kind of release."""
    if clues.is_show():  # "Late Tide Miniseries Part II"
        return True
    behind = clues.year is None or clues.year.start < part.start
    if behind and _PADDED.search(clues.text, part.start, part.end):
        return True
    if clues.year:
        return _is_aired(clues, part)
    values = {
        tag.value
        for tag in clues.tags
        if tag.strength == SURE or clues.tokens[tag.first].start > clues.sure_from
    }
    if part.how == "spelled part":
        return "HDTV" in values or clues.seasonal
    return not values or bool(values & {"HDTV", "WEB", "stream"})


def in_two_files(clues: Clues, part: Found) -> bool:
    """As "Late Tide (1999) (1 of 2)": half of a film, where nothing speaks of TV."""
    gap = part.start - clues.year.end if clues.year else -1
    worded = not clues.text[part.start].isdecimal()  # "Part 1 of 2" is of a series
    if worded or not 0 <= gap < 5 or clues.text[part.end - 1] != "2":
        return False
    return not any(tag.value == "HDTV" and tag.strength == SURE for tag in clues.tags)


def _of_season(clues: Clues, part: Found) -> bool:
    """As "Late Tide The Final Season Part 3": of a season that nobody numbers."""
    before = [token for token in clues.tokens if token.end <= part.start]
    return bool(before) and before[-1].low in SEASON


def season_of_part(clues: Clues, episode: Found | None) -> Found | None:
    """The season of "Late Tide Part 2 Episode 5": what has parts has no other."""
    if episode is None or episode.how != "episode":
        return None
    volume = _VOLUME.search(clues.text, clues.start + 1, episode.start)
    part = find_part(clues.words)
    if part is None and volume:
        return Found((int(volume[1]),), volume.start(), volume.end(), "part")
    if part is None or part.how != "part" or part.start <= clues.start:
        return None
    glued = not _SPACED.search(clues.text, part.start, part.end)
    if glued or part.end > episode.start:
        return None  # "Tide PART6 Episode 5"
    joined = _BETWEEN.match(clues.text[part.end : episode.start])
    return part if joined else None
