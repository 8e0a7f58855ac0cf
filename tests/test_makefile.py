"""The targets of the Makefile are thin lines over the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = ("Heat.1995.1080p.mkv", "Silicon.Valley.S01E01.720p.mkv", "notes.txt")


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """A folder whose name would break a careless shell line."""
    found = tmp_path / "it's my $HOME media"
    (found / "empty").mkdir(parents=True)
    for name in FILES:
        (found / name).write_bytes(b"x")
    return found


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Make in a folder of its own, with this environment's planfile."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(folder)}
    return subprocess.run(
        [
            *("make", "--no-print-directory", "-f", str(ROOT / "Makefile")),
            *("-o", ".venv/.ready", f"PLANFILE={sys.executable} -m planfile"),
            *(argument.replace("$", "$$") for argument in arguments),
        ],
        cwd=folder,
        env=kept,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_the_targets_of_the_first_user_work_on_a_path_with_everything_in_it(
    tmp_path: Path, media: Path
) -> None:
    for target, said in (
        (("validate-env",), "PLANFILE_LIBRARY"),
        (("scan", f"MEDIA_PATH={media}"), "Tree in tree.json: 3 entries"),
        (("plan", f"LIBRARY={media}"), "Plan: 2 to place in 1 show, 1 movie"),
        (("organize-movies", f"MOVIES_PATH={media}", "YES=1"), "1 entry placed"),
        (("organize-shows", f"SHOWS_PATH={media}", "YES=1"), "1 entry placed"),
        (("status", f"MEDIA_PATH={media}"), "applied: 2 entries placed"),
        (("cleanup-dirs", f"MEDIA_PATH={media}", "YES=1"), "1 empty folder removed"),
        (("undo", f"MEDIA_PATH={media}", "YES=1"), "1 folder made"),
    ):
        done = make(tmp_path, *target)
        assert done.returncode == 0, done.stdout + done.stderr
        assert said in done.stdout
    assert (media / "Heat (1995)/Heat.1995.1080p.mkv").exists()


def test_without_a_yes_nothing_is_applied(tmp_path: Path, media: Path) -> None:
    done = make(tmp_path, "organize-movies", f"MOVIES_PATH={media}")
    assert done.returncode != 0
    assert "nobody answered; nothing was changed" in done.stderr
    assert (media / FILES[0]).exists()


def test_quick_setup_makes_a_private_env_once(tmp_path: Path) -> None:
    shutil.copy(ROOT / ".env.example", tmp_path)
    assert make(tmp_path, "quick-setup").returncode == 0
    env = tmp_path / ".env"
    assert env.stat().st_mode & 0o777 == 0o600
    env.write_text("GEMINI_MODEL=mine\n")
    assert make(tmp_path, "quick-setup").returncode == 0
    assert env.read_text() == "GEMINI_MODEL=mine\n"


def test_an_old_python_is_refused_with_what_to_type(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n')
    old.chmod(0o755)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    done = subprocess.run(
        ["make", "-f", str(ROOT / "Makefile"), "setup", f"PYTHON={old}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "planfile needs Python 3.11 or newer" in done.stdout
    assert "Try: make PYTHON=python3.11 setup" in done.stdout


def test_clean_removes_only_what_it_made(tmp_path: Path) -> None:
    for name in ("library/x.mkv", ".venv/x", "dist/x", "demo/x"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    assert make(tmp_path, "clean").returncode == 0
    assert os.listdir(tmp_path) == ["library"]


def test_a_newer_python_beside_an_old_one_is_found(tmp_path: Path) -> None:
    commands = tmp_path / "bin"
    commands.mkdir()
    for name, code in (("python3", 1), ("python3.14", 1), ("python3.13", 0)):
        (commands / name).write_text(f"#!/bin/sh\necho {name}\nexit {code}\n")
        (commands / name).chmod(0o755)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    done = subprocess.run(
        ["make", "-n", "-f", str(ROOT / "Makefile"), "setup"],
        cwd=tmp_path,
        env={"PATH": f"{commands}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert "python3.13 -m venv .venv" in done.stdout
