"""`planfile settings`: what is set, where it comes from, and whether it can be."""

from __future__ import annotations

from planfile.cli.options import Json, Library


def settings(library: Library = None, as_json: Json = False) -> int:
    """Show every setting, its value and where that was said; check the folders."""
    import os

    from planfile.cli.session import settled
    from planfile.errors import Problem, SettingsError
    from planfile.views import json_lines, screen, settings_text

    found = settled(library)
    shown = screen.screen()
    if as_json:
        data = settings_text.settings_data(found)
        shown.data([json_lines.json_text(data)])
    else:
        shown.page(settings_text.settings_lines(found, paint=shown.paint))
    missing = tuple(
        Problem("no-such-folder", f"{path} is not a folder", file=found.origins[name])
        for name in ("library", "movies_path", "tv_shows_path")
        if (path := str(getattr(found, name))) and not os.path.isdir(path)
    )
    if missing:
        raise SettingsError(
            "a setting names a folder that is not there",
            fix="make the folder, mount its disk, or correct the setting",
            problems=missing,
        )
    return 0
