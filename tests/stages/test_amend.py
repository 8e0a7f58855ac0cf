"""Small edits that change their lines and no other byte."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planfile.artifacts.plan import Section
from planfile.cli.app import run
from planfile.errors import InputError, PlanError
from planfile.stages.amend import Change, amend
from planfile.store.plan_edit import Sheet
from planfile.store.plan_parts import write_parts
from planfile.store.plan_read import parse_plan, read_plan

HEAD = f"""\
planfile: 1
library: /media/library
tree: sha256:{"9f" * 32}
engine: offline
action: move
"""
PLAN = f"""\
# mine
{HEAD}entries: 9
unchanged: 1
shows:
  # a show
  'Show (2014)':  # 0.97 sure
    Season 01:
      - 'In/s01e01.mkv'  # ? 0.7 look
      - 'In/s01e02.mkv'
    'Season 01/Subs/s01e01':
      - 'In/Subs/2_English.srt'
  'Two (2001) [tvdb-1]':
    Season 01:
      - 'In/two/1.mkv'
    Season 02:
      - 'In/two/2.mkv'
movies:
  'Heat (1995)':
    - 'In/heat.mkv'  # a film
  'Alien (1979)':
    - {{from: 'In/alien.mkv', as: 'Alien (1979).mkv'}}
leave:
  - {{path: 'In/dune.mkv', why: 'unsure: 1984 or 2021'}}
  # the end
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN)
    return path


def edited(path: Path, wanted: str, **change: object) -> list[str]:
    """The lines that an edit took (-) and brought (+)."""
    before = path.read_text().splitlines()
    amend(str(path), wanted, Change(**change))  # type: ignore[arg-type]
    after = path.read_text().splitlines()
    read_plan(str(path))
    return [line for line in ndiff(before, after) if line[0] in "+-"]


def test_a_year_is_one_line_and_nobody_is_unsure_of_it_any_more(path: Path) -> None:
    assert edited(path, "Show (2014)", year=2015) == [
        "-   'Show (2014)':  # 0.97 sure",
        "+   'Show (2015)':",
    ]


def test_a_remark_of_people_stays_behind_a_year(path: Path) -> None:
    path.write_text(PLAN.replace("# 0.97 sure", "# of BBC"))
    assert edited(path, "Show (2014)", year=2015) == [
        "-   'Show (2014)':  # of BBC",
        "+   'Show (2015)':  # of BBC",
    ]


def test_a_title_keeps_its_year_and_what_stands_behind_it(path: Path) -> None:
    assert edited(path, "Two (2001) [tvdb-1]", title="Too: many?") == [
        "-   'Two (2001) [tvdb-1]':",
        "+   'Too - many (2001) [tvdb-1]':",
    ]


def test_a_part_of_a_name_is_enough(path: Path) -> None:
    assert edited(path, "heat", year=1996) == [
        "-   'Heat (1995)':",
        "+   'Heat (1996)':",
    ]


def test_a_season_is_renamed_with_what_lies_in_it(path: Path) -> None:
    assert edited(path, "shows/Show (2014)", season=2) == [
        "-     Season 01:",
        "+     Season 02:",
        "-     'Season 01/Subs/s01e01':",
        "+     'Season 02/Subs/s01e01':",
    ]


def test_an_episode_goes_to_another_season_with_its_comment(path: Path) -> None:
    assert edited(path, "In/s01e01.mkv", season=0) == [
        "-       - 'In/s01e01.mkv'  # ? 0.7 look",
        "+     Season 00:",
        "+       - 'In/s01e01.mkv'  # ? 0.7 look",
    ]


def test_an_episode_joins_a_season_that_is_there(path: Path) -> None:
    assert edited(path, "In/two/1.mkv", season=2) == [
        "-     Season 01:",
        "-       - 'In/two/1.mkv'",
        "+       - 'In/two/1.mkv'",
    ]


def test_a_folder_of_sources_is_many_entries(path: Path) -> None:
    assert edited(path, "In/two", title="Three", year=2003) == [
        "-   'Two (2001) [tvdb-1]':",
        "+   'Three (2003) [tvdb-1]':",
    ]


def test_a_file_goes_to_another_movie_where_it_belongs_by_name(path: Path) -> None:
    assert edited(path, "In/alien.mkv", title="Aliens", year=1986) == [
        "+   'Aliens (1986)':",
        "+     - {from: 'In/alien.mkv', as: 'Alien (1979).mkv'}",
        "-   'Alien (1979)':",
        "-     - {from: 'In/alien.mkv', as: 'Alien (1979).mkv'}",
    ]


def test_a_show_can_join_another(path: Path) -> None:
    path.write_text(PLAN.replace(" [tvdb-1]", ""))
    edited(path, "Two (2001)", title="Show", year=2014)
    shows = path.read_text().partition("shows:\n")[2].partition("movies:")[0]
    assert (
        shows
        == """\
  # a show
  'Show (2014)':  # 0.97 sure
    Season 01:
      - 'In/s01e01.mkv'  # ? 0.7 look
      - 'In/s01e02.mkv'
      - 'In/two/1.mkv'
    'Season 01/Subs/s01e01':
      - 'In/Subs/2_English.srt'
    Season 02:
      - 'In/two/2.mkv'
"""
    )


def test_a_movie_that_is_left_goes_and_its_section_with_it(path: Path) -> None:
    edited(path, "Alien (1979)", leave="mine")
    assert edited(path, "Heat (1995)", leave="not a film: mine") == [
        "- movies:",
        "-   'Heat (1995)':",
        "-     - 'In/heat.mkv'  # a film",
        "+   - {path: 'In/heat.mkv', why: 'not a film: mine'}",
    ]


def test_what_was_left_is_placed_once_it_is_known(path: Path) -> None:
    assert edited(path, "In/dune.mkv", title="Dune", year=2021) == [
        "+   'Dune (2021)':",
        "+     - 'In/dune.mkv'",
        "-   - {path: 'In/dune.mkv', why: 'unsure: 1984 or 2021'}",
    ]
    with pytest.raises(InputError, match="nothing in"):
        amend(str(path), "In/nothing.mkv", Change(year=1))


def test_what_was_left_can_be_an_episode_of_a_new_show(path: Path) -> None:
    assert edited(path, "In/dune.mkv", title="Dune", year=2000, season=1) == [
        "+   'Dune (2000)':",
        "+     Season 01:",
        "+       - 'In/dune.mkv'",
        "-   - {path: 'In/dune.mkv', why: 'unsure: 1984 or 2021'}",
    ]


def test_what_was_left_needs_a_title(path: Path) -> None:
    with pytest.raises(InputError, match="needs its title"):
        amend(str(path), "In/dune.mkv", Change(year=2021))


def test_a_file_gets_another_name_and_its_own_again(path: Path) -> None:
    assert edited(path, "In/heat.mkv", name="Heat.mkv") == [
        "-     - 'In/heat.mkv'  # a film",
        "+     - {from: 'In/heat.mkv', as: 'Heat.mkv'}  # a film",
    ]
    edited(path, "In/heat.mkv", name="heat.mkv")
    assert path.read_text() == PLAN


def test_a_name_is_for_one_file(path: Path) -> None:
    with pytest.raises(InputError, match="for one placed entry"):
        amend(str(path), "Show (2014)", Change(name="x"))


def test_a_show_of_many_seasons_needs_a_file(path: Path) -> None:
    with pytest.raises(InputError, match="not exactly one season"):
        amend(str(path), "Two (2001) [tvdb-1]", Change(season=3))


def test_what_could_be_several_things_is_asked_back(path: Path) -> None:
    with pytest.raises(InputError, match=r"could be 'movies/Alien .*'movies/Heat"):
        amend(str(path), "(19", Change(year=2000))
    with pytest.raises(InputError, match=r"could be 'In/s01e01.mkv', 'In/s01e02.mkv'"):
        amend(str(path), "s01e0", Change(season=2))


def test_title_and_season_at_once(path: Path) -> None:
    edited(path, "Show (2014)", title="Other", season=3)
    assert {p[1:3] for p in read_plan(str(path)).placements[:3]} == {
        ("Other (2014)", "Season 03"),
        ("Other (2014)", "Season 03/Subs/s01e01"),
    }


def test_a_title_of_nothing_is_refused(path: Path) -> None:
    with pytest.raises(InputError, match="leaves no name"):
        amend(str(path), "Heat (1995)", Change(title="..."))


def test_an_edit_that_makes_the_plan_unsafe_is_refused(path: Path) -> None:
    with pytest.raises(PlanError) as refusal:
        amend(str(path), "In/heat.mkv", Change(name="../x"))
    assert refusal.value.problems[0].code == "name-with-folder"
    assert path.read_text() == PLAN


def test_a_plan_that_is_unsafe_already_can_be_mended(path: Path) -> None:
    path.write_text(PLAN.replace("'In/two/2.mkv'", "'In/two/1.mkv'"))
    amend(str(path), "Heat (1995)", Change(year=1996))
    assert "Heat (1996)" in path.read_text()


def test_a_season_for_files_beside_the_seasons(path: Path) -> None:
    path.write_text(
        PLAN.replace("    Season 02:\n      - 'In/two/2.mkv'\n", "").replace(
            "    Season 01:\n      - 'In/two/1.mkv'\n",
            "    - 'In/two/1.mkv'\n    - 'In/two/2.mkv'\n",
        )
    )
    assert edited(path, "In/two/2.mkv", season=2) == [
        "+     .:",
        "+     Season 02:",
        "-     - 'In/two/2.mkv'",
        "+       - 'In/two/2.mkv'",
    ]


def test_a_line_that_is_not_alone_is_not_cut(path: Path) -> None:
    path.write_text(
        PLAN.replace("    - 'In/heat.mkv'  # a film", "    ['In/heat.mkv']")
    )
    with pytest.raises(InputError, match="edited in place") as refusal:
        amend(str(path), "In/heat.mkv", Change(leave="mine"))
    assert "planfile fmt" in refusal.value.fix


def test_windows_line_ends_stay(path: Path) -> None:
    path.write_bytes(PLAN.replace("\n", "\r\n").encode())
    amend(str(path), "In/s01e01.mkv", Change(season=2))
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") == PLAN.count("\n") + 1


def test_the_first_file_that_is_left_makes_the_list(path: Path) -> None:
    start = PLAN.index("leave:")
    path.write_text(PLAN[:start].replace("entries: 9", "entries: 8"))
    assert edited(path, "In/two", leave="mine")[-3:] == [
        "+ leave:",
        "+   - {path: 'In/two/1.mkv', why: mine}",
        "+   - {path: 'In/two/2.mkv', why: mine}",
    ]


def test_a_list_of_what_is_left_is_known_whatever_its_quotes(path: Path) -> None:
    start = PLAN.index("leave:")
    text = PLAN[:start].replace("entries: 9", "entries: 8")
    path.write_text(f"{text}'leave':\n")
    assert edited(path, "In/alien.mkv", leave="mine")[-1:] == [
        "+   - {path: 'In/alien.mkv', why: mine}",
    ]


def test_a_section_is_made_where_it_belongs(path: Path) -> None:
    start, end = PLAN.index("movies:"), PLAN.index("leave:")
    path.write_text((PLAN[:start] + PLAN[end:]).replace("entries: 9", "entries: 7"))
    assert edited(path, "In/dune.mkv", title="Dune", year=2021)[:3] == [
        "+ movies:",
        "+   'Dune (2021)':",
        "+     - 'In/dune.mkv'",
    ]


def test_a_folder_of_plan_files_is_edited_in_the_right_one(tmp_path: Path) -> None:
    write_parts(parse_plan(PLAN), str(tmp_path), "show")
    file = amend(str(tmp_path), "Heat (1995)", Change(year=1996))
    assert file == str(tmp_path / "movies-Heat (1995).yaml")
    assert any(p.folder == "Heat (1996)" for p in read_plan(str(tmp_path)).placements)
    with pytest.raises(PlanError):
        amend(str(tmp_path), "Heat (1996)", Change(title="ALIEN", year=1979))
    assert "Heat (1996)" in (tmp_path / "movies-Heat (1995).yaml").read_text()


def test_the_command_shows_what_changed(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["set", str(path), "Heat", "--year", "1996"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "-  'Heat (1995)':" in lines
    assert "+  'Heat (1996)':" in lines
    assert run(["set", str(path), "Heat", "--year", "1996"]) == 0
    assert "it is so already" in capsys.readouterr().out
    assert run(["set", str(path), "In/heat.mkv", "--leave"]) == 0
    assert "+  - {path: 'In/heat.mkv', why: mine}" in capsys.readouterr().out
    assert run(["set", str(path), "Heat"]) == 64
    assert run(["set", str(path) + "x", "Heat", "--leave"]) == 3


SOURCES = [p.source for p in parse_plan(PLAN).placements] + ["In/dune.mkv"]
EDITS = st.tuples(
    st.sampled_from(SOURCES),
    st.one_of(
        st.tuples(st.sampled_from("ABX"), st.none(), st.integers(0, 3)),
        st.tuples(st.sampled_from("ABX"), st.just(2001)),
        st.just((None, None, None, None, "mine")),
    ).map(lambda change: Change(*change)),
)


@given(st.lists(EDITS, max_size=8))
@settings(max_examples=25)
def test_edits_never_lose_an_entry(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, Change]]
) -> None:
    path = tmp_path_factory.mktemp("plan") / "plan.yaml"
    path.write_text(PLAN)
    for wanted, change in edits:
        amend(str(path), wanted, change)
        plan = read_plan(str(path))
        found = [p.source for p in plan.placements] + [item.path for item in plan.left]
        assert sorted(found) == sorted(SOURCES)
        if change.title and change.leave is None:
            (own,) = [p for p in plan.placements if p.source == wanted]
            assert own.folder.startswith(change.title)
            assert change.season is None or own.sub.startswith(
                f"Season {change.season:02}"
            )
    assert path.read_text().startswith("# mine\n")
    assert path.read_text().rstrip().endswith("# the end") or edits


def test_a_season_key_without_files_is_filled(path: Path) -> None:
    path.write_text(PLAN.replace("  'Two (2001)", "    Season 03:\n  'Two (2001)"))
    edited(path, "Show (2014)", season=3)
    assert """\
  'Show (2014)':  # 0.97 sure
    'Season 03/Subs/s01e01':
      - 'In/Subs/2_English.srt'
    Season 03:
      - 'In/s01e01.mkv'  # ? 0.7 look
      - 'In/s01e02.mkv'
""" in path.read_text()


def test_an_empty_section_is_filled(path: Path) -> None:
    start, end = PLAN.index("movies:"), PLAN.index("leave:")
    text = PLAN[:start] + "movies:\n" + PLAN[end:]
    path.write_text(text.replace("entries: 9", "entries: 7"))
    assert edited(path, "In/dune.mkv", title="Dune", year=2021)[:2] == [
        "+   'Dune (2021)':",
        "+     - 'In/dune.mkv'",
    ]


def test_several_new_movies_share_a_new_section(path: Path) -> None:
    start, end = PLAN.index("movies:"), PLAN.index("leave:")
    text = PLAN[:start] + PLAN[end:].replace(
        "  # the end", "  - {path: 'Dunes/Dune.mkv', why: x}"
    )
    path.write_text(text.replace("entries: 9", "entries: 8"))
    plan = parse_plan(path.read_text())
    sheet = Sheet(path.read_text(), plan)
    sheet.place(plan.left[0], (Section.MOVIES, "Dune (1984)", ""))
    sheet.place(plan.left[1], (Section.MOVIES, "Dune (2021)", ""))
    moves = dict(parse_plan(sheet.text()).moves())
    assert moves["In/dune.mkv"] == "Movies/Dune (1984)/dune.mkv"
    assert moves["Dunes/Dune.mkv"] == "Movies/Dune (2021)/Dune.mkv"


def test_a_new_show_can_get_files_beside_its_seasons(path: Path) -> None:
    plan = parse_plan(PLAN)
    sheet = Sheet(PLAN, plan)
    home = Section.SHOWS, "New (2020)"
    sheet.move(
        (placement, (*home, sub))
        for placement, sub in zip(
            plan.placements[:3], ["", "Season 01", ""], strict=True
        )
    )
    text = sheet.text()
    assert (
        "  'New (2020)':\n"
        "    .:\n"
        "    - 'In/s01e01.mkv'  # ? 0.7 look\n"
        "    - 'In/Subs/2_English.srt'\n"
        "    Season 01:\n"
        "      - 'In/s01e02.mkv'\n"
    ) in text
    assert "Show (2014)" not in text
    assert len(parse_plan(text).placements) == len(plan.placements)


def test_a_file_goes_behind_one_that_is_written_over_lines(path: Path) -> None:
    over = "      - from: 'In/two/2.mkv'\n        as: '2.mkv'\n"
    path.write_text(PLAN.replace("      - 'In/two/2.mkv'\n", over))
    amend(str(path), "In/two/1.mkv", Change(season=2))
    assert over + "      - 'In/two/1.mkv'\n" in path.read_text()
    with pytest.raises(InputError, match="edited in place"):
        amend(str(path), "In/two/2.mkv", Change(season=1))


def test_a_key_in_another_form_is_not_renamed(path: Path) -> None:
    old = "  'Heat (1995)':\n    - 'In/heat.mkv'  # a film\n"
    path.write_text(PLAN.replace(old, "  ? 'Heat (1995)'\n  :\n    - 'In/heat.mkv'\n"))
    with pytest.raises(InputError, match="edited in place"):
        amend(str(path), "Heat (1995)", Change(year=1996))


def test_mixed_line_ends_are_not_edited(path: Path) -> None:
    path.write_bytes(PLAN.replace("\n", "\r\n", 3).encode())
    with pytest.raises(InputError, match="line 1 is not"):
        amend(str(path), "Heat (1995)", Change(year=1996))
