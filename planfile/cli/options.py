"""The options that commands share, each spelt and explained once."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.complete import folders, plans

Library = Annotated[
    str | None,
    typer.Argument(
        metavar="LIBRARY",
        help="The library's folder; by default the one that the settings name.",
        autocompletion=folders,
        show_default=False,
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="Print JSON for programs instead of text.")
]
Yes = Annotated[
    bool, typer.Option("--yes", "-y", help="Don't ask: yes to what is shown.")
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", "-n", help="Say exactly what would happen, and stop."),
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show every file.")]
Detailed = Annotated[
    bool,
    typer.Option(
        "--detailed-exitcode",
        help="End in 2 where there is something to do or to see, else in 0.",
    ),
]
Output = Annotated[
    str,
    typer.Option("-o", "--output", metavar="FILE", help="Where to write; - is stdout."),
]
LibraryOf = Annotated[
    str | None,
    typer.Option(
        "--library",
        metavar="DIR",
        help="The library it is about, if not the one that the settings name.",
        autocompletion=folders,
    ),
]
PLAN = "plan.yaml"
PlanFile = Annotated[
    str,
    typer.Argument(
        metavar="PLAN", help="The plan file or folder.", autocompletion=plans
    ),
]
Plans = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PLAN",
        help="Plan files, or folders of them; by default plan.yaml.",
        autocompletion=plans,
        show_default=False,
    ),
]
