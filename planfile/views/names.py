"""Names of files made safe to print: nothing in a name can steer a terminal."""

from __future__ import annotations

import unicodedata

JOINERS = "\u200c\u200d"  # hold emoji and several scripts together; they steer nothing


def visible(name: str) -> str:
    r"""The name with control, bidi and undecodable characters as escapes.

    >>> visible("a\x1b[31m\n\u202eb")
    'a\\x1b[31m\\n\\u202eb'
    """
    if name.isprintable():
        return name
    return "".join(map(_visible, name))


def visible_text(text: str) -> str:
    """The same for a whole message, whose line ends stay."""
    return "\n".join(map(visible, text.split("\n")))


def _visible(character: str) -> str:
    if character.isprintable() or character in JOINERS:
        return character
    if unicodedata.category(character) == "Zs":
        return character
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8, by surrogateescape
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")
