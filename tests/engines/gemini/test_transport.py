"""Everything that a network and a service can do to a call; plans stay whole."""

from __future__ import annotations

import itertools
import json
import logging
import threading
from pathlib import Path
from typing import Any

import pytest

from planfile.artifacts.event import Event, ignore
from planfile.engines.gemini.hybrid import GeminiEngine
from planfile.engines.gemini.session import Session
from planfile.errors import EngineError, SettingsError, StoppedError
from tests.engines.gemini.conftest import Make
from tests.engines.gemini.server import (
    KEY,
    Behaviour,
    Call,
    Response,
    Server,
    answering,
    bad_key,
    blocked,
    empty,
    ending,
    error,
    failing,
    limited,
    ok,
    page,
    quota,
    resets,
    retry_info,
    saying,
    serving,
)
from tests.engines.gemini.world import (
    PATIENCE,
    Offline,
    TurnedClock,
    World,
    bundle,
    options,
    shows,
    told,
    tree_of,
)


def named(*faults: Behaviour) -> list[Any]:
    """Parameters with names that tell them apart."""
    return [
        pytest.param(fault, id=f"{at}-{fault.__name__.strip('<>')}")
        for at, fault in enumerate(faults)
    ]


def all_dated(world: World) -> bool:
    return all(identity and identity.year for identity in world.run().values())


@pytest.mark.parametrize(
    "fault",
    named(
        failing(500, "INTERNAL", "An internal error has occurred."),
        failing(502, "BAD_GATEWAY"),
        failing(503, "UNAVAILABLE", "This model is experiencing high demand."),
        failing(504, "DEADLINE_EXCEEDED"),
        failing(408, "CANCELLED"),
        failing(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted"),
        limited("7s"),
        limited("1" * 60 + "!"),
        resets,
        page,
        lambda call: Response(502, b"<html>Bad gateway</html>", kind="text/html"),
        lambda call: Response(body=b'{"candidates": [', short_of=0),
        lambda call: Response(body=b"x" * 400, short_of=200),
    ),
)
def test_a_passing_fault_costs_a_wait_and_nothing_else(
    make: Make, server: Server, fault: Behaviour
) -> None:
    server.script = [fault]
    world = make(shows(2))
    assert all_dated(world)
    assert len(server.asked) == 2
    assert world.clock.slept


@pytest.mark.parametrize(
    "fault",
    named(
        empty,
        ending("MAX_TOKENS"),
        ending("SAFETY"),
        ending("RECITATION"),
        ending("OTHER"),
        blocked("PROHIBITED_CONTENT"),
        blocked("SAFETY"),
        saying("I would rather not."),
        saying('{"groups": 7}'),
        saying("[" * 100_000),
        saying('{"groups":[{"i":1e400}]}'),
        failing(400, "INVALID_ARGUMENT", "Request contains an invalid argument."),
        failing(413, "INVALID_ARGUMENT", "Request too large"),
        lambda call: Response(body=b'{"candidates": "all of them"}'),
        lambda call: Response(body=b"[]"),
    ),
)
def test_a_useless_reply_is_asked_again_in_halves(
    make: Make, server: Server, fault: Behaviour
) -> None:
    server.script = [fault]
    world = make(shows(5))
    assert all_dated(world)
    assert sorted(len(call.lines) for call in server.asked) == [2, 3, 5]


def test_what_never_gets_a_usable_reply_is_asked_three_times_and_kept_local(
    make: Make, server: Server
) -> None:
    poison = "Example3.Harbour"

    def picky(call: Call) -> Response:
        return blocked("OTHER")(call) if poison in call.text else answering(told)(call)

    server.behave = picky
    world = make(shows(8, episodes=1))
    found = world.run()
    left = {path: i for path, i in found.items() if i and i.year is None}
    assert {path.split("/")[1] for path in left} == {
        "Example2.Harbour.S01",
        f"{poison}.S01",
    }
    assert all(
        "gemini gave no answer (blocked (OTHER))" in i.why for i in left.values()
    )
    assert [len(call.lines) for call in server.asked if poison in call.text] == [
        8,
        4,
        2,
    ]
    server.calls.clear()
    assert world.run() == found
    assert not server.calls


def test_no_call_is_made_before_the_service_allows_one(
    make: Make, server: Server
) -> None:
    server.script = [limited("38s")]
    world = make(shows(300, episodes=1))
    assert all_dated(world)
    times = [call.at for call in server.asked]
    refused = times[0]
    assert all(at == refused or at >= refused + 39 for at in times)


def test_on_the_wall_clock_too_no_call_comes_early(
    server: Server, tmp_path: Path
) -> None:
    server.script = [limited("1s")]
    session = Session(options(server, str(tmp_path)))
    offline = Offline(shows(1))
    engine = GeminiEngine(offline, session, lambda evidence: [])
    engine.identify(tree_of(), [bundle(path) for path in offline.known], ignore)
    first, second = (call.at for call in server.asked)
    assert second >= first + 2


def test_a_retry_after_header_is_honoured(make: Make, server: Server) -> None:
    server.script = [
        lambda call: Response(503, b"{}", headers={"Retry-After": "25"}),
    ]
    assert all_dated(make(shows(1)))
    first, second = (call.at for call in server.asked)
    assert second >= first + 26


def test_words_that_the_sdk_does_not_know_never_reach_the_terminal(
    make: Make, server: Server, recwarn: pytest.WarningsRecorder
) -> None:
    server.script = [ending("NEW\x1b[2J"), blocked("NEW\x1b[2J")]
    world = make(shows(2))
    assert all_dated(world)
    assert not recwarn.list
    assert "\x1b" not in world.notices


def test_a_long_wait_is_told_once_and_why(make: Make, server: Server) -> None:
    server.script = [limited("38s")] * 4
    world = make(shows(300, episodes=1))
    assert all_dated(world)
    told_of = "You exceeded your current quota; trying again in 40 s"
    assert world.notices.count(told_of) == 1
    server.script = [failing(500, "INTERNAL")]
    world.run(refresh=True)
    assert "INTERNAL" not in world.notices


def test_waits_grow_from_try_to_try(make: Make, server: Server) -> None:
    server.script = [failing(500, "INTERNAL")] * 4
    world = make(shows(1))
    assert all_dated(world)
    assert world.clock.slept == sorted(world.clock.slept)
    assert len(world.clock.slept) == 4


def test_a_day_quota_stops_cleanly_and_the_next_run_continues(
    make: Make, server: Server
) -> None:
    details = [quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier")]
    used_up = error(429, "RESOURCE_EXHAUSTED", "quota", [*details, retry_info("12s")])
    server.script = [answering(told), lambda call: used_up, lambda call: used_up]
    world = make(shows(100, episodes=1))
    found = world.run(concurrency=1)
    years = [identity.year for identity in found.values() if identity]
    assert (years.count(2014), years.count(None)) == (50, 50)
    assert "the quota for today is used up; run again tomorrow" in world.notices
    assert any("quota for today" in i.why for i in found.values() if i and not i.year)
    assert len(server.asked) == 2
    server.script.clear()
    assert all_dated(world)
    assert len(server.asked) == 3


def test_spent_credit_stops_cleanly(make: Make, server: Server) -> None:
    server.script = [failing(402, "RESOURCE_EXHAUSTED", "prepaid credit used up")]
    world = make(shows(3))
    found = world.run()
    assert all(
        identity and "credit is spent" in identity.why for identity in found.values()
    )
    assert "prepaid credit used up; add credit, then run again" in world.notices
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "fault",
    named(
        bad_key,
        failing(401, "UNAUTHENTICATED", "API keys of this type are not accepted"),
        failing(403, "PERMISSION_DENIED", "Your API key was reported as leaked."),
        failing(400, "FAILED_PRECONDITION", "User location is not supported"),
        failing(403, f"\x1b[2J{KEY}", "click\x1b]8;;http://example.com\x07\nhere"),
    ),
)
def test_a_refused_key_ends_the_run_and_says_what_to_do(
    make: Make, server: Server, fault: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    server.behave = fault
    with caplog.at_level(logging.DEBUG), pytest.raises(EngineError) as caught:
        make(shows(3)).run()
    assert caught.value.exit_code == 9
    assert caught.value.fix
    assert str(caught.value).isprintable()
    assert KEY not in str(caught.value) + caught.value.fix + caplog.text
    assert len(server.asked) == 1


def test_an_unknown_model_lists_those_there_are(make: Make, server: Server) -> None:
    with pytest.raises(EngineError) as caught:
        make(shows(1)).run(model="gemini-3.5-flash", max_cost=None)
    assert caught.value.exit_code == 9
    assert caught.value.fix.index("gemini-3.5-flash-lite") < caught.value.fix.index(
        "gemini-x"
    )
    assert "embed-1" not in caught.value.fix


def test_a_model_that_is_gone_is_told_apart(make: Make) -> None:
    with pytest.raises(EngineError, match="has been shut down"):
        make(shows(1)).run(model="gemini-1.5-flash")


def test_a_list_of_models_that_fails_is_no_second_failure(
    make: Make, server: Server
) -> None:
    server.models = failing(500, "INTERNAL")
    with pytest.raises(EngineError, match="there is no model gemini-9"):
        make(shows(1)).run(model="gemini-9", max_cost=None)


def test_a_key_refused_while_listing_models_is_said(make: Make, server: Server) -> None:
    server.models = bad_key
    with pytest.raises(EngineError, match="key is refused"):
        make(shows(1)).run(model="gemini-9")


def test_a_redirect_is_not_followed_and_the_key_stays(
    make: Make, server: Server
) -> None:
    with serving(answering(told)) as other:
        moved = {"Location": f"{other.url}v1beta/models/x:generateContent"}
        server.behave = lambda call: Response(307, b"", headers=moved)
        world = make(shows(2))
        found = world.run()
        assert not other.calls
    assert all(identity and identity.year is None for identity in found.values())
    assert "redirects elsewhere" in world.notices
    assert world.notices.endswith("check GOOGLE_GEMINI_BASE_URL")


def test_a_dead_address_leaves_a_complete_plan(make: Make, server: Server) -> None:
    world = make(shows(200, episodes=1))
    found = world.run(base_url="http://127.0.0.1:9/")
    assert list(found) == list(world.known)
    assert all(identity and "no answer" in identity.why for identity in found.values())
    assert "run again to continue" in world.notices


def test_a_service_that_only_fails_is_not_hammered(make: Make, server: Server) -> None:
    server.behave = failing(503, "UNAVAILABLE")
    world = make(shows(600, episodes=1))
    world.run()
    assert len(server.asked) <= 10
    assert "503 UNAVAILABLE" in world.notices


def test_a_service_that_refuses_every_request_is_left_alone(
    make: Make, server: Server
) -> None:
    server.behave = failing(
        400, "INVALID_ARGUMENT", "Request contains an invalid argument."
    )
    world = make(shows(600, episodes=1))
    world.run(concurrency=1)
    assert len(server.asked) <= 7
    assert "invalid argument" in world.notices


def test_a_slow_answer_is_waited_for(make: Make, server: Server) -> None:
    server.script = [
        lambda call: Response(**{**vars(answering(told)(call)), "delay": 0.3}),
    ]
    assert all_dated(make(shows(1)))
    assert len(server.asked) == 1


def test_a_call_that_never_ends_is_given_up_and_made_again(
    server: Server, tmp_path: Path
) -> None:
    server.script = [
        lambda call: Response(**{**vars(answering(told)(call)), "delay": 1.5}),
    ]
    clock = TurnedClock(patience=0.3)
    world = World(server, shows(1), options(server, str(tmp_path)), clock)
    assert all_dated(world)
    assert len(server.asked) == 2


def test_time_that_is_up_ends_the_run(make: Make, server: Server) -> None:
    server.behave = limited("600s")
    world = make(shows(1))
    found = world.run(deadline=60.0)
    assert len(server.asked) == 1
    assert "the time limit is reached" in world.notices
    assert all(
        identity and "the time limit is reached" in identity.why
        for identity in found.values()
    )


def test_calls_run_side_by_side_and_fewer_when_it_is_crowded(
    make: Make, server: Server
) -> None:
    def slow(call: Call) -> Response:
        return Response(**{**vars(answering(told)(call)), "delay": 0.05})

    server.behave = slow
    assert all_dated(make(shows(400, episodes=1)))
    assert 2 <= server.most_flying <= 4


def test_a_thinking_level_that_a_model_lacks_is_dropped(
    make: Make, server: Server
) -> None:
    server.script = [
        failing(400, "INVALID_ARGUMENT", "Thinking level LOW is not supported."),
    ]
    world = make(shows(1))
    found = world.run(model="gemini-3.8-flash")
    assert all(identity and identity.year for identity in found.values())
    first, second = (call.body["generationConfig"] for call in server.asked)
    assert "thinkingConfig" in first
    assert "thinkingConfig" not in second


def test_a_thinking_level_is_dropped_for_all_calls_under_way(
    make: Make, server: Server
) -> None:
    together = threading.Barrier(4)

    def strict(call: Call) -> Response:
        if "thinkingConfig" not in call.body["generationConfig"]:
            return answering(told)(call)
        together.wait(PATIENCE)
        what = "Thinking level LOW is not supported."
        return error(400, "INVALID_ARGUMENT", what)

    server.behave = strict
    found = make(shows(240, episodes=1)).run(model="gemini-3.8-flash")
    assert all(identity and identity.year for identity in found.values())
    assert [len(call.lines) for call in server.asked] == [60] * 8


@pytest.mark.parametrize("model", ["../x", "a?key=b", "a b", " ", "x\x1b[2J"])
def test_a_model_that_none_is_called_is_refused(
    make: Make, server: Server, model: str
) -> None:
    with pytest.raises(SettingsError, match="which no model is called") as caught:
        make(shows(1)).run(model=model, max_cost=None)
    assert str(caught.value).isprintable()
    assert not server.calls


def test_what_was_given_up_leaves_the_run_open(make: Make, server: Server) -> None:
    poison = "Example0.Harbour"

    def flaky(call: Call) -> Response:
        if poison in call.text:
            return error(503, "UNAVAILABLE", "overloaded")
        return answering(told)(call)

    server.behave = flaky
    world = make(shows(240, episodes=1))
    world.run()
    assert world.last.totals.stopped == "503 UNAVAILABLE: overloaded"
    assert "60 left unasked: 503 UNAVAILABLE: overloaded; run again" in world.notices
    server.behave = answering(told)
    server.calls.clear()
    assert all_dated(world)
    assert [len(call.lines) for call in server.asked] == [60]


def test_ctrl_c_keeps_what_is_done(make: Make, server: Server) -> None:
    world = make(shows(100, episodes=1))
    engine = world.engine(concurrency=1)

    def interrupt(event: object) -> None:
        world.events.append(event)  # type: ignore[arg-type]
        if len(server.asked) == 1 and engine.totals.answered:
            raise KeyboardInterrupt

    with pytest.raises(StoppedError, match="50 answers kept") as caught:
        engine.identify(tree_of(), [bundle(p) for p in world.known], interrupt)
    assert caught.value.exit_code == 130
    server.calls.clear()
    assert all_dated(world)
    assert len(server.asked) == 1


def interrupted(
    make: Make, server: Server, presses: int, **changes: Any
) -> tuple[World, StoppedError]:
    """Four calls at once; Ctrl-C at the first answer, and while waiting for three."""
    together, pressed = threading.Barrier(4), threading.Event()

    def behave(call: Call) -> Response:
        if together.wait(PATIENCE):
            pressed.wait(PATIENCE)
        return answering(told)(call)

    server.behave = behave
    world = make(shows(240, episodes=1))
    counted = itertools.count(1)

    def interrupt(event: Event) -> None:
        world.events.append(event)
        if (event.total or "under way" in event.what) and next(counted) <= presses:
            raise KeyboardInterrupt
        pressed.set()

    bundles = [bundle(path) for path in world.known]
    with pytest.raises(StoppedError) as caught:
        world.engine(**changes).identify(tree_of(), bundles, interrupt)
    pressed.set()
    server.behave = answering(told)
    return world, caught.value


def test_ctrl_c_takes_the_answers_that_are_paid_for(make: Make, server: Server) -> None:
    world, error = interrupted(make, server, presses=1)
    assert "240 answers kept" in error.message
    assert "nothing asked twice" in error.fix
    assert "waiting for 3 calls under way; Ctrl-C leaves them" in world.notices
    server.calls.clear()
    assert all_dated(world)
    assert not server.asked


def test_ctrl_c_says_when_nothing_could_be_kept(make: Make, server: Server) -> None:
    _, error = interrupted(make, server, presses=1, cache="")
    assert "0 answers kept" in error.message
    assert not error.fix


def test_ctrl_c_in_a_refresh_says_how_to_go_on(make: Make, server: Server) -> None:
    _, error = interrupted(make, server, presses=1, refresh=True)
    assert "run again to continue without --refresh" in error.fix


def test_a_second_ctrl_c_leaves_what_is_under_way(make: Make, server: Server) -> None:
    world, error = interrupted(make, server, presses=2)
    assert "60 answers kept" in error.message
    assert "3 calls made again" in error.fix
    server.calls.clear()
    assert all_dated(world)
    assert len(server.asked) == 3


def test_an_address_that_is_not_googles_is_shown(make: Make, server: Server) -> None:
    world = make(shows(1))
    world.run()
    assert f"names go to {server.url}, which is not Google's" in world.notices


def test_an_address_that_is_none_is_refused(make: Make) -> None:
    with pytest.raises(SettingsError, match="no address"):
        make(shows(1)).run(base_url="gemini.example")


def test_a_key_that_no_header_can_hold_is_refused_unseen(make: Make) -> None:
    with pytest.raises(SettingsError) as caught:
        make(shows(1)).run(key="pa\u00dfwort\nx")
    assert "wort" not in caught.value.message + caught.value.fix


def test_the_key_travels_only_in_its_header(
    make: Make, server: Server, tmp_path: Path
) -> None:
    world = make(shows(3))
    world.run()
    (call,) = server.asked
    assert call.headers["x-goog-api-key"] == KEY
    rest = {name: v for name, v in call.headers.items() if name != "x-goog-api-key"}
    (cache,) = (tmp_path / "cache").iterdir()
    told_to_people = [world.notices, world.last.name, repr(world.options)]
    assert KEY not in json.dumps([rest, call.path, call.text, *told_to_people])
    assert KEY not in cache.read_text()


def test_variables_of_the_shell_do_not_lead_the_key_elsewhere(
    make: Make,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with serving(answering(told)) as other:
        monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
        monkeypatch.setenv("GOOGLE_GENAI_USE_ENTERPRISE", "true")
        monkeypatch.setenv("GOOGLE_API_KEY", "another")
        monkeypatch.setenv("GEMINI_API_KEY", "a third")
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", other.url)
        monkeypatch.setenv("GOOGLE_GENAI_API_VERSION", "v9")
        monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "somewhere")
        world = make(shows(1))
        found = world.run(project="somewhere", location="europe-west1")
        assert all(identity and identity.year for identity in found.values())
        assert not other.calls
    assert server.asked[0].path.startswith("/v1beta/")
    assert "GOOGLE_API_KEY" not in caplog.text


def test_google_cloud_is_asked_only_by_name(make: Make, server: Server) -> None:
    world = make(shows(1))
    found = world.run(vertex=True)
    assert "/publishers/google/models/" in server.asked[0].path
    assert all(identity and identity.year for identity in found.values())


def test_google_cloud_without_a_login_says_how_to_log_in(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "gone.json"))
    with pytest.raises(EngineError, match="Google Cloud") as caught:
        make(shows(1)).run(vertex=True, key="", base_url="")
    assert "gcloud auth" in caught.value.fix
    with pytest.raises(EngineError, match="Google Cloud"):
        make(shows(1)).run(
            vertex=True, key="", base_url="", project="p", location="global"
        )


def test_answers_to_nothing_that_was_asked_are_counted(
    make: Make, server: Server
) -> None:
    def generous(call: Call) -> Response:
        body = json.loads(answering(told)(call).body)
        text = body["candidates"][0]["content"]["parts"][0]["text"]
        records = json.loads(text)["groups"]
        return ok(json.dumps({"groups": [*records, {**records[0], "i": 999}]}), call)

    server.behave = generous
    world = make(shows(2))
    assert all_dated(world)
    assert world.last.totals.dropped == 1
    assert "dropped 1 answer to nothing" in world.notices
