"""A journal reads back as it was written, in both directions, or is refused."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.artifacts.journal import FolderRow, Header, Operation, RunKind, Step
from planfile.errors import ArtifactError
from planfile.store import journal_file
from planfile.store.journal_check import check_folder
from planfile.store.journal_file import JournalText, open_journal

HEADER = Header(
    run="0123456789abcdef",
    number=1,
    kind=RunKind.APPLY,
    action="move",
    lineage="fedcba9876543210",
    serial=0,
    library="/library",
    when="2026-01-01T00:00:00Z",
    roots=("/other",),
)
ROWS = (FolderRow("a", 0o755, 1, 2, 3, (("user.x", "eA=="),)), FolderRow("b"))
TEXT = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]),
    min_size=1,
    max_size=30,
)
RAW = st.binary(min_size=1, max_size=20).map(
    lambda raw: raw.replace(b"/", b"_")
    .replace(b"\0", b"_")
    .decode("utf-8", "surrogateescape")
)
NAMES = st.one_of(TEXT, RAW).filter(
    lambda name: name not in {".", ".."} and name.casefold() != ".planfile"
)
NUMBERS = st.integers(0, 2**63 - 1)
OPERATIONS = st.lists(
    st.builds(
        Operation,
        st.just(Step.MOVE.value),
        st.integers(0, 1),
        NAMES,
        st.integers(0, 1),
        st.one_of(st.just(""), NAMES),
        NUMBERS,
        NUMBERS,
        NUMBERS,
    ),
    max_size=60,
)


@given(OPERATIONS, st.sampled_from([64, 300, 1 << 18]))
def test_operations_come_back_in_both_directions(
    operations: list[Operation], block: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal_file, "BLOCK", block)
        text = JournalText(HEADER, ROWS, operations)
        stream = io.BytesIO(b"".join(text))
        read, known = open_journal(stream), text.opened(stream)
        assert read.digest == known.digest
        for journal in (read, known):
            assert journal.header == HEADER
            assert journal.rows == ROWS
            assert journal.count == len(operations)
            assert list(journal.forward()) == operations
            assert list(journal.backward()) == operations[::-1]


@pytest.mark.parametrize(("keep", "asks_the_file"), [(1, True), (2, False)])
def test_the_operations_of_a_small_run_stay_at_hand(
    keep: int, asks_the_file: bool
) -> None:
    moves = [Operation("move", 0, name, 1, "", 1, 2, 3) for name in "xy"]
    stream = io.BytesIO(b"".join(JournalText(HEADER, ROWS, moves)))
    journal = open_journal(stream, keep=keep)
    stream.truncate(0)
    if asks_the_file:
        with pytest.raises(ArtifactError, match="shorter"):
            list(journal.forward())
    else:
        assert list(journal.forward()) == list(journal.forward()) == moves


def test_every_single_flipped_byte_is_noticed() -> None:
    whole = b"".join(
        JournalText(HEADER, ROWS, [Operation("move", 0, "x", 1, "", 1, 2, 3)])
    )
    for at in range(len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 1
        with pytest.raises(ArtifactError):
            open_journal(io.BytesIO(bytes(flipped)))


def test_every_cut_is_noticed() -> None:
    whole = b"".join(
        JournalText(HEADER, ROWS, [Operation("move", 0, "x", 1, "", 1, 2, 3)])
    )
    for size in range(len(whole)):
        with pytest.raises(ArtifactError):
            open_journal(io.BytesIO(whole[:size]))


def test_a_journal_that_becomes_shorter_is_noticed() -> None:
    text = JournalText(HEADER, ROWS, [Operation("move", 0, "x", 1)])
    journal = open_journal(io.BytesIO(b"".join(text)))
    journal.stream.truncate(20)
    with pytest.raises(ArtifactError, match="shorter"):
        list(journal.forward())


@pytest.mark.parametrize(
    "path",
    [
        "..",
        "a/../b",
        "a//b",
        "/etc",
        ".planfile",
        ".planfile/runs",
        ".Planfile/x",
        "disk/.planfile",
        "disk/.planfile/runs",
        "./a",
    ],
)
def test_folders_that_no_run_may_touch_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"outside|own"):
        check_folder(path, ("/other",))


@pytest.mark.parametrize(
    "path",
    [
        "",
        "a",
        "a/b",
        ".planfile/stage",
        "my.planfile/.planfile/stage",
        "/other",
        "/other/a",
        "/other/.planfile/trash",
    ],
)
def test_folders_beneath_the_roots_are_fine(path: str) -> None:
    check_folder(path, ("/other",))


@pytest.mark.parametrize(
    "header",
    [
        HEADER.__class__(**{**_fields, "run": "../../x"})
        for _fields in [{name: getattr(HEADER, name) for name in HEADER.__slots__}]
    ]
    + [
        HEADER.__class__(**{**_fields, "roots": ("relative",)})
        for _fields in [{name: getattr(HEADER, name) for name in HEADER.__slots__}]
    ],
)
def test_a_header_that_leads_astray_is_refused(header: Header) -> None:
    with pytest.raises(ArtifactError, match="damaged"):
        open_journal(io.BytesIO(b"".join(JournalText(header, ROWS, []))))


@pytest.mark.parametrize(
    "operation",
    [
        Operation("mkdir", 0, "x", 1),
        Operation("move", 0, "x", 1, "", "1"),  # type: ignore[arg-type]
        Operation("fly", 0, "x", 1),
        Operation("move", 0, "x", 2),
        Operation("move", 0, ".PLANFILE", 1),
        Operation("move", 0, "x", -1),
        Operation("move", 0, "x\ud800", 1),
        Operation("move", 0, "x", 1, "", 1 << 80),
        Operation("move", 0, "x", 1, "", -1),
        Operation("move", 0, "x", 1, "", 1, 1 << 63),
        Operation("move", 0, "x", 1, "", 1, 1, True),
    ],
)
def test_an_operation_of_no_run_is_refused(operation: Operation) -> None:
    lines = b"".join(JournalText(HEADER, ROWS, [operation]))
    with pytest.raises(ArtifactError, match="damaged"):
        open_journal(io.BytesIO(lines.replace(b'"",1,', b'"","1",')))


@pytest.mark.parametrize(
    "row",
    [
        FolderRow("a", 0o755, "x"),  # type: ignore[arg-type]
        FolderRow("a", 0o755, 1 << 70),
        FolderRow("a", 1 << 40),
        FolderRow("a", -2),
        FolderRow("a", 0o755, 1, 1 << 40),
        FolderRow("a", 0o755, 1, 0, 1.5),  # type: ignore[arg-type]
        FolderRow("a\ud800", 0o755),
        FolderRow("a", 0o755, 1, 0, 0, (("user.x", "!!"),)),
        FolderRow("a", 0o755, 1, 0, 0, (("user.x", 7),)),  # type: ignore[arg-type]
    ],
)
def test_a_folder_of_no_system_is_refused(row: FolderRow) -> None:
    with pytest.raises(ArtifactError, match="damaged"):
        open_journal(io.BytesIO(b"".join(JournalText(HEADER, [row], []))))


@pytest.mark.parametrize(
    "changes",
    [{"number": 0}, {"number": "1"}, {"serial": -1}, {"counts": 7}, {"serial": None}],
)
def test_a_header_without_proper_numbers_is_refused(changes: dict[str, object]) -> None:
    header = replace(HEADER, **changes)  # type: ignore[arg-type]
    with pytest.raises(ArtifactError, match="damaged"):
        open_journal(io.BytesIO(b"".join(JournalText(header, ROWS, []))))


@pytest.mark.parametrize("at", [0, 255, 256, 599])
@pytest.mark.parametrize(
    "bad",
    [
        {"name": ".."},
        {"name": "a/b"},
        {"name": ""},
        {"rename": "."},
        {"rename": ".Planfile"},
        {"step": "explode"},
        {"folder": 2},
        {"to": -1},
        {"to": True},
        {"inode": "null"},
        {"mtime_ns": 1 << 63},
    ],
)
def test_one_bad_operation_among_many_is_found(at: int, bad: dict[str, object]) -> None:
    good = Operation(Step.MOVE, 0, "a", 1, "b", 1, 2, 3)
    operations = [good] * 600
    operations[at] = good._replace(**bad)  # type: ignore[arg-type]
    stream = io.BytesIO(b"".join(JournalText(HEADER, ROWS, operations)))
    with pytest.raises(ArtifactError, match="damaged"):
        open_journal(stream)
