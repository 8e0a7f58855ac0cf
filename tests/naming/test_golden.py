"""Golden cases by idea, in files that anybody may add a line to."""

from __future__ import annotations

from pathlib import Path

import pytest

from planfile.naming.paths import read_path
from tests.naming.golden import CASES, cases, difference


@pytest.mark.parametrize("file", sorted(CASES.glob("*.jsonl")), ids=lambda f: f.stem)
def test_every_golden_name_is_read_as_it_says(file: Path) -> None:
    wrong = {
        case["name"]: difference(case, read_path(case["name"], typed=True))
        for case in cases(file)
    }
    assert {name: fields for name, fields in wrong.items() if fields} == {}


@pytest.mark.parametrize("file", sorted(CASES.glob("*.jsonl")), ids=lambda f: f.stem)
@pytest.mark.parametrize(
    "around", ["Downloads/{}", "www.tides.com - {}", "[ www.tides.com ] - {}", "{}.srt"]
)
def test_what_surrounds_a_name_changes_nothing(file: Path, around: str) -> None:
    for case in cases(file):
        name = case["name"]
        if set("/\\") & set(name) or name.startswith(("[", "www", "【")):
            continue
        stem = name.removesuffix(".mkv").removesuffix(".avi").removesuffix(".mp4")
        changed = around.format(stem if around.endswith(".srt") else name)
        if around.endswith(".srt") and stem == name:
            continue
        assert difference(case, read_path(changed, typed=True)) == {}, changed
