"""Who has approved what a plan means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

APPROVAL_VERSION = 1


class Signature(NamedTuple):
    """One person's yes: `when` is UTC in ISO 8601, `commit` the plan's git commit.

    `dirty` says that the plan differed from that commit.
    """

    who: str
    when: str
    commit: str = ""
    dirty: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Signatures under one meaning: `plan` is its digest, `tree` the scan's.

    `entries` counts the placements that were approved, for people.
    """

    plan: str
    tree: str
    entries: int
    signatures: tuple[Signature, ...]
