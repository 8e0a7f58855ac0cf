"""`planfile settings`: what is set, where it comes from, and whether it can be."""

from __future__ import annotations

from planfile.cli.options import Json, Library


def settings(library: Library = None, as_json: Json = False) -> int:
    """Show every setting, its value and where that was said; check the folders."""
    import os
    from functools import partial

    from planfile.cli.boundary import complain
    from planfile.cli.session import answer, settled
    from planfile.errors import Problem, SettingsError
    from planfile.views.settings_text import settings_data, settings_lines

    found = settled(library)
    missing = tuple(
        Problem("no-such-folder", f"{path} is not a folder", file=found.origins[name])
        for name in ("library", "movies_path", "tv_shows_path")
        if (path := str(getattr(found, name))) and not os.path.isdir(path)
    )
    data = partial(settings_data, problems=missing)
    answer(found, data, settings_lines, as_json=as_json)
    if not missing:
        return 0
    error = SettingsError(
        "a setting names a folder that is not there",
        fix="make the folder, mount its disk, or correct the setting",
        problems=missing,
    )
    complain(error)
    return error.exit_code
