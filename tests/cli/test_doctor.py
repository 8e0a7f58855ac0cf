"""`planfile doctor` as people type it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from planfile.cli.app import run
from planfile.store.schema import check_schema
from tests.engines.gemini.server import KEY, Server, answering, serving
from tests.engines.gemini.world import told

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving(answering(told)) as found:
        monkeypatch.setenv("GEMINI_API_KEY", KEY)
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", found.url)
        yield found


def test_all_is_well_where_it_is(tmp_path: Path, capsys: Capture) -> None:
    assert run(["doctor", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "ok      library" in shown
    assert "All is well." in shown


def test_the_connection_is_tested(server: Server, capsys: Capture) -> None:
    assert run(["doctor", "--engine", "gemini"]) == 0
    shown = capsys.readouterr().out
    assert "the key is accepted" in shown
    assert KEY not in shown


def test_a_missing_key_ends_in_nine(capsys: Capture) -> None:
    assert run(["doctor", "--engine", "gemini"]) == 9
    shown = capsys.readouterr().out
    assert "WRONG   gemini-key" in shown
    assert "1 wrong." in shown


def test_programs_get_json(tmp_path: Path, server: Server, capsys: Capture) -> None:
    gone = os.path.join(tmp_path, "gone")
    assert run(["doctor", gone, "--json", "--offline"]) == 3
    data = json.loads(capsys.readouterr().out)
    assert data["ok"] is False
    assert check_schema("doctor", data) == []
    assert {row["name"]: row["verdict"] for row in data["checks"]}["library"] == "wrong"
    assert not server.calls
