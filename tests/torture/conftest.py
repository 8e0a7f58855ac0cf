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
