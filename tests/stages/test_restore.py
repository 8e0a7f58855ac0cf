"""A state that was lost comes back from what was kept; nothing is guessed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from planfile.cli.app import run as planfile
from planfile.errors import ArtifactError, LockedError, NewerFormatError
from planfile.stages.destroy import destroy
from planfile.stages.holding import hold
from planfile.stages.recover import recover
from planfile.stages.restore import restore
from planfile.stages.status import history, verify
from tests.stages.runs import make, place
from tests.torture.attack import snapshot

FILES = {"in/a.mkv": "a", "in/b.mkv": "b", "in/c.mkv": "c"}


@pytest.fixture
def before(library: str) -> dict[str, object]:
    """The library before three runs: one that stands, one taken back, one more."""
    seen = snapshot(library)
    place(library, {"in/a.mkv": "A/a.mkv"})
    place(library, {"in/b.mkv": "B/b.mkv"})
    destroy(library, last=True)
    place(library, {"in/c.mkv": "C/c.mkv"})
    return dict(seen)


def own(library: str, name: str) -> Path:
    return Path(library, ".planfile", name)


@pytest.mark.parametrize("kept", ["runs and states", "runs", "states"])
def test_a_lost_state_comes_back_whole(
    library: str, before: dict[str, object], kept: str
) -> None:
    runs = history(library)
    old = own(library, "state.json").read_bytes()
    own(library, "state.json").unlink()
    if kept == "runs":
        shutil.rmtree(own(library, "states"))
    if kept == "states":
        own(library, "runs").rename(f"{library}-runs")
    found = restore(library)
    if kept == "states":
        Path(f"{library}-runs").rename(own(library, "runs"))
    assert found is not None
    assert found.runs == runs
    assert own(library, "state.json").read_bytes() == old
    assert verify(library) == ()
    assert restore(library) is None
    destroy(library)
    assert snapshot(library) == before


def test_a_damaged_state_is_put_aside_and_the_newest_good_one_comes_back(
    library: str, before: dict[str, object]
) -> None:
    own(library, "state.json").write_text("damaged")
    newest = max(os.listdir(own(library, "states")))
    own(library, f"states/{newest}").write_text("damaged too")
    assert restore(library) is not None
    assert own(library, "state.damaged.json").read_text() == "damaged"
    destroy(library)
    assert snapshot(library) == before


def test_a_state_older_than_the_records_is_refused_and_no_record_is_lost(
    library: str, before: dict[str, object]
) -> None:
    runs = sorted(os.listdir(own(library, "runs")))
    states = sorted(os.listdir(own(library, "states")))
    shutil.copy(own(library, f"states/{states[0]}"), own(library, "state.json"))
    for verb in (recover, destroy, place_more):
        with pytest.raises(ArtifactError, match="older than the records") as caught:
            verb(library)
        assert caught.value.fix == f"planfile state restore {library}"
    assert sorted(os.listdir(own(library, "runs"))) == runs
    restore(library)
    destroy(library)
    assert snapshot(library) == before


def place_more(library: str) -> None:
    place(library, {"in/b.mkv": "D/b.mkv"})


def test_a_state_of_a_newer_planfile_is_never_replaced(
    library: str, before: dict[str, object]
) -> None:
    del before
    state = own(library, "state.json")
    newer = state.read_text().replace('"version": 1', '"version": 99')
    state.write_text(newer)
    with pytest.raises(NewerFormatError):
        restore(library)
    assert state.read_text() == newer
    state.unlink()
    newest = max(os.listdir(own(library, "states")))
    own(library, f"states/{newest}").write_text(newer)
    with pytest.raises(NewerFormatError):
        restore(library)


def test_where_nothing_was_kept_nothing_is_made_up(library: str) -> None:
    with pytest.raises(ArtifactError, match="nothing was kept"):
        restore(library)
    assert not own(library, "state.json").exists()


def test_records_of_two_histories_are_never_mixed(
    library: str, before: dict[str, object], tmp_path: Path
) -> None:
    del before
    other = make(str(tmp_path / "other"), FILES)
    for name in "abc":
        place(other, {f"in/{name}.mkv": f"A/{name}.mkv"})
    own(library, "state.json").unlink()
    states = own(library, "states")
    shutil.rmtree(states)
    shutil.copytree(own(other, "states"), states)
    with pytest.raises(ArtifactError, match="two histories"):
        restore(library)
    shutil.rmtree(states)
    for record in own(other, "runs").iterdir():
        shutil.copytree(record, own(library, f"runs/{record.name}"))
    with pytest.raises(ArtifactError, match="another history"):
        restore(library)


def test_a_state_is_not_brought_back_under_a_run(library: str) -> None:
    with hold(library, "a test"), pytest.raises(LockedError):
        restore(library)


def test_on_the_command_line_it_says_what_it_did(
    library: str, before: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    del before
    assert planfile(["state", "restore", library]) == 0
    assert "no run is missing" in capsys.readouterr().out
    own(library, "state.json").unlink()
    assert planfile(["state", "restore", library]) == 0
    assert "4 runs" in capsys.readouterr().out


def rewrite(library: str, old: str, new: str, count: int) -> None:
    """Change what the state says; `count` is how often."""
    state = own(library, "state.json")
    text = state.read_text()
    assert text.count(old) >= count
    state.write_text(text.replace(old, new, count))


def test_who_ran_what_cannot_be_changed_unseen(
    library: str, before: dict[str, object]
) -> None:
    del before
    (who,) = {run.who for run in history(library)}
    rewrite(library, f'"who": "{who}"', '"who": "nobody"', 2)
    (found,) = verify(library)
    assert found.code == "chain"
    assert "run 1 " in found.message
    assert planfile(["state", "verify", library]) == 4
    place(library, {"in/b.mkv": "E/b.mkv"})
    assert [problem.code for problem in verify(library)] == ["chain"]


def test_a_state_without_links_is_good_and_the_next_run_begins_them(
    library: str, before: dict[str, object]
) -> None:
    links = [run.chain for run in history(library)]
    for link in links:
        rewrite(library, f', "chain": "{link}"', "", 1)
    assert [run.chain for run in history(library)] == [""] * 4
    assert verify(library) == ()
    place(library, {"in/b.mkv": "E/b.mkv"})
    assert [bool(run.chain) for run in history(library)] == [False] * 4 + [True]
    assert verify(library) == ()
    (who,) = {run.who for run in history(library)}
    rewrite(library, f'"who": "{who}"', '"who": "nobody"', 1)
    assert "run 5 " in verify(library)[0].message
    rewrite(library, '"who": "nobody"', f'"who": "{who}"', 1)
    destroy(library)
    assert snapshot(library) == before
