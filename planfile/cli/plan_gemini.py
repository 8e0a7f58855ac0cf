"""The options of `planfile plan` that are about asking Gemini."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Ask(StrEnum):
    """What the model is asked about."""

    UNSURE = "unsure"
    ALL = "all"
    NONE = "none"


Model = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The model to ask, instead of GEMINI_MODEL."),
]
Asked = Annotated[
    Ask | None,
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
