"""Folders are opened beneath a root, each as if nobody else had it open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from planfile.disk.real import RealDisk
from planfile.disk.roots import Roots


@pytest.fixture
def roots(tmp_path: Path) -> Iterator[Roots]:
    other = tmp_path / "other"
    other.mkdir()
    opened = Roots(str(tmp_path), (str(other),))
    yield opened
    opened.close()


@pytest.mark.parametrize("other", [False, True])
def test_who_lists_a_root_has_a_position_of_his_own_in_it(
    roots: Roots, other: bool
) -> None:
    folder = roots.others[0] if other else ""
    one, two = roots.opened_once(folder), roots.opened(folder)
    try:
        os.lseek(one, 1, os.SEEK_SET)
        assert os.lseek(two, 0, os.SEEK_CUR) == 0
    finally:
        os.close(one)
        os.close(two)


def test_threads_that_visit_a_root_at_once_all_see_all_of_it(tmp_path: Path) -> None:
    names = {f"a name of some length, number {number}" for number in range(500)}
    for name in names:
        (tmp_path / name).touch()
    disk = RealDisk(str(tmp_path))
    with ThreadPoolExecutor(8) as pool:
        visits = list(pool.map(disk.visit, [""] * 64))
    disk.close()
    assert all(visit is not None and set(visit.names) == names for visit in visits)
