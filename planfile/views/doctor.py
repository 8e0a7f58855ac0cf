"""What the doctor found, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planfile.artifacts.health import Check, Grade
from planfile.views.json_text import document, picked
from planfile.views.names import harmless
from planfile.views.screen import Paint, plain

IDEAS = {
    Grade.GOOD: "good",
    Grade.LOOK: "look",
    Grade.WRONG: "wrong",
    Grade.SKIPPED: "faint",
}
WORDS = {
    Grade.GOOD: "ok",
    Grade.LOOK: "look",
    Grade.WRONG: "WRONG",
    Grade.SKIPPED: "skipped",
}


def check_lines(checks: Sequence[Check], paint: Paint = plain) -> Iterator[str]:
    """A row a check, a fix below what needs one, and a last line that sums up."""
    names = max(len(check.name) for check in checks)
    for check in checks:
        word = paint(IDEAS[check.grade], f"{WORDS[check.grade]:7}")
        yield f"{word} {check.name:{names}}  {harmless(check.what)}"
        if check.fix and check.grade is not Grade.GOOD:
            yield f"{'':{names + 8}}  {harmless(check.fix)}"
    wrong = sum(check.grade is Grade.WRONG for check in checks)
    yield f"{wrong} wrong." if wrong else "All is well."


def checks_data(checks: Sequence[Check]) -> dict[str, object]:
    """The same for programs."""
    ok = all(check.grade is not Grade.WRONG for check in checks)
    rows = [picked(one, "name what fix") | {"verdict": one.grade} for one in checks]
    return document("doctor", ok=ok, checks=rows)
