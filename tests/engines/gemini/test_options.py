"""Options, prices, tokens and time: small things that must be right."""

from __future__ import annotations

import queue
import subprocess
import sys

import pytest

from planfile.artifacts.correction import Correction, Label
from planfile.artifacts.identity import Kind
from planfile.engines import get
from planfile.engines.gemini import service
from planfile.engines.gemini.clock import Clock
from planfile.engines.gemini.hybrid import GeminiEngine
from planfile.engines.gemini.models import (
    Price,
    bare,
    is_retired,
    price_of,
    thinking_of,
)
from planfile.engines.gemini.money import Budget, Estimate, Size, short, usd
from planfile.engines.gemini.options import (
    GOOGLE,
    GeminiOptions,
    account_of,
    options_of,
)
from planfile.engines.gemini.tokens import estimate_tokens
from planfile.engines.gemini.traffic import Traffic, chance
from planfile.engines.gemini.words import examples, is_supported, same_title
from planfile.errors import EngineError
from planfile.rules.corrections import Rules
from planfile.settings import load_settings


def test_settings_and_environment_become_options(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {"HOME": "/home/jodoe", "USER": "jo"}.items():
        monkeypatch.setenv(name, value)
    environment = {
        "GOOGLE_API_KEY": " k2 ",
        "GEMINI_MODEL": "gemini-3.8-flash",
        "GEMINI_PRICE": "1/2.5",
        "GOOGLE_GEMINI_BASE_URL": "http://127.0.0.1:1/",
        "PLANFILE_MAX_COST": "none",
        "PLANFILE_CACHE": "/c",
    }
    settings = load_settings(environment=environment, folder="/nowhere")
    options = options_of(settings)
    assert (options.key, options.model) == ("k2", "gemini-3.8-flash")
    assert options.max_cost is None
    assert options.price == Price(1.0, 2.5)
    assert options.address == "http://127.0.0.1:1/"
    assert {"jo", "jodoe"} <= set(options.account)
    assert options.cache == "/c/gemini"
    assert "k2" not in repr(options)
    assert account_of({}) == ()


def test_googles_own_address_is_not_worth_a_word() -> None:
    assert GeminiOptions(base_url=GOOGLE.rstrip("/")).address == ""


def test_an_address_is_shown_without_the_password_in_it() -> None:
    secret = GeminiOptions(base_url="https://jo:hunter2@proxy.example/x/?key=hunter2")
    assert secret.address == "https://proxy.example/x/"


def test_the_registry_gives_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", "k")
    monkeypatch.setenv("PLANFILE_PRIVATE", "Family/**")
    found = [get("gemini"), get("gemini")][1]
    assert isinstance(found, GeminiEngine)
    assert (found.options.key, found.options.private) == ("k", ("Family/**",))


def test_prices_hold_from_their_day_on() -> None:
    assert price_of("models/gemini-3.8-flash", "2026-12-31") == Price(0.75, 3.75)
    assert price_of("gemini-3.8-flash", "2027-01-01") == Price(1.50, 7.50)
    assert price_of("gemini-3.8-flash", "2020-01-01") == Price(0.75, 3.75)
    assert price_of("gemini-9", "2026-12-31") is None
    assert thinking_of("gemini-3.5-flash-lite") == ""
    assert is_retired("gemini-2.0-flash")
    assert bare(" models/gemini-x ") == "gemini-x"


def test_an_estimate_reads_like_a_sentence() -> None:
    estimate = Estimate(13, 900, 145_000, 39_000, 0.1412, "gemini-x")
    assert str(estimate) == (
        "13 requests, ~145k tokens in, 39k out, about $0.14 on gemini-x"
    )
    unknown = Estimate(1, 1, 900, 80, None, "gemini-x")
    assert (
        str(unknown)
        == "1 request, ~900 tokens in, 80 out, at an unknown price on gemini-x"
    )
    assert (usd(0.5), short(999)) == ("$0.50", "999")


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The.Grand.Example.S03E07.1080p.WEB-DL.DDP5.1.H.264-GROUP.mkv" * 9, 1.4, 2.0),
        ("[Group] Some Anime - 05 (1080p) [A1B2C3D4].mkv" * 9, 1.2, 2.0),
        ("The model says what things are and never where they go. " * 9, 4.0, 5.5),
        ('{"i":1,"kind":"show","title":"Silicon Valley","year":2014},' * 9, 2.2, 3.2),
        ("日本語のタイトル" * 9, 0.8, 1.5),
        ("Амели и другие" * 9, 1.5, 3.5),
    ],
    ids=["scene", "anime", "prose", "json", "japanese", "cyrillic"],
)
def test_tokens_are_counted_by_what_a_text_is_made_of(
    text: str, least: float, most: float
) -> None:
    assert least < len(text) / estimate_tokens(text) < most


def test_a_budget_shrinks_the_room_for_answers_and_then_closes() -> None:
    budget = Budget(Price(1.0, 10.0), 0.05)
    size = Size(1000, 500)
    first = budget.room(size)
    assert 500 < first < 8192
    budget.hold(1, size, first)
    assert budget.room(size) == 0
    budget.settle(1, 0.006)
    assert 0 < budget.room(size) < first
    assert Budget(None, 0.05).room(size) == Budget(Price(1, 1), None).room(size)
    Budget(None, 0.05).hold(1, size, 9)


def test_calls_halve_when_crowded_and_grow_when_all_is_well() -> None:
    traffic = Traffic(4, lambda: 0.0)
    traffic.crowded()
    traffic.crowded()
    traffic.crowded()
    assert traffic.limit == 1
    for _ in range(200):
        traffic.succeeded()
    assert traffic.limit == 8
    assert 0 <= chance() < 1


def test_the_clock_on_the_wall_waits_for_real() -> None:
    clock = Clock()
    results: queue.Queue[int] = queue.Queue()
    before = clock.now()
    assert clock.wait(results, 0.01) is None
    clock.sleep(0.01)
    assert clock.now() - before >= 0.02
    results.put(7)
    assert clock.wait(results, 5) == 7
    assert len(clock.today()) == 10


def test_titles_are_compared_without_their_dress() -> None:
    assert same_title("The Office", "Office")
    assert same_title("Ame\u0301lie & Co", "Amelie and Co.")
    assert not same_title("The", "A")
    assert is_supported("The Of", "the.of.mkv")
    assert is_supported("進撃の巨人", "[Sub] 進撃の巨人 01.mkv")
    assert not is_supported("進撃の巨人", "[Sub] 名探偵 01.mkv")
    assert is_supported("24", "24.S01E01.mkv")
    assert is_supported("Grey's Anatomy", "GreysAnatomy.S01E01.mkv")


def test_examples_share_a_rare_word_and_nothing_private_is_one() -> None:
    named = ("the quiet bay", "qh", "our quiet wedding")
    truths = (Label(Kind.SHOW, "Quiet Bay", 2014), Label(Kind.MOVIE, "QH"), None)
    known = [
        Correction(number, name, None, truth)
        for number, (name, truth) in enumerate(zip(named, truths, strict=True))
    ]
    similar = examples(Rules(known))
    assert similar("D Quiet.Harbour.S01") == [
        "'the quiet bay' is show: Quiet Bay (2014)"
    ]
    assert similar("The Loud QH") == []
    assert examples(Rules([]))("quiet") == []


def test_a_missing_sdk_says_exactly_what_to_type(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "google.genai", None)
    monkeypatch.setitem(sys.modules, "google", None)
    with pytest.raises(EngineError) as caught:
        service.load_sdk()
    assert caught.value.fix == "type: pip install 'planfile-media[gemini]'"
    assert not service.is_installed()


def test_help_and_offline_plans_never_load_the_sdk(tmp_path: object) -> None:
    script = (
        "import os, sys\n"
        "from planfile.cli.app import run\n"
        "for name in ('GEMINI_API_KEY', 'GOOGLE_API_KEY'): os.environ.pop(name, '')\n"
        f"os.chdir({str(tmp_path)!r}); os.mkdir('lib')\n"
        "codes = [run(['--help']), run(['plan', 'lib']), run(['doctor', 'lib'])]\n"
        "codes.append(run(['plan', 'lib', '--engine', 'offline']))\n"
        "loaded = [name for name in sys.modules if name.startswith('google')]\n"
        "assert not any(codes) and not loaded, (codes, loaded)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
