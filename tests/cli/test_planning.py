from __future__ import annotations

from pathlib import Path

import pytest

from planfile.cli.app import run
from planfile.cli.planning import folder_within
from planfile.errors import SettingsError
from planfile.store.plan_read import read_plan


@pytest.mark.parametrize(
    ("wish", "folder"),
    [
        ("TV", "TV"),
        ("TV/Shows/", "TV/Shows"),
        (".", ""),
        ("./TV", "TV"),
        ("/media/library/TV", "TV"),
        ("/media/library/", ""),
    ],
)
def test_a_folder_is_meant_within_the_library(wish: str, folder: str) -> None:
    assert folder_within(wish, "/media/library") == folder


@pytest.mark.parametrize("wish", ["../TV", "TV/../..", "/media/other", "/media"])
def test_a_folder_elsewhere_is_refused(wish: str) -> None:
    with pytest.raises(SettingsError, match="is not a folder of the library"):
        folder_within(wish, "/media/library")


@pytest.mark.parametrize("text", ["planfile: 1\n", "", "\0\xff", "{}"])
def test_a_file_that_is_no_tree_is_not_planned_from(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(text, "latin-1")
    assert run(["plan", str(path), "-o", str(path)]) == 3
    assert f"{path} is no tree of planfile's" in capsys.readouterr().err
    assert path.read_text("latin-1") == text


@pytest.mark.parametrize("mode", ["copy", "hardlink"])
def test_a_second_plan_into_another_library_places_only_what_is_new(
    tmp_path: Path, mode: str
) -> None:
    library, other = tmp_path / "library", tmp_path / "other"
    library.mkdir()
    other.mkdir()
    (library / "Heat.1995.mkv").write_text("heat")
    output = str(tmp_path / "plan.yaml")
    words = ["plan", str(library), "--into", str(other), "--mode", mode, "-o", output]
    assert run(words) == 0
    assert run(["apply", output, "--yes"]) == 0
    (library / "Up.2009.mkv").write_text("up")
    assert run(words) == 0
    made = read_plan(output)
    assert [source for source, _ in made.moves()] == ["Up.2009.mkv"]
    assert "already at" in made.left[0].why
    assert run(["apply", output, "--yes"]) == 0
    assert (other / "Movies/Up (2009)/Up.2009.mkv").read_text() == "up"


@pytest.mark.parametrize(
    ("kind", "said"), [("nothing", "mkdir -p "), ("file", "it is not a folder")]
)
def test_a_missing_folder_to_place_into_is_told_before_anything_is_scanned(
    tmp_path: Path, kind: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "library").mkdir()
    into = tmp_path / "the other"
    if kind == "file":
        into.write_text("")
    output = str(tmp_path / "plan.yaml")
    words = ["plan", str(tmp_path / "library"), "--into", str(into), "-o", output]
    assert run(words) == 3
    assert said in capsys.readouterr().err
    assert not (tmp_path / "plan.yaml").exists()
    assert not (tmp_path / "tree.json").exists()
