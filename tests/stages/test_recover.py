"""What was broken off is ended by whoever comes next, or refused and explained."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from planfile.artifacts.report import Outcome, Phase
from planfile.cli.app import run as run_cli
from planfile.disk.calls import Calls
from planfile.disk.lock import host
from planfile.errors import (
    ArtifactError,
    DriftError,
    InputError,
    LockedError,
    PlanfileError,
    RecoveryNeededError,
    RolledBackError,
    StoppedError,
)
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from planfile.stages.recover import recover
from planfile.stages.status import status, verify
from planfile.stages.unlock import unlock
from tests.stages.runs import files, make, place, plan
from tests.torture.attack import Dying, in_child, snapshot

FILES = {"in/a.mkv": "a", "in/b.mkv": "b", "in/c.mkv": "c"}
MOVES = {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv", "in/c.mkv": "B/c.mkv"}


class DyingAt(Calls):
    """Dies when a file of this name has been moved."""

    def __init__(self, name: bytes) -> None:
        self.name = name

    def rename(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        super().rename(folder, name, to, new)
        if name == self.name:
            os._exit(137)


@pytest.fixture
def broken(library: str) -> str:
    """A library whose run died after its second move."""
    wanted = plan(library, MOVES)
    assert in_child(partial(apply, wanted, calls=DyingAt(b"b.mkv"))) == 137
    return library


def test_the_status_of_a_broken_run_is_pending_and_changes_nothing(broken: str) -> None:
    before = snapshot(broken, own=True)
    found = status(broken)
    assert found.phase is Phase.PENDING
    assert found.next == "planfile recover"
    assert found.pending.startswith("run 1 (apply)")
    assert [problem.code for problem in verify(broken)] == ["open-run"]
    assert snapshot(broken, own=True) == before


def test_after_a_kill_at_any_call_the_status_says_what_to_type(library: str) -> None:
    wanted = plan(library, MOVES)
    phases = []
    for at in range(1, 400):
        code = in_child(partial(apply, wanted, calls=Dying(at)))
        found = status(library)
        assert (found.phase is Phase.PENDING) == (found.next == "planfile recover")
        assert found.drift == ()
        assert {problem.code for problem in verify(library)} <= {"open-run"}
        phases.append(found.phase)
        recover(library)
        destroy(library)
        if not code:
            break
    assert phases[-1] is Phase.APPLIED
    assert {Phase.CLEAN, Phase.PENDING} < set(phases)


def test_the_next_command_recovers_first_and_says_so(broken: str) -> None:
    report = apply(plan(broken, {"in/c.mkv": "C/c.mkv"}), dry_run=True)
    assert "taken back" in report.notices[0]
    assert files(broken) == ["A/a.mkv", "A/b.mkv", "in/c.mkv"]


def test_recover_says_what_it_did_and_then_has_nothing_to_do(broken: str) -> None:
    report = recover(broken)
    assert report is not None
    assert report.outcome is Outcome.ROLLED_BACK
    assert files(broken) == sorted(FILES)
    assert recover(broken) is None
    assert status(broken).phase is Phase.CLEAN


def test_a_file_that_vanished_meanwhile_is_named_and_the_rest_goes_back(
    broken: str,
) -> None:
    os.rename(f"{broken}/A/a.mkv", f"{broken}/hidden")
    with pytest.raises(RecoveryNeededError) as caught:
        recover(broken)
    assert caught.value.exit_code == 7
    assert [p.path for p in caught.value.problems] == ["in/a.mkv"]
    assert files(broken) == ["hidden", "in/b.mkv", "in/c.mkv"]
    os.rename(f"{broken}/hidden", f"{broken}/in/a.mkv")
    recover(broken)
    assert files(broken) == sorted(FILES)


class Full(Calls):
    """A disk without room for the name of one more film."""

    def rename(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        if name.endswith(b".mkv"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().rename(folder, name, to, new)


def test_what_cannot_go_back_is_named_the_way_it_had_to_go(broken: str) -> None:
    with pytest.raises(RecoveryNeededError) as caught:
        recover(broken, calls=Full())
    said = {problem.message for problem in caught.value.problems}
    assert "cannot take A/a.mkv back to in/a.mkv: No space left on device" in said
    recover(broken)
    assert files(broken) == sorted(FILES)


def test_a_file_that_was_removed_on_purpose_can_be_forgotten(broken: str) -> None:
    os.unlink(f"{broken}/A/a.mkv")
    with pytest.raises(RecoveryNeededError) as caught:
        recover(broken)
    assert "--forget-missing" in caught.value.problems[0].fix
    assert run_cli(["recover", broken, "--forget-missing"]) == 0
    assert files(broken) == ["in/b.mkv", "in/c.mkv"]
    assert status(broken).phase is Phase.CLEAN


def test_what_is_forgotten_is_named(broken: str) -> None:
    os.unlink(f"{broken}/A/a.mkv")
    report = recover(broken, forget_missing=True)
    assert report is not None
    assert "in/a.mkv" in report.notices[0]


def test_only_what_is_missing_can_be_forgotten(broken: str) -> None:
    os.unlink(f"{broken}/A/a.mkv")
    make(broken, {"in/b.mkv": "somebody's"})
    with pytest.raises(RecoveryNeededError):
        recover(broken, forget_missing=True)
    assert files(broken) == ["A/b.mkv", "in/b.mkv", "in/c.mkv"]


class Meanwhile(Calls):
    """Somebody does something just before a file of this name is moved."""

    def __init__(self, name: bytes, does: Callable[[], object]) -> None:
        self.name = name
        self.does = does

    def rename(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        if name == self.name:
            self.does()
        super().rename(folder, name, to, new)


class MeanwhileByLink(Meanwhile):
    """The same where files are moved by link and unlink."""

    def rename(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    def link(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        if name == self.name:
            self.does()
        super().link(folder, name, to, new)


@pytest.mark.parametrize("calls", [Meanwhile, MeanwhileByLink])
def test_a_file_that_somebody_removes_during_the_run_is_not_planfiles_loss(
    library: str, calls: type[Meanwhile]
) -> None:
    meanwhile = calls(b"b.mkv", lambda: os.unlink(f"{library}/in/b.mkv"))
    with pytest.raises(RolledBackError, match="in/b"):
        apply(plan(library, MOVES), calls=meanwhile)
    assert files(library) == ["in/a.mkv", "in/c.mkv"]
    assert status(library).phase is Phase.CLEAN
    assert recover(library) is None


@pytest.mark.parametrize("killed", [False, True])
def test_a_copy_that_somebody_puts_at_a_destination_stays(
    library: str, killed: bool
) -> None:
    def copied() -> None:
        shutil.copy2(f"{library}/in/b.mkv", f"{library}/A/b.mkv")
        if killed:
            os._exit(137)

    calls = Meanwhile(b"b.mkv", copied)
    code = in_child(partial(apply, plan(library, MOVES), calls=calls))
    assert code == (137 if killed else 6)
    recover(library)
    assert files(library) == ["A/b.mkv", "in/a.mkv", "in/b.mkv", "in/c.mkv"]


def test_a_new_file_in_the_old_place_is_never_overwritten(broken: str) -> None:
    make(broken, {"in/a.mkv": "somebody's"})
    with pytest.raises(RecoveryNeededError) as caught:
        recover(broken)
    assert caught.value.problems[0].code == "occupied"
    assert files(broken) == ["A/a.mkv", "in/a.mkv", "in/b.mkv", "in/c.mkv"]
    os.rename(f"{broken}/in/a.mkv", f"{broken}/in/theirs.mkv")
    recover(broken)
    assert files(broken) == sorted([*FILES, "in/theirs.mkv"])


def test_a_file_edited_meanwhile_goes_back_as_it_is(broken: str) -> None:
    with open(f"{broken}/A/a.mkv", "a", encoding="utf-8") as stream:
        stream.write("more")
    recover(broken)
    assert files(broken) == sorted(FILES)


def test_a_foreign_file_in_a_new_folder_stays(broken: str) -> None:
    make(broken, {"A/theirs.nfo": ""})
    recover(broken)
    assert files(broken) == sorted([*FILES, "A/theirs.nfo"])


def damaged(library: str, name: str, how: str) -> None:
    path = f"{library}/.planfile/{name}"
    with open(path, "rb") as stream:
        data = stream.read()
    with open(path, "wb") as stream:
        stream.write(
            {
                "cut": data[: len(data) // 2],
                "empty": b"",
                "flipped": data.replace(b"A", b"Z", 1),
                "newer": data.replace(b'"version": 1', b'"version": 99'),
                "other": b'{"planfile": "something"}\n',
                "deep": b"[" * 100_000,
            }[how]
        )


@pytest.mark.parametrize("how", ["cut", "empty", "flipped", "newer", "other", "deep"])
def test_a_damaged_journal_is_refused_and_nothing_is_touched(
    broken: str, how: str
) -> None:
    damaged(broken, "journal", how)
    before = snapshot(broken)
    for verb in (recover, destroy, status):
        with pytest.raises(ArtifactError, match="journal") as caught:
            verb(broken)
        assert caught.value.exit_code == 3
        assert caught.value.fix
    assert snapshot(broken) == before
    assert verify(broken)[0].code == "journal"


@pytest.mark.parametrize("how", ["cut", "empty", "newer", "other", "deep"])
def test_a_damaged_state_is_refused_and_nothing_is_touched(
    library: str, how: str
) -> None:
    place(library, MOVES)
    damaged(library, "state.json", how)
    before = snapshot(library)
    for verb in (recover, destroy, status):
        with pytest.raises(ArtifactError) as caught:
            verb(library)
        assert caught.value.fix
    assert snapshot(library) == before
    assert verify(library)[0].code == "state"


@pytest.mark.parametrize("runs", [1, 2])
def test_a_state_that_is_gone_is_missed(library: str, runs: int) -> None:
    for name in ("a", "b")[:runs]:
        place(library, {f"in/{name}.mkv": f"A/{name}.mkv"})
    os.unlink(f"{library}/.planfile/state.json")
    before = snapshot(library, own=True)
    for verb in (recover, destroy, status):
        with pytest.raises(ArtifactError, match="is gone") as caught:
            verb(library)
        assert caught.value.fix == f"planfile state restore {library}"
    assert verify(library)[0].code == "state"
    after = snapshot(library, own=True)
    assert before.keys() <= after.keys()


def test_only_the_last_twenty_states_are_kept(library: str) -> None:
    for _ in range(13):
        place(library, {"in/a.mkv": "A/a.mkv"})
        destroy(library)
    assert len(os.listdir(f"{library}/.planfile/states")) == 20


def test_a_journal_of_another_history_is_refused(broken: str, tmp_path: Path) -> None:
    other = make(str(tmp_path / "other"), FILES)
    place(other, MOVES)
    os.replace(f"{broken}/.planfile/journal", f"{other}/.planfile/journal")
    with pytest.raises(ArtifactError, match="another history"):
        recover(other)
    assert files(other) == ["A/a.mkv", "A/b.mkv", "B/c.mkv"]


def hostile(library: str, **changes: object) -> None:
    """Rewrite the open journal with a good checksum but other content."""
    import hashlib

    path = f"{library}/.planfile/journal"
    with open(path, "rb") as stream:
        lines = stream.read().splitlines(keepends=True)
    rows = [json.loads(line) for line in lines[:-1]]
    for row in rows[1:]:
        if row[0] == "folder" and row[1] == "in" and "folder" in changes:
            row[1] = changes["folder"]
        if row[0] == "move" and "name" in changes:
            row[2] = changes["name"]
        if row[0] == "move" and "step" in changes:
            row[0] = changes["step"]
        if row[0] == "move" and "number" in changes:
            row[1] = changes["number"]
    data = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    data = data.replace(b'["folder", ', b'["folder",')
    digest = hashlib.sha256(data + b"9").hexdigest()
    with open(path, "wb") as stream:
        stream.write(data)
        stream.write(f'{{"sha256":"{digest}","operations":{9:12d}}}\n'.encode())


@pytest.mark.parametrize(
    "changes",
    [
        {"folder": "../outside"},
        {"folder": "/etc"},
        {"folder": "in/../../outside"},
        {"folder": ".planfile"},
        {"folder": ".PLANFILE/runs"},
        {"folder": "in\0x"},
        {"name": "../../x"},
        {"name": ".."},
        {"name": ""},
        {"name": ".planfile"},
        {"name": 7},
        {"step": "unlink"},
        {"step": "mkdir"},
        {"number": 99},
        {"number": -1},
        {"number": "0"},
    ],
)
def test_a_journal_that_leads_astray_is_refused(
    broken: str, changes: dict[str, object]
) -> None:
    hostile(broken, **changes)
    before = snapshot(broken)
    with pytest.raises(ArtifactError, match="damaged"):
        recover(broken)
    assert snapshot(broken) == before


@pytest.mark.parametrize("name", ["journal", "state.json", "lock"])
@pytest.mark.parametrize("kind", ["symlink", "pipe", "folder"])
def test_what_is_planted_for_planfiles_own_files_is_not_followed(
    library: str, tmp_path: Path, name: str, kind: str
) -> None:
    place(library, MOVES)
    (tmp_path / "secret").write_text("secret")
    path = f"{library}/.planfile/{name}"
    if os.path.exists(path):
        os.unlink(path)
    if kind == "symlink":
        os.symlink(tmp_path / "secret", path)
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        os.mkdir(path)
    before = snapshot(library)
    with pytest.raises(PlanfileError) as caught:
        destroy(library)
    assert caught.value.exit_code in {3, 6}
    assert snapshot(library) == before
    assert (tmp_path / "secret").read_text() == "secret"


def test_a_symlink_for_the_own_folder_is_refused(library: str, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    os.symlink(tmp_path / "outside", f"{library}/.planfile")
    with pytest.raises(InputError):
        place(library, MOVES)
    assert not list((tmp_path / "outside").iterdir())


def run_python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A process of its own that prints a line when it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


HOLD = """
import sys, time
from planfile.stages.holding import hold
with hold(sys.argv[1], "a test"):
    print(flush=True)
    time.sleep(60)
"""


def test_the_second_run_is_told_who_holds_the_library(library: str) -> None:
    with run_python(HOLD, library) as holder:
        with pytest.raises(LockedError, match=f"pid {holder.pid} on") as caught:
            place(library, MOVES)
        assert caught.value.exit_code == 5
        found = status(library)
        assert "a test" in found.holder
        assert found.next == "a run is at work: wait for it"
        looks: list[Callable[[], object]] = [
            partial(verify, library),
            partial(apply, plan(library, MOVES), dry_run=True),
        ]
        for look in looks:
            with pytest.raises(LockedError, match=f"pid {holder.pid} on"):
                look()
        holder.kill()
    assert status(library).holder == ""


def test_a_second_run_can_wait(library: str) -> None:
    wanted = plan(library, MOVES)
    code = HOLD.replace("60", "0.5")
    with run_python(code, library):
        assert apply(wanted, lock_timeout=30).outcome is Outcome.DONE


def test_a_run_that_waits_for_another_can_be_stopped(library: str) -> None:
    wanted = plan(library, MOVES)

    def waits() -> None:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        apply(wanted, lock_timeout=60)

    before = snapshot(library)
    with run_python(HOLD, library) as holder:
        assert in_child(waits) == 143
        holder.kill()
    assert snapshot(library) == before


def test_a_dead_owner_never_blocks(library: str) -> None:
    with run_python(HOLD, library) as holder:
        holder.kill()
        holder.wait()
        report = place(library, MOVES)
    assert "took over" in report.notices[0]


def foreign(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock of another host on a mount where flock may not reach it."""
    place(library, {"in/a.mkv": "A/a.mkv"})
    held = {"id": "abcd", "pid": 7, "host": "nas", "since": "then", "about": "apply"}
    with open(f"{library}/.planfile/lock", "w", encoding="utf-8") as stream:
        json.dump(held, stream)
    monkeypatch.setattr("planfile.disk.lock.LOCAL", {})


def test_a_lock_of_another_host_is_never_stolen(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign(library, monkeypatch)
    with pytest.raises(LockedError, match="on nas") as caught:
        destroy(library)
    assert caught.value.fix.endswith("planfile unlock abcd")
    with pytest.raises(LockedError, match="not wrong"):
        unlock(library, "wrong")
    holder = unlock(library, "abcd")
    assert holder is not None
    assert holder.host == "nas"
    assert unlock(library, "abcd") is None
    destroy(library)


def test_on_a_local_disk_a_lock_of_another_host_is_dead(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"})
    held = {"id": "x", "pid": 7, "host": f"not-{host()}", "since": "", "about": ""}
    with open(f"{library}/.planfile/lock", "w", encoding="utf-8") as stream:
        json.dump(held, stream)
    assert destroy(library).outcome is Outcome.DONE


RUN = """
import sys
from planfile.disk.calls import Calls
from planfile.stages.apply import apply
from planfile.cli.boundary import guarded
from tests.stages.runs import plan
import time

class Slow(Calls):
    def rename(self, folder, name, to, new):
        super().rename(folder, name, to, new)
        if name == b"a.mkv":
            print(flush=True)
            time.sleep(float(sys.argv[2]))

moves = {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv", "in/c.mkv": "B/c.mkv"}
sys.exit(guarded(lambda: apply(plan(sys.argv[1], moves), calls=Slow()) and 0))
"""


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name
)
def test_the_first_signal_rolls_back(library: str, number: signal.Signals) -> None:
    before = snapshot(library)
    with run_python(RUN, library, "0.3") as run:
        run.send_signal(number)
        assert run.wait() == 128 + number
    assert snapshot(library) == before
    assert status(library).phase is Phase.CLEAN


def test_the_second_signal_ends_at_once_and_recovers(library: str) -> None:
    before = snapshot(library)
    with run_python(RUN, library, "60") as run:
        run.send_signal(signal.SIGINT)
        time.sleep(0.2)
        run.send_signal(signal.SIGINT)
        assert run.wait() == 130
        assert run.stderr is not None
        assert "planfile recover" in run.stderr.read()
    assert status(library).phase is Phase.PENDING
    recover(library)
    assert snapshot(library) == before


def test_killed_for_real_it_recovers(library: str) -> None:
    before = snapshot(library)
    with run_python(RUN, library, "60") as run:
        run.kill()
        run.wait()
    recover(library)
    assert snapshot(library) == before


def test_a_signal_before_the_first_move_changes_nothing(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planfile.stages.stopping.Stop.__enter__", stopped)
    with pytest.raises(StoppedError) as caught:
        place(library, MOVES)
    assert caught.value.exit_code == 143
    assert files(library) == sorted(FILES)


def stopped(stop: object) -> object:
    """A signal has come already."""
    stop.number = signal.SIGTERM  # type: ignore[attr-defined]
    return stop


def test_a_library_that_is_not_there_is_named(tmp_path: Path) -> None:
    for verb in (recover, destroy, status, verify):
        with pytest.raises(InputError, match="nowhere"):
            verb(str(tmp_path / "nowhere"))


def test_the_guest_of_a_broken_run_is_sent_to_its_library(
    library: str, tmp_path: Path
) -> None:
    into = make(str(tmp_path / "into"), {"x.mkv": "x"})
    wanted = plan(library, MOVES, into=into)
    assert in_child(partial(apply, wanted, calls=DyingAt(b"b.mkv"))) == 137
    with pytest.raises(RecoveryNeededError) as caught:
        place(into, {"x.mkv": "X/x.mkv"})
    assert caught.value.fix == f"planfile recover {library}"
    recover(library)
    assert files(library) == sorted(FILES)
    assert place(into, {"x.mkv": "X/x.mkv"}).outcome is Outcome.DONE
    assert apply(plan(library, MOVES, into=into)).outcome is Outcome.DONE
    assert files(into) == ["A/a.mkv", "A/b.mkv", "B/c.mkv", "X/x.mkv"]
    destroy(library)
    assert files(library) == sorted(FILES)
    assert files(into) == ["X/x.mkv"]


def test_word_that_nobody_stands_behind_is_forgotten(library: str) -> None:
    place(library, MOVES)
    word = {"library": "/", "roots": [library]}
    with open(f"{library}/.planfile/visit.json", "w", encoding="utf-8") as stream:
        json.dump(word, stream)
    destroy(library)
    assert not os.path.exists(f"{library}/.planfile/visit.json")
    with open(f"{library}/.planfile/visit.json", "w", encoding="utf-8") as stream:
        stream.write("nonsense")
    recover(library)


def test_a_library_that_cannot_be_written_is_named(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class ReadOnly(Dying):
        def _counted(self, name: str, call: object, *arguments: object) -> object:
            raise OSError(30, "Read-only file system")

    with pytest.raises(DriftError, match="Read-only"):
        apply(plan(library, MOVES), calls=ReadOnly(0))
    assert snapshot(library, own=True) == snapshot(library)
