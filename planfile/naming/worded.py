"""Seasons, episodes and parts named by a word: "Staffel 2", "Ep 7", "2 of 6"."""

from __future__ import annotations

import re
from typing import NamedTuple

from planfile.naming.numbers import more_numbers, spread
from planfile.naming.tokens import Name, Token, is_separators
from planfile.naming.words import (
    EPISODE,
    EPISODE_AFTER,
    HAN,
    ORDINALS,
    PART,
    SEASON,
    SEASON_AT_START,
    spelled_number,
)

_GLUED = re.compile(r"([^\W\d_]+?)(\d{1,5})(?:v\d|(?:ep?\d{1,5})+)?([a-c]?)$")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|º|ª|er|e|ème|eme|a|o|я|й|ый|ой|-?й)?$")
_HAN_SEASON = re.compile(
    r"第\s?(\d{1,2}|[一二三四五六七八九十])\s?[季期]|(?<!\d)(\d{1,2})[季期](?!\w)"
)
_HAN_EPISODE = re.compile(
    r"第?\s?(\d{1,4})\s?(?:[-~～]\s?(\d{1,4})\s?)?[話话集回화회](?!\w{3})"
)
_OF = re.compile(
    r"(?<![^\W_])(\d{1,3})(?:\s?-\s?(\d{1,3}))?[\s._]?(?:of|из|iz|von)[\s._]?(\d{1,3}|xx)(?![^\W_])",
    re.IGNORECASE,
)
# "S07D1-3&5" (discs of a season), "1xAll".
_ODD_PACK = re.compile(
    r"s(\d{1,2})d\d(?:[-&+]?\d)*(?![^\W_])|(\d{1,2})xall(?![^\W_])", re.IGNORECASE
)
_RANGE_AHEAD = re.compile(r"(?<![^\W_])(\d{1,4})(?:\s?-\s?(\d{1,4}))?[\s._]{0,3}$")
_HASH = re.compile(r"(?<!\w)#\s?(\d{1,4})(?!\d)")
_MORE_SEASONS = re.compile(
    r"(?:\s?[-–~+,&/]\s?|\s(?:to|and|a|au|à|bis|e|et)\s|[\s.])+(?:s(?:eason)?\s?)?(\d{1,2})(?![^\W_])",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """Numbers told by a word, and where."""

    numbers: tuple[int, ...]
    start: int
    end: int
    how: str


def find_season(name: Name, *, folder: bool = False) -> Found | None:
    """The first season a name holds, by word, letter or Han sign.

    >>> from planfile.naming.tokens import cut
    >>> find_season(cut("Late Tide Staffel 2 German")).numbers
    (2,)
    """
    for place, token in enumerate(name.tokens):
        found = _season_at(name, place, token, folder=folder)
        if found:
            return found
    han = None if name.text.isascii() else _HAN_SEASON.search(name.text)
    if han:
        sign = han[1] or han[2]
        return Found((HAN.get(sign) or int(sign),), han.start(), han.end(), "season")
    return None


def _season_at(name: Name, place: int, token: Token, *, folder: bool) -> Found | None:
    word, number = token.low, None
    odd = _ODD_PACK.match(name.text, token.start) if word[-1:] in "l123456789" else None
    if odd:
        return Found((int(odd[1] or odd[2]),), token.start, odd.end(), "season")
    glued = _GLUED.match(word)
    if glued:
        word, number = glued[1], int(glued[2])
        if word in ("s", "t") and not _is_season_number(glued[2], word):
            return None
        if word in ("s", "t"):
            return _with_more(name, number, token.start, token.end)
    if word not in SEASON and not (
        word in SEASON_AT_START and _leads(name, place, folder)
    ):
        return None
    if number is not None:
        return _with_more(name, number, token.start, token.end)
    return _beside(name, place)


def _is_season_number(digits: str, word: str) -> bool:
    value = int(digits)
    if word == "t":
        return len(digits) == 2
    return len(digits) < 4 or 1900 <= value < 2100


def _leads(name: Name, place: int, folder: bool) -> bool:
    """As "Series 2" is a season as a folder, or before an episode word."""
    if place == 0 and folder:
        return True
    return any(
        other.low in EPISODE
        or (_GLUED.match(other.low) or ("", ""))[1] in ("ep", "e")
        or other.low in PART
        for other in name.tokens[place + 2 : place + 4]
    )


def _beside(name: Name, place: int) -> Found | None:
    """The number behind a season word, or the ordinal before it."""
    tokens, token = name.tokens, name.tokens[place]
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    before = (
        tokens[place - 1] if place and _near(name, tokens[place - 1], token) else None
    )
    ordinal = _ORDINAL.match(before.low) if before else None
    if before and ordinal and not before.low.isdecimal():
        return Found((int(ordinal[1]),), before.start, token.end, "season")
    if after and _near(name, token, after):
        number = spelled_number(after.low)
        ahead = tokens[place + 2].low if place + 2 < len(tokens) else ""
        first = (
            before is not None
            and before.low.isdecimal()
            and (ahead in EPISODE_AFTER or _is_ranged(name, after.end))
        )
        if number is not None and not first and number < 2100:
            return _with_more(name, number, token.start, after.end)
        letter = _GLUED.match(after.low)
        if letter and letter[1] == "s":
            return _with_more(name, int(letter[2]), token.start, after.end)
    if before:
        number = int(ordinal[1]) if ordinal else ORDINALS.get(before.low)
        if number:
            return Found((number,), before.start, token.end, "season")
    of = _OF.match(name.text, after.start) if after else None
    return Found((int(of[1]),), token.start, of.end(), "season") if of else None


def _is_ranged(name: Name, end: int) -> bool:
    """Whether "-12" follows: "1 сезон: 1-12"."""
    return bool(re.compile(r"-\d").match(name.text, end))


def _near(name: Name, left: Token, right: Token) -> bool:
    between = name.text[left.end : right.start]
    return len(between) < 4 and is_separators(between.strip("([#"))


def _with_more(name: Name, number: int, start: int, end: int) -> Found:
    """Further seasons ("S01-S04", "1, 2, 3") lengthen the place, not the answer."""
    numbers = [number]
    while True:
        match = _MORE_SEASONS.match(name.text, end)
        if not match or not _is_another(match, numbers[-1]):
            break
        numbers.append(int(match[1]))
        end = match.end()
    return Found(
        tuple(numbers), start, end, "seasons" if len(numbers) > 1 else "season"
    )


def _is_another(match: re.Match[str], last: int) -> bool:
    text, number = match.group(), int(match[1])
    if not last < number <= last + 40 or last > 100:
        return False
    if "s" in text.lower() or not text.startswith((" - ", ".")):
        return (
            any(mark in text for mark in "-–~+,&/")
            or "s" in text.lower()
            or _worded(text)
        )
    return text.startswith(" - ") and len(match[1]) == 1


def _worded(text: str) -> bool:
    return any(word in text.lower().split() for word in ("to", "and", "a", "à", "bis"))


def find_episode(name: Name, season: Found | None = None) -> Found | None:
    """Episode numbers told by a word or sign, outside the season's own place.

    >>> from planfile.naming.tokens import cut
    >>> find_episode(cut("Late Tide Ep 07-09")).numbers
    (7, 8, 9)
    """
    for place, token in enumerate(name.tokens):
        found = _episode_at(name, place, token)
        if found and not (season and found.start < season.end <= found.end):
            return found
        if found and place + 1 < len(name.tokens):
            found = _worded_episode(name, token, name.tokens[place + 1])
            if found:
                return found
    if not name.text.isascii():
        han = _HAN_EPISODE.search(name.text)
        if han:
            first, last = int(han[1]), int(han[2] or han[1])
            numbers = (
                tuple(range(first, last + 1))
                if first <= last < first + 500
                else (first,)
            )
            return Found(numbers, han.start(), han.end(), "episode")
    sign = _HASH.search(name.text)
    if sign:
        numbers, end = more_numbers(name.text, sign.end(), int(sign[1]))
        return Found(numbers, sign.start(), end, "hash")
    return None


def _episode_at(name: Name, place: int, token: Token) -> Found | None:
    tokens, word = name.tokens, token.low
    glued = _GLUED.match(word)
    if glued and glued[1] in EPISODE:
        digits_end = token.start + len(glued[1]) + len(glued[2])
        numbers, end = more_numbers(name.text, digits_end, int(glued[2]))
        how = "cap" if glued[1].startswith("cap") else "episode"
        return Found(numbers, token.start, max(end, token.end), how)
    if word in EPISODE_AFTER and place:
        ranged = _RANGE_AHEAD.search(name.text, 0, token.start)
        if ranged:
            first, last = int(ranged[1]), int(ranged[2] or ranged[1])
            return Found(spread(first, last), ranged.start(), token.end, "episode")
    if word in EPISODE and word != "e" and place + 1 < len(tokens):
        return _worded_episode(name, token, tokens[place + 1])
    return None


def _worded_episode(name: Name, token: Token, after: Token) -> Found | None:
    digits = re.match(r"\d{1,5}", after.low)
    if not digits or not _near(name, token, after):
        return None
    end = after.start + digits.end()
    dotted = re.compile(r"\.(\d\d)(?!\d)").match(name.text, end)
    if dotted and len(digits[0]) < 3:
        return Found(
            (int(digits[0]), int(dotted[1])), token.start, dotted.end(), "dotted"
        )
    numbers, end = more_numbers(name.text, end, int(digits[0]))
    if token.low.startswith("cap"):
        second = re.compile(r"_(\d{3,4})").match(name.text, end)
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
    counted = _OF.search(name.text)
    if counted:
        numbers = spread(int(counted[1]), int(counted[2] or counted[1]))
        return Found(numbers, _word_before(name, counted.start()), counted.end(), "of")
    for place, token in enumerate(name.tokens[:-1]):
        if token.low in PART:
            after = name.tokens[place + 1]
            number = spelled_number(after.low) if _near(name, token, after) else None
            if number:
                return _part(name, token, after, number)
    return None


def _word_before(name: Name, start: int) -> int:
    """The start of a "Part" right before a number, or the number's own."""
    for token in name.tokens:
        if token.low in PART and 0 < start - token.end < 3:
            return token.start
    return start


def _part(name: Name, token: Token, after: Token, number: int) -> Found:
    if not after.low.isdecimal():
        return Found((number,), token.start, after.end, "spelled part")
    numbers, end = more_numbers(name.text, after.end, number)
    return Found(numbers, token.start, end, "part")
