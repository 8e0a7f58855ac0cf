"""The doctor names what is wrong and how to mend it, and leaves no trace."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from planfile.artifacts.health import Check, Grade, exit_code_of
from planfile.disk.abilities import Abilities
from planfile.disk.probe import Method
from planfile.engines.gemini.models import Price
from planfile.engines.gemini.options import GeminiOptions
from planfile.stages import doctor as stage
from planfile.stages.doctor import ability_checks, doctor
from tests.engines.gemini.server import (
    KEY,
    Server,
    answering,
    bad_key,
    failing,
    serving,
)
from tests.engines.gemini.world import options, told

WHOLE = Abilities("btrfs", Method.RENAME, True, True, True, True, 255, "")


def named(checks: tuple[Check, ...]) -> dict[str, Check]:
    return {check.name: check for check in checks}


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(answering(told)) as found:
        yield found


@pytest.fixture
def library(tmp_path: Path) -> str:
    (tmp_path / "library").mkdir()
    return str(tmp_path / "library")


def test_a_sound_library_is_said_to_be_sound(library: str) -> None:
    before = os.stat(library).st_mtime_ns
    checks = named(doctor(library, dotenv="none"))
    assert checks["library"].grade is Grade.GOOD
    assert checks["lock"].grade is Grade.GOOD
    assert checks["runs"].grade is Grade.GOOD
    assert checks["gemini"].grade is Grade.SKIPPED
    assert os.listdir(library) == []
    assert os.stat(library).st_mtime_ns == before


def test_without_a_library_its_checks_are_skipped() -> None:
    checks = named(doctor(dotenv="none"))
    assert checks["library"].grade is Grade.SKIPPED
    assert "PLANFILE_LIBRARY" in checks["library"].fix
    assert exit_code_of(tuple(checks.values())) == 0


def test_an_old_python_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1, "final", 0))
    assert named(doctor(dotenv="none"))["versions"].grade is Grade.WRONG


def test_an_env_file_that_others_can_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("")
    path.chmod(0o644)
    check = named(doctor(dotenv=str(path)))["env-file"]
    assert (check.grade, check.fix) == (Grade.LOOK, f"chmod 600 {path}")
    path.chmod(0o600)
    assert named(doctor(dotenv=str(path)))["env-file"].grade is Grade.GOOD


def test_a_library_that_is_not_there_is_wrong(tmp_path: Path) -> None:
    checks = doctor(str(tmp_path / "gone"), dotenv="none")
    assert exit_code_of(checks) == 3


def test_a_library_that_can_not_be_read_or_written_is_wrong(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: str) -> Abilities:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(stage, "abilities_of", full)
    assert "Read-only" in named(doctor(library))["library"].what
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "cannot be read" in named(doctor(library))["library"].what


def test_what_a_file_system_lacks_is_told() -> None:
    poor = WHOLE._replace(
        kind="",
        method=Method.PLACEHOLDER,
        hardlink=False,
        reflink=False,
        case_sensitive=False,
    )
    checks = named(tuple(ability_checks(poor)))
    assert checks["move"].grade is Grade.LOOK
    assert checks["links"].what == "no --mode hardlink, --mode reflink here"
    assert "does not tell" in checks["case"].what
    good = named(tuple(ability_checks(WHOLE)))
    assert {check.grade for check in good.values()} == {Grade.GOOD}


def test_short_names_and_refused_characters_are_told() -> None:
    short = named(tuple(ability_checks(WHOLE._replace(name_bytes=143))))["names"]
    assert "143 bytes" in short.what
    odd = named(tuple(ability_checks(WHOLE._replace(refused=":?"))))["names"]
    assert (odd.grade, ":?" in odd.what) == (Grade.LOOK, True)


def test_a_held_lock_is_told(library: str) -> None:
    own = Path(library, ".planfile")
    own.mkdir(0o700)
    with open(own / "lock", "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        checks = doctor(library)
    assert named(checks)["lock"].grade is Grade.WRONG
    assert exit_code_of(checks) == 5


def test_a_damaged_journal_is_told(library: str) -> None:
    own = Path(library, ".planfile")
    own.mkdir(0o700)
    (own / "journal").write_text("x")
    assert named(doctor(library))["runs"].grade is Grade.WRONG
    assert sorted(os.listdir(own)) == ["journal"]


def test_corrections_are_counted_or_told_to_be_damaged(library: str) -> None:
    own = Path(library, ".planfile")
    own.mkdir(0o700)
    (own / "corrections.yaml").write_text("x")
    assert named(doctor(library))["corrections"].grade is Grade.WRONG
    (own / "corrections.yaml").write_text(
        "planfile: corrections\nversion: 1\n"
        "corrections:\n- {number: 1, named: a, is: leave}\n"
    )
    assert named(doctor(library))["corrections"].what == "1 learnt from your edits"


def test_no_key_is_wrong_only_where_gemini_is_wanted() -> None:
    assert exit_code_of(doctor(gemini=GeminiOptions(), engine="gemini")) == 9
    checks = doctor(gemini=GeminiOptions())
    assert named(checks)["gemini-key"].grade is Grade.SKIPPED
    assert exit_code_of(checks) == 0
    assert "gemini-key" not in named(doctor(gemini=GeminiOptions(), engine="offline"))


def test_a_missing_sdk_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    from planfile.engines.gemini import service

    monkeypatch.setattr(service, "is_installed", lambda: False)
    check = named(doctor(gemini=GeminiOptions(key=KEY)))["gemini-sdk"]
    assert (check.grade, check.fix) == (
        Grade.WRONG,
        "pip install 'planfile-media[gemini]'",
    )


def test_a_key_that_works_is_said_to_work(server: Server) -> None:
    checks = doctor(gemini=options(server))
    service = named(checks)["gemini-service"]
    assert service.what == "the key is accepted, gemini-3.5-flash-lite is there"
    assert "$0.30 in, $2.50 out" in named(checks)["gemini-price"].what
    assert "not Google's" in named(checks)["gemini-address"].what
    assert [call.method for call in server.calls] == ["GET"]
    assert exit_code_of(checks) == 0


def test_offline_asks_nothing(server: Server) -> None:
    checks = doctor(gemini=options(server), offline=True)
    assert named(checks)["gemini-service"].grade is Grade.SKIPPED
    assert not server.calls


def test_a_refused_key_is_wrong(server: Server) -> None:
    server.models = bad_key
    checks = doctor(gemini=options(server))
    assert exit_code_of(checks) == 9
    assert KEY not in str(checks)


def test_a_service_that_fails_is_wrong(server: Server) -> None:
    server.models = failing(503, "UNAVAILABLE")
    assert "network" in named(doctor(gemini=options(server)))["gemini-service"].fix


def test_a_model_that_is_not_there_lists_those_that_are(server: Server) -> None:
    checks = named(doctor(gemini=options(server, model="gemini-9")))
    assert "gemini-3.8-flash" in checks["gemini-service"].fix
    assert checks["gemini-price"].grade is Grade.LOOK


def test_a_model_that_is_gone_is_wrong(server: Server) -> None:
    found = named(
        doctor(gemini=options(server, model="gemini-1.5-flash"), offline=True)
    )
    assert found["gemini-price"].grade is Grade.WRONG


def test_a_price_of_your_own_is_shown_as_yours(server: Server) -> None:
    own = replace(options(server), price=Price(1.0, 2.0))
    found = named(doctor(gemini=own, offline=True, today="2026-11-22"))
    assert "as you say" in found["gemini-price"].what


def test_an_address_that_is_none_is_wrong() -> None:
    bad = GeminiOptions(key=KEY, base_url="gemini.example")
    assert named(doctor(gemini=bad))["gemini-service"].grade is Grade.WRONG


def test_google_cloud_needs_no_key() -> None:
    cloud = GeminiOptions(vertex=True, project="p", location="global")
    assert (
        named(doctor(gemini=cloud, offline=True))["gemini-key"].what == "Google Cloud"
    )
