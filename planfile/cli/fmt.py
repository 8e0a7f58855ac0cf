"""`planfile fmt`: hand-edited plans to canonical order, comments kept."""

from __future__ import annotations

from typing import Annotated

import typer

from planfile.cli.options import PLAN, Json, Plans

Check = Annotated[
    bool,
    typer.Option("--check", help="Write nothing; exit 3 if a file would change."),
]


def fmt(plans: Plans = None, check: Check = False, as_json: Json = False) -> int:
    """Bring PLAN to canonical order and form, every comment staying where it belongs.

    What the plan means does not change, so an approval stays good. Files that change
    are named.
    """
    from functools import partial

    from planfile.cli.session import answer
    from planfile.errors import PlanError
    from planfile.store.plan_format import format_file
    from planfile.store.plan_parts import files_of
    from planfile.views.names import visible

    paths = [file for plan in plans or [PLAN] for file in files_of(plan)]
    changed = [path for path in paths if format_file(path, check=check)]
    data = partial(as_data, paths)
    answer(changed, data, lambda names, _: map(visible, names), as_json=as_json)
    return PlanError.exit_code if check and changed else 0


def as_data(paths: list[str], changed: list[str]) -> dict[str, object]:
    """What changed, for programs."""
    from planfile.views.json_text import document

    known = set(changed)
    files = [{"path": path, "changed": path in known} for path in paths]
    return document("formatting", files=files)
