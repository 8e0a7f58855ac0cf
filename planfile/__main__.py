"""`python -m planfile` and the `planfile` command."""

from __future__ import annotations

import gc
import os
import signal
import sys

FEW_SWEEPS = (100_000, 50, 100)
"""Millions of small tuples, no cycles among them: looking for some took a tenth."""


def main() -> None:
    """Run the command line and leave with its exit code.

    Until a command begins Ctrl-C just ends the process: there is nothing to undo, and
    while modules load Python would show a traceback, or forget about it. Names are
    UTF-8, whatever a locale of another century says: planning would maim the others.
    """
    if sys.getfilesystemencoding() != "utf-8":
        again = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
        os.execv(sys.executable, again)  # noqa: S606 - the very same command
    heard = signal.getsignal(signal.SIGINT)
    if heard is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from planfile.cli.app import run
    from planfile.stages.stopping import Stop

    gc.set_threshold(*FEW_SWEEPS)
    Stop.lingers = True
    signal.signal(signal.SIGINT, heard)
    code = run(sys.argv[1:])
    gc.freeze()  # on its way out Python would look for cycles in all that is loaded
    sys.exit(code)


if __name__ == "__main__":
    main()
