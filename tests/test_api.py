"""The public names: sorted, complete, typed, and light to import."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import planfile
from planfile import errors

SOURCE = Path(planfile.__file__)


def test_all_is_sorted_and_every_name_is_there() -> None:
    assert planfile.__all__ == sorted(planfile.__all__)
    for name in planfile.__all__:
        assert getattr(planfile, name) is not None
    assert dir(planfile) == sorted([*planfile.__all__, "__version__"])


def test_nothing_else_is_public() -> None:
    public = {
        name
        for name, value in vars(planfile).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert public - {"TYPE_CHECKING", "annotations"} <= set(planfile.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = planfile.nonsense  # type: ignore[attr-defined]


def test_what_type_checkers_see_is_what_is_found() -> None:
    block = next(
        node for node in ast.parse(SOURCE.read_text()).body if isinstance(node, ast.If)
    )
    seen = {
        alias.asname or alias.name: (node.module, alias.name)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert sorted(seen) == planfile.__all__
    for name, (module, original) in seen.items():
        assert planfile._NAMES[name] == module
        assert planfile._ELSEWHERE.get(name, name) == original


def test_every_error_is_public() -> None:
    assert set(errors.__all__) <= set(planfile.__all__)


def test_importing_planfile_imports_nothing_of_it() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, planfile\n"
            "print(*(name for name in sys.modules if name.startswith('planfile')))",
        ],
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["planfile"]
