"""The embedded engine: names, folders and siblings read together, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from sys import intern

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.event import Event, Observer
from planfile.artifacts.identity import Identity, Kind
from planfile.artifacts.paths import folder_of, last_component
from planfile.artifacts.tree import Role, Tree
from planfile.naming.census import Census, Vote, votes_of
from planfile.naming.claims import Claim, claim_episode, claim_movie
from planfile.naming.confidence import CLIP, EVENT, HOMEMADE
from planfile.naming.filing import episodic
from planfile.naming.film_folders import is_film
from planfile.naming.folders import Sort, folder_sort
from planfile.naming.members import Member
from planfile.naming.names import read_name
from planfile.naming.nfo_evidence import NfoEvidence, overrule
from planfile.naming.reading import Reading
from planfile.naming.scant import ALIKE, DATED, HUNDREDS, LONE_PART, ONE_DAY
from planfile.naming.season_folders import read_folder, season_of
from planfile.naming.siblings import agree
from planfile.naming.surroundings import Around, Surroundings, season_told

_YEAR_NS = 31_556_952 * 10**9
_TORN = 0.3
_DOUBTFUL = 0.85
_BARE = "nothing but a title"
# What readings of that confidence may be rather than a show or a film.
_NEITHER = {
    HOMEMADE: "may be a home video",
    EVENT: "may be an event, no film",
    CLIP: "may be a clip, no film",
}
_DOUBTS = frozenset({HUNDREDS, ONE_DAY, ALIKE, LONE_PART, DATED})
_MAIN = frozenset({Role.VIDEO, Role.DISC})


def engine() -> Offline:
    """The offline engine, as the registry asks for it."""
    return Offline()


class Offline:
    """Reads every name once, folder by folder, then settles titles over all of them."""

    name = "offline"

    def identify(
        self, tree: Tree, bundles: Sequence[Bundle], observe: Observer
    ) -> list[Identity | None]:
        """One answer per bundle; the order of bundles does not change any."""
        claims, census = self.ask(tree, bundles, observe)
        answers: list[Identity | None] = []
        for index, claim in enumerate(claims):
            answers.append(_answer(claim, census))
            claims[index] = None  # a million of them must not wait for the last
        return answers

    def answer(
        self, tree: Tree, bundles: Sequence[Bundle], observe: Observer
    ) -> tuple[list[Claim | None], list[Identity | None]]:
        """Claims and identities, for those who want to know why."""
        claims, census = self.ask(tree, bundles, observe)
        return claims, [_answer(claim, census) for claim in claims]

    def ask(
        self, tree: Tree, bundles: Sequence[Bundle], observe: Observer
    ) -> tuple[list[Claim | None], Census]:
        """What each bundle claims, and the library's votes on it."""
        claims = claim_all(bundles, observe, tree.nfo)
        census = Census(partial(newest_year, tree))
        count_all(bundles, claims, census)
        return claims, census


def newest_year(tree: Tree) -> int:
    """The year in which the newest file of a tree was written."""
    times = (entry.mtime_ns for folder in tree.folders for entry in folder.entries)
    return 1970 + max(times, default=0) // _YEAR_NS


def _answer(claim: Claim | None, census: Census) -> Identity | None:
    return _identity(claim, census.settle(claim)) if claim else None


def claim_all(
    bundles: Sequence[Bundle], observe: Observer, nfo: Mapping[str, bytes]
) -> list[Claim | None]:
    """What each bundle claims to be, before the library is asked."""
    claims: list[Claim | None] = [None] * len(bundles)
    evidence = NfoEvidence(nfo)
    surroundings = Surroundings(evidence.of_folders())
    done = 0
    for folder, indices in _by_folder(bundles).items():
        around = surroundings.of(folder)
        members = [member_of(bundles[index], folder, around) for index in indices]
        mains = [i for i, index in enumerate(indices) if bundles[index].role in _MAIN]
        leading = [members[i] for i in mains]
        around = season_told(around, folder, leading)
        agree(leading, around, read_name)
        for index, member in zip(indices, members, strict=True):
            facts = evidence.of_video(bundles[index])
            if facts:
                overrule(member, facts)
        alone = len(mains) == 1
        for index, member in zip(indices, members, strict=True):
            claim = claims[index] = claim_of(member, around, alone=alone)
            if claim is not None:
                claim.title = intern(claim.title)  # a show's is in a thousand names
        done += len(indices)
        observe(Event("plan", done, len(bundles), folder))
    return claims


def count_all(
    bundles: Sequence[Bundle], claims: Sequence[Claim | None], census: Census
) -> None:
    """Take every folder's votes; subtitles and extras without a video have none."""
    for indices in _by_folder(bundles).values():
        votes: set[Vote] = set()
        for index in indices:
            claim = claims[index]
            if claim is not None and bundles[index].role in _MAIN:
                votes.update(votes_of(claim))
                if claim.alias:
                    census.alias(claim.alias, claim.key)
        census.count(votes)


def claim_of(member: Member, around: Around, *, alone: bool) -> Claim | None:
    """What one video claims to be, from its name and the folders above it."""
    reading, kind = member.reading, member.kind
    if kind == "movie" and around.reading is not None and alone and not reading.year:
        kind = "show"
    if kind == "show" and is_film(member, around, alone=alone):
        kind = "movie"
    if not kind:
        kind = _kind_from_folders(reading, around, alone=alone)
    if kind == "show":
        claim = claim_episode(reading, around)
    elif kind == "movie":
        claim = claim_movie(reading, around, alone=alone)
    else:
        return None
    _doubt(claim, member, around)
    claim.alias, claim.rule = member.alias, member.why
    return claim if claim.title else None


def _doubt(claim: Claim, member: Member, around: Around) -> None:
    """Hold a claim no surer than its name was read, and note what speaks against it."""
    reading = member.reading
    if member.why in _DOUBTS:
        claim.reasons.append(member.why)
    if member.alias and claim.near is not None and not claim.near.tidy:
        claim.reasons.append("name and folder disagree")
    unlikely = _NEITHER.get(reading.confidence, "")
    if unlikely and around.section == "movies":
        return
    if unlikely and claim.own:
        claim.reasons.append(unlikely)
    if claim.own and "title from the name and the folder" not in claim.reasons:
        doubtful = 0 < reading.confidence < _DOUBTFUL
        claim.at_most = reading.confidence if doubtful else 1.0


def _kind_from_folders(reading: Reading, around: Around, *, alone: bool) -> str:
    """Show or movie where the name itself says neither."""
    if episodic(reading) or around.reading is not None or around.season is not None:
        return "show" if reading.title or around.names else ""
    if around.section == "shows" and around.names:
        return "show"
    named = around.name
    if alone and named is not None and named.year is not None:
        return "movie"
    return "movie" if reading.title else ""


def member_of(bundle: Bundle, folder: str, around: Around) -> Member:
    """A bundle's own name and what it says; a disc's is that of the folder around."""
    if bundle.role is not Role.DISC:
        name = last_component(bundle.lead)
        return Member(name, read_name(name, seasonal=around.season is not None))
    above = folder_of(bundle.lead)
    if above == folder:
        return Member("", Reading())
    name = last_component(above)
    said, near = read_folder(name), Surroundings().of(above).name
    if said.title and near is not None and near.path == above and near.tidy:
        said = said._replace(title=near.title, year=near.year)
    return Member(name, said)


def _by_folder(bundles: Sequence[Bundle]) -> dict[str, list[int]]:
    """Indices of the bundles of each folder, folders and members in order of names."""
    folders: dict[str, list[int]] = {}
    for index, bundle in enumerate(bundles):
        folders.setdefault(_home(bundle), []).append(index)
    return folders


def _home(bundle: Bundle) -> str:
    """The folder whose siblings count: of a disc in a folder of its name, the upper."""
    folder = folder_of(bundle.lead)
    if bundle.role is not Role.DISC or not folder:
        return folder
    name = last_component(folder)
    named = folder_sort(name) is Sort.NAMED and season_of(name) is None
    return folder_of(folder) if named else folder


def _identity(claim: Claim, rivals: tuple[str, ...]) -> Identity:
    """The answer for one claim once the library has been asked."""
    confidence, why = claim.confidence, claim.why
    if why == _BARE:
        why = f"{_BARE}, {claim.title!r}, and no year"
    if rivals:
        could = " or ".join(f"{claim.title} ({rival})" for rival in rivals)
        confidence, why = _TORN, f"could be {could}"
    title = f"{claim.title} ({claim.country})" if claim.country else claim.title
    return Identity(
        kind=Kind(claim.kind),
        title=title,
        year=claim.year,
        season=claim.season,
        episodes=claim.episodes,
        absolute=claim.absolute,
        date=claim.date,
        edition=claim.edition,
        part=claim.part,
        ids=claim.ids,
        confidence=confidence,
        why=why,
    )
