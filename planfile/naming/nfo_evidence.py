"""Brings what .nfo files say to the videos and folders that they lie beside."""

from __future__ import annotations

from collections.abc import Mapping

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.paths import last_component
from planfile.naming.members import Member
from planfile.naming.nfo import Facts, facts_of
from planfile.naming.surroundings import Named


class NfoEvidence:
    """Facts by path, asked for by bundle and by folder."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._facts = {path: facts_of(content) for path, content in contents.items()}

    def of_video(self, bundle: Bundle) -> Facts | None:
        """What the file says that is named after a video, or lies alone beside it."""
        if not self._facts:
            return None
        folder = bundle.lead[: max(bundle.lead.rfind("/", 0, -1) + 1, 0)]
        stem = bundle.lead.rstrip("/").rpartition(".")[0]
        for path in (f"{stem}.nfo", f"{folder}movie.nfo"):
            facts = self._facts.get(path)
            if facts and facts.kind in {"movie", "episodedetails"}:
                return facts
        return None

    def of_folders(self) -> dict[str, Named]:
        """The shows that folders hold, as their `tvshow.nfo` says."""
        return {
            path.rpartition("/")[0]: Named(
                path.rpartition("/")[0],
                facts.title,
                facts.year,
                tidy=facts.year is not None,
                ids=facts.ids,
            )
            for path, facts in sorted(self._facts.items())
            if facts.kind == "tvshow"
            and facts.title
            and last_component(path).lower() == "tvshow.nfo"
        }


def overrule(member: Member, facts: Facts) -> None:
    """Let a video's own .nfo overrule what its name was read as."""
    reading = member.reading
    if facts.kind == "movie" and facts.title and facts.year:
        member.reading = reading._replace(
            kind="movie",
            title=facts.title,
            year=facts.year,
            season=None,
            episodes=(),
            absolute=(),
            ids=facts.ids,
            confidence=0.98,
        )
        member.kind, member.why = "movie", "its .nfo says so"
    elif facts.kind == "episodedetails" and facts.episode is not None:
        season = reading.season if facts.season is None else facts.season
        member.reading = reading._replace(
            kind="episode",
            title=facts.title or (reading.title if member.kind == "show" else ""),
            season=season,
            confidence=0.98,
            episodes=reading.episodes
            if _agree(facts, reading.episodes)
            else (facts.episode,),
        )
        member.kind, member.why = "show", "its .nfo says so"


def _agree(facts: Facts, episodes: tuple[int, ...]) -> bool:
    return facts.episode in episodes
