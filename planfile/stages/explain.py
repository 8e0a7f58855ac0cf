"""Tree and paths to reasons: how each part was read, with weights, and why it won."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.event import ignore
from planfile.artifacts.identity import Identity
from planfile.artifacts.paths import folder_of, last_component
from planfile.artifacts.tree import Entry, Folder, Role, Tree, TreeSummary
from planfile.engines.offline import Offline, member_of
from planfile.naming.bundles import gather
from planfile.naming.claims import Claim
from planfile.naming.folders import Sort, folder_sort
from planfile.naming.reading import Step
from planfile.naming.roles import role_of
from planfile.naming.season_folders import read_folder
from planfile.naming.surroundings import Surroundings
from planfile.naming.weights import WEIGHTS
from planfile.stages.plan import plan

_SAYS_NOTHING = frozenset({Sort.GENERIC, Sort.SUBS, Sort.SAMPLE, Sort.PICTURES})


class Chapter(NamedTuple):
    """One source of evidence and what it said."""

    title: str
    steps: tuple[Step, ...]


class Explanation(NamedTuple):
    """Why one entry goes where it goes. `seat` is "" where it stays, `why` then why."""

    path: str
    chapters: tuple[Chapter, ...]
    identity: Identity | None
    seat: str
    why: str


def explain(tree: Tree, paths: Iterable[str]) -> list[Explanation]:
    """Explain entries of a tree by the offline engine, in the order of `paths`."""
    gathered = gather(tree)
    engine = Offline()
    claims, identities = engine.answer(tree, gathered.bundles, ignore)
    made = plan(tree)
    seats = dict(made.moves())
    left = {item.path: item.why for item in made.left}
    owners = _owners(gathered.bundles)
    found = []
    for path in paths:
        told: tuple[Chapter, ...] = ()
        identity = None
        if (at := owners.get(path)) is not None:
            told = tuple(_chapters(gathered.bundles[at], path, claims[at]))
            identity = identities[at]
        why = left.get(path, "" if path in seats else "it is right where it is")
        found.append(Explanation(path, told, identity, seats.get(path, ""), why))
    return found


def tree_of_paths(paths: Iterable[str]) -> Tree:
    """A tree of nothing but these paths, for names that lie on no disk."""
    folders: dict[str, list[Entry]] = {"": []}
    count = 0
    for count, path in enumerate(dict.fromkeys(paths), 1):
        name, above = last_component(path), folder_of(path)
        folder = above
        while folder:
            folders.setdefault(folder, [])
            folder = folder_of(folder)
        folders[above].append(Entry(name, 0, 0, count, role_of(above, name, 0)))
    made = tuple(
        Folder(path, 0, tuple(sorted(entries)))
        for path, entries in sorted(folders.items())
    )
    return Tree("/", made, TreeSummary(count, 0, {}, ""))


def _owners(bundles: Sequence[Bundle]) -> dict[str, int]:
    """The bundle of each path."""
    return {
        path: index
        for index, bundle in enumerate(bundles)
        for path in (bundle.lead, *(one.path for one in bundle.companions))
    }


def _chapters(bundle: Bundle, path: str, claim: Claim | None) -> Iterator[Chapter]:
    """The name, the folders above, the neighbours, the library: who said what."""
    folder = folder_of(bundle.lead)
    if path != bundle.lead:
        step = Step(last_component(path), f"goes with {last_component(bundle.lead)}", 1)
        yield Chapter("bundle", (step,))
    if bundle.role in {Role.VIDEO, Role.SUBTITLE, Role.EXTRA}:
        member = member_of(bundle, folder, Surroundings().of(folder))
        yield Chapter("name", member.reading.steps)
    yield Chapter("folders", tuple(map(_folder_step, folder.split("/"))))
    if claim is not None and claim.rule:
        yield Chapter("neighbours", (Step(bundle.lead, claim.rule, 0.8),))
    if claim is not None:
        steps = [Step(claim.title, r, WEIGHTS[r]) for r in claim.reasons]
        yield Chapter("together", tuple(steps))


def _folder_step(name: str) -> Step:
    sort = folder_sort(name)
    if not name or sort in _SAYS_NOTHING:
        return Step(name, "names nothing", 0.0)
    if sort in {Sort.SHOWS, Sort.MOVIES}:
        return Step(name, f"a section for {sort.value}", 0.5)
    if sort not in {Sort.NAMED, Sort.COLLECTION}:
        return Step(name, sort.value, 0.5)
    reading = read_folder(name)
    said = [f"season {reading.season}"] if reading.season is not None else []
    if reading.title:
        said.insert(0, f"title {reading.title!r}")
    if reading.year:
        said.append(f"year {reading.year}")
    return Step(name, ", ".join(said) or "names nothing", 0.9 if said else 0.0)
