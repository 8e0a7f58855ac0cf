"""What voids an approval, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.artifacts.approval import Approval, Signature
from planfile.artifacts.plan import Action, Left, Placement, Plan, Section
from planfile.errors import RefusedError
from planfile.rules.meaning import check_approval, plan_meaning_digest

SHOWS, MOVIES = Section.SHOWS, Section.MOVIES
A = Placement(SHOWS, "Show (2014)", "Season 01", "In/a.mkv", "", "0.6 look", 7)
B = Placement(MOVIES, "Heat (1995)", "", "In/b\udce9.mkv", "Heat.mkv", "", 9)
PLAN = Plan(
    library="/media/library",
    tree="sha256:" + "9f" * 32,
    engine="offline",
    entries=4,
    unchanged=1,
    placements=(A, B),
    left=(Left("In/x.mkv", "mine"),),
    notes={(MOVIES, "Heat (1995)"): "0.97 sure"},
)
SIGNED = Signature("Ann <ann@example.org>", "2026-01-02T03:04:05Z")


def approval_of(plan: Plan) -> Approval:
    return Approval(plan_meaning_digest(plan), plan.tree, 2, (SIGNED,))


@pytest.mark.parametrize(
    "same",
    [
        replace(PLAN, placements=(B, A)),
        replace(PLAN, placements=(A._replace(note="", line=0), B)),
        replace(PLAN, notes={}),
        replace(PLAN, files=((0, "other.yaml"),), folder_lines={}),
        PLAN,
    ],
)
def test_comments_order_and_files_do_not_void_an_approval(same: Plan) -> None:
    check_approval(same, approval_of(PLAN))


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAN, placements=(A._replace(sub="Season 02"), B)),
        replace(PLAN, placements=(A._replace(folder="Show (2015)"), B)),
        replace(PLAN, placements=(A, B._replace(rename=""))),
        replace(PLAN, placements=(A,)),
        replace(PLAN, left=(Left("In/x.mkv", "junk"),)),
        replace(PLAN, action=Action.COPY),
        replace(PLAN, library="/media/other"),
        replace(PLAN, into="/media/other"),
        replace(PLAN, roots={SHOWS: "TV", MOVIES: "Movies"}),
        replace(PLAN, policies={"subtitles": "bind"}),
        replace(PLAN, unchanged=0),
        replace(PLAN, engine="gemini"),
    ],
)
def test_any_other_edit_voids_an_approval(other: Plan) -> None:
    with pytest.raises(RefusedError, match="something else than what Ann") as refusal:
        check_approval(other, approval_of(PLAN))
    assert refusal.value.exit_code == 8


def test_an_approval_of_another_scan_is_told_so() -> None:
    other = replace(PLAN, tree="sha256:" + "0" * 64)
    with pytest.raises(RefusedError, match="the approval is for the scan"):
        check_approval(other, approval_of(PLAN))


def test_without_a_signature_nothing_is_approved() -> None:
    for approval in (None, replace(approval_of(PLAN), signatures=())):
        with pytest.raises(RefusedError, match="nobody has approved"):
            check_approval(PLAN, approval)


@given(st.permutations([A, B, A._replace(source="In/c\n.mkv")]))
def test_the_digest_does_not_depend_on_order(placements: list[Placement]) -> None:
    whole = (A, B, A._replace(source="In/c\n.mkv"))
    assert plan_meaning_digest(
        replace(PLAN, placements=tuple(placements))
    ) == plan_meaning_digest(replace(PLAN, placements=whole))
