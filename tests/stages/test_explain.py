from __future__ import annotations

from planfile.stages.explain import Chapter, explain, tree_of_paths
from tests.libraries.trees import library


def chapters(path: str, text: str) -> dict[str, Chapter]:
    (one,) = explain(library(text), [path])
    return {chapter.title: chapter for chapter in one.chapters}


def test_folders_are_explained_one_by_one() -> None:
    path = "Movies/Kids/Season 2/CD1/x/Ebb (2011)/ebb.mkv"
    steps = chapters(path, path)["folders"].steps
    assert [step.meaning for step in steps] == [
        "a section for movies",
        "names nothing",
        "season 2",
        "part",
        "names nothing",
        "title 'Ebb', year 2011",
    ]


def test_neighbours_are_heard_where_they_changed_something() -> None:
    text = "\n".join(f"D/Moor/Moor Part {n}.avi" for n in range(1, 5))
    said = chapters("D/Moor/Moor Part 2.avi", text)
    assert said["neighbours"].steps[0].meaning == "one of a series of parts"
    assert said["together"].steps


def test_what_no_engine_sees_has_only_its_reason() -> None:
    (one,) = explain(library("D/a.r00"), ["D/a.r00"])
    assert one.chapters == ()
    assert one.why == "archive: unpack it first"


def test_a_file_that_nobody_can_tell_has_no_answer() -> None:
    (one,) = explain(
        tree_of_paths(["a94a8fe5ccb19ba61c4c0873d391e987.mkv"]),
        ["a94a8fe5ccb19ba61c4c0873d391e987.mkv"],
    )
    assert one.identity is None
    assert one.why == "unsure: cannot tell what it is"
