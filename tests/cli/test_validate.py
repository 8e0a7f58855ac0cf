"""`planfile validate` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planfile.cli.app import run
from planfile.store.schema import check_schema

FILES = Path(__file__).parent.parent / "files" / "plan"
GOOD = str(FILES / "good" / "one-movie.yaml")
BAD = str(FILES / "bad" / "case-twins.yaml")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    code = run(["validate", *arguments])
    return code, capsys.readouterr().out.splitlines()


def test_a_good_plan_says_what_it_amounts_to(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, lines = said(capsys, GOOD)
    assert (code, len(lines)) == (0, 2)
    assert lines[0].startswith(f"{GOOD}: its scan is not beside it as tree.json")
    assert lines[1] == f"{GOOD}: fine: 1 to place, 0 left, 0 unchanged"


def test_without_a_name_the_plan_at_hand_is_meant(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(Path(GOOD).read_text("utf-8"), "utf-8")
    assert said(capsys)[1][1] == "plan.yaml: fine: 1 to place, 0 left, 0 unchanged"
    assert run(["check"]) == 0


def test_a_bad_plan_says_where_what_and_how_to_mend_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, lines = said(capsys, GOOD, BAD)
    assert code == 3
    assert lines[2].startswith(
        f"{BAD}:11:7: error: 'Movies/Heat (1995)/a.mkv' (line 10)"
    )
    assert lines[2].endswith("; rename one with {from: '…', as: '…'}, or leave it")
    assert lines[3] == f"{BAD}: 1 problem"


def test_json_fits_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = said(capsys, GOOD, BAD, "nowhere.yaml", "--json")
    data = json.loads("\n".join(lines))
    assert (code, data["valid"]) == (3, False)
    assert check_schema("validation", data) == []
    assert [file["valid"] for file in data["files"]] == [True, False, False]


def test_github_gets_ten_annotations_of_a_kind_and_how_many_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path(GOOD).read_text().replace("entries: 1", "entries: 31")
    extra = [f"    - '../{number},50%: x.mkv'\n" for number in range(30)]
    path = tmp_path / "a,b.yaml"
    path.write_text(text + "".join(extra))
    code, lines = said(capsys, str(path), "--format", "github")
    errors = [line for line in lines if line.startswith("::error ")]
    assert (code, len(errors)) == (3, 11)
    assert (
        "a%2Cb.yaml,title=planfile path-escape,line=11,col=7::the source" in errors[0]
    )
    assert "'../0,50%25: x.mkv'" in errors[0]
    assert errors[-1].endswith("::and 20 more")
    warnings = [line for line in lines if line.startswith("::warning ")]
    assert len(warnings) == 11


def test_warnings_alone_are_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(Path(GOOD).read_text().replace("'Heat (1995)'", "'Heat: (1995)'"))
    code, lines = said(capsys, str(path))
    assert code == 0
    assert "9:3: warning" in lines[0] or "10:7: warning" in lines[0]
    assert lines[-1].endswith("fine: 1 to place, 0 left, 0 unchanged")
