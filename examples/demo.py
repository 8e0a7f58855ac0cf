"""The whole way on a sample library, and proof that everything came back.

    python examples/demo.py [FOLDER]

Builds a messy library, then types what a person would: scan, plan, show, apply, status,
destroy. Ends with a comparison of every file and folder before and after.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from sample_library import build  # noqa: E402 - found by the line above

STEPS = (
    ("scan", "library"),
    ("plan", "tree.json"),
    ("show", "plan.yaml"),
    ("apply", "plan.yaml", "--yes"),
    ("status", "library"),
    ("destroy", "library", "--yes"),
)
MARKER = "made-by-demo.txt"
Fingerprint = dict[str, tuple[object, ...]]


def fingerprint(top: str) -> Fingerprint:
    """Kind, mode, owner, time, links and content of everything beneath `top`."""
    found: Fingerprint = {}
    for folder, folders, files in os.walk(os.fsencode(top)):
        folders[:] = [name for name in folders if name != b".planfile"]
        for name in [*folders, *files]:
            path = os.path.join(folder, name)
            facts = os.lstat(path)
            folder_itself = stat.S_ISDIR(
                facts.st_mode
            )  # one made anew is another inode
            found[os.fsdecode(path)] = (
                facts.st_mode,
                facts.st_uid,
                facts.st_gid,
                facts.st_mtime_ns,
                0 if folder_itself else facts.st_ino,
                0 if folder_itself else facts.st_nlink,
                content(path),
            )
    return found


def content(path: bytes) -> str:
    """What a file holds or a symlink says, "" for folders."""
    if os.path.islink(path):
        return os.fsdecode(os.readlink(path))
    if os.path.isdir(path):
        return ""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def planfile(*arguments: str, cwd: str) -> None:
    """Type one command, visibly; a failure ends the demo."""
    print(f"\n$ planfile {' '.join(arguments)}", flush=True)
    command = [sys.executable, "-m", "planfile", *arguments]
    code = subprocess.run(command, cwd=cwd, check=False).returncode  # noqa: S603
    if code:
        sys.exit(f"planfile {arguments[0]} ended with exit code {code}")


def main(folder: str) -> int:
    """Build, go the whole way, compare."""
    marker = os.path.join(folder, MARKER)
    if os.path.exists(marker):  # made by an earlier demo: the only thing removed here
        shutil.rmtree(folder)
    elif os.path.isdir(folder) and os.listdir(folder):
        sys.exit(f"{folder} holds something else; name a new folder for the demo")
    os.makedirs(folder, exist_ok=True)
    with open(marker, "w", encoding="utf-8") as stream:
        stream.write("This folder was made by examples/demo.py, which may remove it.\n")
    library = os.path.join(folder, "library")
    print(f"{build(library)} files in {library}: a messy library to try planfile on.")
    before = fingerprint(library)
    for step in STEPS:
        planfile(*step, cwd=folder)
        if step[0] == "apply":
            moved = len(before.keys() - fingerprint(library).keys())
            print(f"(apply moved or emptied {moved} of {len(before)} names)")
    after = fingerprint(library)
    different = sorted(
        path for path in before | after if before.get(path) != after.get(path)
    )
    for path in different[:20]:
        print(f"different: {path!a}: {before.get(path)} -> {after.get(path)}")
    if different:
        return 1
    print(
        f"\nProof: all {len(before)} files and folders are back: the same names, "
        "contents, modes, owners,\ntimes and links; every file is the very same inode."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "demo"))
