"""Plans for the tests of views."""

from __future__ import annotations

from planfile.artifacts.plan import Action, Left, Placement, Plan, Section

SHOWS, MOVIES = Section.SHOWS, Section.MOVIES
NASTY = (
    "<script>alert(1)</script>",
    "`tick``s` @someone #1",
    "|pipe| *bold* [link](http://x)",
    "</details></summary>",
    "exe\u202egpj\x1b[31m",
    "bad\udce9byte",
    "\"quote' & amp;",
)


def plan_of(
    placements: tuple[Placement, ...],
    left: tuple[Left, ...] = (),
    *,
    unchanged: int = 0,
    notes: dict[tuple[Section, str], str] | None = None,
    action: Action = Action.MOVE,
    into: str = "",
) -> Plan:
    return Plan(
        library="/media/library",
        tree="sha256:9f2c",
        engine="offline",
        entries=len(placements) + len(left) + unchanged,
        unchanged=unchanged,
        placements=placements,
        left=left,
        action=action,
        into=into,
        roots={SHOWS: "", MOVIES: "Movies"},
        notes=notes or {},
    )


def sample() -> Plan:
    show, season = "Silicon Valley (2014)", "Downloads/Silicon.Valley.S01"
    return plan_of(
        (
            Placement(SHOWS, show, "Season 01", f"{season}/Silicon.Valley.S01E01.mkv"),
            Placement(
                SHOWS, show, "Season 01", f"{season}/Silicon.Valley.S01E01.en.srt"
            ),
            Placement(
                SHOWS, show, "Season 01", "sv.102.mkv", note='0.71 read from "102"'
            ),
            Placement(SHOWS, show, "", f"{season}/poster.jpg"),
            Placement(MOVIES, "Heat (1995)", "", "Downloads/Heat.1995.mkv"),
            Placement(MOVIES, "Alien (1979)", "", "Old/Alien.1979/BDMV/"),
            Placement(
                MOVIES,
                "Alien (1979)",
                "Trailers",
                "Old/Alien.1979/tr.mkv",
                "Alien (1979)-trailer.mkv",
                "no number at all",
            ),
        ),
        (
            Left("Downloads/sample.mkv", "sample"),
            *(Left(f"junk/{number}.txt", "junk") for number in range(5)),
        ),
        unchanged=8121,
        notes={(MOVIES, "Heat (1995)"): "0.97 title and year in the name"},
    )


def large(shows: int, each: int = 20) -> Plan:
    return plan_of(
        tuple(
            Placement(
                SHOWS,
                f"Show {show:05} (2001)",
                "Season 01",
                f"Downloads/Show.{show:05}.S01/Show.{show:05}.S01E{number:02}.mkv",
                note="0.40 who knows" if show % 100 == 99 and number == 3 else "",
            )
            for show in range(shows)
            for number in range(each)
        ),
        tuple(Left(f"Left/{number}.mkv", "unsure: no title") for number in range(500)),
    )


def nasty() -> Plan:
    return plan_of(
        tuple(
            Placement(
                MOVIES, name.replace("/", "-"), "", f"in/{name}.mkv", note="0.1 x"
            )
            for name in NASTY
        ),
        tuple(Left(f"left/{name}", f"unsure: {name}") for name in NASTY),
    )
