"""A run's report says what came from where, and never costs the run."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planfile.artifacts.plan import Left, Placement, Section
from planfile.artifacts.report import Home, Outcome
from planfile.cli.app import run as planfile
from planfile.disk.real import RealDisk
from planfile.errors import ArtifactError
from planfile.stages import accounts
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from planfile.stages.scan import scan_tree
from planfile.stages.status import account_of, history, verify
from planfile.store.schema import check_schema
from tests.stages.runs import files, make, place, plan

FILES = {
    "in/a.mkv": "aa",
    "in/deep/b.mkv": "bbb",
    "top.mkv": "cccc",
    "in/m.mkv": "m",
    "in/x.nfo": "x",
    "in/y.nfo": "y",
}
MOVES = {"in/a.mkv": "A/S/a.mkv", "in/deep/b.mkv": "A/b.mkv", "top.mkv": "A/S/top.mkv"}
ENGINE = "gemini one, 2 of 2 questions answered, 1200 tokens in, 300 out, $0.0042"


def report_of(library: str, number: int = -1) -> dict[str, Any]:
    """The report that a run left."""
    record = history(library)[number]
    with open(f"{library}/{record.folder}/report.json", encoding="utf-8") as stream:
        data: dict[str, Any] = json.load(stream)
    assert check_schema("report", data) == []
    return data


def test_a_report_says_who_did_what_from_where_and_what_was_left(library: str) -> None:
    wanted = plan(library, MOVES)
    wanted = replace(
        wanted,
        engine=ENGINE,
        placements=(
            *wanted.placements,
            Placement(Section.MOVIES, "M (1999)", "", "in/m.mkv"),
        ),
        left=(
            Left("in/x.nfo", "unsure (0.35): could be 'X'"),
            Left("in/y.nfo", "unsure: cannot tell what it is"),
        ),
        unchanged=0,
    )
    apply(wanted, papers={"plan.yaml": [b"the plan"]})
    told = report_of(library)
    (record,) = history(library)
    assert told["size"] == 10
    assert 0 < told["seconds"] < 60
    assert told["homes"] == [
        {
            "section": "shows",
            "folder": "A",
            "entries": 3,
            "from": {"in": 1, "in/deep": 1, "": 1},
        },
        {"section": "movies", "folder": "M (1999)", "entries": 1, "from": {"in": 1}},
    ]
    assert told["left"] == {"unsure": 2}
    assert told["engine"] == ENGINE
    assert (told["tokens_in"], told["tokens_out"], told["cost"]) == (1200, 300, 0.0042)
    for name in ("when", "who", "host", "plan", "chain"):
        assert told[name] == getattr(record, name) != ""


def test_a_destroy_says_what_it_put_back(library: str) -> None:
    place(library, MOVES)
    destroy(library)
    told = report_of(library)
    assert told["size"] == 9
    assert told["homes"] == []
    assert "cost" not in told


def test_what_was_skipped_came_from_nowhere(library: str) -> None:
    tree = scan_tree(library)
    wanted = plan(library, MOVES)
    make(library, {"top.mkv": "changed"})
    report = apply(wanted, tree=tree, skip_drifted=True)
    assert report.account.size == 5
    assert report.account.homes == (Home("shows", "A", 2, {"in": 1, "in/deep": 1}),)


def test_who_waits_for_a_skipped_one_is_not_counted(library: str) -> None:
    tree = scan_tree(library)
    wanted = plan(
        library, {"in/a.mkv": "in/m.mkv", "in/m.mkv": "N/m.mkv", "top.mkv": "N/top.mkv"}
    )
    make(library, {"in/m.mkv": "changed"})
    report = apply(wanted, tree=tree, skip_drifted=True)
    assert report.counts["placed"] == 1
    assert report.account.size == 4
    assert report.account.homes == (Home("shows", "N", 1, {"": 1}),)


def test_a_dry_run_accounts_for_what_would_be(library: str) -> None:
    report = apply(plan(library, MOVES), dry_run=True)
    assert report.outcome is Outcome.WOULD
    assert report.account.size == 9
    assert files(library) == sorted(FILES)


def test_reasons_without_end_are_counted_together(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "MOST_KINDS", 2)
    whys = ["junk", "junk", "one", "two", "three", "stays with 'x'"]
    left = tuple(Left(f"{n}.mkv", why) for n, why in enumerate(whys))
    told = accounts.left_of(replace(plan(library, {}), left=left))
    assert told == {"junk": 2, "one": 1, "other reasons": 3}


def test_a_report_that_cannot_be_written_fails_no_run(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = RealDisk.write

    def full(self: RealDisk, folder: str, name: str, chunks: Any) -> None:
        if name == "report.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(self, folder, name, chunks)

    with monkeypatch.context() as patch:
        patch.setattr(RealDisk, "write", full)
        report = place(library, MOVES)
    assert report.outcome is Outcome.DONE
    assert "No space left" in report.notices[-1]
    place(library, {"in/m.mkv": "M/m.mkv"})
    assert verify(library) == ()
    assert account_of(library, history(library)[0]) is None
    assert planfile(["show", "1", "--library", library]) == 0


def test_a_damaged_report_is_told_and_the_run_is_shown_without(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place(library, MOVES)
    (record,) = history(library)
    path = Path(library, record.folder, "report.json")
    path.write_text("{}")
    with pytest.raises(ArtifactError, match=r"report\.json is damaged"):
        account_of(library, record)
    assert planfile(["show", "1", "--library", library, "--json"]) == 0
    said = capsys.readouterr()
    assert "size" not in json.loads(said.out)
    assert "report.json is damaged" in said.err
    path.unlink()
    path.symlink_to("/etc/passwd")
    with pytest.raises(ArtifactError, match="cannot be used"):
        account_of(library, record)
