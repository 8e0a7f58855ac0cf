"""Whether the bytes of a link or copy are still there without it.

A run may take many links and copies back at once. What a copy was made of may be a
copy itself that goes as well, or may long be gone and the copy all that is left.
"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator, Mapping
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

    def linked(self, made: Made, look: Look) -> bool:
        """Whether it is one name of a file that keeps another one."""
        known = self.disk.lasting_inodes and look.st_ino == made.inode
        if known and look.st_nlink > self._names_going[made.inode]:
            return True
        found = self._found(made) if made.step == Step.LINK else ()
        return any(place(original) == place(look) for _, original in found)

    def missing(self, made: Made, look: Look) -> str:
        """Why a link or copy is the last that holds its bytes, "" if it is not."""
        if self.linked(made, look):
            return ""
        for path, original in self._found(made):
            if self._same(made, look, path, original):
                return ""
        return f"its original {made.source} is gone, not the same, or goes as well"

    def _found(self, made: Made) -> Iterator[tuple[str, Look]]:
        """What stands, and stays, where the original was, and where runs moved it."""
        for later in (False, True):
            path = self._root(made.path, self._moved if later else {})
            look = self._look(path) if path else None
            if look is not None and stat.S_ISREG(look.st_mode):
                yield path, look

    def _root(self, path: str, moved: Mapping[str, str]) -> str:
        """The original of which all others are copies, "" where there is none."""
        passed = set[str]()
        while path in self._going:
            if path in passed:
                return ""
            passed.add(path)
            path = moved.get(path, self._going[path].source)
        return path

    def _look(self, path: str) -> Look | None:
        try:
            return self.disk.look(*split(path))
        except OSError:
            return None

    def _same(self, made: Made, look: Look, path: str, original: Look) -> bool:
        """Whether two files hold the same.

        Times that are only near, as where a file system counts in whole seconds, are
        no proof, nor are those of a file that somebody put there or wrote to.
        """
        apart = abs(original.st_mtime_ns - look.st_mtime_ns)
        if original.st_size != look.st_size or apart > COARSEST:
            return False
        if not apart and untouched(made, look, original):
            return True
        try:
            return self.disk.same_bytes(*split(made.path), *split(path))
        except OSError:
            return False


def untouched(made: Made, look: Look, original: Look) -> bool:
    """Whether both are the very files of the run, and nobody wrote to them since.

    Taggers write to a file in place, keep its size, and give its mtime back.
    """
    same = (look.st_ino, original.st_ino) == (made.inode, made.original)
    return same and max(look.st_ctime_ns, original.st_ctime_ns) <= made.until_ns


def place(look: Look) -> tuple[int, int]:
    """What tells a file from all others of this moment."""
    return look.st_dev, look.st_ino
