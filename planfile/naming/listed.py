"""Names that are nothing but brackets: "[Aoi][Late Tide][07][1080P]"."""

from __future__ import annotations

from planfile.naming import titles
from planfile.naming.clues import Clues, only_tags
from planfile.naming.patterns import lazy
from planfile.naming.tokens import Bracket

_LATIN = lazy(r"[A-Za-zÀ-ɏ]{2,}")
_CHECKSUM = lazy(r"[0-9A-Fa-f]{8}")
_HAN_NUMBER = lazy(r"第?\s*[\d一二三四五六七八九十]+(?:[-~]\d+)?\s*[话話集回季期]?")


def listed_title(clues: Clues) -> tuple[str, str]:
    """The title among brackets: the first in Latin letters, behind the group's."""
    found = [text for b in clues.brackets if (text := _title_in(clues, b))]
    named = found[1:] if len(found) > 1 else found
    named = [_first_latin(text) for text in named]
    for text in named:
        if _LATIN.search(text) and (
            text.isascii() or _LATIN.search(titles.one_script(text)[0])
        ):
            title, other = titles.one_script(text)
            return title, other or (named[0] if named[0] != text else "")
    return (named[0], "") if named else ("", "")


def _first_latin(text: str) -> str:
    """One title of "晩い潮/Late Tide/LATE TIDE"."""
    parts = [part.strip() for part in text.split("/")]
    return (
        next((part for part in parts if part.isascii()), text)
        if len(parts) > 1
        else text
    )


def _title_in(clues: Clues, bracket: Bracket) -> str:
    """The text of a bracket that may be a title, "" for tags and numbers."""
    numbers = clues.numbers
    end = bracket.end - 1
    if numbers and bracket.start < numbers.start < bracket.end:
        end = numbers.start
    text = titles.clean(clues.text[bracket.start + 1 : end])
    inner = any(o.start < bracket.start and bracket.end < o.end for o in clues.brackets)
    if _CHECKSUM.fullmatch(text):
        return ""
    if inner or only_tags(clues, bracket) or _HAN_NUMBER.fullmatch(text):
        return ""
    return text
