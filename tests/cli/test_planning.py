from __future__ import annotations

import pytest

from planfile.cli.planning import folder_within
from planfile.errors import SettingsError


@pytest.mark.parametrize(
    ("wish", "folder"),
    [
        ("TV", "TV"),
        ("TV/Shows/", "TV/Shows"),
        (".", ""),
        ("./TV", "TV"),
        ("/media/library/TV", "TV"),
        ("/media/library/", ""),
    ],
)
def test_a_folder_is_meant_within_the_library(wish: str, folder: str) -> None:
    assert folder_within(wish, "/media/library") == folder


@pytest.mark.parametrize("wish", ["../TV", "TV/../..", "/media/other", "/media"])
def test_a_folder_elsewhere_is_refused(wish: str) -> None:
    with pytest.raises(SettingsError, match="is not a folder of the library"):
        folder_within(wish, "/media/library")
