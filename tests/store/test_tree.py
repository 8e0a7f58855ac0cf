"""tree.json: written as it comes, read back strictly."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.artifacts.tree import Entry, Folder, Notes, Role, Tree, Unreadable
from planfile.errors import ArtifactError, InputError
from planfile.store.schema import load_schema
from planfile.store.tree_read import TreeFile, read_tree
from planfile.store.tree_write import (
    CHUNK,
    FOLDERS_FOLLOW,
    TreeText,
    tally,
    tree_text,
    write_tree,
)

NOTHING = Notes((), {}, ())


def tree_of(*folders: Folder, notes: Notes = NOTHING) -> Tree:
    return Tree("/media", folders, tally(folders, notes), {})


def video(name: str, size: int = 7) -> Entry:
    return Entry(name, size, 1_600_000_000_000_000_001, 42, Role.VIDEO)


EXAMPLE = tree_of(
    Folder("", 1, (Entry("l", 3, 5, 6, Role.OTHER, target="a\nb"), video("x.mkv"))),
    Folder("Caf\udce9", 1, (video("Folge \u2028 ü.mkv"), video("\udcff.mkv"))),
    Folder("Empty", 1, ()),
    Folder(
        "Old",
        2,
        (Entry("BDMV/", 9, 8, 7, Role.DISC), video("a.mkv")._replace(links=2)),
    ),
    notes=Notes((Unreadable("Secret", "Permission denied"),), {"@eaDir": 2}, ("Old",)),
)


def text_of(tree: Tree) -> str:
    return b"".join(tree_text(tree)).decode("utf-8")


def written(tree: Tree, path: Path) -> str:
    write_tree(tree, str(path))
    return str(path)


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    assert read_tree(written(EXAMPLE, tmp_path / "tree.json")) == EXAMPLE


def test_a_tree_is_one_json_document_that_keeps_to_its_schema() -> None:
    data = json.loads(text_of(EXAMPLE))
    jsonschema.validate(data, load_schema("tree"))
    assert data["folders"][0]["files"][0] == ["l", 3, 5, 6, "other", {"target": "a\nb"}]
    assert data["folders"][3]["files"][1][5] == {"links": 2}
    assert data["counts"] == {"disc": 1, "other": 1, "video": 4}


def test_each_folder_is_one_line() -> None:
    lines = text_of(EXAMPLE).splitlines(keepends=False)
    rows = text_of(EXAMPLE).split("\n")
    assert rows[0] + "\n" == rows[0].rpartition(",")[0] + "," + FOLDERS_FOLLOW
    assert rows[2].startswith('{"path":"Caf\\udce9","device":1,"files":[["Folge')
    assert len(rows) == 1 + 4 + 1 + 1
    assert len(lines) >= len(rows) - 1


def test_the_digest_covers_paths_sizes_and_times_but_not_inodes() -> None:
    def digest(entry: Entry, path: str = "a") -> str:
        return tally([Folder(path, 1, (entry,))], NOTHING).digest

    one = video("x.mkv")
    assert digest(one) == digest(one._replace(inode=99, role=Role.EXTRA, links=3))
    changed = [one._replace(size=8), one._replace(mtime_ns=1), video("y.mkv")]
    assert len({digest(one), digest(one, "b"), *map(digest, changed)}) == 5


def test_the_digest_is_the_documented_one() -> None:
    import hashlib

    folders = (Folder("", 1, (video("a"),)), Folder("d/\udce9", 1, (video("b"),)))
    expected = hashlib.sha256(
        b"a\0007\0001600000000000000001\nd/\xe9/b\0007\0001600000000000000001\n"
    )
    assert tally(folders, NOTHING).digest == f"sha256:{expected.hexdigest()}"


def test_many_folders_are_written_in_pieces_that_join(tmp_path: Path) -> None:
    name = "x" * 200
    folders = tuple(
        Folder(f"{n:05}", 1, (video(name),)) for n in range(3 * CHUNK // 200)
    )
    tree = tree_of(Folder("", 1, ()), *folders)
    assert read_tree(written(tree, tmp_path / "t.json")) == tree


def test_folders_are_drawn_one_at_a_time(tmp_path: Path) -> None:
    path = written(EXAMPLE, tmp_path / "tree.json")
    stream = iter(TreeFile(path))
    assert next(stream) == EXAMPLE.folders[0]
    assert list(stream) == list(EXAMPLE.folders[1:])


def test_the_summary_is_there_when_the_text_is_drawn() -> None:
    text = TreeText("/media", EXAMPLE.folders, lambda: NOTHING, {})
    before = text.summary
    list(text)
    assert (before, text.summary) == (None, tally(EXAMPLE.folders, NOTHING))


def test_a_tree_that_a_formatter_laid_out_anew_is_still_the_tree(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tree.json"
    data = json.loads(text_of(EXAMPLE))
    for text in (
        json.dumps(data, indent=2),
        json.dumps(data, sort_keys=True),
        json.dumps(data),
    ):
        path.write_text(text, "utf-8")
        assert read_tree(str(path)) == EXAMPLE


def test_a_folder_that_is_not_there_is_said_when_writing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        write_tree(EXAMPLE, str(tmp_path / "none" / "tree.json"))


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


BAD: dict[str, tuple[Callable[[str], str], str]] = {
    "empty": (lambda text: "", "json: is not JSON"),
    "another document": (lambda text: '{"planfile":"plan"}', ":1: is no planfile tree"),
    "a list": (lambda text: "[]", ":1: is no planfile tree"),
    "yaml": (lambda text: "planfile: 1\nlibrary: /x\n", ":1: is not JSON"),
    "not a tree": (swap('"tree"', '"plan"'), ":1: is no planfile tree"),
    "newer": (
        swap('"version":1', '"version":2'),
        "version 2 and is by planfile .*; this planfile reads version 1",
    ),
    "head says more": (swap('"options"', '"x":1,"options"'), ":1: the head lacks"),
    "library no text": (swap('"/media"', "7"), ":1: `library` must be a text"),
    "folder broken": (swap('"path":"Empty"', '"path":"Empty'), ":4: is not JSON"),
    "folder no object": (swap('{"path":"Empty","device":1,"files":[]}', "[]"), ":4:"),
    "folder says more": (swap('"device":1', '"x":1,"device":1'), ":2: is no folder"),
    "device below 0": (swap('"device":1', '"device":-1'), ":2: is no folder"),
    "device too large": (swap('"device":1', f'"device":{1 << 64}'), ":2: is no folder"),
    "device no number": (swap('"device":1', '"device":"1"'), ":2: is no folder"),
    "row too short": (swap('["x.mkv",7,', '["x.mkv",'), ":2: is no folder of a tree"),
    "size no number": (swap('"x.mkv",7', '"x.mkv",true'), ":2:.* whole numbers"),
    "unknown role": (swap('"video"', '"film"'), ":2: is no folder of a tree"),
    "unknown extra": (swap('"target"', '"goal"'), ":2:.*only links and target"),
    "links no number": (swap('{"links":2}', '{"links":"2"}'), ":5:.*links must be"),
    "a path as name": (swap('"x.mkv"', '"../x.mkv"'), ":2:.*is no name"),
    "no name": (swap('"x.mkv"', '""'), ":2:.*is no name"),
    "a disc without its mark": (swap('"BDMV/"', '"BDMV"'), ":5:.*a disc's name ends"),
    "a name twice": (swap('"\\udcff.mkv"', '"Folge \u2028 ü.mkv"'), ":3:.*twice"),
    "a folder outside": (swap('"path":"Old"', '"path":"../Old"'), ":5:.*no relative"),
    "folders out of order": (swap('"path":"Old"', '"path":"B"'), ":5:.*in its place"),
    "no root": (swap('"path":""', '"path":"A"'), ":2:.*in its place"),
    "no disk holds it": (swap('"path":"Old"', '"path":"O\\ud800"'), ":5: a name is"),
    "a size changed": (swap('"x.mkv",7', '"x.mkv",8'), ":6: the digest does not fit"),
    "a count changed": (swap('"video":4', '"video":5'), ":6: `counts` does not fit"),
    "summary says more": (
        swap('"entries"', '"x":1,"entries"'),
        ":6: the summary lacks",
    ),
    "summary odd": (swap('"mounts":["Old"]', '"mounts":1'), ":6: the summary is wrong"),
    "cut off": (
        lambda text: text.rpartition('],"entries')[0],
        ":5: the file ends too early",
    ),
    "something after": (lambda text: text + "x", ":7: there is something after"),
    "nested without end": (
        swap('"path":"Empty"', f'"path":{"[" * 10**5}'),
        ":4: is not",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_tree_is_refused_with_its_line(case: str, tmp_path: Path) -> None:
    change, message = BAD[case]
    path = tmp_path / "tree.json"
    path.write_text(change(text_of(EXAMPLE)), "utf-8", newline="\n")
    with pytest.raises(ArtifactError, match=message) as caught:
        read_tree(str(path))
    assert str(path) in caught.value.message
    assert "planfile scan" in caught.value.fix


def test_bytes_that_are_not_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "tree.json"
    path.write_bytes(text_of(EXAMPLE).encode() + b"\xff")
    with pytest.raises(ArtifactError, match="is not UTF-8"):
        read_tree(str(path))


@pytest.mark.parametrize("name", ["none.json", "."])
def test_a_file_that_cannot_be_read_is_said(name: str, tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match="cannot read"):
        read_tree(str(tmp_path / name))


NAMES = st.binary(min_size=1, max_size=12).filter(
    lambda raw: not {0, 47} & set(raw) and raw not in {b".", b".."}
)
NUMBERS = st.integers(min_value=0, max_value=2**63)


@given(st.dictionaries(NAMES, st.tuples(NUMBERS, NUMBERS), max_size=5), NAMES)
def test_any_name_a_disk_can_hold_comes_back(
    files: dict[bytes, tuple[int, int]], folder: bytes
) -> None:
    def entries(names: Any) -> tuple[Entry, ...]:
        return tuple(
            Entry(os.fsdecode(name), *files[name], 1, Role.OTHER) for name in names
        )

    tree = tree_of(
        Folder("", 1, entries(sorted(files))),
        Folder(os.fsdecode(folder), 1, entries(sorted(files))),
    )
    lines = b"".join(tree_text(tree)).decode("utf-8").split("\n")
    file = TreeFile("")
    file._lines = lambda: (line + "\n" for line in lines if line)  # type: ignore[method-assign]
    assert tuple(file) == tree.folders
    assert file.summary == tree.summary
