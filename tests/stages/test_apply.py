"""Apply places everything or nothing, and says all that stands against it at once."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from planfile.artifacts.event import Event
from planfile.artifacts.plan import Action, Plan
from planfile.artifacts.report import Outcome
from planfile.disk import facts
from planfile.disk.roots import Roots
from planfile.errors import DriftError, PlanError, RolledBackError
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from planfile.stages.scan import scan_tree
from planfile.stages.status import history
from planfile.store.schema import check_schema
from tests.stages.runs import files, make, place, plan
from tests.torture.attack import in_child, snapshot

FILES = {"in/a.mkv": "a", "in/b.mkv": "b", "TV/old.mkv": "old"}


def refused(wanted: Plan) -> dict[str, str]:
    """The code of every problem by path; nothing may have changed."""
    before = snapshot(wanted.library, own=False)
    with pytest.raises(DriftError) as caught:
        apply(wanted)
    assert snapshot(wanted.library) == before
    assert caught.value.exit_code == 4
    return {problem.path: problem.code for problem in caught.value.problems}


def text(library: str, path: str) -> str:
    with open(f"{library}/{path}", encoding="utf-8") as stream:
        return stream.read()


def blind(wanted: Plan) -> Plan:
    """The plan without its tree, so that only the disk can tell."""
    return replace(wanted, tree="")


def test_the_record_holds_plan_report_and_journal(library: str) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"})
    report = apply(wanted, papers={"plan.yaml": [b"the plan"]})
    assert report.outcome is Outcome.DONE
    record = f"{library}/{history(library)[0].folder}"
    assert sorted(os.listdir(record)) == ["journal", "plan.yaml", "report.json"]
    with open(f"{record}/report.json", encoding="utf-8") as stream:
        assert json.load(stream)["counts"] == report.counts
    assert history(library)[0].plan.startswith("sha256:")


def test_a_changed_library_is_noticed_without_a_tree(library: str) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"})
    make(library, {"in/new.mkv": "new"})
    with pytest.raises(DriftError, match="something changed"):
        apply(wanted)


def test_every_changed_entry_is_named_with_the_tree_at_hand(library: str) -> None:
    tree = scan_tree(library)
    wanted = plan(library, {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"})
    make(library, {"in/a.mkv": "longer"})
    os.unlink(f"{library}/in/b.mkv")
    with pytest.raises(DriftError) as caught:
        apply(wanted, tree=tree)
    found = {problem.path: problem.code for problem in caught.value.problems}
    assert found == {"in/a.mkv": "changed", "in/b.mkv": "gone"}


def test_a_file_touched_since_the_scan_is_noticed(library: str) -> None:
    tree = scan_tree(library)
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"})
    os.utime(f"{library}/in/a.mkv", ns=(1, 1))
    with pytest.raises(DriftError, match="stands against") as caught:
        apply(wanted, tree=tree)
    assert "written to" in caught.value.problems[0].message


def test_a_file_replaced_by_its_twin_is_noticed(library: str) -> None:
    tree = scan_tree(library)
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"})
    shutil.copy2(f"{library}/in/a.mkv", f"{library}/in/copy")
    os.replace(f"{library}/in/copy", f"{library}/in/a.mkv")
    with pytest.raises(DriftError) as caught:
        apply(wanted, tree=tree)
    assert "other inode" in caught.value.problems[0].message


def test_drifted_entries_are_left_on_request(library: str) -> None:
    tree = scan_tree(library)
    wanted = plan(library, {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"})
    make(library, {"in/a.mkv": "longer"})
    report = apply(wanted, tree=tree, skip_drifted=True)
    assert report.exit_code == 10
    assert report.counts["left"] == 1
    assert files(library) == ["A/b.mkv", "TV/old.mkv", "in/a.mkv"]


def test_a_tree_of_another_scan_is_refused(library: str) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"})
    make(library, {"in/new.mkv": "new"})
    with pytest.raises(PlanError):
        apply(wanted, tree=scan_tree(library))


def test_an_unsafe_plan_is_refused(library: str) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"})
    outside = tuple(p._replace(sub="../../..") for p in wanted.placements)
    with pytest.raises(PlanError) as caught:
        apply(replace(wanted, placements=outside))
    assert caught.value.exit_code == 3


def test_a_taken_destination_is_named(library: str) -> None:
    make(library, {"A/a.mkv": "theirs", "B/B.MKV": "twin"})
    wanted = plan(library, {"in/a.mkv": "A/a.mkv", "in/b.mkv": "B/b.mkv"})
    assert refused(blind(wanted)) == {"in/a.mkv": "occupied", "in/b.mkv": "twin"}


def test_a_folder_in_another_spelling_is_refused(library: str) -> None:
    make(library, {"the show/x.mkv": "x"})
    wanted = plan(library, {"in/a.mkv": "The Show/a.mkv"})
    assert refused(blind(wanted)) == {"The Show": "twin", "in/a.mkv": "no-folder"}


def test_a_symlink_on_the_way_is_never_followed(library: str, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    os.symlink(tmp_path / "outside", f"{library}/A")
    os.symlink("in", f"{library}/link")
    wanted = blind(plan(library, {"in/a.mkv": "A/a.mkv"}))
    assert refused(wanted) == {"A": "not-a-folder", "in/a.mkv": "no-folder"}
    linked = tuple(p._replace(source="link/b.mkv") for p in wanted.placements)
    found = refused(replace(wanted, placements=linked))
    assert found["link"] == "not-a-folder"
    assert not list((tmp_path / "outside").iterdir())


def test_a_file_in_the_place_of_a_folder_is_refused(library: str) -> None:
    make(library, {"A": "a file"})
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"})
    assert refused(blind(wanted))["A"] == "not-a-folder"


def test_only_regular_files_are_placed(library: str) -> None:
    os.symlink("a.mkv", f"{library}/in/link.mkv")
    os.mkfifo(f"{library}/in/pipe.mkv")
    wanted = plan(library, {"in/link.mkv": "A/link.mkv", "in/pipe.mkv": "A/p.mkv"})
    assert set(refused(blind(wanted)).values()) == {"not-a-file"}


def test_a_name_that_is_too_long_for_the_disk_is_refused(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = os.statvfs_result((*os.statvfs(library)[:9], 20))
    monkeypatch.setattr(os, "fstatvfs", lambda _: short)
    wanted = plan(
        library, {"in/a.mkv": f"A/{'x' * 30}.mkv", "in/b.mkv": f"{'y' * 40}/b"}
    )
    found = refused(blind(wanted))
    assert found["in/a.mkv"] == "name-too-long"
    assert found["y" * 40] == "name-too-long"


@pytest.mark.parametrize("folder", ["in", "A"])
def test_a_folder_that_cannot_be_changed_is_refused(
    library: str, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(library, {"A/x": ""})
    inode = os.stat(f"{library}/{folder}").st_ino
    monkeypatch.setattr(
        facts, "flagged", lambda descriptor: os.fstat(descriptor).st_ino == inode
    )
    wanted = plan(library, {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/deep/b.mkv"})
    assert "not-permitted" in refused(blind(wanted)).values()


@pytest.fixture
def immutable(library: str) -> Iterator[str]:
    """A file with the immutable flag."""
    path = f"{library}/in/a.mkv"
    done = subprocess.run(["chattr", "+i", path], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("chattr +i is not possible here")
    yield path
    subprocess.run(["chattr", "-i", path], check=True)


@pytest.mark.skipif(not shutil.which("chattr"), reason="no chattr on this machine")
def test_an_immutable_file_is_noticed_before_anything_moves(immutable: str) -> None:
    library = immutable.removesuffix("/in/a.mkv")
    wanted = plan(library, {"in/b.mkv": "A/b.mkv", "in/a.mkv": "A/a.mkv"})
    assert refused(blind(wanted)) == {"in/a.mkv": "not-permitted"}


def test_a_disk_without_room_for_the_copies_is_refused(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "free", lambda descriptor: (10, 0))
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    before = snapshot(library)
    with pytest.raises(DriftError) as caught:
        apply(blind(wanted))
    assert {p.code for p in caught.value.problems} == {"no-space", "no-inodes"}
    assert snapshot(library) == before


def test_swaps_rings_chains_and_new_spellings_work(library: str) -> None:
    make(library, {"R/1": "one", "R/2": "two", "R/3": "three", "R/4": "four"})
    before = snapshot(library)
    place(
        library,
        {
            "R/1": "R/2",
            "R/2": "R/3",
            "R/3": "R/1",
            "R/4": "R/five",
            "in/a.mkv": "R/4",
            "in/b.mkv": "in/B.mkv",
        },
    )
    found = {path: text(library, path) for path in files(library)}
    assert found == {
        "R/1": "three",
        "R/2": "one",
        "R/3": "two",
        "R/4": "a",
        "R/five": "four",
        "TV/old.mkv": "old",
        "in/B.mkv": "b",
    }
    destroy(library)
    assert snapshot(library) == before


def test_who_waits_for_a_drifted_entry_is_left_too(library: str) -> None:
    make(library, {"R/1": "one", "R/2": "two", "R/3": "three"})
    tree = scan_tree(library)
    wanted = plan(library, {"R/1": "R/2", "R/2": "R/3", "R/3": "R/4"})
    make(library, {"R/3": "changed"})
    report = apply(wanted, tree=tree, skip_drifted=True)
    assert {problem.path for problem in report.skipped} == {"R/1", "R/2", "R/3"}
    assert report.outcome is Outcome.NOTHING


def test_a_disc_moves_whole_and_is_noticed_when_it_changed(library: str) -> None:
    make(library, {"old/BDMV/index.bdmv": "i", "old/BDMV/STREAM/0.m2ts": "s"})
    tree = scan_tree(library)
    wanted = plan(library, {"old/BDMV/": "Film/BDMV"})
    make(library, {"old/BDMV/STREAM/1.m2ts": "more"})
    with pytest.raises(DriftError) as caught:
        apply(wanted, tree=tree)
    assert caught.value.problems[0].message == "its files changed"
    os.unlink(f"{library}/old/BDMV/STREAM/1.m2ts")
    assert apply(wanted, tree=tree).counts["placed"] == 1
    assert "Film/BDMV/STREAM/0.m2ts" in files(library)


@pytest.mark.parametrize("action", [Action.COPY, Action.HARDLINK, Action.SYMLINK])
def test_a_changed_disc_is_left_by_those_that_take_it_file_by_file(
    library: str, action: Action
) -> None:
    make(library, {"old/BDMV/index.bdmv": "i", "old/BDMV/STREAM/0.m2ts": "s"})
    tree = scan_tree(library)
    wanted = plan(library, {"old/BDMV/": "Film/BDMV", "in/a.mkv": "A/a.mkv"}, action)
    make(library, {"old/BDMV/STREAM/1.m2ts": "more"})
    before = snapshot(library)
    report = apply(wanted, tree=tree, skip_drifted=True)
    assert report.counts["placed"] == 1
    assert [problem.path for problem in report.skipped] == ["old/BDMV/"]
    assert "A/a.mkv" in files(library)
    destroy(library)
    assert snapshot(library) == before


def test_a_dry_run_says_exactly_what_the_real_one_does(library: str) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/Season 01/b.mkv"})
    before = snapshot(library, own=True)
    would = apply(wanted, dry_run=True)
    assert snapshot(library, own=True) == before
    done = apply(wanted)
    assert would.counts == done.counts
    assert would.acts == (
        ("make folder", "A", ""),
        ("make folder", "A/Season 01", ""),
        ("move", "in/a.mkv", "A/a.mkv"),
        ("move", "in/b.mkv", "A/Season 01/b.mkv"),
        ("remove folder", "in", ""),
    )


def test_an_observer_that_breaks_stops_nothing(library: str) -> None:
    def broken(event: Event) -> None:
        raise BrokenPipeError(event.stage)

    report = apply(plan(library, {"in/a.mkv": "A/a.mkv"}), observe=broken)
    assert report.outcome is Outcome.DONE


def test_an_observer_with_a_bug_is_rolled_back(library: str) -> None:
    def buggy(event: Event) -> None:
        if event.stage == "apply":
            raise ValueError(event.stage)

    before = snapshot(library)
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"})
    with pytest.raises(ValueError, match="apply"):
        apply(wanted, observe=buggy)
    assert snapshot(library) == before
    assert not os.path.exists(f"{library}/.planfile/journal")


def test_a_program_that_writes_a_file_is_told(library: str) -> None:
    code = "import sys,time; f=open(sys.argv[1],'a'); print(flush=True); time.sleep(60)"
    with subprocess.Popen(
        ["python3", "-c", code, f"{library}/in/a.mkv"], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        report = apply(plan(library, {"in/a.mkv": "A/a.mkv"}), dry_run=True)
        writer.kill()
    assert "open for writing" in report.notices[0]


def test_something_that_appears_between_check_and_move_is_never_overwritten(
    library: str,
) -> None:
    from planfile.disk.calls import Calls

    class Racing(Calls):
        def mkdir(self, folder: int, name: bytes, mode: int) -> None:
            super().mkdir(folder, name, mode)
            if name == b"A":
                make(library, {"A/b.mkv": "theirs"})

    wanted = plan(library, {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"})
    with pytest.raises(RolledBackError, match="appeared"):
        apply(wanted, calls=Racing())
    assert files(library) == ["A/b.mkv", "TV/old.mkv", "in/a.mkv", "in/b.mkv"]
    assert text(library, "A/b.mkv") == "theirs"


def test_a_folder_that_somebody_makes_meanwhile_stays_theirs(library: str) -> None:
    from planfile.disk.calls import Calls

    class Racing(Calls):
        def mkdir(self, folder: int, name: bytes, mode: int) -> None:
            if name in {b"A", b"B"}:
                super().mkdir(folder, name, mode)
            super().mkdir(folder, name, mode)

    wanted = plan(library, {"in/a.mkv": "A/a.mkv", "in/b.mkv": "B/b.mkv"})
    with pytest.raises(RolledBackError, match="make the folder A"):
        apply(wanted, calls=Racing())
    assert os.path.isdir(f"{library}/A")


def test_a_folder_swapped_for_a_symlink_meanwhile_leads_nowhere(
    library: str, tmp_path: Path
) -> None:
    from planfile.disk.calls import Calls

    outside = tmp_path / "outside"
    outside.mkdir()

    class Swapping(Calls):
        def replace(self, folder: int, name: bytes, to: int, new: bytes) -> None:
            super().replace(folder, name, to, new)
            if new == b"journal":
                os.rename(f"{library}/TV", f"{library}/TV.real")
                os.symlink(outside, f"{library}/TV")

    wanted = plan(library, {"in/a.mkv": "TV/a.mkv"})
    # the folder that was checked is the folder that is used, wherever it went
    with pytest.raises((RolledBackError, DriftError, Exception)):
        apply(wanted, calls=Swapping())
    assert not list(outside.iterdir())
    assert "a" in {text(library, path) for path in files(library)}


def test_every_line_of_a_journal_is_as_its_schema_says(library: str) -> None:
    make(library, {"old/BDMV/index.bdmv": "i", "R/1": "one", "R/2": "two"})
    place(
        library,
        {"in/a.mkv": "A/a.mkv", "old/BDMV/": "F/BDMV", "R/1": "R/2", "R/2": "R/1"},
    )
    place(library, {"A/a.mkv": "B/a.mkv"}, Action.HARDLINK)
    place(library, {"A/a.mkv": "C/a.mkv"}, Action.COPY)
    destroy(library)
    lines = 0
    for run in history(library):
        with open(f"{library}/{run.folder}/journal", encoding="ascii") as stream:
            for line in stream:
                assert check_schema("journal", json.loads(line)) == [], line
                lines += 1
    assert lines > 30


def test_few_descriptors_are_enough(tmp_path: Path) -> None:
    names = [f"{number:02}" for number in range(30)]
    library = make(str(tmp_path / "l"), {f"in/{n}/{n}.mkv": n for n in names})
    before = snapshot(library)
    wanted = plan(library, {f"in/{n}/{n}.mkv": f"out/{n}/{n}.mkv" for n in names})

    def with_few(verb: Callable[[], object]) -> None:
        used = max(map(int, os.listdir("/proc/self/fd")))
        resource.setrlimit(resource.RLIMIT_NOFILE, (used + 10, used + 10))
        verb()

    assert in_child(partial(with_few, partial(apply, wanted))) == 0
    assert in_child(partial(with_few, partial(destroy, library))) == 0
    assert snapshot(library) == before


def test_a_folder_that_may_not_be_read_is_not_called_gone(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"})
    true = Roots.opened_once

    def shut(roots: Roots, folder: str) -> int:
        if folder == "in":
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return true(roots, folder)

    monkeypatch.setattr(Roots, "opened_once", shut)
    with pytest.raises(DriftError) as caught:
        apply(wanted)
    assert "gone" not in {problem.code for problem in caught.value.problems}
    assert any("Permission denied" in p.message for p in caught.value.problems)


@pytest.mark.parametrize("into", ["", "/TV", "/TV/.."])
def test_a_library_within_the_library_is_refused(library: str, into: str) -> None:
    with pytest.raises(PlanError, match="lies within"):
        apply(plan(library, {"in/a.mkv": "A/a.mkv"}, into=f"{library}{into}"))
    assert not os.path.exists(f"{library}/.planfile")


def test_the_folder_around_a_library_can_take_its_entries(library: str) -> None:
    around = os.path.dirname(library)
    before = snapshot(library)
    apply(plan(library, {"in/a.mkv": "A/a.mkv"}, into=around))
    assert "A/a.mkv" in files(around)
    destroy(library)
    assert snapshot(library) == before
    assert "A/a.mkv" not in files(around)


def test_a_plan_that_was_applied_says_so_when_it_is_applied_again(library: str) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"})
    paper = {"plan.yaml": [b"the plan"]}
    apply(wanted, papers=paper)
    for again in (wanted, replace(wanted, tree="")):
        with pytest.raises(DriftError, match="run 1 applied this very plan") as told:
            apply(again, papers=paper)
    assert "a new plan" in told.value.fix or "scan and plan again" in told.value.fix
    destroy(library)
    assert apply(replace(wanted, tree=""), papers=paper).outcome is Outcome.DONE


@pytest.mark.parametrize(
    ("action", "word"),
    [(Action.COPY, "copy"), (Action.REFLINK, "clone"), (Action.HARDLINK, "link")],
)
def test_a_dry_run_says_of_what_a_copy_or_link_is_made_and_which_one_goes(
    library: str, action: Action, word: str
) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"}, action)
    acts = apply(wanted, dry_run=True).acts
    assert acts == (("make folder", "A", ""), (word, "in/a.mkv", "A/a.mkv"))
    apply(wanted)
    acts = destroy(library, dry_run=True).acts
    assert acts == (("remove", "A/a.mkv", ""), ("remove folder", "A", ""))


def test_a_dry_run_of_a_swap_names_both_files(library: str) -> None:
    swap = plan(library, {"in/a.mkv": "in/b.mkv", "in/b.mkv": "in/a.mkv"})
    assert set(apply(swap, dry_run=True).acts) == {
        ("move", "in/a.mkv", "in/b.mkv"),
        ("move", "in/b.mkv", "in/a.mkv"),
    }
