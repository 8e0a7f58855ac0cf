"""Corrections as a file that people can read and edit."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planfile.artifacts.correction import Correction, Label
from planfile.artifacts.identity import Kind
from planfile.errors import ArtifactError
from planfile.store.corrections_file import (
    HEAD,
    MOST,
    path_of,
    read_corrections,
    write_corrections,
    yaml,
)
from planfile.store.schema import check_schema

ONE = Correction(
    1, "sv", None, Label(Kind.SHOW, "Silicon Valley", 2014, 1), "2026-11-22"
)
TWO = Correction(2, "it's 24: no", Label(Kind.MOVIE, "It's: 24 #1"), None)


@pytest.fixture
def library(tmp_path: Path) -> str:
    return str(tmp_path)


def written(library: str, text: str) -> None:
    os.makedirs(os.path.dirname(path_of(library)), exist_ok=True)
    Path(path_of(library)).write_text(text)


def test_what_is_written_is_read_back(library: str) -> None:
    assert read_corrections(library) == ()
    write_corrections(library, [ONE, TWO])
    assert read_corrections(library) == (ONE, TWO)
    assert stat.S_IMODE(os.stat(path_of(library)).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(path_of(library))).st_mode) == 0o700
    assert os.listdir(os.path.dirname(path_of(library))) == ["corrections.yaml"]


def test_comments_of_people_stay(library: str) -> None:
    write_corrections(library, [ONE, TWO])
    text = Path(path_of(library)).read_text()
    mine = text.replace("- {number: 2", "# because of the remake\n- {number: 2")
    written(library, mine)
    three = Correction(3, "x", None, None)
    write_corrections(library, [TWO, three])
    kept = Path(path_of(library)).read_text()
    assert "# because of the remake" in kept
    assert "Silicon" not in kept
    assert read_corrections(library) == (TWO, three)
    write_corrections(library, [])
    assert read_corrections(library) == ()


def test_a_file_in_another_style_is_understood(library: str) -> None:
    written(
        library,
        "planfile: corrections\nversion: 1\ncorrections:\n"
        "  - number: 7\n    named: 24\n    is: 'movie: 1917 (2019)'\n",
    )
    (found,) = read_corrections(library)
    assert found == Correction(7, "24", None, Label(Kind.MOVIE, "1917", 2019))
    write_corrections(library, [found, ONE])
    assert read_corrections(library) == (found, ONE)


@pytest.mark.parametrize(
    "text",
    [
        "planfile: corrections\ncorrections:\n- {row}\nversion: 1\n",
        "planfile: corrections\nversion: 1\ncorrections: [{row}]\n",
        "{{planfile: corrections, version: 1, corrections: [{row}]}}",
        "planfile: corrections\nversion: 1\n",
    ],
    ids=["version last", "one line", "braces", "none yet"],
)
def test_one_more_fits_into_a_file_of_any_shape(library: str, text: str) -> None:
    written(library, text.format(row="{number: 1, named: sv, is: leave}"))
    known = read_corrections(library)
    write_corrections(library, [*known, TWO])
    assert read_corrections(library) == (*known, TWO)


def test_a_small_file_is_no_big_message(library: str) -> None:
    text = f"{HEAD}- [&a0 [x, x]"
    text += "".join(f", &a{n + 1} [*a{n}, *a{n}]" for n in range(60))
    written(library, f"{text}]\n")
    with pytest.raises(ArtifactError, match="a list is no correction"):
        read_corrections(library)


def test_a_file_without_end_is_refused(library: str) -> None:
    written(library, HEAD + "#" * MOST)
    with pytest.raises(ArtifactError, match="too large"):
        read_corrections(library)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("planfile: plan\n", "does not say"),
        ("[]", "does not say"),
        ("planfile: corrections\nversion: 2\n", "format '2'"),
        ("planfile: corrections\nversion: 1\ncorrections: 7\n", "not a list"),
        (f"{HEAD}- 7\n", "is no correction"),
        (f"{HEAD}- {{number: x, named: a, is: leave}}\n", "has no number"),
        (f"{HEAD}- {{number: 1, named: ' ', is: leave}}\n", "does not say what"),
        (f"{HEAD}- {{number: 1, named: a, is: opera}}\n", "no label"),
        (f"{HEAD}- {{number: 1, named: a}}\n", "no label"),
        (f"{HEAD}- {{? [a, b] : 1}}\n", "has no number"),
        (f"{HEAD}- {{number: 1, named: a, is: leave, since: [a]}}\n", "is since a l"),
        (f'{HEAD}- {{number: 1, named: a, is: "movie: a\\eb"}}\n', "no label"),
        (f"{HEAD}- {{number: 1, named: [\n", "corrections.yaml"),
        ("a: 1\na: 2\n", "corrections.yaml"),
        ("\x00", "corrections.yaml"),
    ],
    ids=range(15),
)
def test_a_damaged_file_is_named_and_never_guessed(
    library: str, text: str, what: str
) -> None:
    written(library, text)
    with pytest.raises(ArtifactError, match=what) as caught:
        read_corrections(library)
    assert caught.value.fix


def test_bytes_that_are_no_text_are_refused(library: str) -> None:
    written(library, "")
    Path(path_of(library)).write_bytes(b"\xff\xfe")
    with pytest.raises(ArtifactError):
        read_corrections(library)


def test_no_symlink_leads_out_of_the_library(library: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / ".planfile").symlink_to(elsewhere)
    with pytest.raises(ArtifactError):
        read_corrections(library)
    with pytest.raises(ArtifactError):
        write_corrections(library, [ONE])
    assert not list(elsewhere.iterdir())
    (tmp_path / ".planfile").unlink()
    (tmp_path / ".planfile").mkdir()
    (tmp_path / ".planfile" / "corrections.yaml").symlink_to("/etc/hostname")
    with pytest.raises(ArtifactError):
        read_corrections(library)


def test_a_library_that_is_gone_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArtifactError, match="cannot"):
        write_corrections(str(tmp_path / "file"), [ONE])


def test_a_full_disk_leaves_the_old_file(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_corrections(library, [ONE])

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ArtifactError, match="No space left"):
        write_corrections(library, [TWO])
    monkeypatch.undo()
    assert read_corrections(library) == (ONE,)
    assert os.listdir(os.path.dirname(path_of(library))) == ["corrections.yaml"]


def test_a_mount_that_cannot_sync_folders_is_tolerated(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def refuse(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", refuse)
    write_corrections(library, [ONE])
    assert read_corrections(library) == (ONE,)


TITLES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
LABELS = st.builds(
    Label,
    st.sampled_from(Kind),
    TITLES,
    st.none() | st.integers(1000, 9999),
    st.none() | st.integers(0, 9999),
).filter(lambda label: Label.said(str(label)) == label)


@settings(max_examples=50)
@given(st.lists(LABELS, max_size=3), st.sets(st.integers(1, 3)), LABELS)
def test_every_label_that_can_be_said_comes_back(
    labels: list[Label], gone: set[int], other: Label
) -> None:
    known = [Correction(at, "sv", None, label) for at, label in enumerate(labels, 1)]
    new = Correction(9, "24", other, None)
    with tempfile.TemporaryDirectory() as library:
        write_corrections(library, known)
        assert read_corrections(library) == tuple(known)
        kept = [one for one in known if one.number not in gone]
        write_corrections(library, [*kept, new])
        assert read_corrections(library) == (*kept, new)


def test_what_is_written_keeps_to_its_schema(library: str) -> None:
    write_corrections(library, [ONE, TWO, Correction(3, "x", None, None)])
    data = yaml("safe").load(Path(path_of(library)).read_text())
    assert check_schema("corrections", data) == []
    data["corrections"][0]["is"] = "opera"
    assert check_schema("corrections", data)
