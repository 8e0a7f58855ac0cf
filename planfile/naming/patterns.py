"""Regular expressions that are compiled when they are first used.

Most names need a few of the many; compiling all of them would cost half of the time
from process start to the first answer.
"""

from __future__ import annotations

import re
from typing import Any, cast

IGNORECASE = re.IGNORECASE


class _Lazy:
    """Stands for a pattern; after its first use each method is the pattern's own."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        pattern = re.compile(self._text, self._flags)
        for method in ("match", "search", "fullmatch", "finditer", "findall", "sub"):
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def lazy(text: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that compiles itself when it is first asked.

    >>> lazy("t[aiu]de").search("late tide").start()
    5
    """
    return cast("re.Pattern[str]", _Lazy(text, flags))
