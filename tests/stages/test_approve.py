"""Approving plans, in git and without."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from planfile.artifacts.plan import Placement, Plan, Section
from planfile.cli.app import run
from planfile.errors import ArtifactError, PlanError, RefusedError
from planfile.stages.approve import approve, approved
from planfile.store.approval_file import read_approval
from planfile.store.plan_parts import write_parts
from planfile.store.plan_read import read_plan
from planfile.store.plan_write import write_plan
from planfile.store.schema import check_schema

PLAN = Plan(
    library="/media/library",
    tree="sha256:" + "9f" * 32,
    engine="offline",
    entries=1,
    unchanged=0,
    placements=(Placement(Section.MOVIES, "Heat (1995)", "", "In/a.mkv"),),
    left=(),
)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    path = str(tmp_path / "plan.yaml")
    write_plan(PLAN, path)
    return path


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def test_an_approval_stands_beside_the_plan_and_fits_its_schema(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["approve", path, "--as", "Ann", "-m", "looks right"]) == 0
    assert capsys.readouterr().out == (
        f"Ann approves 1 entry to place: {path}.approval.json\n"
    )
    data = json.loads(Path(path + ".approval.json").read_text())
    assert check_schema("approval", data) == []
    assert data["signatures"][0]["note"] == "looks right"
    assert approved(read_plan(path), path).signatures[0].who == "Ann"


def test_comments_keep_it_and_edits_void_it(path: str) -> None:
    approve(path, who="Ann")
    text = Path(path).read_text()
    Path(path).write_text(text + "# fine\n")
    approved(read_plan(path), path)
    Path(path).write_text(text.replace("1995", "1996"))
    with pytest.raises(RefusedError, match="something else than what Ann approved"):
        approved(read_plan(path), path)


def test_without_an_approval_the_plan_is_refused(path: str) -> None:
    with pytest.raises(RefusedError, match="nobody has approved"):
        approved(read_plan(path), path)


def test_several_people_can_approve_the_same_plan(path: str) -> None:
    approve(path, who="Ann")
    approve(path, who="Bob")
    approval = approve(path, who="Ann", note="again")
    assert [signature.who for signature in approval.signatures] == ["Bob", "Ann"]
    Path(path).write_text(Path(path).read_text().replace("1995", "1996"))
    approval = approve(path, who="Cat")
    assert [signature.who for signature in approval.signatures] == ["Cat"]


def test_the_commit_is_recorded_and_whether_the_plan_differs(
    path: str, tmp_path: Path
) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "user.name", "Ann")
    git(tmp_path, "config", "user.email", "ann@example.org")
    git(tmp_path, "add", "plan.yaml")
    git(tmp_path, "commit", "-qm", "plan")
    signature = approve(path).signatures[0]
    assert signature.who == "Ann <ann@example.org>"
    assert (signature.commit, signature.dirty) == (
        git(tmp_path, "rev-parse", "HEAD"),
        False,
    )
    Path(path).write_text(Path(path).read_text().replace("1995", "1996"))
    assert approve(path).signatures[0].dirty


def test_a_plan_of_which_git_does_not_answer_is_not_called_unchanged(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "plan.yaml")
    git(
        tmp_path,
        *["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "plan"],
    )
    busy = tmp_path / "bin" / "git"
    busy.parent.mkdir()
    answers = f'[ "$3" = status ] || exec {shutil.which("git")} "$@"'
    busy.write_text(f"#!/bin/sh\n{answers}\nexit 1\n")
    busy.chmod(0o755)
    monkeypatch.setenv("PATH", f"{busy.parent}:{os.environ['PATH']}")
    assert approve(path).signatures[0].dirty


def test_outside_git_user_and_host_sign(path: str) -> None:
    signature = approve(path).signatures[0]
    assert "@" in signature.who
    assert signature.commit == ""


def test_without_git_it_works_as_well(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert approve(path).signatures[0].commit == ""


def test_a_plan_with_problems_cannot_be_approved(path: str) -> None:
    Path(path).write_text(Path(path).read_text().replace("In/a", "../a"))
    with pytest.raises(PlanError):
        approve(path, who="Ann")
    assert not Path(path + ".approval.json").exists()


def test_a_folder_of_plans_has_one_approval(path: str, tmp_path: Path) -> None:
    folder = str(tmp_path / "plan")
    write_parts(PLAN, folder, "show")
    approve(folder + "/", who="Ann")
    assert (tmp_path / "plan.approval.json").exists()
    approved(read_plan(folder), folder)


@pytest.mark.parametrize("text", ["{", "[]", '{"planfile": "approval"}', "[" * 100_000])
def test_a_damaged_approval_is_refused(path: str, text: str) -> None:
    Path(path + ".approval.json").write_text(text)
    with pytest.raises(ArtifactError, match="is no approval"):
        read_approval(path + ".approval.json")


def test_an_approval_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match="cannot read"):
        read_approval(str(tmp_path))
