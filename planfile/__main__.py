"""`python -m planfile` and the `planfile` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from planfile.cli.app import run
    from planfile.stages.stopping import Stop

    Stop.lingers = True
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
