"""What roles are called, one and many, and their counts in words."""

from __future__ import annotations

from collections.abc import Mapping

from planfile.artifacts.tree import Role
from planfile.views.screen import counted

ROLE_WORDS = {
    Role.VIDEO: ("video", "videos"),
    Role.SUBTITLE: ("subtitle", "subtitles"),
    Role.ARTWORK: ("picture", "pictures"),
    Role.METADATA: ("nfo", "nfos"),
    Role.EXTRA: ("extra", "extras"),
    Role.SAMPLE: ("sample", "samples"),
    Role.DISC: ("disc", "discs"),
    Role.AUDIO: ("audio file", "audio files"),
    Role.INCOMPLETE: ("incomplete file", "incomplete files"),
    Role.JUNK: ("junk file", "junk files"),
    Role.OTHER: ("other file", "other files"),
}


def roles_text(counts: Mapping[Role, int]) -> str:
    """Counts by role, in the order of roles: 12 videos, 4 subtitles."""
    return ", ".join(
        counted(counts[role], *ROLE_WORDS[role]) for role in Role if counts.get(role)
    )
