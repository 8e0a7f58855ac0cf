"""Destroy puts everything back, and never touches what somebody changed."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from planfile.artifacts.plan import Action
from planfile.artifacts.report import Outcome, Phase
from planfile.disk.calls import CALLS
from planfile.errors import ArtifactError, DriftError, InputError, UsageError
from planfile.stages.apply import apply
from planfile.stages.cleanup import cleanup
from planfile.stages.destroy import destroy, followed
from planfile.stages.holding import opened
from planfile.stages.recover import recover
from planfile.stages.restore import restore
from planfile.stages.status import history, status
from tests.stages.runs import files, hand_on_an_acl, make, place, plan
from tests.torture.attack import snapshot

FILES = {"in/a.mkv": "a", "in/b.mkv": "b", "in/deep/c.mkv": "c", "void/": ""}
MOVES = {"in/a.mkv": "A/a.mkv", "in/b.mkv": "B/x.mkv", "in/deep/c.mkv": "A/c.mkv"}


@pytest.mark.parametrize("action", list(Action))
def test_every_action_is_taken_back_exactly(library: str, action: Action) -> None:
    before = snapshot(library)
    place(library, MOVES, action)
    assert "A/a.mkv" in files(library)
    assert destroy(library).outcome is Outcome.DONE
    assert snapshot(library) == before


def test_folders_come_back_without_an_acl_that_they_never_had(library: str) -> None:
    hand_on_an_acl(library)
    hand_on_an_acl(f"{library}/in")
    before = snapshot(library)
    place(library, MOVES)
    assert not os.path.exists(f"{library}/in")
    destroy(library)
    assert snapshot(library) == before
    assert os.listxattr(f"{library}/in") == ["system.posix_acl_default"]
    assert os.listxattr(f"{library}/in/deep") == []


def test_what_several_runs_moved_on_goes_straight_home(library: str) -> None:
    before = snapshot(library)
    place(library, MOVES)
    place(library, {"A/a.mkv": "Z/a.mkv", "A/c.mkv": "A/d.mkv"})
    place(library, {"Z/a.mkv": "in/a again.mkv"})
    report = destroy(library)
    assert report.counts["restored"] == 3
    assert snapshot(library) == before
    assert destroy(library).outcome is Outcome.NOTHING


def test_the_last_run_alone_can_be_taken_back(library: str) -> None:
    place(library, MOVES)
    between = snapshot(library)
    place(library, {"A/a.mkv": "Z/a.mkv"})
    destroy(library, last=True)
    assert snapshot(library) == between
    assert [run.undone_by for run in history(library)] == [0, 3, 0]


def test_one_run_by_number(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"})
    place(library, {"in/b.mkv": "B/b.mkv"})
    destroy(library, run=1)
    assert files(library) == ["B/b.mkv", "in/a.mkv", "in/deep/c.mkv"]
    with pytest.raises(InputError, match="no run 1"):
        destroy(library, run=1)


def test_a_run_whose_files_were_moved_on_is_refused(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"})
    place(library, {"A/a.mkv": "B/a.mkv"})
    with pytest.raises(DriftError) as caught:
        destroy(library, run=1)
    assert caught.value.problems[0].path == "A/a.mkv"
    assert "take one run back at a time: planfile undo" in caught.value.fix


def test_the_folders_that_hold_something_of_others_stay_and_are_told(
    library: str,
) -> None:
    place(library, MOVES)
    make(library, {"B/movie.nfo": "of a media server"})
    report = destroy(library)
    assert report.counts["folders_removed"] == 1
    assert report.notices == ("the folder B stays: not empty",)
    assert files(library) == ["B/movie.nfo", "in/a.mkv", "in/b.mkv", "in/deep/c.mkv"]


def drifted(library: str) -> None:
    """Somebody edits one file, takes one away, and sits down in the place of one."""
    with open(f"{library}/A/a.mkv", "a", encoding="utf-8") as stream:
        stream.write("more")
    os.rename(f"{library}/B/x.mkv", f"{library}/B/mine.mkv")
    make(library, {"in/deep/c.mkv": "somebody's"})


def test_all_drift_is_listed_and_nothing_changes(library: str) -> None:
    place(library, MOVES)
    drifted(library)
    before = snapshot(library)
    with pytest.raises(DriftError) as caught:
        destroy(library)
    found = {problem.path: problem.code for problem in caught.value.problems}
    assert found == {"A/a.mkv": "changed", "B/x.mkv": "gone", "A/c.mkv": "occupied"}
    assert all("take back the rest" in p.fix for p in caught.value.problems)
    assert snapshot(library) == before


def test_drifted_entries_can_be_left_and_fetched_later(library: str) -> None:
    place(library, {**MOVES})
    with open(f"{library}/A/a.mkv", "a", encoding="utf-8") as stream:
        stream.write("more")
    seen = os.stat(f"{library}/A/a.mkv")
    report = destroy(library, skip_drifted=True)
    assert report.exit_code == 10
    assert [problem.path for problem in report.skipped] == ["A/a.mkv"]
    assert files(library) == ["A/a.mkv", "in/b.mkv", "in/deep/c.mkv"]
    assert status(library).placed == 1
    os.truncate(f"{library}/A/a.mkv", 1)
    os.utime(f"{library}/A/a.mkv", ns=(seen.st_atime_ns, original_mtime(library)))
    assert destroy(library).counts["restored"] == 1
    assert files(library) == sorted(path for path in FILES if path[-1] != "/")
    assert not os.path.exists(f"{library}/A")


def original_mtime(library: str) -> int:
    """The mtime that the journal of the first run knows of A/a.mkv."""
    disk = opened(library, (), CALLS)
    try:
        with followed(disk, history(library)[:1]) as (_, wishes):
            return next(w.mtime_ns for w in wishes() if w.source == "A/a.mkv")
    finally:
        disk.close()


def test_a_foreign_file_keeps_the_folder_that_planfile_made(library: str) -> None:
    place(library, MOVES)
    make(library, {"A/theirs.nfo": "theirs"})
    destroy(library)
    assert files(library) == sorted(["A/theirs.nfo", *MOVES])
    assert not os.path.exists(f"{library}/B")


def test_a_restored_file_from_a_backup_is_taken_back(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"})
    path = f"{library}/A/a.mkv"
    seen = os.stat(path)
    os.unlink(path)
    make(library, {"A/a.mkv": "a"})
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    destroy(library)
    assert "in/a.mkv" in files(library)


def test_the_last_link_to_somebodys_file_is_never_removed(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.HARDLINK)
    os.unlink(f"{library}/in/a.mkv")
    with pytest.raises(DriftError) as caught:
        destroy(library)
    assert caught.value.problems[0].code == "last-copy"
    assert destroy(library, skip_drifted=True).exit_code == 10
    assert "A/a.mkv" in files(library)


def test_an_edited_copy_is_never_removed(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv"}, Action.COPY)
    make(library, {"A/a.mkv": "edited"})
    with pytest.raises(DriftError) as caught:
        destroy(library)
    assert [problem.path for problem in caught.value.problems] == ["A/a.mkv"]
    destroy(library, skip_drifted=True)
    assert "A/a.mkv" in files(library)
    assert "A/b.mkv" not in files(library)


def test_a_symlink_of_somebody_else_is_never_removed(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.SYMLINK)
    os.unlink(f"{library}/A/a.mkv")
    os.symlink("elsewhere", f"{library}/A/a.mkv")
    with pytest.raises(DriftError) as caught:
        destroy(library)
    assert caught.value.problems[0].code == "changed"


def test_cleanup_is_taken_back_like_any_run(library: str) -> None:
    os.chmod(f"{library}/void", 0o711)
    before = snapshot(library)
    report = cleanup(library)
    assert report.counts == {"folders_removed": 1}
    assert not os.path.exists(f"{library}/void")
    assert cleanup(library).outcome is Outcome.NOTHING
    destroy(library, last=True)
    assert snapshot(library) == before


def test_cleanup_leaves_the_folders_of_the_system(library: str) -> None:
    make(library, {"@eaDir/": "", "x/#recycle/": ""})
    assert cleanup(library, dry_run=True).counts == {"folders_removed": 1}


def test_a_record_that_was_changed_is_refused(library: str) -> None:
    place(library, MOVES)
    record = f"{library}/{history(library)[0].folder}/journal"
    with open(record, "rb") as stream:
        data = stream.read()
    with open(record, "wb") as stream:
        stream.write(data.replace(b"x.mkv", b"y.mkv"))
    with pytest.raises(ArtifactError, match="checksum"):
        destroy(library)
    os.unlink(record)
    with pytest.raises(ArtifactError, match="is gone"):
        destroy(library)


def test_a_damaged_record_is_named(library: str) -> None:
    place(library, MOVES)
    record = f"{history(library)[0].folder}/journal"
    with open(f"{library}/{record}", "r+b") as stream:
        stream.write(b"x")
    for verb in (destroy, status):
        with pytest.raises(ArtifactError, match=f"^{record}: the journal is damaged"):
            verb(library)


def test_the_record_of_another_run_is_refused(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"})
    place(library, {"in/b.mkv": "A/b.mkv"})
    one, other = (f"{library}/{run.folder}/journal" for run in history(library))
    os.replace(one, other)
    with pytest.raises(ArtifactError, match="not the one"):
        destroy(library, run=2)


def test_a_folder_that_the_user_removed_is_made_again(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"})
    os.unlink(f"{library}/in/b.mkv")
    os.unlink(f"{library}/in/deep/c.mkv")
    os.rmdir(f"{library}/in/deep")
    os.rmdir(f"{library}/in")
    destroy(library)
    assert files(library) == ["in/a.mkv"]


def test_the_users_own_folder_stays_when_it_is_empty_again(library: str) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "void/a.mkv"})
    destroy(library)
    assert snapshot(library) == before


def test_a_dry_run_says_what_the_real_one_does(library: str) -> None:
    place(library, MOVES)
    before = snapshot(library, own=True)
    report = destroy(library, dry_run=True)
    assert report.outcome is Outcome.WOULD
    assert ("move", "A/a.mkv", "in/a.mkv") in report.acts
    assert ("remove folder", "B", "") in report.acts
    assert snapshot(library, own=True) == before


def test_runs_that_cancel_out_leave_no_trace_in_folder_times(library: str) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "void/a.mkv"})
    place(library, {"void/a.mkv": "in/a.mkv"})
    assert destroy(library).outcome is Outcome.DONE
    assert snapshot(library) == before
    assert status(library).phase is Phase.CLEAN


def test_a_folder_that_was_replaced_by_a_link_is_left_alone(library: str) -> None:
    make(library, {"void/mine": ""})
    place(library, {"in/a.mkv": "void/a.mkv"})
    place(library, {"void/a.mkv": "in/a.mkv"})
    os.rename(f"{library}/void", f"{library}/moved")
    os.symlink("in", f"{library}/void")
    destroy(library)
    assert os.path.islink(f"{library}/void")


@pytest.mark.parametrize("order", list(itertools.permutations([1, 2, 3])))
def test_runs_taken_back_in_any_order_end_where_all_began(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    start = {f"in/deep/{name}/{name}.mkv": name for name in "abc"}
    library = make(str(tmp_path / "library"), start)
    for folder in ("in", "in/deep", "in/deep/a", "in/deep/b"):
        os.chmod(f"{library}/{folder}", 0o750)
    for when, folder in enumerate(("in/deep/a", "in/deep", "in", "")):
        os.utime(f"{library}/{folder}", ns=(0, when))
    before = snapshot(library)
    for name in "abc":
        place(library, {f"in/deep/{name}/{name}.mkv": f"Movies/{name}/{name}.mkv"})
    for number in order:
        destroy(library, run=number)
    assert snapshot(library) == before
    assert destroy(library).outcome is Outcome.NOTHING


def test_a_folder_that_a_later_run_needs_goes_with_that_run(library: str) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "Movies/a/a.mkv"})
    place(library, {"in/b.mkv": "Movies/b/b.mkv"})
    destroy(library, run=1)
    assert os.listdir(f"{library}/Movies") == ["b"]
    report = destroy(library, last=True)
    assert report.counts["restored"] == 1
    assert snapshot(library) == before
    assert [run.undone_by for run in history(library)] == [3, 4, 0, 0]


def test_a_link_goes_though_its_original_was_moved_on(library: str) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.HARDLINK)
    place(library, {"in/a.mkv": "Z/moved.mkv"})
    destroy(library)
    assert snapshot(library) == before


def test_the_last_links_of_a_file_never_go(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.HARDLINK)
    place(library, {"in/a.mkv": "B/a.mkv"}, Action.HARDLINK)
    os.unlink(f"{library}/in/a.mkv")
    with pytest.raises(DriftError) as caught:
        destroy(library)
    assert {problem.code for problem in caught.value.problems} == {"last-copy"}
    assert {"A/a.mkv", "B/a.mkv"} <= set(files(library))


def test_a_folder_that_runs_removed_and_made_again_is_what_it_was(
    library: str,
) -> None:
    os.chmod(f"{library}/in/deep", 0o700)
    before = snapshot(library)
    place(library, {"in/deep/c.mkv": "A/c.mkv"})
    place(library, {"in/a.mkv": "in/deep/a.mkv"})
    destroy(library)
    assert snapshot(library) == before


@pytest.mark.parametrize("action", [Action.COPY, Action.HARDLINK, Action.SYMLINK])
def test_links_and_copies_go_though_a_later_run_moved_their_originals(
    library: str, action: Action
) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "A/a.mkv"}, action)
    place(library, {"in/a.mkv": "B/a.mkv"})
    destroy(library)
    assert snapshot(library) == before


@pytest.mark.parametrize("action", [Action.HARDLINK, Action.COPY, Action.SYMLINK])
def test_a_disc_goes_home_though_a_later_run_took_its_files(
    tmp_path: Path, action: Action
) -> None:
    disc = {"old/BDMV/index.bdmv": "i", "old/BDMV/STREAM/0.m2ts": "s"}
    library = make(str(tmp_path / "disc"), disc)
    before = snapshot(library)
    place(library, {"old/BDMV/": "Film/BDMV"})
    place(library, {"Film/BDMV/": "Other/BDMV"}, action)
    destroy(library)
    assert snapshot(library) == before


def test_links_between_two_folders_go_though_the_library_moved(tmp_path: Path) -> None:
    library, into = make(str(tmp_path / "library"), FILES), tmp_path / "into"
    into.mkdir()
    before = snapshot(library)
    apply(plan(library, MOVES, Action.SYMLINK, into=str(into)))
    moved = str(tmp_path / "else" / "where")
    os.renames(library, moved)
    assert {problem.message for problem in status(moved).drift} == {
        "it leads elsewhere"
    }
    destroy(moved)
    assert os.listdir(into) == [".planfile"]
    assert snapshot(moved) == before


def test_a_link_in_the_place_of_a_folder_that_was_made_is_named(library: str) -> None:
    place(library, {"in/a.mkv": "A/deep/a.mkv"})
    os.rename(f"{library}/A/deep", f"{library}/mine")
    os.symlink("../mine", f"{library}/A/deep")
    before = snapshot(library)
    with pytest.raises(DriftError) as caught:
        destroy(library)
    named = {(problem.code, problem.path) for problem in caught.value.problems}
    assert named == {("not-a-folder", "A/deep"), ("gone", "A/deep/a.mkv")}
    assert snapshot(library) == before


def test_twins_that_differ_in_case_alone_come_back(tmp_path: Path) -> None:
    twins = ["X/Subs/a.srt", "X/subs/b.srt", "X/c.mkv", "X/C.mkv", "d/e.mkv", "D/e.mkv"]
    library = make(str(tmp_path / "twins"), dict.fromkeys(twins, "text"))
    if len(files(library)) < len(twins):
        pytest.skip("this file system takes them for one another")
    before = snapshot(library)
    away = {"X/Subs/a.srt": "M/a.srt", "X/subs/b.srt": "M/b.srt"}
    place(library, away | {"X/c.mkv": "M/c.mkv", "d/e.mkv": "M/e.mkv"})
    assert destroy(library, dry_run=True).counts["restored"] == len(away) + 2
    destroy(library)
    assert snapshot(library) == before


def test_a_symlink_whose_original_is_gone_is_told_and_goes(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.SYMLINK)
    os.unlink(f"{library}/in/a.mkv")
    (drift,) = status(library).drift
    assert drift.message == "it leads nowhere: in/a.mkv is gone"
    destroy(library)
    assert files(library) == ["in/b.mkv", "in/deep/c.mkv"]


def test_a_folder_that_was_removed_from_a_disc_is_back_before_the_disc(
    tmp_path: Path,
) -> None:
    disc = {"old/BDMV/index.bdmv": "i", "old/BDMV/AUXDATA/": "", "old/x": "x"}
    library = make(str(tmp_path / "disc"), disc)
    os.chmod(f"{library}/old/BDMV/AUXDATA", 0o750)
    os.utime(f"{library}/old/BDMV", ns=(5, 5))
    before = snapshot(library)
    place(library, {"old/BDMV/": "Film/BDMV"})
    cleanup(library)
    assert not os.path.exists(f"{library}/Film/BDMV/AUXDATA")
    for dry_run in (True, False):
        destroy(library, dry_run=dry_run)
    assert snapshot(library) == before


def test_folders_that_were_made_for_an_entry_which_stayed_go_in_the_end(
    library: str,
) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "A/s/a.mkv"})
    place(library, {"A/s/a.mkv": "B/a.mkv"})
    place(library, {"B/a.mkv": "C/a.mkv"})
    assert destroy(library, run=2, skip_drifted=True).exit_code == 10
    destroy(library)
    assert snapshot(library) == before


@pytest.mark.parametrize("more", [{}, {"old/x": "x"}])
@pytest.mark.parametrize("removed", [True, False])
def test_a_disc_that_other_entries_left_before_goes_home_run_by_run(
    tmp_path: Path, removed: bool, more: dict[str, str]
) -> None:
    disc = {"old/BDMV/index.bdmv": "i", "old/BDMV/MovieObject.bdmv": "m"}
    library = make(str(tmp_path / "disc"), disc | more)
    if removed:
        make(library, {"old/BDMV/AUXDATA/": ""})
    before = snapshot(library)
    if removed:
        cleanup(library)
    else:
        place(library, {"old/BDMV/index.bdmv": "X/index.bdmv"})
    place(library, {"old/BDMV/": "Film/BDMV"})
    with pytest.raises(DriftError, match="nothing was changed") as caught:
        destroy(library)
    (problem,) = caught.value.problems
    assert "old/BDMV has to be made for other entries" in problem.message
    assert caught.value.fix.endswith("one run back at a time: planfile undo")
    destroy(library, last=True)
    destroy(library, last=True)
    assert snapshot(library) == before


@pytest.mark.parametrize("verb", [destroy, recover, restore])
def test_where_planfile_never_worked_it_leaves_nothing(
    library: str, verb: Callable[[str], object]
) -> None:
    before = snapshot(library, own=True)
    with suppress(ArtifactError):
        verb(library)
    assert snapshot(library, own=True) == before


def test_a_folder_within_a_library_is_not_taken_for_one(library: str) -> None:
    place(library, {"in/a.mkv": "A/s/a.mkv"})
    report = destroy(f"{library}/A/s")
    assert report.outcome is Outcome.NOTHING
    assert report.notices == (f"it lies in a library: planfile destroy {library}",)
    assert files(library) == ["A/s/a.mkv", "in/b.mkv", "in/deep/c.mkv"]


def test_two_ways_to_name_a_run_are_refused(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"})
    with pytest.raises(UsageError, match="both say which run"):
        destroy(library, last=True, run=1)


def test_what_a_run_took_home_and_a_destroy_took_away_again_comes_home(
    library: str,
) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "Z/a.mkv", "in/b.mkv": "A/b.mkv"})
    place(library, {"Z/a.mkv": "in/a.mkv"})
    assert destroy(library, run=1, skip_drifted=True).exit_code == 10
    place(library, {"in/deep/c.mkv": "C/c.mkv"}, Action.HARDLINK)
    destroy(library, run=2)
    assert "Z/a.mkv" in files(library)
    destroy(library)
    assert snapshot(library) == before


def test_two_files_from_one_place_go_back_run_by_run(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"})
    make(library, {"in/a.mkv": "somebody's"})
    place(library, {"in/a.mkv": "B/a.mkv"})
    before = snapshot(library)
    with pytest.raises(DriftError, match="two files would go back") as caught:
        destroy(library, skip_drifted=True)
    (problem,) = caught.value.problems
    assert problem.path == "B/a.mkv"
    assert "A/a.mkv goes back to in/a.mkv as well" in problem.message
    assert snapshot(library) == before
    destroy(library, last=True)
    with pytest.raises(DriftError):
        destroy(library, last=True)
    os.rename(f"{library}/in/a.mkv", f"{library}/mine")
    destroy(library, last=True)
    assert "in/a.mkv" in files(library)


@pytest.mark.parametrize("action", [Action.COPY, Action.HARDLINK, Action.SYMLINK])
def test_a_disc_that_was_copied_and_moved_on_goes_with_all_runs(
    tmp_path: Path, action: Action
) -> None:
    disc = {"in/D/BDMV/index.bdmv": "index", "in/D/BDMV/STREAM/0.m2ts": "0", "B/b": ""}
    library = make(str(tmp_path / "library"), disc)
    before = snapshot(library)
    place(library, {"in/D/BDMV/": "Z/BDMV/"}, action)
    place(library, {"Z/BDMV/": "B/BDMV/"})
    place(library, {"in/D/BDMV/": "Z/BDMV/", "B/BDMV/": "in/BDMV/"})
    destroy(library, run=3)
    place(library, {"B/BDMV/": "A/BDMV/"})
    if action is not Action.SYMLINK:  # they lead nowhere now
        assert status(library).drift == ()
    destroy(library)
    assert snapshot(library) == before


@pytest.mark.parametrize("action", [Action.COPY, Action.HARDLINK])
def test_what_a_later_run_made_is_not_taken_for_a_moved_file_that_is_gone(
    tmp_path: Path, action: Action
) -> None:
    library = make(str(tmp_path / "library"), {"in/a": "a", "in/b": "b"})
    for name in "ab":
        os.utime(f"{library}/in/{name}", ns=(7, 7))
    place(library, {"in/a": "A/a"})
    os.unlink(f"{library}/A/a")
    place(library, {"in/b": "A/a"}, action)
    before = snapshot(library)
    for dry_run in (True, False):
        with pytest.raises(DriftError) as caught:
            destroy(library, dry_run=dry_run)
        (problem,) = caught.value.problems
        assert (problem.code, problem.path) == ("gone", "A/a")
        assert snapshot(library) == before
    assert destroy(library, skip_drifted=True).counts["left"] == 1
    assert files(library) == ["in/b"]
