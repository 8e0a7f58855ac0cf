"""Plans kept by their evidence, so that what is known need not be worked out again.

A plan is a pure function of its tree, its options and planfile's own code. A digest of
all three is its address: as soon as one name, time, setting or line of code differs,
nothing is found and the plan is made anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache

from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Tree
from planfile.errors import PlanfileError
from planfile.store.cache import keep
from planfile.store.plan_read import read_plan
from planfile.store.plan_write import pieces

MOST_KEPT = 6
PIECE = 1 << 18
SUFFIX = ".kept.yaml"
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def evidence(tree: Tree, options: object) -> str:
    """The address of the plan that this tree gives with these options.

    `options` are everything else that the plan depends on; their `repr` must say all.
    """
    digest = hashlib.sha256()
    for text in (code_digest(), repr(options), tree.library, tree.summary.digest):
        digest.update(f"{text}\0".encode("utf-8", "surrogateescape"))
    for folder in tree.folders:
        roles = "".join([entry.role for entry in folder.entries])
        digest.update(f"{folder.path}\0{roles}\0".encode("utf-8", "surrogateescape"))
        for name, _, _, inode, _, links, target in folder.entries:
            if links != 1 or target:
                odd = f"{name}\0{inode}\0{links}\0{target}\n"
                digest.update(odd.encode("utf-8", "surrogateescape"))
    for path, data in sorted(tree.nfo.items()):
        digest.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


@cache
def code_digest() -> str:
    """What tells this planfile's code from another's, by its files' sizes and times."""
    return hashlib.sha256("\n".join(sorted(code_files(PACKAGE))).encode()).hexdigest()


def code_files(folder: str) -> Iterator[str]:
    """Every Python file below a folder with its size and mtime."""
    with os.scandir(folder) as found:
        for item in found:
            if item.is_dir():
                yield from code_files(item.path)
            elif item.name.endswith(".py"):
                facts = item.stat()
                yield f"{item.path} {facts.st_size} {facts.st_mtime_ns}"


class Written:
    """A plan as it is written: copied from where it is kept, else made anew."""

    def __init__(self, plan: Plan, path: str = "") -> None:
        self._plan = plan
        self._path = path

    def __iter__(self) -> Iterator[bytes]:
        try:
            stream = open(self._path, "rb")  # noqa: SIM115 - closed below
        except OSError:
            yield from pieces(self._plan)
            return
        with stream:
            yield from iter(lambda: stream.read(PIECE), b"")


class PlanMemory:
    """The plans kept in a folder; without a folder nothing is kept."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def recall(self, address: str) -> Plan | None:
        """The plan at an address; None if it is not there or not whole."""
        path = self._path(address)
        try:
            found = read_plan(path)
            os.utime(path)
        except (OSError, PlanfileError):
            return None
        return found

    def keep(self, address: str, plan: Plan) -> None:
        """Keep a plan; a folder that can't be written costs time, no plan."""
        path = self._path(address)
        if path and not os.path.exists(path):
            keep(path, pieces(plan), MOST_KEPT)

    def written(self, address: str, plan: Plan) -> Written:
        """The plan of an address as it is written."""
        return Written(plan, self._path(address))

    def _path(self, address: str) -> str:
        name = f"{address}{SUFFIX}"
        return os.path.join(self._folder, name) if self._folder else ""
