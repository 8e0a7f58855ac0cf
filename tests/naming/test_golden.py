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
