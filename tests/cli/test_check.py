"""`planfile check` and `planfile explain` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planfile.cli.app import run
from planfile.store.schema import check_schema

FILES = [
    "TV Shows/Harbour (2014)/Season 01/05.mkv",
    "TV Shows/Harbour (2014)/Season 01/06.mkv",
    "TV Shows/Harbour (2014)/Season 01/07.mkv",
    "TV Shows/Harbour (2014)/Season 01/08.mkv",
    "Movies/Ebb (2011)/Ebb.mkv",
    "Movies/Ebb (2011)/Subs/2_English.srt",
    "Downloads/moor.2014.mkv",
]
Capture = pytest.CaptureFixture[str]


def test_a_library_is_checked_by_code_with_a_few_files_each(
    library: Path, capsys: Capture
) -> None:
    assert run(["check", str(library)]) == 0
    out = capsys.readouterr().out
    assert "number-style: 4 files, kodi" in out
    assert "… and 1 more; --verbose lists them" in out
    assert "subtitle-orphan: 1 file, jellyfin, kodi, plex" in out


def test_samples_and_downloads_beside_shows_at_the_top_are_not_judged(
    tmp_path: Path, capsys: Capture
) -> None:
    for name in (
        "Harbour (2014)/Season 01/Harbour - S01E01.mkv",
        "Harbour (2014)/Season 01/Sample/harbour.s01e01-sample.mkv",
        "Ebb 2049 (2017)/Ebb 2049 (2017).mkv",
        "Movies/Moor (2011)/Moor (2011).mkv",
        "Movies/Moor (2011)/moor-sample.mkv",
        "Downloads/moor.2014.mkv",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert run(["check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Every file is read as it should be.\n"


def test_verbose_lists_every_file(library: Path, capsys: Capture) -> None:
    assert run(["check", str(library), "--verbose"]) == 0
    assert "08.mkv" in capsys.readouterr().out


def test_one_player_can_be_asked_for_and_json_told(
    library: Path, capsys: Capture
) -> None:
    assert run(["check", str(library), "--players", "plex", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert check_schema("findings", told) == []
    assert [f["code"] for f in told["findings"]] == ["subtitle-orphan"]
    assert told["findings"][0]["players"] == ["plex"]


def test_findings_can_be_told_by_the_exit_code(library: Path) -> None:
    assert run(["check", str(library), "--detailed-exitcode"]) == 2


def test_a_plan_is_checked_as_what_it_would_make(
    library: Path, capsys: Capture
) -> None:
    assert run(["plan", str(library)]) == 0
    capsys.readouterr()
    assert run(["check", "plan.yaml", "--detailed-exitcode"]) == 0
    assert capsys.readouterr().out == "Every file is read as it should be.\n"


def test_an_unknown_player_is_named(library: Path, capsys: Capture) -> None:
    assert run(["check", str(library), "--players", "vlc"]) == 64
    assert "'vlc' is no player that planfile knows" in capsys.readouterr().err


def test_a_path_is_explained_in_chapters(library: Path, capsys: Capture) -> None:
    assert run(["scan", str(library)]) == 0
    capsys.readouterr()
    assert run(["explain", "Downloads/moor.2014.mkv"]) == 0
    out = capsys.readouterr().out
    assert "  name\n" in out
    assert "Downloads: names nothing" in out
    assert "movie · Moor (2014)" in out
    assert "goes to Movies/Moor (2014)/moor.2014.mkv" in out


def test_what_stays_is_explained_too(library: Path, capsys: Capture) -> None:
    assert run(["scan", str(library)]) == 0
    path = str(library / "Movies/Ebb (2011)/Subs/2_English.srt")
    capsys.readouterr()
    assert run(["explain", path]) == 0
    out = capsys.readouterr().out
    assert "goes with Ebb.mkv" in out
    assert "stays: it is right where it is" in out


def test_paths_of_no_scan_are_read_as_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    paths = [f"/TV Shows/Harbour/Season 2/0{n} - Tide.mkv" for n in (1, 2, 3)]
    assert run(["explain", *paths, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert check_schema("explanations", data) == []
    told = data["explanations"]
    assert [one["identity"]["episodes"] for one in told] == [[1], [2], [3]]
    assert told[0]["identity"]["season"] == 2
    assert [s["text"] for s in told[0]["evidence"]["folders"]] == [
        "TV Shows",
        "Harbour",
        "Season 2",
    ]


def test_a_path_may_be_given_as_the_shell_completes_it(
    library: Path, capsys: Capture
) -> None:
    (library / "Old/Ebb (2011)/BDMV").mkdir(parents=True)
    (library / "Old/Ebb (2011)/BDMV/index.bdmv").write_text("x")
    assert run(["scan", str(library)]) == 0
    for given in (
        "Old/Ebb (2011)/BDMV",
        "library/Old/Ebb (2011)/BDMV/",
        str(library / "Old/Ebb (2011)/BDMV"),
    ):
        capsys.readouterr()
        assert run(["explain", given]) == 0
        assert capsys.readouterr().out.startswith("Old/Ebb (2011)/BDMV/\n")


def test_a_path_that_the_scan_does_not_know_is_named(
    library: Path, capsys: Capture
) -> None:
    assert run(["scan", str(library)]) == 0
    assert run(["explain", "nowhere.mkv"]) == 3
    told = capsys.readouterr().err
    assert "nowhere.mkv is not in the scan" in told
    assert "give the path of one file" in told
    assert run(["explain", "Downloads/mor.2014.mkv"]) == 3
    assert "did you mean Downloads/moor.2014.mkv?" in capsys.readouterr().err


def test_a_check_for_no_player_is_refused(library: Path, capsys: Capture) -> None:
    assert run(["check", str(library), "--players", ","]) == 64
    assert "choose from --players jellyfin" in capsys.readouterr().err


def test_a_path_without_a_name_is_not_explained(library: Path, capsys: Capture) -> None:
    assert run(["scan", str(library)]) == 0
    assert run(["explain", ""]) == 3
    assert "is not in the scan" in capsys.readouterr().err
