"""`planfile plan` with Gemini, as people type it."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from planfile.cli import asking
from planfile.cli.app import run
from planfile.engines.gemini import service
from planfile.engines.gemini.money import Estimate
from tests.engines.gemini.server import (
    KEY,
    Server,
    answering,
    bad_key,
    limited,
    serving,
)
from tests.engines.gemini.world import told

Capture = pytest.CaptureFixture[str]
ESTIMATE = Estimate(1, 1, 900, 80, 0.3, "gemini-x")


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PLANFILE_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "library" / "Downloads"
    folder.mkdir(parents=True)
    (folder / "Quiet.Harbour.S01E01.mkv").write_text("x")
    return str(tmp_path / "library")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving(answering(told)) as found:
        monkeypatch.setenv("GEMINI_API_KEY", KEY)
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", found.url)
        yield found


def test_auto_asks_gemini_where_there_is_a_key(
    library: str, server: Server, capsys: Capture
) -> None:
    assert run(["plan", library]) == 0
    plan = Path("plan.yaml").read_text()
    told_to_people = capsys.readouterr()
    assert "'Quiet Harbour (2014)'" in plan
    assert "engine: 'gemini gemini-3.5-flash-lite, 1 of 1 questions" in plan
    assert "engine: gemini (the environment has a key)" in told_to_people.err
    assert "1 request, ~" in told_to_people.err
    assert f"names go to {server.url}" in told_to_people.err
    assert KEY not in plan + told_to_people.err + told_to_people.out
    assert run(["plan", library]) == 0
    assert Path("plan.yaml").read_text() == plan
    assert len(server.asked) == 1
    assert run(["plan", library, "--refresh"]) == 0
    assert len(server.asked) == 2


def test_auto_is_offline_without_a_key(library: str, capsys: Capture) -> None:
    assert run(["plan", library]) == 0
    assert "engine: offline (GEMINI_API_KEY is not set)" in capsys.readouterr().err
    assert "engine: offline" in Path("plan.yaml").read_text()


def test_auto_asks_google_cloud_where_that_is_said(
    library: str, server: Server, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANFILE_VERTEX", "yes")
    assert run(["plan", library]) == 0
    assert "engine: gemini (Google Cloud)" in capsys.readouterr().err
    monkeypatch.delenv("GEMINI_API_KEY")
    assert run(["plan", library, "--refresh"]) == 9
    shown = capsys.readouterr().err
    assert "Google Cloud refuses: 400 API key not valid" in shown
    assert "gcloud auth" in shown
    assert "/publishers/google/models/" in server.asked[0].path


def test_auto_says_that_the_sdk_is_missing_and_plans_offline(
    library: str, server: Server, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "is_installed", lambda: False)
    assert run(["plan", library]) == 0
    assert "pip install 'planfile-media[gemini]'" in capsys.readouterr().err
    assert "engine: offline" in Path("plan.yaml").read_text()
    assert not server.calls


def test_gemini_by_name_without_a_key_ends_in_nine(
    library: str, capsys: Capture
) -> None:
    assert run(["plan", library, "--engine", "gemini"]) == 9
    assert "GEMINI_API_KEY" in capsys.readouterr().err


def test_a_refused_key_ends_in_nine_and_is_not_shown(
    library: str, server: Server, capsys: Capture
) -> None:
    server.behave = bad_key
    assert run(["plan", library]) == 9
    shown = capsys.readouterr()
    assert "the key is refused" in shown.err
    assert KEY not in shown.err + shown.out
    assert not Path("plan.yaml").exists()


def test_a_plan_that_could_not_be_asked_about_is_whole_and_ends_in_10(
    library: str, server: Server, capsys: Capture
) -> None:
    answers = server.behave
    server.behave = limited("12s", "GenerateRequestsPerDayPerProjectPerModel-FreeTier")
    for words in (["plan", library], ["plan", library, "--detailed-exitcode"]):
        assert run(words) == 10
        shown = capsys.readouterr()
        assert "1 left unasked: the quota for today is used up" in shown.err
        assert "names alone decided" in shown.out
        assert "  Quiet Harbour:" in Path("plan.yaml").read_text()
    assert run(["organize", "shows", library, "--yes"]) == 10
    assert Path(library, "Quiet Harbour", "Season 01").is_dir()
    server.behave = answers
    assert run(["undo", library, "--yes"]) == 0
    capsys.readouterr()
    assert run(["plan", library]) == 0
    assert "'Quiet Harbour (2014)'" in Path("plan.yaml").read_text()
    assert "names alone" not in capsys.readouterr().out


def test_a_preview_prints_bodies_and_sends_nothing(
    library: str, server: Server, capsys: Capture
) -> None:
    assert run(["plan", library, "--preview-prompt"]) == 0
    shown = capsys.readouterr()
    (body,) = map(json.loads, shown.out.splitlines())
    assert "Quiet.Harbour.S01E01.mkv" in body["contents"][0]["parts"][0]["text"]
    assert "nothing was sent" in shown.err
    assert not server.calls
    assert run(["plan", library]) == 0
    assert server.asked[0].body == body


def test_money_is_guarded_by_flags(
    library: str, server: Server, capsys: Capture
) -> None:
    assert run(["plan", library, "--max-cost", "0.000001"]) == 8
    assert "the limit is" in capsys.readouterr().err
    assert run(["plan", library, "--max-cost", "dear"]) == 64
    assert not server.calls
    assert run(["plan", library, "--model", "gemini-x"]) == 8
    assert run(["plan", library, "--model", "gemini-x", "--max-cost", "none"]) == 0
    assert server.asked[0].path.endswith("gemini-x:generateContent")


def test_what_is_asked_is_chosen_by_flags(library: str, server: Server) -> None:
    assert run(["plan", library, "--ask", "none"]) == 0
    assert run(["plan", library, "--private", "Downloads/"]) == 0
    assert not server.asked
    assert run(["plan", library, "--redact", "Quiet", "--ask", "all"]) == 0
    assert "Quiet" not in server.asked[0].text.replace("Quiet Harbour", "")


def test_an_edited_plan_is_remembered_when_it_is_applied(
    library: str, server: Server, capsys: Capture
) -> None:
    assert run(["plan", library]) == 0
    plan = Path("plan.yaml")
    plan.write_text(plan.read_text().replace("(2014)", "(2015)"))
    assert run(["apply", "plan.yaml", "--yes"]) == 0
    assert "Remembered" in capsys.readouterr().err
    new = os.path.join(library, "New", "Quiet.Harbour.S01E02.mkv")
    os.mkdir(os.path.dirname(new))
    Path(new).write_text("y")
    server.calls.clear()
    assert run(["plan", library]) == 0
    assert "engine: 'gemini gemini-3.5-flash-lite; corrections 1'" in plan.read_text()
    assert "'Quiet Harbour (2015)'" in plan.read_text()
    assert not server.calls


def test_damaged_corrections_do_not_fail_an_apply_that_is_done(
    library: str, server: Server, capsys: Capture
) -> None:
    assert run(["plan", library]) == 0
    plan = Path("plan.yaml")
    plan.write_text(plan.read_text().replace("(2014)", "(2015)"))
    own = Path(library, ".planfile")
    own.mkdir(0o700)
    (own / "corrections.yaml").write_text("x")
    assert run(["apply", "plan.yaml", "--yes"]) == 0
    assert "nothing was learnt" in capsys.readouterr().err
    assert run(["plan", library]) == 3


def test_corrections_of_somebody_else_are_done_without(
    library: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    own = Path(library, ".planfile")
    own.mkdir(0o700)
    (own / "corrections.yaml").write_text("x")
    real = os.access
    refused = str(own)
    monkeypatch.setattr(os, "access", lambda p, m: p != refused and real(p, m))
    assert not asking.rules_of(library)
    assert "not yours to read" in capsys.readouterr().err


class Terminal:
    """A person who types one line."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return f"{self.answer}\n"


def test_a_person_is_asked_before_much_is_spent(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("yes"))
    assert asking.approve(ESTIMATE)
    assert "about $0.30 on gemini-x" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", Terminal("no"))
    assert not asking.approve(ESTIMATE)


def test_where_nobody_can_answer_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert asking.approve(ESTIMATE)
