"""`planfile scan`: what is in a library."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from planfile.cli.options import Json, Library

Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Where to write; - is stdout. Else tree.json, and text to stdout.",
    ),
]
Form = Annotated[
    Literal["json", "text"],
    typer.Option("--format", help="json for planfile, text for people."),
]


def scan(
    library: Library = None,
    output: Output = None,
    form: Form = "json",
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
    as_text = form == "text" and not as_json
    if output is None:
        output = "-" if as_text else "tree.json"
    if as_text:
        return scan_to_text(root, output, jobs=jobs)
    return scan_to_file(root, output, jobs=jobs, as_json=as_json)
