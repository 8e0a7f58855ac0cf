"""Where the title of a name ends."""

from __future__ import annotations

from itertools import takewhile

from planfile.naming.clues import Clues, only_tags
from planfile.naming.tags import LIKELY, Tag
from planfile.naming.tokens import Bracket
from planfile.naming.words import ARTICLES

_FOREIGN = (
    "der das ein eine im und von dem den mit zum le les des du et une il gli della"
)
_NOT_ENGLISH = frozenset(_FOREIGN.split())
_ENGLISH = frozenset({"the", "a", "an", "my"})
_QUALITIES = frozenset({"HD", "SD", "UHD", "FHD", "4K", "8K", "HQ", "DVD"})
_JOINING = frozenset({"and", "or", "und", "et", "y"})


def title_stop(clues: Clues) -> int:
    """Where the title ends: the first number, day, year, sure tag or tag bracket."""
    start, stop = clues.start, min(len(clues.text), clues.sure_from)
    for mark in (clues.numbers, clues.day, clues.year):
        if mark and start < mark.start < stop:
            stop = mark.start
    for bracket in clues.brackets:
        if not start < bracket.start < stop:
            continue
        if only_tags(clues, bracket):
            return bracket.start
        if bracket.mark != "(" and not _amid_words(clues, bracket, stop):
            return bracket.start
    return stop


def _amid_words(clues: Clues, bracket: Bracket, stop: int) -> bool:
    """More of the title follows: "Late [Low] Tide - 07"."""
    tagged = {tag.first for tag in clues.tags}
    for place, token in enumerate(clues.tokens):
        if token.start >= bracket.end:
            follows = token.bracket == -1 and token.start < stop and place not in tagged
            return follows and token.low.isalpha()
    return False


def trimmed(clues: Clues, stop: int) -> int:
    """`stop` moved before the tags that stand right ahead of it."""
    at, weight = stop, 0
    tagged = stop == clues.sure_from
    for tag in _allowed(clues, stop, _run_ahead(clues, stop)):
        if tag.strength < LIKELY and not (tagged and _is_upper(clues, tag)):
            continue
        weight += 2 if _is_heavy(clues, tag) else 1
        at = clues.tokens[tag.first].start
        if tag.idea == "edition":
            at = _behind_ordinal(clues, tag.first)
    if stop >= len(clues.text) and weight < 2 and clues.year is None:
        return stop
    return at


def _run_ahead(clues: Clues, stop: int) -> list[Tag]:
    """Tags with only separators between them and `stop`, the nearest first."""
    run = []
    for tag in reversed(clues.tags):
        first, last = clues.tokens[tag.first], clues.tokens[tag.last]
        if last.end > stop:
            if tag.idea == "pack" and first.start < stop < last.end:
                run.append(tag)  # "Complete Series 1-7"
                stop = first.start
            continue
        gap = clues.text[last.end : stop]
        if len(gap) > 4 or any(map(str.isalnum, gap)):
            break
        if not _words_before(clues, first.start):
            break
        before = clues.tokens[tag.first - 1]
        if before.low in _JOINING or "&" in clues.text[before.end : first.start]:
            break  # "Longer and Uncut"
        run.append(tag)
        stop = first.start
    return run


def _allowed(clues: Clues, stop: int, run: list[Tag]) -> list[Tag]:
    """The tags of a run that are no title words, by what they stand ahead of."""
    if clues.numbers is not None and 0 <= clues.numbers.start - stop < 2:
        return list(takewhile(lambda tag: tag.idea == "pack", run))
    if clues.year is None or clues.year.start != stop:
        return run
    # "Tide French 2011" may be its title; "Tide FRENCH 2011", "Tide German DL 2011" no.
    loose = [
        tag
        for tag in run
        if tag.idea in ("language", "source")
        or (tag.idea == "fix" and clues.tokens[tag.first].text.istitle())
    ]  # "Death Proof (2007)", but "Tide.LiMiTED.2011"
    maybe_title = len(loose) == len(run) == 1 and not _is_tag(clues, loose[0])
    if maybe_title and not _speaks_otherwise(clues):
        return []
    return run


def _is_tag(clues: Clues, tag: Tag) -> bool:
    """As "Ebbe.German.2011.DVDRip", a habit of that scene; no "The Good German"."""
    german = clues.tokens[tag.first].low == "german" and " " not in clues.text
    led = any(t.low in _ENGLISH for t in clues.tokens if t.start <= clues.start)
    return _is_upper(clues, tag) or (german and not led)


def _speaks_otherwise(clues: Clues) -> bool:
    """A title that is not English: "Das.Meer.im.Mai.German.2011" tells its tongue."""
    return any(token.low in _NOT_ENGLISH for token in clues.tokens)


def _is_heavy(clues: Clues, tag: Tag) -> bool:
    """Enough on its own at the end of a name where nothing else is a tag."""
    if tag.first < tag.last or clues.tokens[tag.first].text in _QUALITIES:
        return True
    return tag.idea in ("edition", "pack") or tag.value == "Multi"


def _is_upper(clues: Clues, tag: Tag) -> bool:
    """A short code in capitals amid words that are not: "Late Tide HD 704x396"."""
    words = clues.text[clues.start : clues.tokens[tag.first].start]
    return clues.tokens[tag.first].text.isupper() and not words.isupper()


def _behind_ordinal(clues: Clues, place: int) -> int:
    """The start of "10th" in "10th Anniversary Edition", else of the tag itself."""
    before = clues.tokens[place - 1]
    ordinal = before.low.endswith("th") and before.low[:-2].isdecimal()
    named = clues.tokens[place].low == "edition" and before.low not in ARTICLES
    the = before.low == "the" and _is_long(clues, place)
    if (ordinal or named or the) and _words_before(clues, before.start):
        return before.start
    return clues.tokens[place].start


def _is_long(clues: Clues, place: int) -> bool:
    """Whether a tag of two words or more begins there: "The Rogue Cut"."""
    return any(tag.first == place < tag.last for tag in clues.tags)


def _words_before(clues: Clues, place: int) -> int:
    """Title words ahead of a place, articles not counted."""
    return sum(
        1
        for token in clues.tokens
        if clues.start <= token.start < place and token.low not in ARTICLES
    )
