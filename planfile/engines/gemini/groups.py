"""What is asked about at once: all bundles of one show or one movie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.identity import Identity, Kind
from planfile.artifacts.paths import folder_of, last_component
from planfile.artifacts.tree import Role
from planfile.engines.gemini.options import Ask
from planfile.engines.gemini.privacy import LONGEST
from planfile.engines.gemini.suspicion import is_suspicious
from planfile.engines.gemini.words import words
from planfile.naming.paths import read_path

SURE = 0.8
LEADING = frozenset({Role.VIDEO, Role.DISC})
SAMPLES = 3
FOLDERS = 2
SEASONS = 4
Key = tuple[str, ...]


class Member(NamedTuple):
    """A bundle of a group: its place in the list of bundles, and its path."""

    at: int
    path: str


@dataclass(frozen=True, slots=True)
class Group:
    """One show or movie as far as the names tell.

    `followers` are subtitles and extras whose own videos are elsewhere in the group.
    `guess` is the local identity of its first bundle, None where there is none.
    `evidence` is all that names and folders say, only ever compared, never sent.
    """

    key: Key
    members: tuple[Member, ...]
    followers: tuple[Member, ...]
    guess: Identity | None
    confidence: float
    evidence: str
    payload: Mapping[str, object]
    suspicious: bool


class Seen(NamedTuple):
    """What is done to names before they may be sent, and what is sent beside them."""

    redact: Callable[[str], str]
    is_private: Callable[[str], bool]
    known: Callable[[str], list[str]]


def group_up(
    bundles: Sequence[Bundle], local: Sequence[Identity | None], seen: Seen
) -> list[Group]:
    """All groups in a stable order, whatever the order of the bundles.

    Subtitles and extras without a video share the fate of the videos that they name,
    and are never sent.
    """
    members: dict[Key, list[Member]] = {}
    followers: dict[Key, list[Member]] = {}
    for index, (bundle, identity) in enumerate(zip(bundles, local, strict=True)):
        if seen.is_private(bundle.lead):
            continue
        leads = bundle.role in LEADING
        if leads or identity:
            key = key_of(bundle.lead, identity)
            into = members if leads else followers
            into.setdefault(key, []).append(Member(index, bundle.lead))
    for same in members.values():
        same.sort(key=lambda member: member.path)
    return [
        build(key, members[key], followers.get(key, ()), local, seen)
        for key in sorted(members)
    ]


def key_of(path: str, identity: Identity | None) -> Key:
    """What makes bundles one group: kind, title, year; unknown ones by their folder."""
    if identity:
        year = str(identity.year or "")
        return identity.kind.value, "".join(words(identity.title)), year
    title = "".join(words(read_path(path).title)) or "?"
    return "", folder_of(path), title


def build(
    key: Key,
    members: Sequence[Member],
    followers: Iterable[Member],
    local: Sequence[Identity | None],
    seen: Seen,
) -> Group:
    """One group with what will be sent of it."""
    identities = [local[member.at] for member in members]
    guess = next((found for found in identities if found), None)
    confidence = min(found.confidence if found else 0.0 for found in identities)
    sampled = samples(members)
    evidence = " ".join(dict.fromkeys(_told(members)))
    if guess:
        evidence += f" {guess.title}"
    payload: dict[str, object] = {
        "dir": seen.redact(folders(members[0].path))[-LONGEST:],
        "n": len(members),
        "names": [seen.redact(last(path))[:LONGEST] for path in sampled],
        "guess": seen.redact(said(guess, identities, confidence))[:LONGEST],
    }
    if known := seen.known(evidence):
        payload["known"] = [seen.redact(example)[:LONGEST] for example in known]
    parts = [part for path in sampled for part in path.rstrip("/").split("/")]
    suspicious = any(map(is_suspicious, [*parts, guess.title if guess else ""]))
    return Group(
        key,
        tuple(members),
        tuple(followers),
        guess,
        confidence,
        evidence,
        payload,
        suspicious,
    )


def samples(members: Sequence[Member]) -> list[str]:
    """The first, middle and last path."""
    count = len(members)
    if count <= SAMPLES:
        return [member.path for member in members]
    return [members[at].path for at in (0, count // 2, count - 1)]


def folders(path: str) -> str:
    """The last two folders above an entry; what stands before a home's owner stays.

    A home and its owner are kept together so that the owner can be recognised.
    """
    above = path.rstrip("/").split("/")[:-1]
    kept = above[-FOLDERS:]
    if len(above) > FOLDERS and above[-FOLDERS - 1].lower() in {"home", "users"}:
        kept = above[-FOLDERS - 1 :]
    return "/".join(kept)


def last(path: str) -> str:
    """The name of a file or disc folder; a disc's own folder says nothing."""
    name = last_component(path)
    disc = name.endswith("/")
    return f"{last_component(folder_of(path))}/{name[:-1]}" if disc else name


def said(
    guess: Identity | None, identities: Iterable[Identity | None], confidence: float
) -> str:
    """The local guess as kind|title|year|seasons|confidence."""
    if not guess:
        return ""
    seasons = sorted({i.season for i in identities if i and i.season is not None})
    shown = ",".join(f"s{season}" for season in seasons[:SEASONS])
    if len(seasons) > SEASONS:
        shown += f"-s{seasons[-1]}"
    year = "" if guess.year is None else str(guess.year)
    return f"{guess.kind.value}|{guess.title}|{year}|{shown}|{confidence:.1f}"


def to_ask(groups: Sequence[Group], ask: Ask) -> list[Group]:
    """The groups that a model is asked about."""
    if ask is Ask.NONE:
        return []
    if ask is Ask.ALL:
        return list(groups)
    twice = contested(groups)
    return [group for group in groups if is_unsure(group) or group.key in twice]


def is_unsure(group: Group) -> bool:
    """Whether the local guess is missing, weak, or lacks its year."""
    return not group.guess or group.confidence < SURE or group.guess.year is None


def contested(groups: Sequence[Group]) -> set[Key]:
    """Keys of groups with one title but two kinds, or with and without a year."""
    by_title: dict[str, list[Key]] = {}
    for group in groups:
        if group.guess:
            by_title.setdefault(group.key[1], []).append(group.key)
    return {
        key
        for keys in by_title.values()
        if len({kind for kind, _, _ in keys}) > 1 or any(not y for _, _, y in keys)
        for key in keys
        if len(keys) > 1
    }


def is_episodic(group: Group) -> bool:
    """Whether most names say episodes, so that no answer makes a movie of them."""
    if group.guess is None or group.guess.kind is not Kind.SHOW:
        return False
    readings = (read_path(member.path) for member in group.members)
    said = sum(r.season is not None and bool(r.episodes) for r in readings)
    return said > len(group.members) / 2


def may_be_many(group: Group) -> bool:
    """Whether nobody could read its names, so that it may be several movies."""
    return group.guess is None and len(group.members) > 1


def _told(members: Iterable[Member]) -> Iterator[str]:
    for member in members:
        yield from member.path.rstrip("/").split("/")
