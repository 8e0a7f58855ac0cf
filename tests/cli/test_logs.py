"""The log: JSON lines that belong together, small, and never in the way."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planfile.artifacts.event import Event, ignore
from planfile.cli.app import run
from planfile.cli.logs import close_log, log, logged, open_log, remove_old
from planfile.errors import SettingsError
from planfile.settings import Settings


@pytest.fixture(autouse=True)
def _closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PLANFILE_LOG_LEVEL", "")
    close_log()
    yield
    close_log()
    os.environ.pop("PLANFILE_LOG_FILE", None)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def settings(path: Path, **others: Any) -> Settings:
    return Settings(log_file=str(path), origins={"log_file": "--log-file"}, **others)


def test_a_command_logs_its_begin_its_errors_and_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "planfile.log"
    assert run(["settings", "/missing", "--log-file", str(path)]) == 3
    found = lines(path)
    assert [line["event"] for line in found] == ["begin", "error", "end"]
    assert {line["call"] for line in found} == {found[0]["call"]}
    assert len(found[0]["call"]) == 16
    assert found[1]["message"] == "a setting names a folder that is not there"
    assert found[2]["exit_code"] == 3
    assert found[0]["time"].endswith("+00:00")


@pytest.mark.parametrize(
    "words", ["validate x", "show x", "check x", "diff x y", "identify Heat.1995.mkv"]
)
def test_a_command_that_asks_for_no_setting_logs_too(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run([*words.split(), "--log-file", "log"])
    events = [line["event"] for line in lines(tmp_path / "log")]
    assert (events[0], events[-1]) == ("begin", "end")
    assert run([*words.split(), "--jobs", "many"]) == 64


def test_the_level_decides_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "planfile.log"
    arguments = ["settings", "/missing", f"--log-file={path}", "--log-level=error"]
    assert run(arguments) == 3
    assert [line["event"] for line in lines(path)] == ["error"]


def test_stages_log_their_begin_and_end_and_at_debug_every_event(
    tmp_path: Path,
) -> None:
    for level, count in (("info", 3), ("debug", 5)):
        path = tmp_path / level
        open_log(settings(path, log_level=level))
        observe = logged(ignore)
        for done in (0, 1, 2, 3):
            observe(Event("plan", done, 3, cost=0.5))
        close_log()
        assert len(lines(path)) == count
        assert lines(path)[-1]["cost"] == 0.5


def test_without_a_file_nothing_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    open_log(Settings())
    log("error", "nothing")
    logged(ignore)(Event("scan"))
    assert list(tmp_path.iterdir()) == []


def test_a_full_log_makes_room(tmp_path: Path) -> None:
    path = tmp_path / "log"
    open_log(settings(path, log_size=1000))
    for number in range(100):
        log("info", "x" * 100, number=number)
    close_log()
    assert path.stat().st_size <= 1000
    assert len(list(tmp_path.iterdir())) == 11


def test_old_files_go_and_young_ones_stay(tmp_path: Path) -> None:
    path = tmp_path / "log"
    for name, age in (("log.1", 5), ("log.2", 95), ("other.1", 200)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 1_000_000_000 - age * 86_400))
    remove_old(str(path), 90, 1_000_000_000)
    assert sorted(os.listdir(tmp_path)) == ["log.1", "other.1"]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot log to") as caught:
        open_log(settings(tmp_path / "missing/log"))
    assert caught.value.fix == "it was set by --log-file"


def test_names_that_are_not_utf8_are_logged_too(tmp_path: Path) -> None:
    path = tmp_path / "log"
    open_log(settings(path))
    log("info", "name", path="bad\udce9")
    assert lines(path)[-1]["path"] == "bad\udce9"


def test_what_follows_two_dashes_is_not_ours(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["show", "--", "--log-file"]) == 3
    assert "cannot read --log-file" in capsys.readouterr().err


def test_a_run_is_logged_with_its_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "library").mkdir()
    (tmp_path / "library/Heat.1995.1080p.mkv").write_bytes(b"x")
    path = tmp_path / "log"
    assert run(["organize", "movies", "library", "--yes", f"--log-file={path}"]) == 0
    (report,) = [line for line in lines(path) if line["event"] == "report"]
    assert len(report["run"]) == 16
    assert (report["number"], report["counts"]["placed"]) == (1, 1)
