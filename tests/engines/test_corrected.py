"""What was corrected once is right the next time."""

from __future__ import annotations

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.correction import Correction, Label
from planfile.artifacts.event import Event, ignore
from planfile.artifacts.identity import Identity, Kind
from planfile.artifacts.tree import Role
from planfile.engines.corrected import Corrected
from planfile.rules.corrections import Rules
from tests.engines.gemini.world import Offline, movie, show, tree_of

TRUE = Label(Kind.SHOW, "Quiet Harbour", 2014)


def corrected(
    path: str, said: Identity | None, *corrections: Correction
) -> Identity | None:
    engine = Corrected(Offline({path: said}), Rules(corrections))
    bundles = [Bundle(path, Role.VIDEO, 1)]
    (found,) = engine.identify(tree_of(), bundles, ignore)
    return found


def test_a_title_is_right_and_the_numbers_stay() -> None:
    path = "D/Qiet.Harbour.S01E02.mkv"
    lesson = Correction(4, "qiet harbour", Label(Kind.SHOW, "Qiet Harbour"), TRUE)
    found = corrected(path, show("Qiet Harbour", 1, 2), lesson)
    assert found is not None
    assert (found.title, found.year, found.episodes) == ("Quiet Harbour", 2014, (2,))
    assert (found.confidence, found.by) == (1.0, "correction")
    assert found.why == "correction 4: 'qiet harbour' is show: Quiet Harbour (2014)"


def test_what_could_not_be_read_gets_its_numbers_from_the_name() -> None:
    lesson = Correction(1, "qh", None, TRUE)
    found = corrected("D/qh.s02e03.mkv", None, lesson)
    assert found is not None
    assert (found.season, found.episodes) == (2, (3,))


def test_another_kind_is_taken() -> None:
    film = Correction(
        1, "quiet harbour", None, Label(Kind.MOVIE, "Quiet Harbour", 1995)
    )
    found = corrected("D/Quiet.Harbour.mkv", show("Quiet Harbour"), film)
    assert found is not None
    assert (found.kind, found.season, found.year) == (Kind.MOVIE, None, 1995)


def test_another_season_is_taken() -> None:
    was = Label(Kind.SHOW, "Quiet Harbour", season=1)
    lesson = Correction(1, "quiet harbour", was, TRUE._replace(season=17))
    found = corrected("D/Quiet.Harbour.S01E02.mkv", show("Quiet Harbour", 1, 2), lesson)
    other = corrected("D/Quiet.Harbour.S02E02.mkv", show("Quiet Harbour", 2, 2), lesson)
    assert found is not None
    assert (found.season, found.episodes) == (17, (2,))
    assert other == show("Quiet Harbour", 2, 2)


def test_what_is_to_be_left_is_never_sure() -> None:
    lesson = Correction(3, "quiet harbour", None, None)
    for said in (None, movie("Quiet Harbour")):
        found = corrected("D/Quiet.Harbour.mkv", said, lesson)
        assert found is not None
        assert found.confidence == 0.0
        assert "correction 3: 'quiet harbour' is left alone" in found.why


def test_everything_else_is_as_the_engine_says() -> None:
    lesson = Correction(1, "other", None, TRUE)
    assert corrected("D/Quiet.Harbour.mkv", None, lesson) is None
    assert corrected("D/Quiet.Harbour.mkv", movie("Quiet Harbour")) == movie(
        "Quiet Harbour"
    )
    assert Corrected(Offline({}), Rules([])).name == "offline"


def test_the_engine_names_the_corrections_that_it_applied() -> None:
    path = "D/Quiet.Harbour.S01E01.mkv"
    known = [
        Correction(n, named, None, TRUE)
        for n, named in ((9, "quiet harbour"), (2, "x"))
    ]
    engine = Corrected(Offline({path: None}), Rules(known))
    engine.identify(tree_of(), [Bundle(path, Role.VIDEO, 1)], ignore)
    assert engine.name == "offline; corrections 9"
    engine.identify(tree_of(), [], ignore)
    assert engine.name == "offline"


def test_events_pass_through() -> None:
    seen: list[Event] = []
    Corrected(Offline({}), Rules([])).identify(tree_of(), [], seen.append)
    assert seen == []
