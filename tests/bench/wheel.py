"""planfile as people install it: a wheel in an environment of its own."""

from __future__ import annotations

import glob
import os
import subprocess
import sys
import zipfile

from tests.bench.ground import ROOT, Ground
from tests.bench.measure import Runner, say


def wheel_runners(ground: Ground, empty: str) -> list[Runner]:
    """The same commands from an installed wheel; none where no wheel can be built."""
    python = installed(ground.at("wheel"))
    if not python:
        return []
    output = ground.at("empty.json")
    planfile = (python, "-m", "planfile")
    return [
        Runner("wheel: --help", (*planfile, "--help"), goal="0.25 s"),
        Runner(
            "wheel: scan, empty folder",
            (*planfile, "scan", empty, "-o", output),
            goal="0.2 s",
        ),
    ]


def installed(folder: str) -> str:
    """The Python of an environment that holds nothing but the wheel, or "".

    Help and a plain scan need none of the libraries that planfile depends on.
    """
    build = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation")
    command = (*build, "--no-deps", "--wheel-dir", folder, ROOT)
    if subprocess.run(command, check=False, capture_output=True).returncode:
        say("no wheel could be built: its start is left out")
        return ""
    environment = os.path.join(folder, "environment")
    subprocess.run(
        (sys.executable, "-m", "venv", "--without-pip", environment), check=True
    )
    (packages,) = glob.glob(os.path.join(environment, "lib", "*", "site-packages"))
    (wheel,) = glob.glob(os.path.join(folder, "*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    python = os.path.join(environment, "bin", "python")
    subprocess.run((python, "-m", "compileall", "-q", packages), check=True)
    return python
