"""`planfile plan`: what would go where."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from planfile.artifacts.plan import Action
from planfile.cli.complete import folders, trees
from planfile.cli.options import PLAN, Detailed, Json, Output
from planfile.settings.table import SETTINGS

MEANINGS = {setting.name: setting.meaning for setting in SETTINGS}


def setting(
    name: str, metavar: str | None = None, *flags: str, more: str = "", **others: Any
) -> Any:
    """The option that says a setting for one call, explained as the setting is."""
    text = f"{MEANINGS[name]} {more}".strip()
    return typer.Option(*flags, metavar=metavar, help=text, **others)


Thing = Annotated[
    str | None,
    typer.Argument(
        metavar="LIBRARY|TREE",
        help="A library's folder, or the tree.json of a scan.",
        autocompletion=trees,
        show_default=False,
    ),
]
Engine = Annotated[Literal["auto", "gemini", "offline"] | None, setting("engine")]
WAYS = f"Any of {', '.join(Action)}."
How = Annotated[
    Action | None, setting("action", "HOW", "--mode", "--action", more=WAYS)
]
Into = Annotated[str | None, setting("into", "DIR", autocompletion=folders)]
Subs = Annotated[Literal["keep", "bind"] | None, setting("subtitles")]
Least = Annotated[str | None, setting("min_confidence", "SHARE")]
ByDate = Annotated[Literal["year", "season"] | None, setting("daily")]
ShowsFolder = Annotated[str | None, setting("shows_folder", "DIR")]
MoviesFolder = Annotated[str | None, setting("movies_folder", "DIR")]
Model = Annotated[str | None, setting("gemini_model", "NAME", "--model")]
Asked = Annotated[Literal["unsure", "all", "none"] | None, setting("ask")]
MaxCost = Annotated[str | None, setting("max_cost", "USD", more="none: no limit.")]
AskAbove = Annotated[str | None, setting("ask_above", "USD")]
Redact = Annotated[list[str] | None, setting("redact", "REGEX", more="Repeatable.")]
Private = Annotated[list[str] | None, setting("private", "GLOB", more="Repeatable.")]
Split = Annotated[
    str,
    typer.Option(
        metavar="show|letter|max-files=N",
        help="Write a folder of plan files that can be reviewed one by one.",
        show_default=False,
    ),
]
Refresh = Annotated[
    bool, typer.Option("--refresh", help="Ask again what was answered before.")
]
Preview = Annotated[
    bool,
    typer.Option("--preview-prompt", help="Print what would be sent; send nothing."),
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
    from planfile.cli.planning import library_in, plan_to_file, preview
    from planfile.cli.session import settled

    settings = settled(
        library_in(thing),
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
