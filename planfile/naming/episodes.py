"""Episodes and parts named by a word or sign: "Ep 7", "Part 2", "2 of 6", "#3"."""

from __future__ import annotations

import re

from planfile.naming.numbers import more_numbers, spread
from planfile.naming.patterns import lazy
from planfile.naming.tokens import Name, Token
from planfile.naming.words import (
    COUNTED,
    EPISODE,
    EPISODE_AFTER,
    EPISODE_EITHER,
    GLUED,
    NUMBER_WORDS,
    OF,
    PART,
    RANGE_AHEAD,
    Found,
    near,
    spelled_number,
)

_HAN_EPISODE = lazy(
    r"[第全共]?\s?(\d{1,4})\s?(?:[-~～]\s?(\d{1,4})\s?)?[話话集回화회](全?)(?![^\W_]{3})"
)
_SPACED_RANGE = 100  # "Tide 2 - 850. díl" is one episode, no range
_DOTTED = lazy(r"\.(\d\d)(?!\d)")
_SECOND = lazy(r"_(\d{3,4})(?![^\W_])")
_MARKED = lazy(r"[eE][pP]?\d")
_HEX = lazy(r"[\da-f]+")
_HASH = lazy(r"(?<![^\W_])#\s?(\d{1,4})(?!\d)")


def find_episode(
    name: Name, season: Found | None = None, *, seasonal: bool = False
) -> Found | None:
    """Episode numbers told by a word or sign, outside the season's own place.

    `seasonal` says that the folder is a season's, so that "Episode One" is an episode.

    >>> from planfile.naming.tokens import cut
    >>> find_episode(cut("Late Tide Ep 07-09")).numbers
    (7, 8, 9)
    """
    for place, token in enumerate(name.tokens):
        found = _episode_at(name, place, token, season)
        if seasonal and not found and token.low in EPISODE:
            found = _spelled(name, place)
        if found and not (season and found.start < season.end <= found.end):
            return found
        if found and place + 1 < len(name.tokens):
            found = _worded_episode(name, token, name.tokens[place + 1])
            if found:
                return found
    return _by_sign(name)


def _by_sign(name: Name) -> Found | None:
    """As "第04話", "全12集", "12集全", "#4"."""
    han = None if name.text.isascii() else _HAN_EPISODE.search(name.text)
    if han:
        first, last = int(han[1]), int(han[2] or han[1])
        whole = han[0][0] in "全共" or han[3]
        numbers = spread(1 if whole else first, last)
        return Found(numbers, han.start(), han.end(), "episode")
    sign = _HASH.search(name.text)
    if sign:
        numbers, end = more_numbers(name.text, sign.end(), int(sign[1]))
        return Found(numbers, sign.start(), end, "hash")
    return None


def _episode_at(
    name: Name, place: int, token: Token, season: Found | None
) -> Found | None:
    tokens, word = name.tokens, token.low
    glued = None if word.isalpha() else GLUED.match(word)
    if glued and glued[1] in EPISODE and not _is_checksum(token):
        digits_end = token.start + len(glued[1]) + len(glued[2])
        numbers, end = more_numbers(name.text, digits_end, int(glued[2]))
        how = "cap" if glued[1] == "cap" else "episode"
        return Found(numbers, token.start, max(end, token.end), how)
    if place and (word in EPISODE_AFTER or word in EPISODE_EITHER):
        ahead = _ahead(name, place, token)
        if ahead:
            return ahead
    behind = season is not None and token.start >= season.end
    if behind and word in EPISODE and place + 1 < len(tokens):
        spelled = _spelled(name, place)
        if spelled:  # "Season One Episode Three"
            return spelled
    counted = behind and word in COUNTED
    if (counted or (word in EPISODE and word != "e")) and place + 1 < len(tokens):
        return _worded_episode(name, token, tokens[place + 1])
    return None


def _is_checksum(token: Token) -> bool:
    """As "[E0E12E34]", eight hexadecimal digits by chance."""
    boxed = token.bracket != -1 and len(token.low) == 8
    return boxed and _HEX.fullmatch(token.low) is not None


def _spelled(name: Name, place: int) -> Found | None:
    """As "Episode Three"."""
    after = name.tokens[place + 1 : place + 2]
    number = NUMBER_WORDS.get(after[0].low) if after else None
    if not number:
        return None
    return Found((number,), name.tokens[place].start, after[0].end, "episode")


def _ahead(name: Name, place: int, token: Token) -> Found | None:
    """The number, or range, ahead of a word: "7. Bölüm", "1-12 серии"."""
    ranged = RANGE_AHEAD.search(name.text, 0, token.start)
    if ranged is None:
        return None
    after = name.tokens[place + 1 : place + 2]
    if after and after[0].low.isdecimal() and near(name, token, after[0]):
        titled = name.text[ranged.start() - 1 : ranged.start()] == "-"
        if titled or token.low in EPISODE_EITHER:
            return None  # "Tides-3 серия 5"
    first, last = int(ranged[1]), int(ranged[2] or ranged[1])
    spaced = " - " in ranged[0] and ranged[2] is not None
    if spaced and not first < last <= first + _SPACED_RANGE:
        return Found((last,), ranged.start(2), token.end, "episode")
    return Found(spread(first, last), ranged.start(), token.end, "episode")


def _worded_episode(name: Name, token: Token, after: Token) -> Found | None:
    digits = re.match(r"\d{1,5}", after.low)
    if not digits or not near(name, token, after):
        return None
    end = after.start + digits.end()
    dotted = _DOTTED.match(name.text, end)
    if dotted and len(digits[0]) < 3 and " " in name.text:
        return Found(
            (int(digits[0]), int(dotted[1])), token.start, dotted.end(), "dotted"
        )
    numbers, end = more_numbers(name.text, end, int(digits[0]))
    if token.low == "episodes" and len(numbers) == 1:
        return None
    if token.low == "cap":
        second = _SECOND.match(name.text, end)
        if second:
            numbers, end = (numbers[0], int(second[1])), second.end()
        return Found(numbers, token.start, end, "cap")
    return Found(
        numbers,
        token.start,
        max(end, after.end if after.end - end < 3 else end),
        "episode",
    )


def find_part(name: Name) -> Found | None:
    """A part in a word ("Part 2", "Teil IV") or a count ("2 of 6"); `how` says which.

    >>> from planfile.naming.tokens import cut
    >>> find_part(cut("Late Tide 2of6")).how
    'of'
    """
    counted = OF.search(name.text)
    if counted:
        numbers = spread(int(counted[1]), int(counted[2] or counted[1]))
        return Found(numbers, _word_before(name, counted.start()), counted.end(), "of")
    for place, token in enumerate(name.tokens[:-1]):
        glued = None if token.low.isalpha() else GLUED.match(token.low)
        if glued and glued[1] in PART and len(glued[2]) < 3:
            return Found((int(glued[2]),), token.start, token.end, "part")
        if token.low in PART:
            after = name.tokens[place + 1]
            number = spelled_number(after.low) if near(name, token, after) else None
            if number:
                return _part(name, token, after, number)
    return None


def _word_before(name: Name, start: int) -> int:
    """The start of a "Part" right before a number, or the number's own."""
    for token in name.tokens:
        counted = token.low in PART or token.low == "del"
        if counted and 0 < start - token.end < 3:
            return token.start
    return start


def _part(name: Name, token: Token, after: Token, number: int) -> Found:
    if not after.low.isdecimal():
        return Found((number,), token.start, after.end, "spelled part")
    numbers, end = more_numbers(name.text, after.end, number)
    if _MARKED.search(name.text, after.end, end):  # "Part.2.E03"
        numbers, end = (number,), after.end
    return Found(numbers, token.start, end, "part")
