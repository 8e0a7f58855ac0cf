"""The wheel holds everything that it needs, and works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(
    *command: str, cwd: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        env={**os.environ, **(environment or {})},
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index"),
        *("--no-build-isolation", "--no-deps", "--disable-pip-version-check"),
        *("--wheel-dir", str(folder), str(ROOT)),
        cwd=folder,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("planfile_media-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder far from the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_schemas_types_and_the_page_ship_inside(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for schema in (ROOT / "schemas").glob("*.json"):
        assert f"planfile/schemas/{schema.name}" in names
    assert "planfile/py.typed" in names
    assert "planfile/views/page.html" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_nothing_else_ships(wheel: Path) -> None:
    roots = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {root for root in roots if not root.endswith(".dist-info")} == {"planfile"}


def test_the_installed_package_finds_its_own_schemas(installed: Path) -> None:
    done = run(
        sys.executable,
        "-c",
        "import planfile\nfrom planfile.store.schema import schema_path, load_schema\n"
        "print(planfile.__file__)\nprint(schema_path('plan'))\n"
        "print(load_schema('plan')['$schema'])",
        cwd=installed,
        environment={"PYTHONPATH": str(installed)},
    )
    assert done.returncode == 0, done.stderr
    package, schema, draft = done.stdout.split()
    assert package.startswith(str(installed))
    assert schema.startswith(str(installed))
    assert "draft-07" in draft


def test_the_installed_command_works_on_a_real_folder(
    installed: Path, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "Heat.1995.1080p.BluRay.mkv").write_bytes(b"x")
    done = run(
        *(sys.executable, "-m", "planfile", "scan", str(library)),
        cwd=tmp_path,
        environment={"PYTHONPATH": str(installed)},
    )
    assert done.returncode == 0, done.stderr
    assert '"Heat.1995.1080p.BluRay.mkv"' in (tmp_path / "tree.json").read_text()
