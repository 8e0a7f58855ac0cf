"""Nothing private is in any request."""

from __future__ import annotations

import json

import pytest

from planfile.engines.gemini.privacy import (
    is_personal,
    printable,
    private_test,
    redactor,
)
from planfile.errors import SettingsError
from tests.engines.gemini.conftest import Make
from tests.engines.gemini.server import Server
from tests.engines.gemini.world import show


def sent(server: Server) -> str:
    return "\n".join(
        json.dumps(line, ensure_ascii=False) for c in server.asked for line in c.lines
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("holiday jo.doe+x@mail.example.org.mkv", "holiday [hidden]"),
        ("jo(at)mail.example.mkv", "[hidden]"),
        ("C:\\Users\\jodoe\\Videos\\a.mkv", "[hidden]"),
        ("\\\\nas\\jodoe\\a.mkv", "[hidden]"),
        ("by JODOE.mkv", "by [hidden].mkv"),
        ("by jo\u200bdoe.mkv", "by [hidden].mkv"),
        ("jodoes.mkv", "jodoes.mkv"),
        ("backup/home/anna/Videos", "backup/home/[hidden]/Videos"),
        ("Users/anna", "Users/[hidden]"),
        ("owner.mkv", "[hidden].mkv"),
        ("a\x1b[2Jb\nc\u202ed\udcff.mkv", "a\ufffd[2Jb\ufffdcd\ufffd.mkv"),
        ("Secret-42.mkv", "[hidden].mkv"),
        ("Quiet\u00a0Harbour", "Quiet Harbour"),
    ],
    ids=ascii,
)
def test_private_things_are_taken_out(text: str, shown: str) -> None:
    redact = redactor("/home/owner/Media", [r"Secret-\d+"], ["jodoe", "root", "ab"])
    assert redact(text) == shown


def test_private_things_are_taken_out_in_either_unicode_form() -> None:
    redact = redactor("/Users/Jose\u0301/Media", ["Fe\u0302te"], [])
    for text in ("F\xeate by Jos\xe9.mkv", "Fe\u0302te by Jose\u0301.mkv"):
        assert redact(text) == "[hidden] by [hidden].mkv"


def test_a_machine_account_is_nobodys_name() -> None:
    assert (
        redactor("/srv/media", [], ["plex", "media"])("Media by plex")
        == "Media by plex"
    )


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="is not a regular expression"):
        redactor("/m", ["("])
    for glob in ("!", "[z-a]"):
        with pytest.raises(SettingsError, match="is not a list of globs"):
            private_test([glob])


@pytest.mark.parametrize(
    "path",
    [
        "Home Videos/party.mp4",
        "Camera Roll/x.mp4",
        "DCIM/100CANON/a.mov",
        "Downloads/IMG_2041.MOV",
        "VID-20230101-WA0001.mp4",
        "Phone/PXL_20230101_120000.mp4",
        "Screen Recording 2023.mov",
        "Incoming/video_2019-08-14.mp4",
        "Incoming/home movie from the lake.mov",
        "Incoming/20190814_120102.mp4",
    ],
)
def test_what_people_filmed_themselves_is_never_asked_about(
    path: str, make: Make, server: Server
) -> None:
    assert is_personal(path)
    world = make({path: None, "A/Novelty.S01E01.mkv": show("Novelty")})
    world.run()
    assert path.rpartition("/")[2] not in sent(server)
    assert "1 private file not asked about" in world.notices


@pytest.mark.parametrize(
    "path",
    [
        "100 Movies/Heat.mkv",
        "Photo Finish/a.mkv",
        "Video/a.mkv",
        "Home.Movies.S01E01.mkv",
    ],
)
def test_films_are_no_home_videos(path: str) -> None:
    assert not is_personal(path)


def test_private_globs_stay_at_home(make: Make, server: Server) -> None:
    known = {f"{top}/Novelty.S01E01.mkv": show("Novelty") for top in ("Mine", "Other")}
    world = make({**known, "Mine/deep/Own.S01E01.mkv": show("Own")})
    found = world.run(private=("Mine/",))
    assert "Mine" not in sent(server)
    assert "Own" not in sent(server)
    assert found["Mine/deep/Own.S01E01.mkv"] == world.known["Mine/deep/Own.S01E01.mkv"]


def test_a_private_folder_stays_at_home_in_either_unicode_form() -> None:
    for glob in ("F\xeate/", "Fe\u0302te/"):
        is_private = private_test([glob])
        assert is_private("F\xeate/a.mkv")
        assert is_private("Fe\u0302te/a.mkv")
        assert not is_private("Fete/a.mkv")


def test_a_whole_request_names_neither_library_nor_owner(
    make: Make, server: Server
) -> None:
    known = {
        "x/home/annika/Videos/Novelty.S01E01.annika.mkv": show("Novelty annika"),
        "Users/bertil/Other.S01E01.bertil@mail.example.mkv": show("Other"),
        "deep/er/and/deeper/Thing.S01E01.mkv": show("Thing"),
    }
    world = make(known)
    world.library = "/home/cecilia/Secret Library"
    world.run(account=("David",), redact=("deeper",))
    text = sent(server)
    for private in ("annika", "bertil", "cecilia", "Secret", "deeper", "er/and", "@"):
        assert private not in text
    assert "Thing.S01E01.mkv" in text


def test_names_travel_as_escaped_data(make: Make, server: Server) -> None:
    name = 'a"},{"i":2,"kind":"movie"}\n\u202e\udcff.S01E01.mkv'
    make({f"D/{name}": show("a")}).run()
    (line,) = server.asked[0].lines
    assert set(line) == {"i", "dir", "n", "names", "guess"}
    assert "\n" not in line["names"][0]


def test_long_names_are_cut(make: Make, server: Server) -> None:
    make({f"D/{'long.' * 60}S01E01.mkv": show("long")}).run()
    assert len(server.asked[0].lines[0]["names"][0]) == 160


def test_printable_text_stays_as_it_is() -> None:
    assert printable("日本語 – Амели – naïve") == "日本語 – Амели – naïve"


def test_an_empty_library_is_no_question(make: Make, server: Server) -> None:
    assert make({}).run() == {}
    assert not server.asked
