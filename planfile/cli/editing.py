"""What `planfile edit` does: a copy, the editor, the check, and the file last."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile

from planfile.artifacts.verdict import Verdict
from planfile.cli.boundary import write
from planfile.cli.session import note
from planfile.errors import InputError, PlanError, PlanfileError
from planfile.store.plan_format import replace_text
from planfile.store.plan_limits import decoded
from planfile.store.plan_read import Examined, examine_text, load_source, sound
from planfile.views.verdicts import verdict_lines

DEFAULT_EDITOR = "vi"


def edit_plan(path: str) -> int:
    """Edit a plan file until it is sound or the person gives up.

    Raises:
        InputError: It is no file, or there is no editor.
        PlanError: The person gave up; the edited copy is kept.
    """
    if os.path.isdir(path):
        raise InputError(f"{path} is a folder", fix="give one of the files in it")
    source = load_source(path)
    if not source.text:
        sound(source, path)
    examined = examined_copy(source.text, path)
    if any(problem.code == "not-a-plan" for problem in examined.problems):
        sound(examined, path)
    copy = copied(source.text)
    while True:
        call_editor(copy)
        text = text_of(copy)
        if text == source.text:
            os.unlink(copy)
            note(f"{path}: nothing was changed")
            return 0
        examined = examined_copy(text, path)
        if not examined.problems:
            save(path, source.text, text, copy)
            return 0
        tell(path, examined)
        if not goes_on():
            raise PlanError(
                f"{path} stays as it was; your edit is kept in {copy}",
                fix=f"mend the copy, then: planfile validate {copy}",
            )


def save(path: str, before: str, text: str, copy: str) -> None:
    """Take an edit over, unless the file is no longer as it was `before`.

    Raises:
        PlanfileError: It is not, or cannot be written; the copy is kept.
    """
    try:
        if load_source(path).text != before:
            raise PlanError(
                f"{path} was changed meanwhile, and stays so",
                fix=f"compare: planfile diff {path} {copy}",
            )
        replace_text(path, text)
    except PlanfileError:
        note(f"Your edit is kept in {copy}.")
        raise
    os.unlink(copy)
    note(f"{path}: saved")


def copied(text: str) -> str:
    """A copy to edit, which only its owner may read."""
    descriptor, copy = tempfile.mkstemp(prefix="planfile-", suffix=".yaml")
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)
    return copy


def text_of(copy: str) -> str:
    """What the editor left; bytes that are not UTF-8 become what no plan may hold."""
    try:
        with open(copy, "rb") as stream:
            return stream.read().decode("utf-8", "surrogateescape")
    except FileNotFoundError as error:
        raise InputError(
            f"the editor left no {copy}", fix="set EDITOR to an editor that saves it"
        ) from error


def examined_copy(text: str, path: str) -> Examined:
    """What is wrong with a copy; a part of a plan is judged by its form alone."""
    decoded_text = decoded(text.encode("utf-8", "surrogateescape"), path)
    if not isinstance(decoded_text, str):
        return Examined(None, (decoded_text,))
    examined = examine_text(decoded_text, path)
    if [problem.code for problem in examined.problems] == ["only-a-part"]:
        return Examined(None, ())
    return examined


def call_editor(path: str) -> None:
    """Open a file in the person's editor, and wait.

    Raises:
        InputError: There is none, or it failed.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or DEFAULT_EDITOR
    fix = "set EDITOR to the command of your editor"
    try:
        done = subprocess.run(  # noqa: S603 - the person's own editor, no shell
            [*shlex.split(editor), path], check=False
        )
    except (OSError, ValueError) as error:
        raise InputError(
            f"cannot start the editor {editor!r}: {error}", fix=fix
        ) from error
    if done.returncode:
        raise InputError(
            f"{editor!r} ended with {done.returncode}; your edit is in {path}",
            fix=fix,
        )


def tell(path: str, examined: Examined) -> None:
    """Say what is wrong."""
    for line in verdict_lines([Verdict(path, examined.plan, examined.problems)]):
        note(line)


def goes_on() -> bool:
    """Whether the person wants to go on editing."""
    write("Edit again? [Y/n] ")
    answer = sys.stdin.readline()
    return bool(answer) and answer.strip().lower() in {"", "y", "yes"}
