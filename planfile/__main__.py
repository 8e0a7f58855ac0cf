"""`python -m planfile` and the `planfile` command."""

from __future__ import annotations

import gc
import sys

FEW_SWEEPS = (100_000, 50, 100)
"""Millions of small tuples, no cycles among them: looking for some took a tenth."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    from planfile.cli.app import run
    from planfile.stages.stopping import Stop

    gc.set_threshold(*FEW_SWEEPS)
    Stop.lingers = True
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
