"""Answers of a model, kept so that nothing is asked twice: lines of JSON by address.

One file per model and prompt version, owner only. Lines are appended whole under a
lock; a torn or foreign line is skipped. When the folder outgrows its limit the oldest
files go, then the oldest half of the file at hand.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator

from planfile.errors import InputError
from planfile.store.atomic import write_atomic

Record = dict[str, object]
SUFFIX = ".jsonl"


class Answers:
    """The kept answers of one model and prompt version.

    An empty `folder` keeps nothing; so does one that can't be made or written, and
    `trouble` says why.
    """

    def __init__(self, folder: str, name: str, limit: int) -> None:
        """Nothing is read or made before it is needed; `limit` is in bytes."""
        self.folder = folder
        self.limit = limit
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".")
        self.path = os.path.join(folder, f"{plain}{SUFFIX}") if folder else ""
        self.trouble = ""

    @property
    def keeps(self) -> bool:
        """Whether what is added stays."""
        return bool(self.path) and not self.trouble

    def load(self, keys: Collection[str]) -> dict[str, Record]:
        """The newest record of each of these addresses that is kept."""
        wanted = set(keys)
        found: dict[str, Record] = {}
        if not self.path or not wanted:
            return found
        try:
            found.update((key, one) for key, one, _ in self._records() if key in wanted)
        except FileNotFoundError:
            pass
        except OSError as error:
            self.trouble = f"cannot read {self.path}: {error.strerror}"
        return found

    def _records(self) -> Iterator[tuple[str, Record, bytes]]:
        """Address, record and line of all that is kept, the newest last."""
        with open(self.path, "rb") as stream:
            for line in stream:
                record = parsed(line)
                if record is not None:
                    yield str(record.get("key")), record, line

    def add(self, records: Iterable[Record]) -> None:
        """Keep records; each has its address under "key"."""
        lines = b"".join(
            json.dumps(record, separators=(",", ":")).encode() + b"\n"
            for record in records
        )
        if not lines or not self.keeps:
            return
        try:
            self._append(lines)
        except OSError as error:
            self.trouble = f"cannot keep answers in {self.folder}: {error.strerror}"

    def _append(self, lines: bytes) -> None:
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        descriptor = os.open(self.path, flags, 0o600)
        with os.fdopen(descriptor, "ab") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            os.fchmod(descriptor, 0o600)
            size = os.fstat(descriptor).st_size
            if size and os.pread(descriptor, 1, size - 1) != b"\n":
                stream.write(b"\n")  # a torn line stays by itself
            stream.write(lines)

    def trim(self) -> None:
        """Drop the oldest answers when there are more than the limit allows."""
        if not self.keeps:
            return
        try:
            others = sorted(self._others())
            size = sum(size for _, size, _ in others) + file_size(self.path)
            for _, held, path in others:
                if size <= self.limit:
                    return
                os.unlink(path)
                size -= held
            if size > self.limit:
                self._halve()
        except OSError as error:
            self.trouble = f"cannot trim {self.folder}: {error.strerror}"
        except InputError as error:
            self.trouble = error.message

    def _others(self) -> Iterator[tuple[int, int, str]]:
        """Files of other models and prompt versions: age, size, path."""
        if not os.path.isdir(self.folder):
            return
        for entry in os.scandir(self.folder):
            if entry.name.endswith(SUFFIX) and entry.path != self.path:
                status = entry.stat()
                yield status.st_mtime_ns, status.st_size, entry.path

    def _halve(self) -> None:
        newest: dict[str, bytes] = {}
        for key, _, line in self._records():
            newest.pop(key, None)
            newest[key] = line
        room = self.limit // 2
        kept: list[bytes] = []
        for line in reversed(newest.values()):
            room -= len(line)
            if room < 0:
                break
            kept.append(line)
        write_atomic(self.path, reversed(kept), 0o600)


def parsed(line: bytes) -> Record | None:
    """The record in a line, None for a torn or foreign one."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def file_size(path: str) -> int:
    """Bytes of a file, 0 where there is none."""
    try:
        return os.stat(path).st_size
    except FileNotFoundError:
        return 0
