"""Where a plan says that things go."""

from __future__ import annotations

from planfile.artifacts.paths import last_component
from planfile.artifacts.plan import Placement, Plan, Section

SHOWS, MOVIES = Section.SHOWS, Section.MOVIES
PLAN = Plan("/l", "sha256:0", "offline", 0, 0, (), ())


def test_a_destination_is_root_folder_sub_and_name() -> None:
    episode = Placement(SHOWS, "Show (2014)", "Season 01", "In/a.mkv")
    assert PLAN.destination(episode) == "Show (2014)/Season 01/a.mkv"
    movie = Placement(MOVIES, "Heat (1995)", "", "heat.mkv", "Heat.mkv")
    assert PLAN.destination(movie) == "Movies/Heat (1995)/Heat.mkv"


def test_a_disc_stays_a_folder_under_any_name() -> None:
    disc = Placement(MOVIES, "Alien (1979)", "", "Old/Alien/BDMV/")
    assert PLAN.destination(disc) == "Movies/Alien (1979)/BDMV/"
    renamed = disc._replace(rename="BDMV2")
    assert PLAN.destination(renamed) == "Movies/Alien (1979)/BDMV2/"


def test_the_last_component_of_a_disc_keeps_its_slash() -> None:
    assert last_component("a/b/BDMV/") == "BDMV/"
    assert last_component("BDMV/") == "BDMV/"
    assert last_component("a") == "a"


def test_a_line_belongs_to_the_file_it_was_counted_in() -> None:
    plan = Plan("/l", "", "", 0, 0, (), (), files=((0, "a.yaml"), (10, "b.yaml")))
    assert plan.place_of(3) == ("a.yaml", 3)
    assert plan.place_of(10) == ("a.yaml", 10)
    assert plan.place_of(11) == ("b.yaml", 1)
    assert plan.place_of(0) == ("a.yaml", 0)
    assert PLAN.place_of(5) == ("", 5)


def test_moves_are_pairs_in_the_order_of_the_plan() -> None:
    placements = (
        Placement(MOVIES, "B", "", "In/b.mkv"),
        Placement(MOVIES, "A", "", "In/a.mkv"),
    )
    plan = Plan("/l", "", "", 2, 0, placements, ())
    assert list(plan.moves()) == [
        ("In/b.mkv", "Movies/B/b.mkv"),
        ("In/a.mkv", "Movies/A/a.mkv"),
    ]
