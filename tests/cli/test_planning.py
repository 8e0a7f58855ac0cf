"""What `planfile plan` takes, refuses and tells."""

from __future__ import annotations

import json
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
    output = str(tmp_path / "other.yaml" if text[:1] == "\0" else path)
    assert run(["plan", str(path), "-o", output]) == 3
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


def test_subtitles_that_no_player_looks_for_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "library/Heat.1995/Subs").mkdir(parents=True)
    for name in ("Heat.1995.mkv", "Subs/2_English.srt", "Subs/3_French.srt"):
        (tmp_path / "library/Heat.1995" / name).touch()
    assert run(["plan", "library"]) == 0
    told = capsys.readouterr().out
    assert "2 subtitles keep names that no player looks for; --subtitles bind" in told
    assert run(["plan", "tree.json", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["placed"] == 3


def test_a_change_of_a_plan_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["set", str(tmp_path / "none.yaml"), "Heat", "--year", "1995"]) == 3
    assert "cannot read " in capsys.readouterr().err
