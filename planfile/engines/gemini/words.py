"""Words of titles and names, made comparable."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from planfile.naming.called import WORD, plain
from planfile.rules.corrections import Rules

CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SMALL = "a an and at in of on or the to der die das le la les el los"
SMALL = frozenset(_SMALL.split())
SHORTEST_INSIDE = 4
LONGEST_INITIALS = 9
SHORTEST_RARE = 3
MOST_EXAMPLES = 3


@lru_cache(maxsize=1024)  # what one request compares; all a show's names are one text
def words(text: str) -> tuple[str, ...]:
    """Lower-case words without accents; `&` is "and".

    >>> words("Amélie & Co. (2001)")
    ('amelie', 'and', 'co', '2001')
    """
    return tuple(WORD.findall(plain(text.replace("&", " and ").replace("'", ""))))


def examples(rules: Rules) -> Callable[[str], list[str]]:
    """A function from evidence to what the owner said that things named alike are.

    What is to be left alone is an example of nothing, and may well be private.
    """
    known = [(_rare(one.named), str(one)) for one in rules if one.truth]

    def similar(evidence: str) -> list[str]:
        there = words(evidence) if known else ()
        alike = [text for rare, text in known if not rare.isdisjoint(there)]
        return alike[-MOST_EXAMPLES:]

    return similar


def _rare(text: str) -> set[str]:
    """Its words that are neither short, small nor numbers."""
    found = {word for word in words(text) if len(word) >= SHORTEST_RARE}
    return {word for word in found - SMALL if not word.isdecimal()}


def same_title(one: str, other: str) -> bool:
    """Whether two titles differ in nothing but writing and an article at the start."""
    return _core(one) == _core(other)


def _core(title: str) -> str:
    found = words(title)
    if len(found) > 1 and found[0] in {"the", "a", "an"}:
        found = found[1:]
    return "".join(word for word in found if word != "and")


def is_supported(title: str, evidence: str) -> bool:
    """Whether the evidence holds a word of the title that says something.

    Small words count only in titles made of nothing else. Titles written together
    and, from two words on, initials count.

    >>> is_supported("Silicon Valley", "siliconvalley.s01e01.mkv")
    True
    >>> is_supported("Star Trek: The Next Generation", "st.tng.s01e01.mkv")
    True
    >>> is_supported("The Office", "The.Wire.S01E01.mkv")
    False
    """
    wanted = words(title)
    telling = [word for word in wanted if word not in SMALL] or list(wanted)
    there, shorts, together = heard(evidence)
    if not there.isdisjoint(telling):
        return True
    if any(len(word) >= SHORTEST_INSIDE and word in together for word in telling):
        return True
    if any(is_cjk(word) and shares_run(word, together) for word in telling):
        return True
    initials = {"".join(w[0] for w in wanted), "".join(w[0] for w in telling)}
    initials = {short for short in initials if len(short) > 1}
    return not (initials.isdisjoint(there) and initials.isdisjoint(shorts))


@lru_cache(maxsize=150)  # all groups of a request are held against one another
def heard(evidence: str) -> tuple[frozenset[str], frozenset[str], str]:
    """Its words, its neighbouring words as one, and all of them written together."""
    found = words(evidence)
    there = frozenset((*found, *words(CAMEL.sub(" ", evidence))))
    pairs = (one + other for one, other in pairwise(found))
    shorts = frozenset(pair for pair in pairs if len(pair) <= LONGEST_INITIALS)
    return there, shorts, "".join(found)


def is_cjk(word: str) -> bool:
    """Whether a word is in a script that puts no spaces between words."""
    return any("\u2e80" <= character <= "\ud7ff" for character in word)


def shares_run(word: str, text: str) -> bool:
    """Whether two characters of the word stand side by side in the text."""
    pairs = [word[at : at + 2] for at in range(len(word) - 1)] or [word]
    return any(pair in text for pair in pairs)
