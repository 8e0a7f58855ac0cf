"""A plan that goes further than its owner allows is refused, rule by rule."""

from __future__ import annotations

import pytest

from planfile.artifacts.plan import Placement, Plan, Section
from planfile.artifacts.tree import Entry, Folder, Role, Tree, TreeSummary
from planfile.rules.allowance import Allowance, breaches

MOVIES = Section.MOVIES
TREE = Tree(
    "/media",
    (
        Folder("", 1, (Entry("a.mkv", 600, 0, 1, Role.VIDEO),)),
        Folder("Other disk", 2, (Entry("b.mkv", 500, 0, 2, Role.VIDEO),)),
        Folder("Movies", 1, ()),
    ),
    TreeSummary(2, 1100, {}, "sha256:x"),
)


def plan_of(*placements: Placement, into: str = "", note: str = "") -> Plan:
    notes = {(MOVIES, "Heat (1995)"): note} if note else {}
    return Plan(
        library="/media",
        tree="sha256:x",
        engine="offline",
        entries=len(placements),
        unchanged=0,
        placements=placements,
        left=(),
        into=into,
        notes=notes,
    )


def heat(source: str, note: str = "", line: int = 7) -> Placement:
    return Placement(MOVIES, "Heat (1995)", "", source, note=note, line=line)


def told(plan: Plan, allowed: Allowance, tree: Tree | None = TREE) -> list[str]:
    return [problem.message for problem in breaches(plan, allowed, tree)]


def test_no_limits_forbid_nothing() -> None:
    plan = plan_of(heat("a.mkv"), heat("Other disk/b.mkv"))
    assert breaches(plan, Allowance(), None) == []


def test_a_plan_of_too_many_entries_is_refused() -> None:
    plan = plan_of(heat("a.mkv"), heat("Other disk/b.mkv"))
    assert told(plan, Allowance(moves=2)) == []
    assert told(plan, Allowance(moves=1)) == [
        "max_moves: the plan places 2 entries, and 1 are allowed"
    ]


def test_a_plan_of_too_many_bytes_is_refused() -> None:
    plan = plan_of(heat("a.mkv"), heat("Other disk/b.mkv"))
    assert told(plan, Allowance(size=1100)) == []
    assert told(plan, Allowance(size=1099)) == [
        "max_bytes: the plan places 1,100 bytes, and 1,099 are allowed"
    ]


def test_limits_that_need_a_tree_are_broken_without_one() -> None:
    for allowed in (Allowance(size=10**9), Allowance(same_device=True)):
        assert told(plan_of(heat("a.mkv")), allowed, None) == [
            "max_bytes and same_device need the tree of the plan"
        ]


def test_an_unsure_entry_is_refused_by_its_own_note_or_its_folders() -> None:
    allowed = Allowance(confidence=0.8)
    assert told(plan_of(heat("a.mkv", "0.7 x")), allowed) == [
        "min_confidence: confidence 0.7, and 0.8 is the least allowed"
    ]
    assert len(told(plan_of(heat("a.mkv"), note="0.5 x"), allowed)) == 1
    assert told(plan_of(heat("a.mkv", "0.8 x"), note="0.5 x"), allowed) == []
    assert told(plan_of(heat("a.mkv", "words")), allowed) == []


@pytest.mark.parametrize(
    ("glob", "caught"),
    [
        ("Family", True),
        ("Family/", True),
        ("Family/**", True),
        ("**/*.mkv", True),
        ("Family/*.mkv", False),
        ("Family/*/x.mkv", True),
        ("Family/2?/x.mkv", True),
        ("Fam", False),
        ("x.mkv", False),
        ("**/x.mkv", True),
    ],
)
def test_what_is_protected_stays(glob: str, caught: bool) -> None:
    found = breaches(plan_of(heat("Family/24/x.mkv")), Allowance(protect=(glob,)), None)
    assert bool(found) is caught
    if caught:
        assert found[0].code == "policy-protect"
        assert (found[0].path, found[0].line) == ("Family/24/x.mkv", 7)
        assert glob in found[0].message


def test_a_name_is_protected_in_either_unicode_form() -> None:
    glob, other = "F\xeate/**", "Fe\u0302te/**"
    for path in ("F\xeate/x.mkv", "Fe\u0302te/x.mkv"):
        for protect in (glob, other):
            assert told(plan_of(heat(path)), Allowance(protect=(protect,)))


def test_destinations_keep_to_what_is_allowed() -> None:
    plan = plan_of(heat("a.mkv"))
    assert told(plan, Allowance(only=("TV", "Movies"))) == []
    assert told(plan, Allowance(only=("TV/**",))) == [
        "only: Movies/Heat (1995)/a.mkv is not within TV/**"
    ]


def test_file_systems_are_not_crossed() -> None:
    allowed = Allowance(same_device=True)
    assert told(plan_of(heat("a.mkv")), allowed) == []
    crossing = ["same_device: Movies/Heat (1995)/b.mkv is on another file system"]
    assert told(plan_of(heat("Other disk/b.mkv")), allowed) == crossing
    assert len(told(plan_of(heat("a.mkv"), into="/elsewhere"), allowed)) == 1


def test_a_flood_is_cut_and_counted() -> None:
    plan = plan_of(*(heat(f"Family/{number}.mkv") for number in range(1234)))
    found = told(plan, Allowance(protect=("Family",)))
    assert len(found) == 11
    assert found[-1] == "protect: and 1,224 more"
