"""Names of files made safe to print: nothing in a name can steer a terminal."""

from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200c\u200d"  # hold emoji and several scripts together; they steer nothing
_IDLE_JOINER = re.compile(
    f"(?<![^\0-\x7f])[{JOINERS}]|[{JOINERS}](?![^\0-\x7f])"  # beside ASCII: unseen
)


def visible(name: str) -> str:
    r"""The name with control, bidi and undecodable characters as escapes.

    A backslash is doubled, so that no two names look the same.

    >>> visible("a\x1b[31m\n\u202eb")
    'a\\x1b[31m\\n\\u202eb'
    """
    return harmless(name.replace("\\", "\\\\"))


def harmless(text: str) -> str:
    """The same for words in which names may be escaped already."""
    if text.isprintable():
        return text
    text = _IDLE_JOINER.sub(lambda found: _escape(found[0]), text)
    return "".join(map(_visible, text))


def harmless_lines(text: str) -> str:
    """The same for a whole message, whose line ends stay."""
    return "\n".join(map(harmless, text.split("\n")))


def _visible(character: str) -> str:
    if character.isprintable() or character in JOINERS:
        return character
    if unicodedata.category(character) == "Zs":
        return character
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8, by surrogateescape
        return f"\\x{code - 0xDC00:02x}"
    return _escape(character)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
