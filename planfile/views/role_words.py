"""What a role is called, one and many."""

from __future__ import annotations

from planfile.artifacts.tree import Role

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
