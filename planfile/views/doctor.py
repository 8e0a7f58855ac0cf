"""What the doctor found, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planfile.artifacts.health import Check, Grade
from planfile.views.names import harmless
from planfile.views.screen import Paint, folded, plain

IDEAS = {
    Grade.GOOD: "good",
    Grade.LOOK: "look",
    Grade.WRONG: "wrong",
    Grade.SKIPPED: "faint",
}
LEAST_ROOM = 16  # columns; in less, words are not told from each other
WORDS = {
    Grade.GOOD: "ok",
    Grade.LOOK: "look",
    Grade.WRONG: "WRONG",
    Grade.SKIPPED: "skipped",
}


def check_lines(
    checks: Sequence[Check], paint: Paint = plain, width: int = 0
) -> Iterator[str]:
    """A row a check, a fix below what needs one, and a last line that sums up."""
    names = max(len(check.name) for check in checks)
    room = width - names - 10
    for check in checks:
        word = paint(IDEAS[check.grade], f"{WORDS[check.grade]:7}")
        said = _within(harmless(check.what), room)
        if check.fix and check.grade is not Grade.GOOD:
            said += _within(harmless(check.fix), room)
        yield f"{word} {check.name:{names}}  {said[0]}"
        yield from (f"{'':{names + 8}}  {line}" for line in said[1:])
    wrong = sum(check.grade is Grade.WRONG for check in checks)
    yield f"{wrong} wrong." if wrong else "All is well."


def _within(text: str, room: int) -> list[str]:
    return folded(text, room) if room >= LEAST_ROOM else [text]


def checks_data(checks: Sequence[Check]) -> dict[str, object]:
    """The same for programs; schemas/doctor.schema.json says each key."""
    return {
        "planfile": "doctor",
        "version": 1,
        "ok": all(check.grade is not Grade.WRONG for check in checks),
        "checks": [
            {
                "name": check.name,
                "verdict": check.grade.value,
                "what": check.what,
                "fix": check.fix,
            }
            for check in checks
        ],
    }
