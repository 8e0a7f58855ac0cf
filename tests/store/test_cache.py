"""Where what can be made again is kept."""

from __future__ import annotations

import pytest

from planfile.store.cache import cache_folder

PLACES = ("PLANFILE_CACHE", "XDG_CACHE_HOME", "HOME")


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"PLANFILE_CACHE": "/c", "HOME": "/h"}, "/c"),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/planfile"),
        ({"XDG_CACHE_HOME": "not/absolute", "HOME": "/h"}, "/h/.cache/planfile"),
        ({"HOME": "/h"}, "/h/.cache/planfile"),
        ({"HOME": "odd"}, ""),
    ],
    ids=range(5),
)
def test_the_cache_lies_where_the_user_keeps_caches(
    environment: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in PLACES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == folder
    assert cache_folder("/chosen") == "/chosen"
