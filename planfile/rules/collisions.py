"""Which entries of a plan get in each other's way: sources, then destinations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planfile.artifacts.paths import folder_of, last_component
from planfile.artifacts.placements import Place
from planfile.artifacts.plan import Action, Placement, Plan
from planfile.errors import Problem
from planfile.rules.paths import fold, shown


def source_problems(plan: Plan) -> list[Problem]:
    """Paths that stand in the plan twice, or inside a disc folder that moves."""
    first: dict[str, int] = {}
    found = []
    for path, line in paths_of(plan):
        if path in first:
            found.append(
                Problem(
                    "duplicate-source",
                    f"{shown(path)} is here a second time{_place(plan, first[path])}",
                    "keep one of the two lines",
                    path,
                    line,
                )
            )
        first.setdefault(path, line)
    discs = {path for path in first if path.endswith("/")}
    if discs:
        found += _inside_discs(first, discs)
    return [*found, *_files_as_folders(first)]


def paths_of(plan: Plan) -> Iterator[tuple[str, int]]:
    """Every path that a plan places or leaves, with its line."""
    for placement in plan.placements:
        yield placement.source, placement.line
    for left in plan.left:
        yield left.path, left.line


def _place(plan: Plan, line: int) -> str:
    if not line:
        return ""
    file, own = plan.place_of(line)
    where = f" of {file}" if len(plan.files) > 1 else ""
    return f" (line {own}{where})"


def _inside_discs(paths: dict[str, int], discs: set[str]) -> Iterator[Problem]:
    for path, line in paths.items():
        disc = _beneath(path, discs)
        if disc:
            yield Problem(
                "inside-disc",
                f"{shown(path)} is inside the disc folder {shown(disc)}",
                "a disc is one entry: remove this line, or the disc's",
                path,
                line,
            )


def _files_as_folders(paths: dict[str, int]) -> Iterator[Problem]:
    folders: set[str] = set()
    for path in paths:
        folder = folder_of(path)
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder_of(folder)
    for path in paths.keys() & folders:
        yield Problem(
            "source-is-folder",
            f"{shown(path)} is a folder: other lines name files in it",
            "list files, one a line; only disc folders (ending in /) move whole",
            path,
            paths[path],
        )


def _beneath(path: str, folders: set[str]) -> str:
    """The folder (ending in "/") among `folders` that a path is in, "" if none."""
    cut = path.find("/")
    while cut >= 0:
        if cut + 1 < len(path) and path[: cut + 1] in folders:
            return path[: cut + 1]
        cut = path.find("/", cut + 1)
    return ""


class Destinations:
    """Every destination of a plan, folded as the strictest file system would."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.taken: dict[str, Placement] = {}
        self.folders: dict[str, tuple[str, Placement]] = {}
        self.bases: dict[Place, tuple[str, str]] = {}
        self.found: list[Problem] = []

    def problems(self) -> list[Problem]:
        """Destinations that are alike, within one another, taken, or the source.

        To be asked once.
        """
        for placement in self.plan.placements:
            self.add(placement)
        self.compare_nesting()
        if not self.plan.into:
            self.compare_left()
            self.compare_kept_sources()
        return self.found

    def standing(self, standing: Iterable[str]) -> list[Problem]:
        """Destinations that are taken by what is `standing` there, not in the plan.

        To be asked after `problems`.
        """
        self.found = []
        if not self.plan.into:
            self.compare_standing(standing)
        return self.found

    def say(self, code: str, placement: Placement, message: str, fix: str) -> None:
        """Note a problem of one placement."""
        self.found.append(Problem(code, message, fix, placement.source, placement.line))

    def base(self, placement: Placement) -> tuple[str, str]:
        """The destination's folder with its "/", plain and folded; checked once."""
        place = placement[:3]
        known = self.bases.get(place)
        if known is None:
            path = self.plan.home(place)
            known = self.bases[place] = path, fold(path)
            self.add_folders(path, placement)
        return known

    def add_folders(self, path: str, placement: Placement) -> None:
        """Remember a folder and those above it; the same folder in two spellings."""
        cut = path.find("/")
        while cut >= 0:
            folder = path[:cut]
            other, first = self.folders.setdefault(fold(folder), (folder, placement))
            if other != folder:
                self.say(
                    "folder-twins",
                    placement,
                    f"the folders {shown(other)}{_place(self.plan, first.line)} and "
                    f"{shown(folder)} differ only in case or Unicode form",
                    "spell them the same way",
                )
            cut = path.find("/", cut + 1)

    def add(self, placement: Placement) -> None:
        """Note one destination; compare it with its source and with its equals."""
        source, rename = placement.source, placement.rename
        name = rename or last_component(source)
        folder, folded = self.base(placement)
        destination = folder + name
        if not self.plan.into:
            self.compare_source(placement, destination)
        key = folded + fold(name.rstrip("/"))
        first = self.taken.setdefault(key, placement)
        if first.source != source:
            self.twins(first, destination, placement)

    def compare_source(self, placement: Placement, destination: str) -> None:
        """Nothing goes where it is, nor into itself."""
        source = placement.source
        if source == destination:
            self.say(
                "onto-itself",
                placement,
                f"{shown(source)} is already there",
                "move the line to leave: as {path: '…', why: 'already right'}",
            )
        elif source.endswith("/") and destination.startswith(source):
            self.say(
                "into-itself",
                placement,
                f"the disc folder {shown(source)} would move into itself",
                "give it another destination",
            )

    def twins(self, first: Placement, destination: str, placement: Placement) -> None:
        """Two entries for one place."""
        other = self.plan.destination(first).rstrip("/")
        destination = destination.rstrip("/")
        where = _place(self.plan, first.line)
        if other == destination:
            self.say(
                "same-destination",
                placement,
                f"{shown(first.source)}{where} and {shown(placement.source)} would "
                f"both become {shown(destination)}",
                "rename one with {from: '…', as: '…'}, or leave it",
            )
        else:
            self.say(
                "destination-twins",
                placement,
                f"{shown(other)}{where} and {shown(destination)} differ only in case "
                "or Unicode form",
                "rename one with {from: '…', as: '…'}, or leave it",
            )

    def compare_nesting(self) -> None:
        """A file cannot be the folder of another."""
        for key in self.taken.keys() & self.folders.keys():
            placement = self.taken[key]
            destination = self.plan.destination(placement)
            _, other = self.folders[key]
            self.say(
                "destination-below-another",
                placement,
                f"{shown(destination)} would be a file and the folder of "
                f"{shown(self.plan.destination(other))}{_place(self.plan, other.line)}",
                "rename one of them",
            )

    def at(self, key: str) -> tuple[str, Placement] | None:
        """What goes to a folded path: the destination as it is spelt, and what of."""
        placement = self.taken.get(key)
        return (self.plan.destination(placement), placement) if placement else None

    def compare_left(self) -> None:
        """What is left keeps its place."""
        for left in self.plan.left:
            key = fold(left.path.rstrip("/"))
            hit = self.at(key) or self.folders.get(key)
            if hit:
                self.say(
                    "destination-taken",
                    hit[1],
                    f"{shown(hit[0])} is taken by {shown(left.path)}, which is left"
                    f"{_place(self.plan, left.line)}",
                    "rename one, or move the other away too",
                )

    def compare_standing(self, standing: Iterable[str]) -> None:
        """What the plan does not name keeps its place, and its folders their names."""
        seen: set[str] = set()
        for path in standing:
            hit = self.at(fold(path.rstrip("/")))
            if hit:
                self.say(
                    "destination-taken",
                    hit[1],
                    f"{shown(hit[0])} is taken by {shown(path)}, which stands there",
                    "rename one with {from: '…', as: '…'}, or leave it",
                )
            folder = folder_of(path)
            while folder and folder not in seen:
                seen.add(folder)
                self.compare_folder(folder)
                folder = folder_of(folder)

    def compare_folder(self, standing: str) -> None:
        """A folder that stands is spelled one way only."""
        other, placement = self.folders.get(fold(standing), (standing, None))
        if placement and other != standing:
            self.say(
                "folder-twins",
                placement,
                f"{shown(other)} and {shown(standing)}, which stands there, differ "
                "only in case or Unicode form",
                "spell the folder as it stands",
            )

    def compare_kept_sources(self) -> None:
        """With links and copies the sources keep their places."""
        if self.plan.action is Action.MOVE:
            return
        for placement in self.plan.placements:
            hit = self.at(fold(placement.source.rstrip("/")))
            if hit and hit[1].source != placement.source:
                self.say(
                    "destination-taken",
                    hit[1],
                    f"{shown(hit[0])} is taken by {shown(placement.source)}"
                    f"{_place(self.plan, placement.line)}, which stays with "
                    f"{self.plan.action}",
                    "rename one with {from: '…', as: '…'}",
                )
