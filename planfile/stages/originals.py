"""Whether the bytes of a link or copy are still there without it.

A run may take many links and copies back at once. What a copy was made of may be a
copy itself that goes as well, or may long be gone and the copy all that is left.
"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from planfile.artifacts.intent import Made
from planfile.artifacts.journal import Step
from planfile.disk.copying import COARSEST
from planfile.disk.door import Look, split
from planfile.stages.preflight import Survey


class Originals:
    """The originals of the links and copies that a surveyed run is to remove."""

    def __init__(self, survey: Survey) -> None:
        self.disk = survey.disk
        self.intent = survey.intent

    @cached_property
    def _going(self) -> dict[str, Made]:
        """All that is to be removed, by path; symlinks hold no bytes."""
        made = self.intent.discards
        return {one.path: one for one in made if one.step != Step.SYMLINK}

    @cached_property
    def _names_going(self) -> Counter[int]:
        """How many names of each inode are to be removed."""
        return Counter(made.inode for made in self._going.values())

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        return self.intent.originals()

    def missing(self, made: Made, look: Look) -> str:
        """Why a link or copy is the last that holds its bytes, "" if it is not."""
        known = self.disk.lasting_inodes and look.st_ino == made.inode
        if known and look.st_nlink > self._names_going[made.inode]:
            return ""
        if self._there(made, look, {}) or self._there(made, look, self._moved):
            return ""
        return f"its original {made.source} is gone or changed, or goes as well"

    def _there(self, made: Made, look: Look, moved: Mapping[str, str]) -> bool:
        """Whether an original is there that stays, and is what was linked or copied."""
        path, passed = made.path, set[str]()
        while path in self._going and path not in passed:
            passed.add(path)
            path = moved.get(path, self._going[path].source)
        if path in passed:
            return False
        try:
            original = self.disk.look(*split(path))
            return original is not None and self._same(made, look, path, original)
        except OSError:
            return False

    def _same(self, made: Made, look: Look, path: str, original: Look) -> bool:
        """Whether two files hold the same; times that are only near are no proof."""
        if not stat.S_ISREG(original.st_mode) or original.st_size != look.st_size:
            return False
        place = look.st_dev, look.st_ino
        linked = made.step == Step.LINK and place == (original.st_dev, original.st_ino)
        apart = abs(original.st_mtime_ns - look.st_mtime_ns)
        if linked or not apart:
            return True
        near = apart <= COARSEST  # some file systems count in whole seconds
        return near and self.disk.same_bytes(*split(made.path), *split(path))
