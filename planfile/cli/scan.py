"""`planfile scan`: what is in a library."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from planfile.cli.options import Json, Library, Output

TREE = "tree.json"


class Format(StrEnum):
    """What a scan can be written as."""

    JSON = "json"
    TEXT = "text"


Form = Annotated[
    Format,
    typer.Option(
        "--format", help="json for planfile, text for people, on stdout if no -o."
    ),
]


def scan(
    library: Library = None,
    output: Output = TREE,
    form: Form = Format.JSON,
    as_json: Json = False,
) -> int:
    """Look at everything in LIBRARY and write it down as tree.json.

    Symlinks are entries and never followed. System and trash folders are left out, and
    what .planfileignore at the root of the library names in gitignore's syntax.
    Exit code 10 says that something could not be read; all the rest is there.
    """
    from planfile.cli.scanning import scan_to_file, scan_to_text
    from planfile.cli.session import library_of, settled

    settings = settled(library)
    root, jobs = library_of(settings), settings.jobs
    if form is Format.TEXT and not as_json:
        return scan_to_text(root, "-" if output == TREE else output, jobs=jobs)
    return scan_to_file(root, output, jobs=jobs, as_json=as_json)
