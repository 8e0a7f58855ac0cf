"""No record leads into a folder that does not know whose record it is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from planfile.artifacts.journal import FolderRow, Header, Operation, RunKind, Step
from planfile.artifacts.plan import Action
from planfile.errors import ArtifactError, InputError, RecoveryNeededError
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from planfile.stages.recover import recover
from planfile.stages.scan import scan_tree
from planfile.stages.status import status, verify
from planfile.store import journal_file
from tests.stages.runs import files, make, plan
from tests.torture.attack import Dying, in_child, snapshot

FILES = {"in/a.mkv": "a", "in/b.mkv": "b"}
MOVES = {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"}


@pytest.fixture
def victim(tmp_path: Path) -> str:
    return make(str(tmp_path / "victim"), {"secret/key": "k", "empty/": ""})


def entries(library: str) -> list[str]:
    """What a scan of the library sees."""
    return [
        entry.name if not folder.path else f"{folder.path}/{entry.name}"
        for folder in scan_tree(library).folders
        for entry in folder.entries
    ]


def planted(library: str, victim: str) -> None:
    """A library unpacked from somewhere, with an open journal that leads outside."""
    os.mkdir(f"{library}/.planfile", 0o700)
    header = Header(
        "0" * 16, 1, RunKind.APPLY, "move", "1" * 16, 0, library, "", roots=(victim,)
    )
    rows = [FolderRow(victim, 0o777, 5), FolderRow(f"{victim}/empty")]
    steps = [Operation(Step.MKDIR, 0, "empty", 1, "", 0o700)]
    with open(f"{library}/.planfile/journal", "wb") as stream:
        stream.writelines(journal_file.JournalText(header, rows, steps))


def test_a_planted_journal_touches_nothing_outside_of_its_library(
    library: str, victim: str
) -> None:
    planted(library, victim)
    before = snapshot(victim, own=True)
    for verb in (recover, destroy, lambda place: apply(plan(place, MOVES))):
        with pytest.raises(ArtifactError, match="does not know this library"):
            verb(library)
    assert snapshot(victim, own=True) == before


def test_a_planted_word_touches_nothing_outside_of_its_library(
    library: str, victim: str
) -> None:
    os.mkdir(f"{library}/.planfile", 0o700)
    before = snapshot(victim, own=True)
    for word in (
        {"library": library, "lineage": "1" * 16, "roots": [victim]},
        {"library": library, "lineage": [], "roots": [victim, 7]},
        {"library": library, "roots": "all"},
        ["a list"],
    ):
        with open(f"{library}/.planfile/visit.json", "w", encoding="utf-8") as stream:
            json.dump(word, stream)
        recover(library)
    assert snapshot(victim, own=True) == before


def test_a_planted_history_touches_nothing_outside_of_its_library(
    library: str, victim: str
) -> None:
    apply(plan(library, MOVES, into=victim))
    shutil.rmtree(f"{victim}/.planfile")
    before = snapshot(victim, own=True)
    for verb in (status, destroy):
        with pytest.raises(ArtifactError, match="does not know") as caught:
            verb(library)
    assert snapshot(victim, own=True) == before
    os.mkdir(f"{victim}/.planfile", 0o700)
    entry = caught.value.fix.partition("back: ")[2]
    Path(victim, ".planfile", "guests.json").write_text(entry)
    destroy(library)
    assert files(library) == sorted(FILES)


def test_a_root_that_is_not_mounted_is_told_and_not_taken_for_an_empty_one(
    library: str, victim: str
) -> None:
    apply(plan(library, MOVES, into=victim))
    os.rename(victim, f"{victim} elsewhere")
    os.mkdir(victim)  # the empty folder that it was mounted on
    for verb in (status, partial(destroy, skip_drifted=True)):
        with pytest.raises(ArtifactError) as caught:
            verb(library)
        assert caught.value.fix.startswith("mount the disk that belongs there")
    assert [problem.code for problem in verify(library)] == ["state"]
    os.rmdir(victim)
    os.rename(f"{victim} elsewhere", victim)
    destroy(library)
    assert files(library) == sorted(FILES)


def test_what_a_root_knows_survives_a_kill_at_any_call(
    library: str, victim: str
) -> None:
    wanted = plan(library, MOVES, into=victim)
    for at in range(1, 400, 2):
        code = in_child(partial(apply, wanted, calls=Dying(at)))
        recover(library)
        assert files(library) in (sorted(FILES), [])
        assert entries(victim) in (
            ["secret/key"],
            ["A/a.mkv", "A/b.mkv", "secret/key"],
        )
        if not files(library):
            destroy(library)
        if not code:
            break
    assert entries(victim) == files(victim)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_journal_of_another_user_is_refused(library: str) -> None:
    planted(library, library)
    os.chown(f"{library}/.planfile/journal", 4242, 4242)
    before = snapshot(library)
    with pytest.raises(ArtifactError, match="belongs to the user 4242"):
        recover(library)
    assert snapshot(library) == before


def test_a_library_says_whose_entries_stand_in_it(library: str, tmp_path: Path) -> None:
    host = make(str(tmp_path / "host"), {"x": "x"})
    apply(plan(library, MOVES, into=host))
    assert status(host).guests == (library,)
    assert library in destroy(host).notices[0]
    assert "A/a.mkv" in files(host)
    os.rename(library, f"{library} away")
    assert status(host).guests == (library,)
    os.rename(f"{library} away", library)
    destroy(library)
    assert status(host).guests == ()
    assert destroy(host).notices == ()


@pytest.mark.parametrize("verb", [destroy, status])
def test_a_folder_that_is_not_mounted_is_named_with_what_it_is_to_the_library(
    library: str, tmp_path: Path, verb: Callable[[str], object]
) -> None:
    host = make(str(tmp_path / "host"), {"x": "x"})
    apply(plan(library, MOVES, into=host))
    os.rename(host, f"{host} away")
    with pytest.raises(InputError, match=f"{host}, where entries of") as caught:
        verb(library)
    assert "mount it" in caught.value.fix


SWAP = {"in/a.mkv": "in/b.mkv", "in/b.mkv": "in/a.mkv"}


def refusal(verb: Callable[[], object]) -> str:
    """What to do before a verb is possible, "" if it was done."""
    try:
        verb()
    except RecoveryNeededError as error:
        return error.fix
    return ""


def test_a_library_whose_own_run_was_killed_takes_no_other_ones_entries(
    library: str, tmp_path: Path
) -> None:
    """What waits in its stage may be the only one of its kind."""
    host, told = str(tmp_path / "host"), []
    for at in range(14, 30):
        make(host, {"in/a.mkv": "host a", "in/b.mkv": "host b"})
        before = snapshot(host)
        assert in_child(partial(apply, plan(host, SWAP), calls=Dying(at)))
        verb = partial(apply, plan(library, {"in/a.mkv": "A/a"}, Action.COPY, host))
        told.append(refusal(partial(verb, dry_run=True)))
        assert refusal(verb) == told[-1]
        destroy(library)
        recover(host)
        destroy(host)
        assert snapshot(host) == before
        shutil.rmtree(host)
    assert {*told[5:]} == {f"planfile recover {host}"}


def test_a_library_in_which_another_ones_run_was_killed_takes_no_third_ones_entries(
    library: str, tmp_path: Path
) -> None:
    other, host = str(tmp_path / "other"), str(tmp_path / "host")
    make(host, {"x": "x"})
    before, told = snapshot(host), set[str]()
    for at in range(14, 38, 2):
        make(other, FILES)
        apply(plan(other, MOVES, Action.COPY, into=host))
        assert in_child(partial(destroy, other, calls=Dying(at)))
        verb = partial(apply, plan(library, {"in/a.mkv": "B/a.mkv"}, into=host))
        told |= {refusal(verb), refusal(partial(destroy, host))}
        recover(other)
        destroy(other)
        assert snapshot(host) == before
        shutil.rmtree(other)
    assert told == {f"planfile recover {other}"}


def test_a_run_that_was_killed_is_taken_back_though_its_library_has_moved(
    library: str, tmp_path: Path
) -> None:
    host, moved = make(str(tmp_path / "host"), {"x": "x"}), f"{library} moved"
    before, there = snapshot(library), snapshot(host)
    for at in range(1, 60, 6):
        in_child(partial(apply, plan(library, MOVES, into=host), calls=Dying(at)))
        os.rename(library, moved)
        recover(moved)
        destroy(moved)
        assert (snapshot(moved), snapshot(host)) == (before, there)
        os.rename(moved, library)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts")
def test_a_run_leaves_the_stage_of_a_killed_one_on_a_mount_within_alone(
    library: str,
) -> None:
    inner = f"{library}/disk"
    os.mkdir(inner)
    command = ["mount", "-t", "tmpfs", "none", inner]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no mounts here")
    try:
        for at in range(15, 30):
            make(inner, {"in/a.mkv": "inner a", "in/b.mkv": "inner b"})
            before = snapshot(inner)
            in_child(partial(apply, plan(inner, SWAP), calls=Dying(at)))
            with suppress(RecoveryNeededError):
                destroy(library)
                apply(plan(library, MOVES))
            recover(inner)
            destroy(inner)
            assert snapshot(inner) == before
    finally:
        subprocess.run(["umount", inner], check=True)
