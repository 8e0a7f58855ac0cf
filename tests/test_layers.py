"""The direction of imports: down only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "planfile"
LAYERS = {
    "errors": set[str](),
    "artifacts": {"errors"},
    "settings": {"artifacts", "errors"},
    "rules": {"artifacts", "errors"},
    "naming": {"rules", "artifacts", "errors"},
    "store": {"naming", "rules", "settings", "artifacts", "errors"},
    "disk": {"naming", "rules", "settings", "artifacts", "errors"},
    "views": {"naming", "rules", "settings", "artifacts", "errors"},
    "engines": {"naming", "rules", "settings", "artifacts", "errors", "store"},
}
LAYERS["stages"] = {*LAYERS, "stages"}
LAYERS["cli"] = {*LAYERS, "cli", ""}
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer(module: str) -> str:
    return module.removeprefix("planfile").removeprefix(".").split(".")[0]


def imported(path: Path) -> set[str]:
    """Layers of planfile that a module imports, lazily or not."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "planfile":
                names = [f"planfile.{alias.name}" for alias in node.names]
            names = [name for name in names if name != "planfile.__version__"]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {layer(n) for n in names if n.split(".")[0] == "planfile"}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_layers_below_its_own(path: Path) -> None:
    own = layer(".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    if own in {"__init__", "__main__"}:
        return
    allowed = LAYERS[own] | {own}
    if own != "cli":
        assert imported(path) <= allowed
