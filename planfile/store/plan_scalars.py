"""Names as YAML scalars, and as %-escapes where YAML or git could not show them."""

from __future__ import annotations

import os
import re
from urllib.parse import quote_from_bytes, unquote_to_bytes

RAW_PREFIX = "raw:"
RAW_FORM = re.compile("(?:[^%]|%[0-9A-Fa-f]{2})*")

# What a reviewer would not see, or see elsewhere than it is: C0, DEL, C1, soft hyphen,
# letter and word marks without width, line and paragraph separator, bidi marks,
# embeddings, overrides and isolates, byte order mark, tags, non-characters, and the
# surrogates of names that are not UTF-8. The two joiners hold emoji and some scripts
# together; beside ASCII they do nothing but hide.
_HIDDEN_CLASS = (
    "\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
_IDLE_JOINER = "(?<![^\0-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\0-\x7f])"
_HIDDEN = re.compile(f"[{_HIDDEN_CLASS}]|{_IDLE_JOINER}")
_ESCAPED = re.compile(f"%|{_HIDDEN.pattern}")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ _-][A-Za-z0-9]+)*|\.")
_PLAIN_VALUE = re.compile(r"(?:sha256:)?[A-Za-z0-9/][\w/.+-]*(?: [\w/.+-]+)*", re.ASCII)
_TYPED = frozenset(
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"]
)
_NUMBER_LIKE = re.compile(r"[\d_.:+-]+(?:[eE][\d+-]*)?|0[xob].*")
LONGEST_KEY = 1000


def needs_raw(name: str) -> bool:
    """Whether a name cannot stand in a plan as it is."""
    return not name.isprintable() and bool(_HIDDEN.search(name))


def quoted(text: str) -> str:
    """A single-quoted scalar."""
    return "'" + text.replace("'", "''") + "'"


def plain_or_quoted(text: str) -> str:
    """A word or two stay plain; whatever another YAML reader might type is quoted."""
    if _PLAIN.fullmatch(text) and text.lower() not in _TYPED:
        return text
    return quoted(text)


def header_value(text: str) -> str:
    """A header's value: plain where every YAML reader sees the same string."""
    if (
        _PLAIN_VALUE.fullmatch(text)
        and text.lower() not in _TYPED
        and not _NUMBER_LIKE.fullmatch(text)
    ):
        return text
    return quoted(text)


def escaped(name: str) -> str:
    """A name with %XX for the bytes of what cannot be shown, and for "%" itself."""
    return _ESCAPED.sub(lambda found: quote_from_bytes(os.fsencode(found[0])), name)


def unescaped(text: str) -> str:
    """The name that `escaped` was given."""
    return os.fsdecode(unquote_to_bytes(text))


def folder_name(folder: str) -> str:
    """A folder as a text: "." is the folder itself, `raw:` marks %-escapes."""
    if not folder:
        return "."
    if needs_raw(folder) or folder.startswith(RAW_PREFIX) or folder == ".":
        return RAW_PREFIX + escaped(folder)
    return folder


def folder_key(folder: str) -> str:
    """A folder as a mapping key."""
    return plain_or_quoted(folder_name(folder))


def folder_of_key(key: str) -> str:
    """The folder that a mapping key names."""
    if key.startswith(RAW_PREFIX):
        return unescaped(key[len(RAW_PREFIX) :])
    return "" if key == "." else key


def key_text(key: str, indent: str) -> str:
    """A mapping key with its colon; YAML allows long ones only in the `? key` form."""
    return f"? {key}\n{indent}:" if len(key) > LONGEST_KEY else f"{key}:"


def one_line(text: str) -> str:
    """A comment that stays on its line whatever names it quotes."""
    return " ".join(_HIDDEN.sub(" ", text).split())
