"""All that was found in one name, before it is decided what it means."""

from __future__ import annotations

from typing import NamedTuple

from planfile.naming import junk
from planfile.naming.dates import FIRST_YEAR, LAST_YEAR, Day
from planfile.naming.numbers import Numbering
from planfile.naming.patterns import lazy
from planfile.naming.places import flatten
from planfile.naming.tags import SURE, Tag, find_tags
from planfile.naming.tokens import Bracket, cut

# "Tides-f03-Late_Tide": the third film of a series.
_FILM_NUMBER = lazy(r"(?<=\w)-f(\d{1,2})-(?=\w)")
_OVA = frozenset({"ova", "ovas", "oad", "ona", "sp"})
_SPECIAL_LAST = lazy(r"[\s_]-[\s_][Ss]pecial[\s_]*(?:$|[\[(])")
# "2011-2014": of a show, or of several films.
MORE_YEARS = lazy(r"\s?[-–]\s?(?:19|20)\d\d(?!\d)")
_YEAR = lazy(r"(?:19|20)\d\d")


class Year(NamedTuple):
    """A year and where it stands (its bracket included)."""

    value: int
    start: int
    end: int
    bracketed: bool


class Clues:
    """All that was found in one name, before it is decided what it means.

    `file` says that it is a video's own name, by its extension.
    """

    __slots__ = (
        "brackets",
        "day",
        "extra",
        "fansub",
        "file",
        "film_number",
        "flat",
        "folder",
        "numbers",
        "seasonal",
        "start",
        "sure_from",
        "tags",
        "text",
        "tokens",
        "words",
        "year",
    )

    def __init__(
        self, stem: str, *, folder: bool, seasonal: bool, file: bool = False
    ) -> None:
        self.words = cut(stem)
        self.text = self.words.text
        self.tokens = self.words.tokens
        self.brackets: tuple[Bracket, ...] = self.words.brackets
        self.folder = folder
        self.file = file
        self.seasonal = seasonal
        self.flat = flatten(self.text)
        self.start, self.fansub = junk.title_start(self.words)
        self.tags: list[Tag] = find_tags(self.words)
        self.start = self._behind_tags()
        film = _FILM_NUMBER.search(self.text)
        self.film_number = int(film[1]) if film else None
        self.start = film.end() if film else self.start
        self.sure_from = self._first_sure()
        self.numbers: Numbering | None = None
        self.day: Day | None = None
        self.extra = ""
        self.year: Year | None = None

    def _behind_tags(self) -> int:
        """The title's start behind tags, or a bracketed year, that lead the name."""
        text, start = self.text, self.start
        for bracket in self.brackets:
            if bracket.start != start:
                continue
            inside = text[bracket.start + 1 : bracket.end - 1]
            if only_tags(self, bracket) or _YEAR.fullmatch(inside):
                start = _skip(text, bracket.end)
            elif junk.YEAR_BEHIND.match(text, bracket.end):
                break
            elif self._is_group(bracket) and text[bracket.end : bracket.end + 1] in (
                " ",
                "_",
            ):
                start, self.fansub = _skip(text, bracket.end), True
        for tag in self.tags:
            leads = self.tokens[tag.first].start == start and tag.strength == SURE
            if leads and tag.last + 2 < len(self.tokens) and tag.idea != "language":
                start = _skip(text, self.tokens[tag.last].end)
                start = len(text) - len(junk.without_sites(text[start:]))
        return start if start < len(text) else self.start

    def _is_group(self, bracket: Bracket) -> bool:
        """As "(Aoi) Late Tide - 07 (720p)": brackets of both ends, or "[" somewhere."""
        rest = self.text[bracket.end :]
        numbered = self.text[bracket.start + 1 : bracket.end - 1].isdecimal()
        return "[" in self.text or (" - " in rest and "(" in rest and not numbered)

    def is_show(self) -> bool:
        """Called a series as a whole: "Late Tide (2011-2014) Complete Series"."""
        return any(tag.value == "show" for tag in self.tags)

    def is_special(self) -> bool:
        """A show's special: the word behind the year, or ahead of a TV tag; an OVA."""
        led = self.fansub or self.text.startswith("[")
        ova = led or "OVA" in self.text or "OAD" in self.text
        if ova and any(token.low in _OVA for token in self.tokens[1:]):
            return True
        if led and _SPECIAL_LAST.search(self.text):
            return True
        tv = any(tag.value == "HDTV" and tag.strength == SURE for tag in self.tags)
        for token in self.tokens[1:]:
            if token.low != "special" or token.start > self.sure_from:
                continue
            if any(tag.idea == "edition" and tag.first < tag.last for tag in self.tags):
                continue
            if (self.year and token.start > self.year.end) or tv:
                return True
        return False

    def _first_sure(self) -> int:
        """Where the first sure tag behind the title's start stands."""
        for tag in self.tags:
            if tag.strength == SURE and self.tokens[tag.first].start > self.start:
                return self.tokens[tag.first].start
        return len(self.text)


def _skip(text: str, start: int) -> int:
    return len(text) - len(text[start:].lstrip(" ._-])"))


def only_tags(clues: Clues, bracket: Bracket) -> bool:
    """A bracket with a sure tag, or with nothing but tags."""
    inside = [
        place
        for place, token in enumerate(clues.tokens)
        if bracket.start <= token.start < bracket.end
    ]
    if not inside:
        return True
    tags = [tag for tag in clues.tags if inside[0] <= tag.first <= inside[-1]]
    if any(tag.strength == SURE for tag in tags):
        return True
    return sum(tag.last - tag.first + 1 for tag in tags) >= len(inside)


def is_list(clues: Clues) -> bool:
    """Two brackets or more, and no word outside them but tags."""
    if len(clues.brackets) < 2:
        return False
    outside = [place for place, token in enumerate(clues.tokens) if token.bracket == -1]
    if not outside:
        return True
    if not clues.text.startswith("[") or len(clues.brackets) < 3:
        return False
    tagged = {
        place
        for tag in clues.tags
        for place in range(tag.first, tag.last + 1)
        if tag.strength == SURE or place != outside[0]
    }
    return all(
        place in tagged or clues.tokens[place].low.endswith("新番") for place in outside
    )


def is_year(number: int) -> bool:
    """A number that a film or show may have as its year."""
    return FIRST_YEAR <= number <= LAST_YEAR
