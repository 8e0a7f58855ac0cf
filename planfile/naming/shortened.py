"""Titles that abbreviate another of the same library: `Star Trek TNG`, `CSI NY`.

A code at the end of a title, or a title that is all code, stands for the words that it
has the first letters of: only where exactly one show of the library fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from planfile.naming.keys import spoken_words, title_key

# "Star Trek TNG", "Star Trek DS9", "law and order svu": the last word of more.
_CODE_AT_END = re.compile(r"\S.*\s(?:[A-Z][A-Z0-9]{1,4}|(?<![A-Z])[a-z]{3})$")
_ALL_CODE = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z]{3,6}$")  # "TBBT", "GoT"
_LOWER_CODE = re.compile(r"(?:[a-z]{3,6}|the[a-z]+)$")  # "got.s08e04", "theboys405"
_SMALL = frozenset({"of", "the", "and", "a", "an", "in", "to"})
_NUMBER_WORDS = "zero one two three four five six seven eight nine"
_DIGITS = {word: str(at) for at, word in enumerate(_NUMBER_WORDS.split())}
_PERSONS_OWN = 12  # the votes of a folder that a person named


class Known(NamedTuple):
    """A title of the library: its key, its spellings, and how firmly it stands."""

    key: str
    spellings: tuple[str, ...]
    weight: int


def stands_for(titles: Iterable[Known]) -> dict[str, str]:
    """Keys of titles to the keys that they are joined with, short ones to long ones.

    A long one is joined with the short one where only the short one has a folder that
    a person named; where both have, neither is.

    >>> stands_for([Known("ladyg", ("Lady G",), 1), Known("got", ("GoT",), 1),
    ...             Known("gameofthrones", ("Game of Thrones",), 4)])
    {'got': 'gameofthrones'}
    """
    known = sorted(titles)
    shorts = {one.key: one for one in known if any(map(is_code, one.spellings))}
    if not shorts:
        return {}
    meant: dict[str, dict[str, Known]] = {}
    for one in known:
        for code in {code for title in one.spellings for code in codes_of(title)}:
            if code in shorts and code != one.key:
                meant.setdefault(code, {})[one.key] = one
    joined: dict[str, str] = {}
    for code, longs in meant.items():
        if len(longs) == 1:
            pair = _directed(shorts[code], next(iter(longs.values())))
            joined.update([pair] if pair else [])
    return joined


def _directed(short: Known, long: Known) -> tuple[str, str] | None:
    """Which of two is joined with the other, None where both stand firmly."""
    if short.weight < _PERSONS_OWN:
        return short.key, long.key
    return (long.key, short.key) if long.weight < _PERSONS_OWN else None


def is_code(title: str) -> bool:
    """Whether a title is written as an abbreviation, or ends in one.

    >>> [is_code(title) for title in ("Star Trek TNG", "GoT", "Dark", "CSI Miami")]
    [True, True, False, False]
    """
    if _ALL_CODE.match(title) or _LOWER_CODE.match(title):
        return True
    lower = title == title.lower()
    return _CODE_AT_END.match(title) is not None and (lower or title[-1] < "a")


def codes_of(title: str) -> set[str]:
    """The keys that a title has when its last words are cut to a code.

    >>> sorted(codes_of("Star Trek: Voyager"))
    ['startrekvoy', 'starttv', 'stv']
    """
    words = spoken_words(title).split()
    codes = set()
    for cut in range(len(words)):
        head = title_key(" ".join(words[:cut])) if cut else ""
        for tail in (words[cut:], [w for w in words[cut:] if w not in _SMALL]):
            code = "".join(_DIGITS.get(w) or w[0] for w in tail)
            if len(code) > 2 or (cut and len(code) > 1):
                codes.add(head + code)
    if words[:1] == ["the"]:
        codes.add("".join(words))
    if len(words) > 1 and len(words[-1]) > 4:
        codes.add(title_key(" ".join(words[:-1])) + words[-1][:3])
    return codes
