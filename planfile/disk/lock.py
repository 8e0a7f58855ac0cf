"""One writer per library: flock on `.planfile/lock`, and who holds it.

The kernel lets go of the lock when its owner dies, so a dead owner on this machine
never blocks. The text inside is for people, with one exception: on a network mount
flock may be known to one host only, so a text left by another host is believed until
`planfile unlock ID` says otherwise. The file is never deleted: deleting it races.
"""

from __future__ import annotations

import fcntl
import json
import os
import pwd
import secrets
import shlex
import socket
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass

from planfile.artifacts.journal import CONTROL
from planfile.disk.control import UNABLE, control_folder
from planfile.disk.probe import LOCAL, magic
from planfile.disk.real import RealDisk
from planfile.errors import ArtifactError, DriftError, LockedError

NAME = "lock"
PAUSE = 0.05
MOST_TEXT = 4096
_FLAGS = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a library and since when; `about` is the plan or the verb."""

    id: str
    pid: int
    host: str
    since: str
    about: str

    def __str__(self) -> str:
        return (
            f"{self.about} (pid {self.pid} on {self.host}, since {self.since}, "
            f"lock {self.id})"
        )


class Lock:
    """A held lock; `notice` says whose dead lock was taken over, "" for none."""

    def __init__(self, descriptor: int, notice: str) -> None:
        self.descriptor = descriptor
        self.notice = notice

    def release(self) -> None:
        """Let go; the file stays, empty."""
        with suppress(OSError):
            os.ftruncate(self.descriptor, 0)
        with suppress(OSError):
            os.close(self.descriptor)


class Locks:
    """The locks of a library, its other roots and mounts within, taken when needed.

    `notices` say whose dead locks were taken over.
    """

    def __init__(
        self,
        disk: RealDisk,
        about: str,
        timeout: float = 0.0,
        stopped: Callable[[], None] = lambda: None,
    ) -> None:
        self.notices: list[str] = []
        self._disk = disk
        self._how = about, timeout, stopped
        self._held: dict[str, Lock] = {}

    def take(self, root: str) -> bool:
        """Take one unless it is held already; whether it was not.

        Raises:
            LockedError: Somebody else holds it.
            ArtifactError: It is not a plain file.
            DriftError: It cannot be made there.
        """
        if root in self._held:
            return False
        lock = self._held[root] = take(self._disk, root, *self._how)
        if root not in self._disk.homes:
            self._disk.homes.append(root)
        self.notices += [lock.notice] if lock.notice else []
        return True

    def release(self) -> None:
        """Let go of all, the last one first."""
        while self._held:
            self._held.popitem()[1].release()


def take(
    disk: RealDisk,
    root: str,
    about: str,
    timeout: float = 0.0,
    stopped: Callable[[], None] = lambda: None,
) -> Lock:
    """Take the lock of the library `root` ("" is the disk's own), waiting a while.

    `stopped` is asked all the while, and raises what ends the wait.

    Raises:
        LockedError: Somebody else holds it.
        ArtifactError: The lock is not a plain file.
    """
    descriptor = _opened(disk, root)
    where = os.path.join(disk.library, root) if root else ""
    try:
        _flock(descriptor, timeout, stopped, where)
        last = holder(descriptor)
        refuse_foreign(descriptor, last, where)
        mine = Holder(secrets.token_hex(4), os.getpid(), host(), _now(), about)
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps(asdict(mine)).encode(), 0)
    except BaseException:
        os.close(descriptor)
        raise
    notice = f"took over from a run that ended without a word: {last}" if last else ""
    return Lock(descriptor, notice)


def _opened(disk: RealDisk, root: str) -> int:
    control = disk.roots.descriptor(control_folder(disk, root))
    try:
        descriptor = os.open(NAME, _FLAGS | os.O_CREAT, 0o600, dir_fd=control)
    except OSError as error:
        if error.errno in UNABLE:
            raise DriftError(
                f"cannot write {CONTROL}/{NAME}: {error.strerror}",
                fix="planfile writes there; check the mount and the permissions",
            ) from error
        raise ArtifactError(
            f"{CONTROL}/{NAME} is not a plain file: {error.strerror}",
            fix="see who put it there, and move it away",
        ) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise ArtifactError(
            f"{CONTROL}/{NAME} is not a plain file",
            fix="see who put it there, and move it away",
        )
    return descriptor


def _flock(
    descriptor: int,
    timeout: float,
    stopped: Callable[[], None] = lambda: None,
    where: str = "",
) -> None:
    end = time.monotonic() + timeout
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stopped()
            if time.monotonic() < end:
                time.sleep(PAUSE)
                continue
            who = holder(descriptor)
            raise LockedError(
                f"another run holds {where or 'the library'}: "
                f"{who or 'it has not said who it is'}",
                fix="wait for it, or give --lock-timeout SECONDS",
            ) from None
        except OSError as error:
            raise LockedError(
                f"this file system cannot lock: {error.strerror}",
                fix="mount it with locking; without a lock nothing is changed",
            ) from error
        return


def refuse_foreign(descriptor: int, last: Holder | None, where: str = "") -> None:
    """Refuse a lock text of another host where flock may not reach that host."""
    if last and last.host != host() and magic(descriptor) not in LOCAL:
        raise LockedError(
            f"another host says that it holds {where or 'the library'}: {last}",
            fix="if that run is dead: "
            f"planfile unlock {last.id} {shlex.quote(where)}".removesuffix(" ''"),
        )


def holder(descriptor: int) -> Holder | None:
    """Who wrote the text in the lock; None for nobody or for text that says nothing."""
    try:
        data = json.loads(os.pread(descriptor, MOST_TEXT, 0))
        return Holder(
            str(data["id"]),
            int(data["pid"]),
            str(data["host"]),
            str(data["since"]),
            str(data["about"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def held_by(disk: RealDisk) -> Holder | None:
    """Who holds the library right now, without taking or changing anything."""
    try:
        control = disk.roots.descriptor(CONTROL)
        descriptor = os.open(NAME, _FLAGS, dir_fd=control)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return holder(descriptor) or Holder("?", 0, "?", "?", "a run")
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return None


def refuse_held(disk: RealDisk) -> None:
    """Refuse to judge a library that changes at this moment.

    Raises:
        LockedError: A run holds it.
    """
    who = held_by(disk)
    if who:
        raise LockedError(f"another run holds the library: {who}", fix="wait for it")


def unlock(disk: RealDisk, identity: str) -> Holder | None:
    """Forget the text of a dead run; None if there is none.

    Raises:
        LockedError: The run lives, or the ID is another's.
    """
    descriptor = _opened(disk, "")
    try:
        _flock(descriptor, 0)
        last = holder(descriptor)
        if last and last.id != identity:
            raise LockedError(
                f"the lock is not {identity} but that of {last}",
                fix=f"planfile unlock {last.id}",
            )
        os.ftruncate(descriptor, 0)
        return last
    finally:
        os.close(descriptor)


def host() -> str:
    """This machine's name."""
    return socket.gethostname()


def user() -> str:
    """Who runs planfile."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
