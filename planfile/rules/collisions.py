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
            what = f"{shown(path)} is here a second time{_place(plan, first[path])}"
            fix = "keep one of the two lines"
            found.append(Problem("duplicate-source", what, fix, path, line))
        first.setdefault(path, line)
    return [*found, *_inside_discs(first), *_files_as_folders(first)]


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


def _inside_discs(paths: dict[str, int]) -> Iterator[Problem]:
    discs = {path for path in paths if path.endswith("/")}
    for path, line in paths.items() if discs else ():
        disc = _beneath(path, discs)
        if disc:
            what = f"{shown(path)} is inside the disc folder {shown(disc)}"
            fix = "a disc is one entry: remove this line, or the disc's"
            yield Problem("inside-disc", what, fix, path, line)


def _files_as_folders(paths: dict[str, int]) -> Iterator[Problem]:
    folders: set[str] = set()
    for path in paths:
        folder = folder_of(path)
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder_of(folder)
    for path in paths.keys() & folders:
        what = f"{shown(path)} is a folder: other lines name files in it"
        fix = "list files, one a line; only disc folders (ending in /) move whole"
        yield Problem("source-is-folder", what, fix, path, paths[path])


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
                what = (
                    f"the folders {shown(other)}{_place(self.plan, first.line)} and "
                    f"{shown(folder)} differ only in case or Unicode form"
                )
                self.say("folder-twins", placement, what, "spell them the same way")
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
            fix = "move the line to leave: as {path: '…', why: 'already right'}"
            what = f"{shown(source)} is already there"
            self.say("onto-itself", placement, what, fix)
        elif source.endswith("/") and destination.startswith(source):
            what = f"the disc folder {shown(source)} would move into itself"
            self.say("into-itself", placement, what, "give it another destination")

    def twins(self, first: Placement, destination: str, placement: Placement) -> None:
        """Two entries for one place."""
        other = self.plan.destination(first).rstrip("/")
        destination = destination.rstrip("/")
        where = _place(self.plan, first.line)
        if other == destination:
            code = "same-destination"
            what = (
                f"{shown(first.source)}{where} and {shown(placement.source)} would "
                f"both become {shown(destination)}"
            )
        else:
            code = "destination-twins"
            what = (
                f"{shown(other)}{where} and {shown(destination)} differ only in case "
                "or Unicode form"
            )
        fix = "rename one with {from: '…', as: '…'}, or leave it"
        self.say(code, placement, what, fix)

    def compare_nesting(self) -> None:
        """A file cannot be the folder of another."""
        for key in self.taken.keys() & self.folders.keys():
            placement = self.taken[key]
            destination = self.plan.destination(placement)
            _, other = self.folders[key]
            what = (
                f"{shown(destination)} would be a file and the folder of "
                f"{shown(self.plan.destination(other))}{_place(self.plan, other.line)}"
            )
            code = "destination-below-another"
            self.say(code, placement, what, "rename one of them")

    def at(self, key: str) -> tuple[str, Placement] | None:
        """What goes to a folded path: the destination as it is spelt, and what of."""
        placement = self.taken.get(key)
        return (self.plan.destination(placement), placement) if placement else None

    def taken_by(
        self, path: str, which: str, hit: tuple[str, Placement], fix: str, at: str = ""
    ) -> None:
        """Something keeps the place that an entry is to have."""
        what = f"{shown(hit[0])} is taken by {shown(path)}{at}, {which}"
        self.say("destination-taken", hit[1], what, fix)

    def compare_left(self) -> None:
        """What is left keeps its place."""
        for left in self.plan.left:
            key = fold(left.path.rstrip("/"))
            hit = self.at(key) or self.folders.get(key)
            if hit:
                which = f"which is left{_place(self.plan, left.line)}"
                fix = "rename one, or move the other away too"
                self.taken_by(left.path, which, hit, fix)

    def standing(self, standing: Iterable[str]) -> list[Problem]:
        """What the plan does not name keeps its place, and its folders their names.

        To be asked after `problems`.
        """
        self.found = []
        seen: set[str] = set()
        for path in () if self.plan.into else standing:
            hit = self.at(fold(path.rstrip("/")))
            if hit:
                fix = "rename one with {from: '…', as: '…'}, or leave it"
                self.taken_by(path, "which stands there", hit, fix)
            folder = folder_of(path)
            while folder and folder not in seen:
                seen.add(folder)
                self.compare_folder(folder)
                folder = folder_of(folder)
        return self.found

    def compare_folder(self, standing: str) -> None:
        """A folder that stands is spelled one way only."""
        other, placement = self.folders.get(fold(standing), (standing, None))
        if placement and other != standing:
            what = (
                f"{shown(other)} and {shown(standing)}, which stands there, differ "
                "only in case or Unicode form"
            )
            self.say("folder-twins", placement, what, "spell the folder as it stands")

    def compare_kept_sources(self) -> None:
        """With links and copies the sources keep their places."""
        if self.plan.action is Action.MOVE:
            return
        for placement in self.plan.placements:
            hit = self.at(fold(placement.source.rstrip("/")))
            if hit and hit[1].source != placement.source:
                where = _place(self.plan, placement.line)
                which = f"which stays with {self.plan.action}"
                fix = "rename one with {from: '…', as: '…'}"
                self.taken_by(placement.source, which, hit, fix, where)
