"""What tests of the stages share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stages.runs import make


@pytest.fixture
def library(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A library that holds the FILES which the test's own module names."""
    return make(str(tmp_path / "library"), request.module.FILES)
