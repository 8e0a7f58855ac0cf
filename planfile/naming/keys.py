"""When two titles are one: a form of a title that spelling does not change."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARTICLES = ("the ", "a ", "an ", "der ", "die ", "das ", "le ", "la ", "les ", "el ")
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "œ": "oe", "đ": "d"}
)
_ARTICLE_BEHIND = re.compile(r", (?:the|a|an|der|die|das|le|la|les|el)$", re.IGNORECASE)
_NOT_WORD = re.compile(r"[\W_]+")
ACRONYM = 7  # shorter titles in capitals may be one: "ER", "NCIS"
_LATIN = re.compile(r"[A-Za-z]")
_VALUE_WORDS = """one two three four five six seven eight nine ten
    i ii iii iv v vi vii viii ix x"""
_VALUES = _VALUE_WORDS.split()
_COUNTED = re.compile(
    r"\b((?:part|pt|vol|volume|chapter|episode) )(one|two|three|four|five|six|"
    r"seven|eight|nine|ten|i|ii|iii|iv|v|vi|vii|viii|ix|x)\b"
    r"|(?<=\w )(ii|iii|iv|vi|vii|viii)\b"
)


@lru_cache(maxsize=65536)
def title_key(title: str) -> str:
    """A title without case, accents, punctuation, articles, and `&` as "and".

    >>> title_key("The Fast & the Furious") == title_key("fast.and.the.furious")
    True
    >>> title_key("Matrix, The") == title_key("The Matrix")
    True
    >>> title_key("Dune: Part Two") == title_key("Dune Part II")
    True
    """
    behind = _ARTICLE_BEHIND.search(title) if ", " in title else None
    title = title[: behind.start()] if behind else title
    words = _COUNTED.sub(_digit, spoken_words(title))
    words = words.replace(" and ", " ")  # "Love, Death & Robots" and without
    for article in _ARTICLES:
        if words.startswith(article) and len(words) > len(article):
            bare = words[len(article) :]
            words = words if bare.isdecimal() else bare  # "The 4400" is no "4400"
            break
    return words.replace(" ", "") or title.strip()


def spoken_words(title: str) -> str:
    """A title's words, folded, a space between them: "Ocean's 8" is "oceans 8"."""
    text = title.replace("&", " and ").replace("+", " and ").translate(_LETTERS)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.casefold().replace("'", "").replace("’", "").replace("`", "")
    return _NOT_WORD.sub(" ", text).strip()


def _digit(match: re.Match[str]) -> str:
    """A counted word as its digit: "Part Two", "Rocky II"."""
    return f"{match[1] or ''}{_VALUES.index(match[2] or match[3]) % 10 + 1}"


def initials_of(title: str) -> str:
    """The first letters of a title's words: "bb" of "Breaking Bad"."""
    return "".join(word[0] for word in spoken_words(title).split())


def short_for(code: str, title: str) -> bool:
    """Whether a short word could stand for a title: it begins as one of its words."""
    letters = {word[0] for word in spoken_words(title).split()}
    return len(code) < 6 and code.islower() and code.isalpha() and code[0] in letters


def abbreviates(short: str, title: str) -> bool:
    """Whether one title is short for another: initials, or its first letters.

    >>> abbreviates("tbbt", "The Big Bang Theory"), abbreviates("got", "Fargo")
    (True, False)
    """
    code, words = title_key(short), spoken_words(title)
    if not code or len(code) > 8 or " " in spoken_words(short):
        return False
    initials = initials_of(title)
    small = "".join(w[0] for w in words.split() if w not in {"the", "of", "and", "a"})
    compact = words.replace(" ", "")
    return (
        code in {initials, initials.removeprefix("t"), small}
        or (len(code) > 2 and initials.startswith(code))
        or (len(code) > 2 and compact.startswith(code))
        or (len(code) > 3 and _subsequence(code, compact))
        or (len(code) == 3 and (_ends_as(code, words) or _skeleton(code, words)))
    )


def _ends_as(short: str, words: str) -> bool:
    """As "dbz" for "dragonball z": its letters, the last of them the last word's."""
    head, _, last = words.rpartition(" ")
    return bool(head) and short[-1] == last[0] and _subsequence(short[:-1], head)


def _skeleton(short: str, word: str) -> bool:
    """As "hbr" for "harbour": consonants of one word."""
    bare = " " not in word and not set("aeiou") & set(short[1:])
    return bare and _subsequence(short, word)


def _subsequence(short: str, text: str) -> bool:
    """Whether the letters of `short` come in `text` in that order, from its first."""
    letters = iter(text)
    return text[:1] == short[:1] and all(letter in letters for letter in short)


def as_written(title: str) -> str:
    """A title as a person would write it: words all in one case get capitals."""
    if title != title.lower() and (title != title.upper() or len(title) < ACRONYM):
        return title
    if title == title.upper() and " " not in title:
        return title
    if not _LATIN.search(title):  # "12 стульев": capitals are no habit of all tongues
        return title[:1].upper() + title[1:]
    words = title.split(" ")
    return " ".join(_capital(word, first=not at) for at, word in enumerate(words))


def _capital(word: str, *, first: bool) -> str:
    """A word with a capital; what begins with a mark stays: "[REC] 2"."""
    low = word.lower()
    if not low[:1].isalnum() and word == word.upper():
        return word
    return low if low in _SMALL and not first else low[:1].upper() + low[1:]


_SMALL_WORDS = """a an and as at by for from in of on or the to with vs
    de la le der die das und y et"""
_SMALL = frozenset(_SMALL_WORDS.split())
