"""Whose companion a file is, told by the names of the videos in one folder.

By the stem of a video (`Show.S01E01.en.srt`), by a number (`05.srt` and `05 - T.mkv`),
or by the words both begin with (`Heat (1995).srt` and `Heat.1995.1080p.mkv`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

_BOUNDARIES = "._- ([+,"
_NUMBERS = (
    re.compile(r"(?<![a-z0-9])s(\d{1,4})[ ._-]*e[p]?(\d{1,4})", re.IGNORECASE),
    re.compile(r"(?<![a-z0-9])(\d{1,2})x(\d{1,3})(?!\d)", re.IGNORECASE),
)
_NUMBER = re.compile(
    r"^(?:episode|ep|e|part|pt|chapter)?[ ._-]*#?(\d{1,4})(?![\dpi])", re.IGNORECASE
)
_LATER_NUMBER = re.compile(
    r"(?:^|[\s._-])(?:episode|ep|e|part|-)[ ._-]*(\d{1,4})(?![\dpi])", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"e\d+[ ._]*(?:[-&+,]|and|e)+[ ._]*e?\d|x\d+[-x]\d", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?![\dx])")
_WORDS = re.compile(r"[^\W_]+")


def stem_of(name: str) -> str:
    """A file name without its extension; a disc folder's without its "/"."""
    if name[-1:] == "/":
        return name[:-1]
    dot = name.rfind(".")
    return name[:dot] if dot > 0 else name


def fold(text: str) -> str:
    """A form for comparing names: case and Unicode composition put aside."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).casefold()


def shorter_stems(name: str) -> Iterator[str]:
    """The name, then what is left when tail after tail is cut off, longest first."""
    yield name
    for at in range(len(name) - 1, 0, -1):
        if name[at] in _BOUNDARIES:
            yield name[:at]


def number_key(stem: str) -> tuple[int, int] | None:
    """Season (0: none said) and episode that a name plainly says, or None."""
    for pattern in _NUMBERS:
        match = pattern.search(stem)
        if match:
            return int(match[1]), int(match[2])
    match = _NUMBER.match(stem) or _LATER_NUMBER.search(stem)
    return (0, int(match[1])) if match else None


def names_another(name: str, stem: str) -> bool:
    """Whether two stems plainly say different episodes, or different years.

    >>> names_another("Moor S01E02.de", "Moor.S01E03"), names_another("2_English", "E3")
    (True, False)
    """
    one, other = number_key(name), number_key(stem)
    if one and other and one[0] and other[0]:
        return one != other and not _SEVERAL.search(stem)
    years = set(_YEAR.findall(name))
    return bool(years) and years.isdisjoint(_YEAR.findall(stem) or years)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name in lower case, whatever separates them."""
    return tuple(_WORDS.findall(fold(text)))


def after_words(name: str, words: tuple[str, ...]) -> str | None:
    """What comes behind these words at the start of a name, None if they don't."""
    at = 0
    for word in words:
        match = _WORDS.search(name, at)
        if not match or fold(match[0]) != word:
            return None
        at = match.end()
    return name[at:]


class Stems:
    """The videos of one folder, ready to be asked whose a companion is.

    `names` are the videos' file names. Answers are indices into them; each question
    costs the length of the name, not the size of the folder.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._by_stem: dict[str, int] = {}
        for index, name in enumerate(names):
            self._by_stem.setdefault(fold(stem_of(name)), index)

    def bound(self, name: str) -> tuple[int, bool] | None:
        """The video whose stem a name carries, and whether letter for letter."""
        for stem in shorter_stems(fold(name)):
            index = self._by_stem.get(stem)
            if index is not None:
                return index, name.startswith(stem_of(self._names[index]))
        return None

    def named(self, stem: str) -> int | None:
        """The one video that a companion's stem means by number or first words."""
        return self.numbered(stem) if number_key(stem) else self.begun(stem)

    def numbered(self, stem: str) -> int | None:
        """The one video with the same number and no other title."""
        key = number_key(stem)
        if key is None:
            return None
        own = _title_words(stem)
        table = self._by_number
        found = [
            index
            for index in table.get(key) or table.get((0, key[1])) or []
            if _agree(own, _title_words(stem_of(self._names[index])))
        ]
        return found[0] if len(found) == 1 else None

    def begun(self, stem: str) -> int | None:
        """The one video whose name begins with all words of `stem`."""
        words = words_of(stem)
        if not words:
            return None
        ordered = self._by_words
        at = bisect_left(ordered, (words, -1))
        found = [
            index
            for candidate, index in ordered[at : at + 2]
            if candidate[: len(words)] == words
        ]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _by_number(self) -> dict[tuple[int, int], list[int]]:
        table: dict[tuple[int, int], list[int]] = {}
        for index, name in enumerate(self._names):
            key = number_key(stem_of(name))
            if key is not None:
                table.setdefault(key, []).append(index)
                if key[0]:  # "E02.srt" says no season
                    table.setdefault((0, key[1]), []).append(index)
        return table

    @cached_property
    def _by_words(self) -> list[tuple[tuple[str, ...], int]]:
        return sorted((words_of(stem_of(n)), i) for i, n in enumerate(self._names))


def _title_words(stem: str) -> tuple[str, ...]:
    for pattern in _NUMBERS:
        match = pattern.search(stem)
        if match:
            return words_of(stem[: match.start()])
    return ()


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two titles may be the same: equal, or one begins the other."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]
