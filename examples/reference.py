"""Write what the documentation takes from the code: commands, settings, --help.

    python examples/reference.py

A test compares the files with what this gives.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

from planfile.cli.app import command_app, help_text, run  # noqa: E402
from planfile.cli.commands import COMMANDS  # noqa: E402
from planfile.cli.endings import MEANINGS  # noqa: E402
from planfile.views.settings_text import env_example, settings_reference  # noqa: E402

COMMANDS_HEAD = """\
# Commands

Everything that `planfile COMMAND --help` says, in one place. This page is made from the
code by `python examples/reference.py`.
"""
SETTINGS_HEAD = """\
# Settings

Flags win over the environment, the environment over `.env` in the working folder,
`.env` over `planfile.toml` in the library, and that over `planfile.toml` in the working
folder. This page is made from the code by `python examples/reference.py`.

"""


def help_of(name: str) -> str:
    """What `planfile NAME --help` says in a window of 80 columns."""
    os.environ["COLUMNS"] = os.environ["TERMINAL_WIDTH"] = "80"
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = run([*name.split(), "--help"])
    if code:
        sys.exit(f"planfile {name} --help ended in {code}")
    return said.getvalue().rstrip()


def inner(name: str) -> list[str]:
    """The commands in a group of commands; a command of its own has none."""
    return [
        f"{name} {each.name}"
        for each in command_app(name).registered_commands
        if each.name != name
    ]


def commands_page() -> str:
    """The help of every command, and of the commands in it."""
    names = [each for name in COMMANDS for each in (name, *inner(name))]
    pages = (f"\n## {name}\n\n```text\n{help_of(name)}\n```\n" for name in names)
    return COMMANDS_HEAD + "".join(pages)


def filled(text: str, name: str, content: str) -> str:
    """The text with what stands between the marks of `name` replaced."""
    begin, end = f"<!-- begin: {name} -->\n", f"<!-- end: {name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    return pattern.sub(lambda _: f"{begin}{content}{end}", text)


def exit_codes() -> str:
    """The table of exit codes."""
    rows = "".join(f"| {code} | {meaning} |\n" for code, meaning in MEANINGS.items())
    return f"| code | meaning |\n| ---: | --- |\n{rows}"


def documents() -> dict[str, str]:
    """Every file that is made or filled from the code, and what it must hold."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as stream:
        readme = stream.read()
    readme = filled(readme, "planfile --help", f"```text\n{help_text()}```\n")
    return {
        "README.md": filled(readme, "exit codes", exit_codes()),
        ".env.example": env_example(),
        "examples/guides/commands.md": commands_page(),
        "examples/guides/settings.md": SETTINGS_HEAD + settings_reference(),
    }


def main() -> None:
    """Write them all."""
    for path, content in documents().items():
        with open(os.path.join(ROOT, path), "w", encoding="utf-8") as stream:
            stream.write(content)


if __name__ == "__main__":
    main()
