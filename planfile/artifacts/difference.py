"""What changed between two plans, trees or runs, in meaning."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Change(StrEnum):
    """The kinds of change."""

    HEADER = "header"  # a value of the plan's head
    RENAMED = "renamed"  # a whole show, movie or season goes to another folder
    MOVED = "moved"  # entries go to another folder, or another place
    NAMED = "named"  # an entry gets another name
    PLACED = "placed"  # what was left is placed
    LEFT = "left"  # what was placed is left
    REASON = "reason"  # another reason why it is left
    ADDED = "added"  # the new one has it, the old one has not
    GONE = "gone"  # the old one has it, the new one has not
    CHANGED = "changed"  # a file has another size or time


class Difference(NamedTuple):
    """One change.

    `home` is the show's or movie's folder that it is about, "" for none. `paths` are
    the entries, relative to the library. `before` and `after` are folders, names,
    reasons or values, as the kind of change has it.
    """

    change: Change
    home: str
    before: str
    after: str
    paths: tuple[str, ...] = ()
