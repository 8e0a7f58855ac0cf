"""`planfile plan`: what would go where."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from planfile.artifacts.plan import Action
from planfile.cli.complete import folders, trees
from planfile.cli.options import PLAN, Detailed, Json, Output

Thing = Annotated[
    str | None,
    typer.Argument(
        metavar="LIBRARY|TREE",
        help="A library's folder, or the tree.json of a scan.",
        autocompletion=trees,
        show_default=False,
    ),
]
Engine = Annotated[
    Literal["auto", "gemini", "offline"] | None,
    typer.Option(help="Who says what files are; auto: gemini where a key is set."),
]
How = Annotated[
    Action | None,
    typer.Option(
        "--mode",
        "--action",
        metavar="HOW",
        help="How files reach their place: move, hardlink, copy, symlink or reflink.",
    ),
]
Into = Annotated[
    str | None,
    typer.Option(
        metavar="DIR",
        help="Place into another folder than the library.",
        autocompletion=folders,
    ),
]
Subs = Annotated[
    Literal["keep", "bind"] | None,
    typer.Option(help="keep names like 2_English.srt, or bind them to their video's."),
]
Least = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        metavar="SHARE",
        min=0,
        max=1,
        help="Leave alone what is less sure.",
    ),
]
ByDate = Annotated[
    Literal["year", "season"] | None,
    typer.Option(help="Shows by date: a season per year, or all in Season 01."),
]
ShowsFolder = Annotated[
    str | None,
    typer.Option(
        "--shows-folder", metavar="DIR", help="Where shows live; . is the library."
    ),
]
MoviesFolder = Annotated[
    str | None,
    typer.Option(
        "--movies-folder", metavar="DIR", help="Where movies live; . is the library."
    ),
]
Split = Annotated[
    str,
    typer.Option(
        metavar="show|letter|max-files=N",
        help="Write a folder of plan files that can be reviewed one by one.",
        show_default=False,
    ),
]
Model = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The model to ask, instead of GEMINI_MODEL."),
]
Asked = Annotated[
    Literal["unsure", "all", "none"] | None,
    typer.Option(help="What the model is asked about: unsure things, all, nothing."),
]
MaxCost = Annotated[
    str | None,
    typer.Option(metavar="USD", help="Never spend more than this; none: no limit."),
]
AskAbove = Annotated[
    float | None,
    typer.Option(metavar="USD", min=0, help="Ask before spending more than this."),
]
Refresh = Annotated[
    bool, typer.Option("--refresh", help="Ask again what was answered before.")
]
Preview = Annotated[
    bool,
    typer.Option("--preview-prompt", help="Print what would be sent; send nothing."),
]
Redact = Annotated[
    list[str] | None,
    typer.Option(metavar="REGEX", help="Never send what this matches (repeatable)."),
]
Private = Annotated[
    list[str] | None,
    typer.Option(metavar="GLOB", help="Never ask about these paths (repeatable)."),
]


def plan(  # noqa: PLR0913 - each is an option
    thing: Thing = None,
    output: Output = PLAN,
    engine: Engine = None,
    mode: How = None,
    into: Into = None,
    subtitles: Subs = None,
    min_confidence: Least = None,
    daily: ByDate = None,
    shows_folder: ShowsFolder = None,
    movies_folder: MoviesFolder = None,
    model: Model = None,
    ask: Asked = None,
    max_cost: MaxCost = None,
    ask_above: AskAbove = None,
    refresh: Refresh = False,
    preview_prompt: Preview = False,
    redact: Redact = None,
    private: Private = None,
    split: Split = "",
    detailed_exitcode: Detailed = False,
    as_json: Json = False,
) -> int:
    """Say what every file is and where it would go, and write that as plan.yaml.

    Nothing on the disk is touched. A library is scanned first, and the scan is kept
    beside the plan as tree.json (NAME.tree.json for a plan NAME.yaml). What is unsure
    is left where it is, with the reason. Exit code 10 says that a folder could not be
    read, or the model not be asked about all of it (no network, no quota): planning
    again goes on from there.
    """
    from planfile.cli.planning import plan_to_file, preview
    from planfile.cli.session import settled

    library = thing if thing and not thing.endswith(".json") else None
    settings = settled(
        library,
        engine=engine,
        action=mode,
        into=into,
        subtitles=subtitles,
        min_confidence=min_confidence,
        daily=daily,
        shows_folder=shows_folder,
        movies_folder=movies_folder,
        gemini_model=model,
        ask=ask,
        max_cost=max_cost,
        ask_above=ask_above,
        redact=redact or None,
        private=private or None,
    )
    if preview_prompt:
        return preview(thing, output, settings)
    made = plan_to_file(
        thing, output, settings, as_json=as_json, refresh=refresh, split=split
    )
    return made.code or (2 if detailed_exitcode and made.plan.placements else 0)
