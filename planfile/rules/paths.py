"""What a path in a plan may be, and when two names are one to some file system."""

from __future__ import annotations

import re
import unicodedata

from planfile.artifacts.journal import CONTROL

NAME_BYTES = 255
PATH_BYTES = 4000
LONGEST_SHOWN = 400

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_RESERVED = re.compile(r'[<>:"\\|?*]')
DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?")
_MARKS = (" /", "./", "/ ", "/con", "/prn", "/aux", "/nul", "/com", "/lpt")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def shown(path: str) -> str:
    """A path in quotes for a message: nothing hidden, nothing endless."""
    if not path.isprintable():
        path = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in path)
    if len(path) > LONGEST_SHOWN:
        path = f"{path[:80]}…{path[-80:]}"
    return f"'{path}'"


def fold(path: str) -> str:
    """The path as a file system sees it that folds case and Unicode forms.

    Canonical caseless matching (The Unicode Standard, D145), composed at the end.
    """
    if path.isascii():
        return path.lower()
    decomposed = unicodedata.normalize("NFD", path).casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", decomposed))


def path_fault(path: str) -> tuple[str, str] | None:
    """Code and reason why a path cannot be used beneath a library, None if it can.

    A "/" at the end (a disc folder) is fine.
    """
    if len(path) <= NAME_BYTES and not unusual(path):
        return None
    fault = None
    if not path:
        fault = "empty-path", "the path is empty"
    elif "\0" in path:
        fault = "control-character", "the path holds a NUL character"
    elif path.startswith("/"):
        fault = "absolute-path", "the path is absolute"
    else:
        faults = map(_component_fault, path.removesuffix("/").split("/"))
        fault = next(filter(None, faults), None)
    size = len(path.encode("utf-8", "surrogateescape"))
    if not fault and size > PATH_BYTES:
        fault = "path-too-long", f"the path has {size} bytes, more than {PATH_BYTES}"
    return fault


def unusual(path: str) -> bool:
    """Cheap: whether a part of a path may be at fault for what it is made of."""
    if not path or path[0] in "/." or not path.isascii():
        return True
    return "//" in path or "/." in path or "\0" in path


def _component_fault(name: str) -> tuple[str, str] | None:
    if not name:
        return "empty-component", "the path holds an empty part (//)"
    if name in {".", ".."}:
        return "path-escape", f"the path holds a '{name}' part"
    if is_own(name):
        return "own-folder", f"{shown(name)} is planfile's own folder"
    size = len(name.encode("utf-8", "surrogateescape"))
    if size > NAME_BYTES:
        return "name-too-long", f"a name has {size} bytes, more than {NAME_BYTES}"
    return None


def is_own(name: str) -> bool:
    """Whether some file system takes a name for `.planfile`.

    Case, Unicode forms, characters that HFS+ ignores, and the dots and spaces that
    Windows drops from the end are all looked through, as git does for `.git`.
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
        if not name.isprintable():
            name = "".join(c for c in name if unicodedata.category(c) != "Cf")
        if not name.startswith("."):
            return False
    return fold(name).rstrip(". ") == CONTROL


def control_fault(name: str) -> tuple[str, str] | None:
    """Code and reason when a folder or a new name holds control characters."""
    if name.isprintable():
        return None
    found = _CONTROL.search(name)
    if not found:
        return None
    return "control-character", f"it holds the control character U+{ord(found[0]):04X}"


def maybe_doubtful(path: str) -> bool:
    """Cheap: whether there may be doubts about one of a path's components."""
    if not path.isprintable() or _RESERVED.search(path):
        return True
    low = f"/{path.lower()}/"
    return any(mark in low for mark in _MARKS)


def doubts(name: str) -> list[tuple[str, str]]:
    """What some file system or player would stumble over in one component."""
    found = []
    reserved = " ".join(sorted(set(_RESERVED.findall(name))))
    if reserved:
        why = f"Windows and SMB shares refuse {reserved} in a name"
        found.append(("reserved-character", why))
    if name.endswith((" ", ".")):
        found.append(("trailing-dot", "Windows drops dots and spaces at the end"))
    if name.startswith(" "):
        found.append(("leading-space", "some players overlook a space at the start"))
    if DEVICE.fullmatch(name):
        found.append(("device-name", "Windows reserves this name for a device"))
    if not name.isprintable() and _BIDI.search(name):
        why = "it holds characters that reorder what is shown"
        found.append(("bidi-override", why))
    return found
