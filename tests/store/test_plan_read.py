"""Plan files, good and hostile, through both readers."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planfile.artifacts.plan import Action, Left, Placement, Plan, Section
from planfile.errors import InputError, PlanError
from planfile.rules.check import problems
from planfile.store import plan_read
from planfile.store.plan_blocks import read_lines
from planfile.store.plan_lines import OtherForm
from planfile.store.plan_nodes import read_nodes
from planfile.store.plan_read import Examined, examine, examine_text, parse_plan
from planfile.store.plan_write import format_plan
from planfile.store.plan_yaml import as_data, read_yaml, without_plain_entries
from planfile.store.schema import faults

FILES = Path(__file__).parent.parent / "files" / "plan"
GOOD = sorted(FILES.glob("good/*.yaml"))
BAD = sorted(FILES.glob("bad/*.yaml"))
TREE = "sha256:" + "9f" * 32
HEAD = f"""\
planfile: 1
library: /media/library
tree: {TREE}
engine: offline
action: move
"""


def expected() -> dict[str, list[str]]:
    """What bad.txt says: a name, then its problems, indented."""
    table: dict[str, list[str]] = {}
    rows: list[str] = []
    for line in (FILES / "bad.txt").read_text("utf-8").splitlines():
        if line.startswith(" "):
            rows.append(line.strip())
        else:
            rows = table[line] = []
    return table


@contextmanager
def only_the_full_reader() -> Iterator[None]:
    def refuse(text: str, file: str) -> NoReturn:
        raise OtherForm

    with mock.patch.object(plan_read, "read_lines", refuse):
        yield


def both(text: str) -> tuple[Examined, Examined]:
    """What the fast reader (or its fallback) and the full one say."""
    with only_the_full_reader():
        full = examine_text(text, "plan.yaml")
    return examine_text(text, "plan.yaml"), full


def told(examined: Examined) -> list[str]:
    return [f"{p.line}:{p.column} {p.code}: {p.message}" for p in examined.problems]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_plan_is_read_alike_by_both_readers(path: Path) -> None:
    text = path.read_bytes().decode()
    fast, full = both(text)
    assert fast.problems == ()
    assert full.problems == ()
    assert fast.plan == full.plan
    assert fast.plan
    assert full.plan
    assert fast.plan.folder_lines == full.plan.folder_lines


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_plan_has_one_canonical_form(path: Path) -> None:
    canonical = format_plan(plan_read.read_plan(str(path)))
    assert format_plan(parse_plan(canonical)) == canonical


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_the_schema_accepts_a_good_plan(path: Path) -> None:
    root = read_nodes(path.read_bytes().decode(), "")[0]
    assert root
    assert faults("plan", as_data(root)) == []


@pytest.mark.parametrize("path", [*GOOD, *BAD], ids=lambda path: path.stem)
def test_the_schema_says_nothing_of_plain_entries(path: Path) -> None:
    root = read_nodes(path.read_bytes().decode("utf-8", "replace"), "")[0]
    if root:
        thin = without_plain_entries(root)
        messages = [fault.message for fault in faults("plan", as_data(thin))]
        whole = [fault.message for fault in faults("plan", as_data(root))]
        assert messages == whole


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_plan_is_refused_with_its_place_and_reason(path: Path) -> None:
    assert told(examine(str(path)))[:30] == expected()[path.stem]
    with pytest.raises(PlanError) as refusal:
        plan_read.read_plan(str(path))
    assert refusal.value.exit_code == 3
    assert all(problem.file == str(path) for problem in refusal.value.problems)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_both_readers_refuse_a_bad_plan_alike(path: Path) -> None:
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        return
    fast, full = both(text)
    assert told(fast) == told(full)


def test_every_bad_file_is_described_and_every_description_has_its_file() -> None:
    assert {path.stem for path in BAD} == set(expected())


WILD = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="/\0"),
        st.sampled_from("'\"#:-{}[],&*!|>%@` \n\t\r\u2028\u202e\u0085\ufeff~\\éÉß"),
        st.sampled_from("\udc80\udce9\udcff"),
    ),
    min_size=1,
    max_size=12,
).filter(lambda name: name not in {".", ".."})
WORDS = st.sampled_from((FILES / "words.txt").read_text("utf-8").splitlines())
NAMES = st.one_of(WORDS, WILD)
FOLDERS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    placements = draw(
        st.lists(
            st.builds(
                Placement,
                st.sampled_from(Section),
                FOLDERS,
                st.one_of(st.just(""), FOLDERS),
                FOLDERS,
                st.one_of(st.just(""), NAMES),
                st.one_of(st.just(""), st.text(max_size=20)),
            ),
            max_size=8,
            unique_by=lambda placement: placement.source,
        )
    )
    left = draw(st.lists(st.builds(Left, FOLDERS, NAMES), max_size=4))
    unchanged = draw(st.integers(0, 10**9))
    return Plan(
        library="/" + draw(FOLDERS),
        tree=TREE,
        engine=draw(st.sampled_from(["offline", "gemini gemini-9 flash", "a: b #c"])),
        entries=len(placements) + len(left) + unchanged,
        unchanged=unchanged,
        placements=tuple(placements),
        left=tuple(left),
        action=draw(st.sampled_from(Action)),
        roots={section: draw(st.one_of(st.just(""), FOLDERS)) for section in Section},
        into=draw(st.sampled_from(["", "/other", "/o\udce9", "/a\nb"])),
        policies=draw(st.sampled_from([{}, {"subtitles": "bind", "b": "no"}])),
    )


def bare(plan: Plan) -> set[tuple[str, ...]]:
    return {tuple(placement[:5]) for placement in plan.placements}


@given(plans())
@settings(max_examples=100)
def test_any_plan_survives_being_written_and_read(plan: Plan) -> None:
    text = format_plan(plan)
    fast = read_lines(text, "plan.yaml")
    full, wrong = read_yaml(text, "plan.yaml")
    assert not wrong
    assert full is not None
    assert fast == full
    assert fast.folder_lines == full.folder_lines
    assert bare(fast) == bare(plan)
    assert {left.path for left in fast.left} == {left.path for left in plan.left}
    assert (fast.library, fast.roots, fast.policies) == (
        plan.library,
        plan.roots,
        plan.policies,
    )
    assert format_plan(fast) == text


PIECES = st.sampled_from(
    (FILES / "pieces.txt")
    .read_text("utf-8")
    .encode()
    .decode("unicode_escape")
    .split("@")
)
SAMPLE = f"""{HEAD}entries: 7
unchanged: 1
shows:
  'Show (2014)':  # 0.97 sure
    Season 01:
      - 'In/a.mkv'
      - 'In/b.mkv'  # ? 0.71 look
    .:
      - {{from: 'In/c.mkv', as: 'C.mkv'}}
movies:
  Heat (1995):
    - 'In/d.mkv'
    - {{raw: 'In/e%E9.mkv'}}
leave:
  - {{path: 'In/x.mkv', why: mine}}
"""


@given(st.lists(st.tuples(st.integers(100, len(SAMPLE)), st.integers(0, 6), PIECES)))
@settings(max_examples=300)
def test_both_readers_agree_on_whatever_an_edit_makes(
    edits: list[tuple[int, int, str]],
) -> None:
    text = SAMPLE
    for position, dropped, piece in edits[:4]:
        text = text[:position] + piece + text[position + dropped :]
    fast, full = both(text)
    assert told(fast) == told(full)
    assert fast.plan == full.plan


@given(st.randoms(use_true_random=False), st.integers(1, 3))
@settings(max_examples=100)
def test_both_readers_agree_when_lines_move(random: object, moves: int) -> None:
    lines = SAMPLE.splitlines()
    for _ in range(moves):
        line = lines.pop(random.randrange(5, len(lines)))  # type: ignore[attr-defined]
        shift = random.choice(["", " ", "  "])  # type: ignore[attr-defined]
        line = random.choice([shift + line, line.removeprefix(shift)])  # type: ignore[attr-defined]
        lines.insert(random.randrange(5, len(lines)), line)  # type: ignore[attr-defined]
    fast, full = both("\n".join(lines))
    assert told(fast) == told(full)
    assert fast.plan == full.plan


def plan_with(body: str, entries: int) -> str:
    return f"{HEAD}entries: {entries}\nunchanged: 0\n{body}"


def test_words_stay_what_was_typed() -> None:
    words = ["no", "24", "1e3", "12.30", "010", "null", "true", "2024-01-01", "0x1F"]
    body = "movies:\n  'A':\n" + "".join(f"    - {word}\n" for word in words)
    fast, full = both(plan_with(body, len(words)))
    assert fast.plan
    assert full.plan
    assert [placement.source for placement in fast.plan.placements] == words
    assert [placement.source for placement in full.plan.placements] == words


def test_all_problems_are_told_at_once() -> None:
    found = examine(str(FILES / "bad" / "many-at-once.yaml")).problems
    assert len({problem.line for problem in found}) == 6


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("lines", HEAD.encode() + b"ab\n" * (33 << 20)),
        ("one line", HEAD.encode() + b"x" * (100 << 20)),
        ("words", HEAD.encode() + (b"y" * 999 + b"\n") * 100_000),
        ("scalar", HEAD.encode() + b"shows: '" + (b"y" * 99 + b"\n") * 200_000 + b"'"),
        ("zeros", HEAD.encode() + bytes(100 << 20)),
        ("latin", HEAD.encode() + b"\xe9" * (100 << 20)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nonsense_is_refused_before_it_costs_anything(
    tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(data)
    start = time.process_time()
    assert examine(str(path)).plan is None
    assert time.process_time() - start < 20  # a second; twenty on a machine in need


@pytest.mark.parametrize(
    "line",
    [
        "  " + "a " * 30_000,
        "  'x':\n   - {from: " + "a " * 30_000,
        "  'x':\n   - '" + "''" * 30_000,
        "  'x':\n   - {from: '" + "''" * 30_000,
        "  'x':\n   - a" + " #" * 30_000,
        "  'x':\n   - {" + " " * 60_000,
        "  a" + " " * 60_000 + "b:",
        "  'x':\n   - {" + "a: b, " * 10_000,
    ],
)
def test_no_line_makes_the_reader_slow(line: str) -> None:
    start = time.process_time()
    assert examine_text(f"{HEAD}shows:\n{line}\n", "plan.yaml").problems
    assert time.process_time() - start < 20


def test_a_missing_file_is_named() -> None:
    with pytest.raises(InputError, match=r"cannot read nowhere/plan\.yaml: No such"):
        plan_read.read_plan("nowhere/plan.yaml")


def test_a_file_too_large_is_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(SAMPLE)
    monkeypatch.setattr("planfile.store.plan_limits.LARGEST", 100)
    assert [p.code for p in examine(str(path)).problems] == ["too-large"]


def test_too_much_in_another_form_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planfile.store.plan_nodes.MOST_EVENTS", 20)
    found = examine_text("---\n" + SAMPLE, "plan.yaml").problems
    assert [problem.code for problem in found] == ["too-large"]


def test_a_plan_in_memory_has_no_line_and_no_file() -> None:
    plan = Plan(
        "/l", TREE, "offline", 1, 0, (Placement(Section.MOVIES, "A", "", "../x"),), ()
    )
    (problem,) = problems(plan)
    assert (problem.line, problem.file, problem.code) == (0, "", "path-escape")


def test_a_hand_edit_means_what_it_says() -> None:
    text = format_plan(parse_plan(SAMPLE))
    later = text.replace("Show (2014)", "Show (2015)").replace("Season 01", "Season 02")
    moved = re.sub(r"\n    - 'In/d.mkv'", "", later)
    moved = moved.replace("    Season 02:\n", "    Season 02:\n      - 'In/d.mkv'\n")
    plan = parse_plan(moved)
    targets = dict(plan.moves())
    assert targets["In/a.mkv"] == "Show (2015)/Season 02/a.mkv"
    assert targets["In/d.mkv"] == "Show (2015)/Season 02/d.mkv"


def test_a_dropped_line_is_a_lost_line() -> None:
    text = format_plan(parse_plan(SAMPLE)).replace("      - 'In/a.mkv'\n", "")
    with pytest.raises(PlanError) as refusal:
        parse_plan(text)
    assert [problem.code for problem in refusal.value.problems] == ["lost-line"]


def test_new_files_only_insert_lines() -> None:
    plan = parse_plan(SAMPLE)
    before = format_plan(plan).splitlines()
    more = Placement(Section.SHOWS, "Show (2014)", "Season 01", "In/a2.mkv")
    larger = Plan(
        plan.library, plan.tree, plan.engine, 8, 1, (more, *plan.placements), plan.left
    )
    after = format_plan(larger).splitlines()
    gone = [line for line in before if line not in after]
    assert gone == ["entries: 7", "  'Show (2014)':  # 0.97 sure"]
    assert len(after) == len(before) + 1


def test_a_plan_can_come_through_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "plan.yaml"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        writing = pool.submit(pipe.write_text, SAMPLE)
        assert plan_read.read_plan(str(pipe)) == parse_plan(SAMPLE)
        writing.result()


def test_an_endless_file_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planfile.store.plan_limits.LARGEST", 1 << 20)
    assert [p.code for p in examine("/dev/zero").problems] == ["too-large"]
