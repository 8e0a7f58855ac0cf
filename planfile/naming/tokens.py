"""One name cut once: words with their places, and the brackets around them."""

from __future__ import annotations

from typing import NamedTuple

from planfile.naming.patterns import lazy

# Typed on other keyboards, meant the same: "１０" -> "10", "【A】" -> "[A]".
_WIDE = {
    **{0xFF10 + n: str(n) for n in range(10)},
    **{ord(a): b for a, b in zip("【】（）［］｛｝　", "[]()[]{} ", strict=True)},
}
_WORD = lazy(r"[^\W_]+(?:['’`´][^\W_]+)*")
_BRACKET = lazy(r"[][(){}]")
_CLOSING = {"]": "[", ")": "(", "}": "{"}
_SEPARATORS = " ._-–—~+,:;|\t"


_new = tuple.__new__  # a third of the cost of Token(…), once per word


class Token(NamedTuple):
    """A word: how it is written, folded, and where (`end` is exclusive)."""

    text: str
    low: str
    start: int
    end: int
    bracket: int


class Bracket(NamedTuple):
    """A closed pair of brackets, from the opening mark to past the closing."""

    start: int
    end: int
    mark: str


class Name(NamedTuple):
    """A name without its file extension, cut once."""

    text: str
    tokens: tuple[Token, ...]
    brackets: tuple[Bracket, ...]


def widths_folded(text: str) -> str:
    """Full-width digits and brackets as plain ones; as long as `text`.

    >>> widths_folded("【Aoi】１２")
    '[Aoi]12'
    """
    return text if text.isascii() else text.translate(_WIDE)


def cut(text: str) -> Name:
    """Words and brackets of `text`; a token knows its innermost bracket (-1: none).

    >>> [token.low for token in cut("Late.Tide_[1080p]").tokens]
    ['late', 'tide', '1080p']
    """
    text = widths_folded(text)
    brackets = _brackets(text)
    tokens = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        inside = _innermost(brackets, start) if brackets else -1
        tokens.append(_new(Token, (word, word.lower(), start, end, inside)))
    return Name(text, tuple(tokens), brackets)


def _brackets(text: str) -> tuple[Bracket, ...]:
    """Closed pairs in order of their opening; strays are ordinary characters."""
    found, opened = [], []
    for match in _BRACKET.finditer(text):
        mark = match.group()
        if mark not in _CLOSING:
            opened.append((mark, match.start()))
            continue
        while opened:
            opening, start = opened.pop()
            if opening == _CLOSING[mark]:
                found.append(Bracket(start, match.end(), opening))
                break
    return tuple(sorted(found))


def _innermost(brackets: tuple[Bracket, ...], place: int) -> int:
    inside = -1
    for index, bracket in enumerate(brackets):
        if bracket.start > place:
            break
        if place < bracket.end:
            inside = index
    return inside


def is_separators(text: str) -> bool:
    """Nothing in `text` but spaces and the marks that stand for them."""
    return not text.strip(_SEPARATORS)
