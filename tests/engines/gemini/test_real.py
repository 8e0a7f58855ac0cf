"""One call to the real service, when asked for and when there is a key."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planfile.engines.gemini.hybrid import GeminiEngine
from planfile.engines.gemini.options import GeminiOptions
from planfile.engines.gemini.session import Session
from tests.engines.gemini.world import Offline, bundle, show, tree_of

KEY = os.environ.get("GEMINI_API_KEY", "")  # before the tests' environment is emptied


@pytest.mark.network
@pytest.mark.skipif(not KEY, reason="there is no key")
def test_the_real_service_knows_a_well_known_show(tmp_path: Path) -> None:
    path = "Downloads/Silicon.Valley.S01/Silicon.Valley.S01E01.mkv"
    options = GeminiOptions(key=KEY, max_cost=0.05, cache=str(tmp_path))
    offline = Offline({path: show("Silicon Valley")})
    engine = GeminiEngine(offline, Session(options), lambda evidence: [])
    (found,) = engine.identify(tree_of(), [bundle(path)], lambda event: None)
    assert found is not None
    assert (found.title, found.year) == ("Silicon Valley", 2014)
    assert engine.totals.requests == 1
