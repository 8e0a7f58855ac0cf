"""`.planfile/corrections.yaml`: what people corrected, for people to read and edit."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from planfile.artifacts.correction import Correction, Label
from planfile.artifacts.journal import CONTROL
from planfile.errors import ArtifactError
from planfile.store.atomic import write_anew
from planfile.store.bounded import read_most
from planfile.store.plan_scalars import quoted
from planfile.store.schema import found

if TYPE_CHECKING:
    from ruamel.yaml import YAML

NAME = "corrections.yaml"
MOST = 2 << 20
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
HEAD = """\
# What you corrected in plans. planfile does the same with the same names next time:
# "named" is what file and folder names call it, "is" what it is, or: leave.
# Edit or delete as you like, or type: planfile corrections forget NUMBER
planfile: corrections
version: 1
corrections:
"""
LEAVE = "leave"
FIX = "write it as in: {number: 1, named: 'sv', is: 'show: Silicon Valley (2014)'}"


def path_of(library: str) -> str:
    """Where a library's corrections lie."""
    return os.path.join(library, CONTROL, NAME)


def read_corrections(library: str) -> tuple[Correction, ...]:
    """All corrections of a library; none when there is no file.

    Raises:
        ArtifactError: It is damaged; the message has the file and what is wrong.
    """
    text = _read(library)
    return parse(text, path_of(library)) if text else ()


def _read(library: str) -> str:
    folder = _open_folder(library)
    if folder is None:
        return ""
    try:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        with os.fdopen(os.open(NAME, flags, dir_fd=folder), "rb") as stream:
            data = read_most(stream, MOST)
            if len(data) > MOST:
                raise _damaged(path_of(library), "it is too large to be one")
            return data.decode()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path_of(library), str(error)) from error
    finally:
        os.close(folder)


def _open_folder(library: str) -> int | None:
    """The library's own folder, never through a symlink; None where there is none."""
    path = os.path.join(library, CONTROL)
    try:
        return os.open(path, FOLDER)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ArtifactError(
            f"cannot open {path}: {error.strerror}", fix="type: planfile doctor"
        ) from error


def parse(text: str, file: str) -> tuple[Correction, ...]:
    """Corrections from the text of their file.

    Raises:
        ArtifactError: It is not what it must be.
    """
    data = _load(text, file, "base")
    if not isinstance(data, dict) or data.get("planfile") != "corrections":
        raise _damaged(file, "it does not say 'planfile: corrections'")
    if data.get("version") != "1":
        raise ArtifactError(
            f"{file} has format {found(data.get('version'))}, this planfile knows 1",
            fix="use a newer planfile",
        )
    rows = data.get("corrections") or []
    if not isinstance(rows, list):
        raise _damaged(file, "corrections is not a list")
    return tuple(_correction(row, file) for row in rows)


def _load(text: str, file: str, kind: str) -> Any:
    from ruamel.yaml.error import YAMLError

    try:
        return yaml(kind).load(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise _damaged(file, " ".join(str(error).split())[:200]) from error


def yaml(kind: str) -> YAML:
    """A YAML reader: "base" takes every scalar as text, "rt" keeps comments."""
    from ruamel.yaml import YAML

    made = YAML(typ=kind)
    made.preserve_quotes = True
    made.width = 100_000
    return made


def _correction(row: object, file: str) -> Correction:
    if not isinstance(row, dict):
        raise _damaged(file, f"{found(row)} is no correction")
    number, named = row.get("number"), row.get("named")
    since = row.get("since", "")
    if not isinstance(number, str) or not number.isdecimal() or len(number) > 9:
        raise _damaged(file, f"{found(row)} has no number")
    if not isinstance(named, str) or not named.strip():
        raise _damaged(file, f"correction {number} does not say what is named so")
    if not isinstance(since, str):
        raise _damaged(file, f"correction {number} is since {found(since)}")
    was = _label(row.get("was", LEAVE), number, file)
    truth = _label(row.get("is"), number, file)
    return Correction(int(number), named.strip(), was, truth, since)


def _label(text: object, number: str, file: str) -> Label | None:
    """A label as it is written, None for what is left."""
    if text == LEAVE:
        return None
    label = Label.said(text.strip()) if isinstance(text, str) else None
    if label is None:
        raise _damaged(file, f"correction {number} says {found(text)}, no label")
    return label


def write_corrections(library: str, corrections: Iterable[Correction]) -> None:
    """Bring the file to hold these; comments and lines that stay are kept.

    Raises:
        ArtifactError: The file is damaged, or can't be written.
    """
    file = path_of(library)
    text = _read(library) or HEAD
    there = [one.number for one in parse(text, file)]
    wanted = {one.number: one for one in corrections}
    data = _load(text, file, "rt")
    rows = data.get("corrections") or []
    for at in reversed(range(len(there))):
        if there[at] not in wanted:
            del rows[at]
    lines = [line_of(one) for one in wanted.values() if one.number not in there]
    if lines:
        added = _load("".join(lines), file, "rt")
        rows.extend(added)
    data["corrections"] = rows
    stream = io.StringIO()
    yaml("rt").dump(data, stream)
    _write(library, stream.getvalue() if rows else HEAD)


def line_of(one: Correction) -> str:
    """One correction as a line."""
    fields = {
        "number": str(one.number),
        "named": quoted(one.named),
        "was": quoted(str(one.was) if one.was else LEAVE),
        "is": quoted(str(one.truth) if one.truth else LEAVE),
    }
    if one.since:
        fields["since"] = quoted(one.since)
    return f"- {{{', '.join(f'{name}: {value}' for name, value in fields.items())}}}\n"


def _write(library: str, text: str) -> None:
    path = os.path.join(library, CONTROL)
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
        folder = os.open(path, FOLDER)
        try:
            write_anew(NAME, [text.encode()], 0o600, folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise ArtifactError(
            f"cannot write {path_of(library)}: {error.strerror}",
            fix="check that the library is writable and has space",
        ) from error


def _damaged(file: str, what: str) -> ArtifactError:
    return ArtifactError(f"{file}: {what}", fix=FIX)
