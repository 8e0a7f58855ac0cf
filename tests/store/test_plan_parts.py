"""Plans in a folder of files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planfile.artifacts.plan import Left, Placement, Plan, Section
from planfile.errors import InputError, PlanError
from planfile.store.plan_parts import (
    files_of,
    is_head,
    named_parts,
    plan_files,
    write_parts,
)
from planfile.store.plan_read import read_plan
from planfile.store.plan_write import format_plan, write_plan

SHOWS, MOVIES = Section.SHOWS, Section.MOVIES
PLACEMENTS = (
    Placement(SHOWS, "Show: One (2014)", "Season 01", "In/a.mkv"),
    Placement(SHOWS, "Show: One (2014)", "Season 02", "In/b.mkv", "", "0.6 look"),
    Placement(SHOWS, "24 (2001)", "Season 01", "In/c.mkv"),
    Placement(MOVIES, "Heat (1995)", "", "In/d.mkv"),
    Placement(MOVIES, "Hero (2002)", "", "In/e.mkv"),
    Placement(MOVIES, "\udce9 (2002)", "", "In/f.mkv"),
)
PLAN = Plan(
    library="/media/library",
    tree="sha256:" + "9f" * 32,
    engine="offline",
    entries=9,
    unchanged=2,
    placements=PLACEMENTS,
    left=(Left("In/x.mkv", "mine"),),
    notes={(MOVIES, "Heat (1995)"): "0.97 sure"},
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("by", ["show", "letter", "max-files=2", "max-files=1"])
def test_a_split_plan_reads_as_the_whole_one(tmp_path: Path, by: str) -> None:
    write_parts(PLAN, str(tmp_path / "plan"), by)
    assert format_plan(read_plan(str(tmp_path / "plan"))) == format_plan(PLAN)


def test_every_show_and_movie_can_have_its_own_file(tmp_path: Path) -> None:
    write_parts(PLAN, str(tmp_path), "show")
    assert names(tmp_path) == [
        "movies-%E9 (2002).yaml",
        "movies-Heat (1995).yaml",
        "movies-Hero (2002).yaml",
        "plan.yaml",
        "shows-24 (2001).yaml",
        "shows-Show- One (2014).yaml",
    ]


def test_letters_gather_shows_and_movies(tmp_path: Path) -> None:
    write_parts(PLAN, str(tmp_path), "letter")
    assert names(tmp_path) == [
        "movies--.yaml",
        "movies-H.yaml",
        "plan.yaml",
        "shows-0-9.yaml",
        "shows-S.yaml",
    ]


def test_a_file_holds_no_more_entries_than_wished() -> None:
    sizes = [len(placements) for _, placements in named_parts(PLAN, "max-files=4")]
    assert sizes == [4, 2]


def test_names_that_some_disk_takes_for_one_another_are_kept_apart() -> None:
    twins = (
        Placement(MOVIES, "A:B", "", "In/1.mkv"),
        Placement(MOVIES, "a/b", "", "In/2.mkv"),
        Placement(MOVIES, "x" * 250, "", "In/3.mkv"),
    )
    found = [name for name, _ in named_parts(replace(PLAN, placements=twins), "show")]
    assert found == ["movies-a-b", "movies-A-B 2", "movies-" + "x" * 120]


def test_another_split_takes_the_place_of_the_first(tmp_path: Path) -> None:
    write_parts(PLAN, str(tmp_path), "show")
    (tmp_path / "tree.json").write_text("{}")
    write_parts(PLAN, str(tmp_path), "max-files=100")
    assert names(tmp_path) == ["part-001.yaml", "plan.yaml", "tree.json"]


def test_a_file_that_is_no_part_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("mine: 1\n")
    with pytest.raises(InputError, match=r"other\.yaml is in the way"):
        write_parts(PLAN, str(tmp_path), "show")
    assert names(tmp_path) == ["other.yaml"]


def test_an_unknown_way_to_split_is_refused(tmp_path: Path) -> None:
    for by in ("year", "max-files=0", "max-files=x"):
        with pytest.raises(InputError, match="no way to split"):
            write_parts(PLAN, str(tmp_path), by)


def test_a_lost_part_is_noticed(tmp_path: Path) -> None:
    write_parts(PLAN, str(tmp_path), "show")
    (tmp_path / "shows-24 (2001).yaml").unlink()
    with pytest.raises(PlanError) as refusal:
        read_plan(str(tmp_path))
    (problem,) = refusal.value.problems
    assert problem.code == "lost-line"
    assert problem.file == str(tmp_path / "plan.yaml")


def test_problems_across_files_name_the_file_and_its_own_line(tmp_path: Path) -> None:
    write_parts(PLAN, str(tmp_path), "show")
    part = tmp_path / "movies-Hero (2002).yaml"
    part.write_text(part.read_text().replace("In/e.mkv", "In/d.mkv"))
    with pytest.raises(PlanError) as refusal:
        read_plan(str(tmp_path))
    (problem,) = refusal.value.problems
    assert (problem.code, problem.file) == ("duplicate-source", str(part))
    assert part.read_text().splitlines()[problem.line - 1] == "    - 'In/d.mkv'"
    assert problem.column == 7
    assert "movies-Heat (1995).yaml" in problem.message


def test_a_broken_part_is_told_with_the_rest(tmp_path: Path) -> None:
    write_parts(PLAN, str(tmp_path), "show")
    (tmp_path / "shows-24 (2001).yaml").write_text(
        "planfile: 1\npart: plan.yaml\nx: 1\n"
    )
    part = tmp_path / "movies-Hero (2002).yaml"
    part.write_text(part.read_text().replace("In/e.mkv", "../e.mkv"))
    with pytest.raises(PlanError) as refusal:
        read_plan(str(tmp_path))
    codes = {problem.code for problem in refusal.value.problems}
    assert codes == {"unknown-field", "path-escape"}


def test_a_part_alone_is_not_a_plan(tmp_path: Path) -> None:
    write_parts(PLAN, str(tmp_path), "show")
    with pytest.raises(PlanError) as refusal:
        read_plan(str(tmp_path / "movies-Heat (1995).yaml"))
    assert [problem.code for problem in refusal.value.problems] == ["only-a-part"]


def test_several_plans_in_a_folder_are_not_one(tmp_path: Path) -> None:
    write_plan(PLAN, str(tmp_path / "a.yaml"))
    write_plan(PLAN, str(tmp_path / "b.yml"))
    with pytest.raises(PlanError) as refusal:
        read_plan(str(tmp_path))
    assert "several plans, not one: a.yaml, b.yml" in refusal.value.problems[0].message


def test_parts_without_their_head_are_no_plan(tmp_path: Path) -> None:
    write_parts(PLAN, str(tmp_path), "show")
    (tmp_path / "plan.yaml").unlink()
    with pytest.raises(PlanError) as refusal:
        read_plan(str(tmp_path))
    assert "the head of the plan is missing" in refusal.value.problems[0].message


def test_a_part_of_another_plan_is_noticed(tmp_path: Path) -> None:
    write_parts(PLAN, str(tmp_path), "show")
    part = tmp_path / "movies-Hero (2002).yaml"
    part.write_text(part.read_text().replace("part: plan.yaml", "part: other.yaml"))
    with pytest.raises(PlanError) as refusal:
        read_plan(str(tmp_path))
    assert [problem.code for problem in refusal.value.problems] == ["other-part"]


def test_a_folder_without_plans_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no plan"):
        plan_files(str(tmp_path))
    with pytest.raises(InputError, match="cannot read"):
        plan_files(str(tmp_path / "nowhere"))


def test_one_plan_file_in_a_folder_is_the_plan(tmp_path: Path) -> None:
    write_plan(PLAN, str(tmp_path / "anything.yml"))
    assert format_plan(read_plan(str(tmp_path))) == format_plan(PLAN)


def test_the_head_stands_for_the_whole_plan(tmp_path: Path) -> None:
    head, *_ = write_parts(PLAN, str(tmp_path), "show")
    assert format_plan(read_plan(head)) == format_plan(PLAN)
    assert len(files_of(head)) == len(files_of(str(tmp_path))) == 6
    alone = tmp_path / "alone" / "plan.yaml"
    alone.parent.mkdir()
    alone.write_bytes(Path(head).read_bytes())
    assert files_of(str(alone)) == [str(alone)]
    with pytest.raises(PlanError):
        read_plan(str(alone))


def test_what_lies_beside_a_plan_may_be_anything(tmp_path: Path) -> None:
    head, *_ = write_parts(PLAN, str(tmp_path), "show")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "broken.yml").symlink_to("nowhere")
    assert is_head(head)
    assert not is_head(str(tmp_path / "nowhere" / "plan.yaml"))
    assert not is_head(str(tmp_path / "other.yaml"))
