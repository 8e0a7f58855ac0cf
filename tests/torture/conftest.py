"""Where attacks take place: in memory by default, so that syncs cost nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = "/dev/shm"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[str]:
    """An empty folder, on tmpfs where there is one."""
    if not os.access(MEMORY, os.W_OK):
        yield str(tmp_path)
        return
    folder = tempfile.mkdtemp(dir=MEMORY, prefix="planfile-")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def other_device(place: str, tmp_path: Path) -> str:
    """An empty folder on another device than `place`."""
    if os.stat(place).st_dev == os.stat(tmp_path).st_dev:
        pytest.skip("there is no second file system to write to")
    return str(tmp_path)
