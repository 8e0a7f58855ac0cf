"""Why an entry stays, or should be looked at, in a few words."""

from __future__ import annotations

import re

from planfile.artifacts.identity import Identity
from planfile.artifacts.tree import Entry

LOOK_BELOW = 0.75
_NAME = re.compile(r"'.*'", re.DOTALL)
_NUMBER = re.compile(r" \([0-9.]+\)")


def unsure(identity: Identity | None, least: float) -> str:
    """Why an answer is not enough to move a file, or ""."""
    if identity is None:
        return "unsure: cannot tell what it is"
    if identity.confidence < least:
        return f"unsure ({identity.confidence:.2f}): {identity.why or identity.title}"
    return ""


def note_of(identity: Identity) -> str:
    """What a person should look at, "" when sure."""
    if identity.confidence >= LOOK_BELOW:
        return ""
    return f"{identity.confidence:.2f} {identity.why}".strip()


def already(seat: str, one: Entry | None, other: Entry | None) -> str:
    """That two entries are one file, or copies of one, as far as a scan tells.

    An inode alone says nothing: another file system beneath the library has it too.
    """
    if one is None or other is None:
        return ""
    if (one.size, one.mtime_ns) != (other.size, other.mtime_ns):
        return ""
    what = "the same file" if one.inode == other.inode else "a copy"
    return f"already at '{seat}' ({what})"


def kind_of(why: str) -> str:
    """A reason without the names and numbers of one entry, for counting.

    >>> kind_of("unsure (0.35): nothing but a title, 'Xyz', and no year")
    'unsure'
    >>> kind_of("already at 'Heat: A Story (1995)/Heat.mkv' (a copy)")
    'already at … (a copy)'
    """
    return _NUMBER.sub("", _NAME.sub("…", why).partition(":")[0]).strip()
