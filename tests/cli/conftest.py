"""What tests of the command line share: a working folder, and a library in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planfile.cli.everywhere import said


@pytest.fixture(autouse=True)
def _working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said.clear()  # what the command line of another test has said


@pytest.fixture
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A library in the working folder: the FILES of the test's module, or one film."""
    root = tmp_path / "library"
    for name in getattr(request.module, "FILES", ["Heat.1995.1080p.mkv"]):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    return root
