"""Every test starts without anybody's settings, key or cache."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from planfile.settings.table import SETTINGS

FOREIGN = {"GITHUB_STEP_SUMMARY", "NO_COLOR", "FORCE_COLOR", "PAGER", "PLANFILE_DEBUG"}

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where planfile may keep what it remembers of these tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _nobodys_environment(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    for name in FOREIGN | {name for one in SETTINGS for name in one.names}:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
