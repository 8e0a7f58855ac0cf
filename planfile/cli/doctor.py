"""`planfile doctor`: is everything in place?"""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.options import Json, Library
from planfile.cli.plan import Engine

Offline = Annotated[
    bool, typer.Option("--offline", help="Ask nothing over the network.")
]


def doctor(
    library: Library = None,
    engine: Engine = None,
    offline: Offline = False,
    as_json: Json = False,
) -> int:
    """Check versions, settings, library, disk, and whether Gemini takes the key.

    Each line that is not ok says how to mend it. Nothing is changed, nothing is paid.
    """
    from planfile.artifacts.health import exit_code_of
    from planfile.cli.session import answer, settled
    from planfile.engines.gemini.options import options_of
    from planfile.stages.doctor import doctor as examine
    from planfile.views.doctor import check_lines, checks_data

    settings = settled(library, engine=engine)
    gemini = options_of(settings)
    found = examine(settings.library, gemini, engine=settings.engine, offline=offline)
    answer(found, checks_data, check_lines, as_json=as_json)
    return exit_code_of(found)
