"""Seasons named by a word, a letter or an ordinal: "Staffel 2", "S02", "2nd Season"."""

from __future__ import annotations

import re

from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.places import is_year
from planfile.naming.tags import is_sure
from planfile.naming.tokens import Name, Token
from planfile.naming.words import (
    COUNTED,
    EPISODE,
    GLUED,
    HAN,
    OF,
    ORDINALS,
    PART,
    RANGE_AHEAD,
    SEASON,
    SEASON_AT_START,
    SPECIALS,
    Found,
    near,
    spelled_number,
)

_ORDINAL = lazy(
    r"(\d{1,2})(?:st|nd|rd|th|[drtmv]a|º|ª|er|e|[eèé]?me|[eèé]?re|nde?|a|o|я|й|ый|ой|-?й)?$"
)
_CYRILLIC = lazy(r"(?<!\d)(\d{1,2})-(?:[йя]|[оыи]й|ая)\s\w+$")  # "2-й сезон"
_HAN_SEASON = lazy(
    r"第\s?(\d{1,2}|[一二三四五六七八九十])\s?(?:[季期]|部(?=.*[話话集回]))|(?<!\d)(\d{1,2})[季期기](?![^\W_])"
)
# "S07D1-3&5" (discs of a season), "S04P02" (a part of one), "1xAll".
_ODD_PACK = lazy(
    r"s(\d{1,2})(?:d\d(?:[-&+]?\d)*|p\d\d?)(?![^\W_])|(\d{1,2})xall(?![^\W_])",
    IGNORECASE,
)
MOST_SEASONS = 60  # "The Final Season #70" counts episodes
_SPACES = str.maketrans("._", "  ")
_MORE_SEASONS = lazy(
    r"(?:[\s._]?[-–~+,&/][\s._]?|\s(?:to|and|a|au|à|bis|e|et)\s|[\s.])+(?:s(?:eason)?\s?)?(\d{1,2})(?![^\W_])",
    IGNORECASE,
)


def find_season(name: Name, *, folder: bool = False) -> Found | None:
    """The first season a name holds, by word, letter or Han sign.

    >>> from planfile.naming.tokens import cut
    >>> find_season(cut("Late Tide Staffel 2 German")).numbers
    (2,)
    """
    if folder and len(name.tokens) == 1 and name.tokens[0].low in SPECIALS:
        return Found((0,), 0, len(name.text), "season")
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
    mixed = not word.isalpha()  # letters alone hold no number
    odd = _ODD_PACK.match(name.text, token.start) if mixed else None
    if odd:
        return Found((int(odd[1] or odd[2]),), token.start, odd.end(), "season")
    glued = GLUED.match(word) if mixed else None
    if glued:
        word, number = glued[1], int(glued[2])
        if word in ("s", "t") and not _is_season_number(glued[2], word):
            after = name.tokens[place + 1].low if place + 1 < len(name.tokens) else ""
            closes = folder and place and not after  # "La Marea T2"
            if word == "s" or not (closes or after in EPISODE):  # "T2 - Cap 5"
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
    """As "Series 2": a season at a folder's start, or where no more title follows."""
    tokens = name.tokens
    if place == 0 and folder and len(tokens) > 1:
        number = tokens[1].low
        return spelled_number(number) is not None and len(number) < 3
    if place == 0 or place + 1 >= len(tokens) or name.text.startswith("["):
        return False
    behind = tokens[place + 2 : place + 3]
    if behind and tokens[place].low in ("volume", "book") and is_year(behind[0].low):
        return False  # a film of its own: "Late Tide Volume 2 2011"
    if not tokens[place + 1].low.isdecimal() or len(tokens[place + 1].low) > 2:
        spelled = spelled_number(tokens[place + 1].low) is not None
        ends = folder if not behind else behind[0].low in EPISODE
        return ends and spelled and tokens[place].low == "series"
    return (
        not behind
        or _ends_title(name, behind[0])
        or any(
            other.low in EPISODE or other.low in COUNTED
            for other in tokens[place + 2 : place + 4]
        )
    )


def _ends_title(name: Name, token: Token) -> bool:
    """A number, tag-like word, episode, part or count rather than more title."""
    low = token.low
    glued = GLUED.match(low)
    word = glued[1] if glued else low
    return (
        low[:1].isdecimal()
        or word in EPISODE
        or word in PART
        or low == "complete"
        or is_sure(low)
        or bool(OF.match(name.text, token.start))
        or token.bracket != -1
    )


def _beside(name: Name, place: int) -> Found | None:
    """The number behind a season word, or the ordinal before it."""
    before = name.tokens[place - 1] if place else None
    if before and not _adjoins(name, before, name.tokens[place]):
        before = None
    ordinal = _ORDINAL.match(before.low) if before else None
    number = int(ordinal[1]) if ordinal else None
    if place > 1 and _is_episode_word(name.tokens[place - 2]):
        before, number = None, None
    if before and not before.low.isdecimal():
        number = number or ORDINALS.get(before.low)
        if number:
            return Found((number,), before.start, name.tokens[place].end, "season")
    return (
        _behind(name, place, counted=number is not None)
        or _ahead(name, place, number)
        or _of(name, place)
    )


def _is_episode_word(token: Token) -> bool:
    """As "Ep 20 Season of Fog"; "Episodes 2nd Season" is a title."""
    return token.low in EPISODE and not token.low.endswith("s")


def _adjoins(name: Name, before: Token, token: Token) -> bool:
    """Right ahead of a season word, as in "2. Sezon": no dash or bracket between."""
    between = name.text[before.end : token.start]
    return len(between) < 3 and not between.strip(" ._°")


def _behind(name: Name, place: int, *, counted: bool) -> Found | None:
    """As "Season 2", "Seasons S01-S04"; `counted`: a number stands ahead as well."""
    if place + 1 >= len(name.tokens):
        return None
    token, after = name.tokens[place], name.tokens[place + 1]
    if not near(name, token, after) or _counts_episodes(name, token, after):
        return None
    number = spelled_number(after.low)
    if number is not None and number < 2100:
        boxed = after.bracket != token.bracket
        belongs = counted and (boxed or _belongs_behind(name, place))
        return None if belongs else _with_more(name, number, token.start, after.end)
    letter = GLUED.match(after.low)
    if letter and letter[1] == "s":
        return _with_more(name, int(letter[2]), token.start, after.end)
    return None


def _counts_episodes(name: Name, token: Token, after: Token) -> bool:
    """As "The Final Season #70", "[Aoi] Late Tide Second Season - 03"."""
    between = name.text[token.end : after.start]
    if "#" in between:
        return after.low.isdecimal() and int(after.low) > MOST_SEASONS
    return " - " in between and len(after.low) == 2 and name.text.startswith("[")


def _ahead(name: Name, place: int, number: int | None) -> Found | None:
    """As "1-5 seasons", "2. Sezon"."""
    end = name.tokens[place].end
    counted = None if name.text.isascii() else _CYRILLIC.search(name.text, 0, end)
    if counted:
        return Found((int(counted[1]),), counted.start(), end, "season")
    ranged = RANGE_AHEAD.search(name.text, 0, name.tokens[place].start)
    if ranged and ranged[2] and " - " not in ranged[0]:
        numbers = (int(ranged[1]), int(ranged[2]))
        return Found(numbers, ranged.start(), end, "seasons")
    if number is None:
        return None
    return Found((number,), name.tokens[place - 1].start, end, "season")


def _of(name: Name, place: int) -> Found | None:
    """As "Season 2 of 5"."""
    if place + 1 >= len(name.tokens):
        return None
    of = OF.match(name.text, name.tokens[place + 1].start)
    return (
        Found((int(of[1]),), name.tokens[place].start, of.end(), "season")
        if of
        else None
    )


def _counts_behind(name: Name, place: int) -> bool:
    """The word there belongs to the number before it: "7. Bölüm", "05 episode"."""
    if place >= len(name.tokens):
        return False
    word = name.tokens[place]
    last = name.tokens[place + 1] if place + 1 < len(name.tokens) else word
    counted = last.low.isdecimal() and len(last.low) < 4
    return word.low in EPISODE and not (counted and _adjoins(name, word, last))


def _belongs_behind(name: Name, place: int) -> bool:
    """The number behind the season word is the episode's: "1 сезон: 1-12 серии"."""
    token, after = name.tokens[place], name.tokens[place + 1]
    if _counts_behind(name, place + 2):
        return True
    if not _is_ranged(name, after.end):
        return False
    return ":" in name.text[token.end : after.start] or _counts_behind(name, place + 3)


def _is_ranged(name: Name, end: int) -> bool:
    """Whether "-12" follows: "1 сезон: 1-12"."""
    return bool(lazy(r"-\d").match(name.text, end))


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
    text, number = match.group().translate(_SPACES), int(match[1])
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
