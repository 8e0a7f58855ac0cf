"""Is everything in place? Looks at library, disk and Gemini; changes nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from planfile import __version__
from planfile.artifacts.health import Check, Grade
from planfile.disk.abilities import Abilities, abilities_of
from planfile.disk.calls import CALLS
from planfile.disk.lock import held_by
from planfile.disk.probe import Method
from planfile.errors import ArtifactError, InputError, PlanfileError
from planfile.settings.sources import open_to_others
from planfile.stages.holding import opened, pending

if TYPE_CHECKING:
    from planfile.engines.gemini.options import GeminiOptions

GOOD, LOOK, WRONG, SKIPPED = Grade
OLDEST = (3, 11)
SHORT_NAME = 255


def doctor(
    library: str = "",
    gemini: GeminiOptions | None = None,
    *,
    engine: str = "auto",
    offline: bool = False,
    dotenv: str = ".env",
    today: str = "",
) -> tuple[Check, ...]:
    """Check everything that planfile needs; each check says how to mend it.

    `gemini` None stands for no Gemini settings at all. `engine` "gemini" makes a
    missing key wrong, "offline" skips Gemini. `offline` asks nothing over the network.
    """
    checks = (*versions(), *private_file(dotenv), *library_checks(library))
    if engine == "offline" or gemini is None:
        return (*checks, Check("gemini", SKIPPED, "the offline engine is chosen"))
    return (*checks, *gemini_checks(gemini, engine, offline=offline, today=today))


def versions() -> Iterator[Check]:
    """The versions of planfile and Python."""
    version = ".".join(map(str, sys.version_info[:3]))
    what = f"planfile {__version__} on Python {version}"
    if sys.version_info[:2] < OLDEST:
        yield Check("versions", WRONG, what, "install Python 3.11 or newer", 3)
    else:
        yield Check("versions", GOOD, what)


def private_file(path: str) -> Iterator[Check]:
    """The permissions of `.env`, which may hold a key."""
    if not os.path.exists(path):
        return
    if open_to_others(path):
        yield Check("env-file", LOOK, f"others can read {path}", f"chmod 600 {path}")
    else:
        yield Check("env-file", GOOD, f"only you can read {path}")


def library_checks(library: str) -> Iterator[Check]:
    """Whether a library can be read, written, locked, and what its disk can do."""
    if not library:
        fix = "planfile doctor LIBRARY, or set PLANFILE_LIBRARY"
        yield Check("library", SKIPPED, "no library is named", fix)
        return
    wrong = ""
    if not os.path.isdir(library):
        wrong, fix = "is no folder", "mount its disk, or correct the path"
    elif not os.access(library, os.R_OK | os.X_OK):
        wrong, fix = "cannot be read", "run planfile as its owner"
    else:
        try:
            found = abilities_of(library)
        except OSError as error:
            wrong = f"cannot be written: {error.strerror}"
            fix = "run planfile as its owner, or mount it writable"
    if wrong:
        yield Check("library", WRONG, f"{library} {wrong}", fix, 3)
        return
    yield Check("library", GOOD, f"{library} can be read and written")
    yield from ability_checks(found)
    yield from run_checks(library)
    yield from corrections_check(library)


def ability_checks(found: Abilities) -> Iterator[Check]:
    """What the file system can and cannot do."""
    if found.method is Method.PLACEHOLDER:
        what = (
            "files can only be moved with an instant in which another program's write"
        )
        fix = "let nothing else write into the library during a run"
        yield Check("move", LOOK, f"{what} could be lost", fix)
    else:
        yield Check("move", GOOD, f"nothing can be overwritten ({found.method.value})")
    links = ("hardlink", "symlink", "reflink")
    modes = ", ".join(f"--mode {link}" for link in links if not getattr(found, link))
    kind = f"{found.kind}: " if found.kind else ""
    if modes:
        yield Check("links", LOOK, f"{kind}no {modes} here", "use --mode move or copy")
    else:
        yield Check("links", GOOD, f"{kind}hardlinks, symlinks and reflinks work")
    case = "tells" if found.case_sensitive else "does not tell"
    yield Check("case", GOOD, f"{case} 'a' from 'A'")
    yield from _name_checks(found)


def _name_checks(found: Abilities) -> Iterator[Check]:
    what = f"names may have {found.name_bytes} bytes"
    if found.name_bytes < SHORT_NAME:
        fix = "apply refuses longer names before anything moves"
        yield Check("names", LOOK, what, fix)
    elif found.refused:
        fix = "planfile's own names hold none of them; keep them out of edited plans"
        yield Check("names", LOOK, f"{what} and none of {found.refused}", fix)
    else:
        yield Check("names", GOOD, what)


def run_checks(library: str) -> Iterator[Check]:
    """Whether another run holds the library or one was broken off."""
    try:
        with closing(opened(library, (), CALLS)) as disk:
            holder = held_by(disk)
        header = pending(library)
    except (ArtifactError, InputError) as error:
        yield Check("runs", WRONG, error.message, error.fix or "planfile status", 3)
        return
    if holder:
        yield Check("lock", WRONG, f"held: {holder}", "wait for it to end", 5)
    else:
        yield Check("lock", GOOD, "nobody holds the library")
    if header and not holder:
        what = f"run {header.number} was broken off"
        yield Check("runs", WRONG, what, f"planfile recover {library}", 7)
    else:
        yield Check("runs", GOOD, "no run was broken off")


def corrections_check(library: str) -> Iterator[Check]:
    """Whether what was learnt from edits can be read."""
    from planfile.store.corrections_file import read_corrections

    try:
        count = len(read_corrections(library))
    except ArtifactError as error:
        yield Check("corrections", WRONG, error.message, error.fix, 3)
        return
    if count:
        yield Check("corrections", GOOD, f"{count} learnt from your edits")


def gemini_checks(
    options: GeminiOptions, engine: str, *, offline: bool, today: str
) -> Iterator[Check]:
    """Key, SDK, price, address, and what the service says to the key."""
    from planfile.engines.gemini.failures import KEY_PAGE
    from planfile.engines.gemini.service import INSTALL, is_installed

    if not options.key and not options.vertex:
        needed = engine == "gemini"
        what = "no key is set" if needed else "no key is set, so plans are made offline"
        grade = WRONG if needed else SKIPPED
        yield Check("gemini-key", grade, what, KEY_PAGE, 9)
        return
    yield Check("gemini-key", GOOD, "a key is set" if options.key else "Google Cloud")
    if not is_installed():
        yield Check("gemini-sdk", WRONG, "Google's SDK is missing", INSTALL, 9)
        return
    yield Check("gemini-sdk", GOOD, f"google-genai {sdk_version()}")
    if options.address:
        what = f"names and key go to {options.address}, which is not Google's"
        yield Check("gemini-address", LOOK, what, "unset GOOGLE_GEMINI_BASE_URL")
    yield price_check(options, today)
    if offline:
        yield Check("gemini-service", SKIPPED, "not asked (--offline)")
    else:
        yield service_check(options)


def sdk_version() -> str:
    """The version of the SDK, without loading it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("google-genai")
    except PackageNotFoundError:
        return "of unknown version"


def price_check(options: GeminiOptions, today: str) -> Check:
    """Whether it is known what the model costs."""
    import time

    from planfile.engines.gemini.models import TABLE_DATE, bare, is_retired, price_of

    model = bare(options.model)
    if is_retired(model):
        fix = "unset GEMINI_MODEL, or set it to a model of today"
        return Check("gemini-price", WRONG, f"{model} has been shut down", fix, 9)
    date = today or time.strftime("%Y-%m-%d", time.gmtime())
    price = options.price or price_of(model, date)
    if not price:
        fix = "set GEMINI_PRICE=IN/OUT (USD per million tokens), or --max-cost none"
        return Check("gemini-price", LOOK, f"nobody knows what {model} costs", fix)
    source = "as you say" if options.price else f"table of {TABLE_DATE}"
    costs = f"${price.into:.2f} in, ${price.out:.2f} out per million tokens"
    return Check("gemini-price", GOOD, f"{model} costs {costs} ({source})")


def service_check(options: GeminiOptions) -> Check:
    """What the service says: is the key accepted, is the model there."""
    from planfile.engines.gemini.failures import Failure
    from planfile.engines.gemini.models import bare
    from planfile.engines.gemini.service import Service
    from planfile.engines.gemini.session import unknown_model

    model = bare(options.model)
    try:
        with closing(Service(options)) as service:
            listed = service.models()
        if not isinstance(listed, Failure) and model not in listed:
            raise unknown_model(model, listed)
    except PlanfileError as error:
        return Check("gemini-service", WRONG, error.message, error.fix, 9)
    if isinstance(listed, Failure):
        fix = listed.fix or "check the network, then: planfile doctor"
        return Check("gemini-service", WRONG, listed.what, fix, 9)
    return Check("gemini-service", GOOD, f"the key is accepted, {model} is there")
