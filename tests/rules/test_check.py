"""What is unsafe about a plan in memory."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.artifacts.plan import Action, Left, Placement, Plan, Section
from planfile.artifacts.tree import Entry, Folder, Role, Tree, TreeSummary
from planfile.rules.check import problems, warnings
from planfile.rules.paths import fold

SHOWS, MOVIES = Section.SHOWS, Section.MOVIES
DIGEST = "sha256:" + "9f" * 32


def plan_of(
    *placements: Placement, left: tuple[Left, ...] = (), unchanged: int = 0
) -> Plan:
    entries = len(placements) + len(left) + unchanged
    return Plan("/l", DIGEST, "offline", entries, unchanged, placements, left)


def movie(source: str, folder: str = "A", sub: str = "", rename: str = "") -> Placement:
    return Placement(MOVIES, folder, sub, source, rename)


def codes(plan: Plan, tree: Tree | None = None) -> list[str]:
    return [problem.code for problem in problems(plan, tree)]


def tree_of(*paths: str) -> Tree:
    folders: dict[str, list[Entry]] = {}
    for number, path in enumerate(paths):
        cut = path.rfind("/", 0, -1)
        entry = Entry(path[cut + 1 :], 1, 1, number, Role.VIDEO)
        folders.setdefault(path[: max(cut, 0)], []).append(entry)
    rows = tuple(Folder(path, 1, tuple(entries)) for path, entries in folders.items())
    return Tree("/l", rows, TreeSummary(len(paths), 0, {}, DIGEST))


def test_a_sound_plan_has_no_problems() -> None:
    assert (
        problems(plan_of(movie("In/a"), movie("In/b"), left=(Left("c", "mine"),))) == []
    )


def test_an_empty_plan_has_no_problems() -> None:
    assert problems(plan_of(unchanged=7)) == []


def test_one_fault_of_a_folder_is_said_once() -> None:
    places = [movie("In/a", ".."), movie("In/b", "..", "Extras"), movie("In/c", "..")]
    plan = plan_of(*(place._replace(line=7) for place in places))
    assert codes(plan) == ["path-escape"]


def test_a_path_in_another_unicode_form_is_told_from_a_slip() -> None:
    tree = tree_of("In/Le\u0301on", "In/Paris")
    told = [
        p.fix for p in problems(plan_of(movie("In/L\xe9on"), movie("In/Pari")), tree)
    ]
    assert "the scan has it in another Unicode form; planfile plan writes that" in told
    assert "did you mean 'In/Paris'?" in told


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (replace(plan_of(), library="media"), ["relative-library"]),
        (replace(plan_of(), into="media"), ["relative-library"]),
        (replace(plan_of(), roots={SHOWS: "", MOVIES: "../M"}), ["path-escape"]),
        (replace(plan_of(), roots={SHOWS: "", MOVIES: "M/"}), ["empty-component"]),
        (replace(plan_of(), entries=3), ["lost-line"]),
        (replace(plan_of(movie("a")), entries=0), ["added-line"]),
        (plan_of(movie("a", "A", "", "x/y")), ["name-with-folder"]),
        (plan_of(movie("BDMV/", "A", "", "B/")), []),
        (plan_of(movie("BDMV/", "A", "", "B//")), ["name-with-folder"]),
        (plan_of(movie("a", "A\n")), ["control-character"]),
        (plan_of(movie("a", "A", "s\x7f")), ["control-character"]),
        (plan_of(movie("a\nb")), []),
        (plan_of(movie("a", "x" * 250, "/".join(["y" * 250] * 15))), ["path-too-long"]),
        (plan_of(movie("In/a"), movie("In/a", "B")), ["duplicate-source"]),
        (plan_of(movie("In/a"), left=(Left("In/a", "x"),)), ["duplicate-source"]),
        (plan_of(movie("D/BDMV/"), movie("D/BDMV/x")), ["inside-disc"]),
        (plan_of(movie("In"), movie("In/b/a")), ["source-is-folder"]),
        (plan_of(movie("In/a"), movie("B/a")), ["same-destination"]),
        (plan_of(movie("In/a"), movie("B/A")), ["destination-twins"]),
        (plan_of(movie("In/a", "B"), movie("In/b", "b")), ["folder-twins"]),
        (plan_of(movie("Movies/A/a")), ["onto-itself"]),
        (plan_of(movie("Movies/A/a", rename="A")), []),
        (plan_of(movie("Movies/A/D/", "A", "D/x")), ["into-itself"]),
        (plan_of(movie("b"), movie("c", "A", "b")), ["destination-below-another"]),
        (plan_of(movie("b"), left=(Left("movies/a/B", "x"),)), ["destination-taken"]),
        (plan_of(movie("b"), left=(Left("Movies/A", "x"),)), ["destination-taken"]),
    ],
)
def test_what_is_unsafe_is_found(plan: Plan, expected: list[str]) -> None:
    assert codes(plan) == expected


def test_a_chain_and_a_swap_are_for_the_order_to_solve() -> None:
    roots = {SHOWS: "", MOVIES: ""}
    swap = plan_of(movie("A/1", rename="2"), movie("A/2", rename="1"))
    assert codes(replace(swap, roots=roots)) == []
    copied = replace(swap, roots=roots, action=Action.COPY)
    assert set(codes(copied)) == {"destination-taken"}


@pytest.mark.parametrize("others", [("a",), ("a", "b"), ()])
def test_an_empty_source_is_found_wherever_it_stands(others: tuple[str, ...]) -> None:
    for place in range(len(others) + 1):
        sources = [*others[:place], "", *others[place:]]
        assert codes(plan_of(*map(movie, sources))) == ["empty-path"]


def test_a_copy_is_not_in_the_way_of_its_own_source() -> None:
    roots = {SHOWS: "", MOVIES: ""}
    again = plan_of(movie("A/1"), movie("B/x", rename="y"))
    again = replace(again, roots=roots, action=Action.COPY)
    assert codes(again) == ["onto-itself"]
    other_case = replace(again, placements=(movie("A/a", rename="A"),), entries=1)
    assert codes(other_case) == []


def test_another_library_has_no_such_conflicts() -> None:
    plan = plan_of(movie("Movies/A/b"), movie("In/c"), left=(Left("movies/a/C", "x"),))
    assert set(codes(plan)) == {"onto-itself", "destination-taken"}
    assert codes(replace(plan, into="/other", action=Action.COPY)) == []


def test_one_bad_path_hides_no_other_problem() -> None:
    plan = plan_of(movie("../x"), movie("In/a"), movie("B/A"), movie(""))
    assert set(codes(plan)) == {"path-escape", "destination-twins", "empty-path"}


def test_a_bad_folder_is_told_once() -> None:
    plan = plan_of(*(movie(f"In/{n}", "../A") for n in range(50)))
    assert codes(plan) == ["path-escape"]


def test_with_the_tree_the_lost_path_is_named() -> None:
    plan = replace(plan_of(movie("In/a"), unchanged=1), entries=3)
    (problem,) = problems(plan, tree_of("In/a", "In/lost", "Movies/H (1995)/h"))
    assert (problem.code, problem.path) == ("lost-line", "In/lost")
    assert "probably" not in problem.message


def test_where_it_cannot_be_told_the_likeliest_is_named() -> None:
    plan = replace(plan_of(movie("In/a"), unchanged=1), entries=3)
    (problem,) = problems(plan, tree_of("In/a", "In/lost", "In/other"))
    assert "probably lost" in problem.message


def test_many_lost_lines_are_counted() -> None:
    tree = tree_of(*(f"In/{n}" for n in range(30)))
    found = problems(replace(plan_of(), entries=30), tree)
    assert len(found) == 21
    assert found[-1].message == "and 10 more lines are lost"


def test_a_plan_that_counts_more_than_the_tree_has_is_told() -> None:
    plan = plan_of(movie("In/a"), unchanged=5)
    assert codes(plan, tree_of("In/a")) == ["added-line"]


def test_a_path_that_the_tree_has_not_is_told_with_what_is_near() -> None:
    plan = plan_of(movie("In/Heat.1995.mkv"))
    found = problems(plan, tree_of("In/Heat.1996.mkv"))
    assert [p.code for p in found] == ["unknown-source", "lost-line"]
    assert found[0].fix == "did you mean 'In/Heat.1996.mkv'?"
    far = problems(plan_of(movie("In/a"), unchanged=1), tree_of("zzzzzz/zzzzz"))
    assert far[0].fix == "scan and plan again, or fix it"


def test_a_duplicate_is_no_unknown_path() -> None:
    plan = plan_of(movie("In/a"), movie("In/a"), left=(Left("x", "y"), Left("x", "y")))
    assert set(codes(plan, tree_of("In/a", "x"))) == {"duplicate-source"}


def test_what_stands_in_the_way_is_known_from_the_tree() -> None:
    plan = plan_of(movie("In/a", "H (1995)"), unchanged=1)
    assert codes(plan, tree_of("In/a", "Movies/H (1995)/A")) == ["destination-taken"]
    assert codes(plan, tree_of("In/a", "Movies/h (1995)/x")) == ["folder-twins"]
    assert codes(plan, tree_of("In/a", "Movies/H (1995)/x")) == []
    elsewhere = replace(plan, into="/other")
    assert codes(elsewhere, tree_of("In/a", "Movies/H (1995)/A")) == []


def test_another_scan_is_told() -> None:
    plan = replace(plan_of(movie("In/a")), tree="sha256:0")
    assert codes(plan, tree_of("In/a")) == ["other-tree"]


def test_doubtful_names_are_warnings_once_each() -> None:
    plan = plan_of(movie("In/a?", "What? (2001)"), movie("In/b", "What? (2001)"))
    assert problems(plan) == []
    assert [(w.code, w.path) for w in warnings(plan)] == [
        ("reserved-character", "What? (2001)"),
        ("reserved-character", "a?"),
    ]


NAMES = st.sampled_from(["a", "A", "b", "é", "e\u0301", "B", "a.b"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


@given(
    st.lists(st.builds(movie, PATHS, NAMES, st.one_of(st.just(""), PATHS)), max_size=5)
)
def test_a_plan_that_passes_never_puts_two_things_in_one_place(
    placements: list[Placement],
) -> None:
    plan = plan_of(*placements)
    if problems(plan):
        return
    targets = [fold(plan.destination(p)) for p in placements]
    assert len(set(targets)) == len(targets)
    assert not any(
        one != other and other.startswith(f"{one}/")
        for one in targets
        for other in targets
    )
    sources = [p.source for p in placements]
    assert len(set(sources)) == len(sources)
