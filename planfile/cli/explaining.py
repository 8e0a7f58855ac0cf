"""What `planfile explain` does: find the tree, ask, and tell in chapters."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from typing import NoReturn

from planfile.artifacts.identity import Identity
from planfile.artifacts.tree import Tree
from planfile.cli.session import answer
from planfile.errors import InputError
from planfile.stages.explain import Explanation, explain, tree_of_paths
from planfile.views.json_text import document, picked
from planfile.views.names import harmless, visible
from planfile.views.screen import Paint, plain

DEFAULT_TREE = "tree.json"


def explain_paths(paths: Sequence[str], tree_file: str | None, *, as_json: bool) -> int:
    """Explain paths of a scan, or as they stand when there is none."""
    tree = _tree(tree_file)
    if tree is not None:
        paths = _as_scanned(tree, paths)
    else:
        paths = [path.lstrip("/") for path in paths]
        tree = tree_of_paths(paths)
    found = explain(tree, paths)
    answer(found, explanations_data, explanation_lines, as_json=as_json)
    return 0


def _tree(tree_file: str | None) -> Tree | None:
    from planfile.store.tree_read import read_tree

    if tree_file is None and not os.path.exists(DEFAULT_TREE):
        return None
    return read_tree(tree_file or DEFAULT_TREE)


def _as_scanned(tree: Tree, paths: Sequence[str]) -> list[str]:
    """The paths as the tree has them: beneath its library, discs with a "/".

    Raises:
        InputError: The tree has no such entry.
    """
    known = {path for path, _ in tree.entries()}
    found = []
    for path in paths:
        beneath = os.path.relpath(path or ".", tree.library)
        ways = (path, f"{path}/", beneath, f"{beneath}/")
        meant = next((way for way in ways if way in known), None)
        found.append(_missing(tree, path, known) if meant is None else meant)
    return found


def _missing(tree: Tree, path: str, known: Iterable[str]) -> NoReturn:
    from difflib import get_close_matches

    near = get_close_matches(path, islice(known, 20_000), 1, 0.8)
    raise InputError(
        f"{visible(path)} is not in the scan of {visible(tree.library)}",
        fix=f"did you mean {visible(near[0])}?"
        if near
        else "give the path of one file, as the tree has it, or scan again",
    )


def explanations_data(found: Sequence[Explanation]) -> dict[str, object]:
    """Explanations for programs."""
    return document("explanations", explanations=[as_data(one) for one in found])


def as_data(one: Explanation) -> dict[str, object]:
    """An explanation for programs."""
    return {
        "path": one.path,
        "evidence": {
            chapter.title: [
                picked(step, "text meaning weight") for step in chapter.steps
            ]
            for chapter in one.chapters
        },
        "identity": asdict(one.identity) if one.identity else None,
        "destination": one.seat,
        "why": one.why,
    }


def explanation_lines(
    found: Sequence[Explanation], paint: Paint = plain
) -> Iterator[str]:
    """Explanations for people."""
    for one in found:
        yield paint("title", visible(one.path))
        yield from _told(one)
        yield ""


def _told(one: Explanation) -> Iterator[str]:
    for chapter in one.chapters:
        yield f"  {chapter.title}"
        for step in chapter.steps:
            text = visible(step.text) if step.text else "-"
            yield f"    {step.weight:4.2f}  {text}: {harmless(step.meaning)}"
    if one.identity:
        yield f"  answer ({one.identity.confidence:.2f}): {_said(one.identity)}"
        yield f"    because: {harmless(one.identity.why)}"
    yield (
        f"  goes to {visible(one.seat)}"
        if one.seat
        else f"  stays: {harmless(one.why)}"
    )


def _said(identity: Identity) -> str:
    """An identity in words: Fargo (2014), season 1, episode 3."""
    words = [visible(identity.title)]
    if identity.year:
        words[0] += f" ({identity.year})"
    words.insert(0, identity.kind.value)
    if identity.season is not None:
        words.append(f"season {identity.season}")
    numbers = identity.episodes or identity.absolute
    if numbers:
        words.append("episode " + ", ".join(map(str, numbers)))
    return " · ".join([*words, *filter(None, (identity.date, identity.edition))])
