"""Ask slow storage for several things at once; give the answers in order all the same.

A folder is taken up by the first free thread, always the next one in the order of the
walk; what is ready too early waits in a buffer of bounded size.
"""

from __future__ import annotations

import heapq
import os
from collections.abc import Callable, Iterator
from itertools import islice
from threading import Condition, Lock, Thread

from planfile.disk.looking import Looking
from planfile.disk.patience import Patience, since, spent
from planfile.disk.visit import Seen, Task, descend, release, visit

MOST_JOBS = 8
"""More threads than this gained nothing on a cold ext4 or over a network."""
MOST_BUFFERED = 50_000
"""Entries that may be ready too early: some 10 MB."""
PATIENCE = 1.0
"""Waits for a folder at which looking alone is given up."""

Key = tuple[bytes, ...]
Batch = list["os.DirEntry[str]"]


def visits(tasks: list[Task], how: Looking, jobs: int) -> Iterator[Seen]:
    """Visit a stack of folders in order: alone, with `jobs` threads, or 0: as pays."""
    if jobs == 1:
        return descend(tasks, how)
    return Overlap(tasks, how, jobs).results() if jobs else patient_visits(tasks, how)


def patient_visits(tasks: list[Task], how: Looking) -> Iterator[Seen]:
    """Visit alone until the disk makes us wait again and again, then with help."""
    alone = descend(tasks, how)
    patience = Patience(PATIENCE)
    while not patience.over:
        seen = patience.watch(lambda: next(alone, None))
        if seen is None:
            return
        yield seen
        yield from islice(alone, patience.trust)
    rest = tasks[:]
    tasks.clear()
    yield from Overlap(rest, how, MOST_JOBS).results()


class Overlap:
    """Threads that visit ahead, and the desk where their results wait in order."""

    def __init__(self, tasks: list[Task], how: Looking, jobs: int) -> None:
        self._how = how
        self._lock = Lock()
        self._free = Condition(self._lock)
        self._ready = Condition(self._lock)
        self._waiting = [(order(task), task) for task in tasks]
        heapq.heapify(self._waiting)
        self._done: dict[Key, Seen | BaseException] = {}
        self._buffered = 0
        self._next: Key = ()
        self._over = False
        self._threads = [Thread(target=self._work, daemon=True) for _ in range(jobs)]

    def results(self) -> Iterator[Seen]:
        """What the threads saw, in the order of a walk that is alone."""
        stack = sorted((key for key, _ in self._waiting), reverse=True)
        for thread in self._threads:
            thread.start()
        try:
            while stack:
                seen = self._wait_for(stack.pop())
                _, children = seen
                stack.extend(map(order, children))
                yield seen
        finally:
            self._close()

    def _wait_for(self, key: Key) -> Seen:
        with self._lock:
            self._next = key
            self._free.notify()
            while key not in self._done:
                self._ready.wait()
            seen = self._done.pop(key)
            if isinstance(seen, BaseException):
                raise seen
            self._buffered -= weight(seen)
            return seen

    def _work(self) -> None:
        while (taken := self._take()) is not None:
            key, task = taken
            try:
                seen: Seen | BaseException = visit(task, self._how)
            except BaseException as error:  # noqa: BLE001 - raised again at the desk
                seen = error
            with self._lock:
                release(task)
                self._done[key] = seen
                if not isinstance(seen, BaseException):
                    self._buffered += weight(seen)
                    _, children = seen
                    for child in children:
                        heapq.heappush(self._waiting, (order(child), child))
                    self._free.notify(len(children))
                if key == self._next:
                    self._ready.notify()

    def _take(self) -> tuple[Key, Task] | None:
        with self._lock:
            while not self._over:
                if self._waiting and (
                    self._buffered < MOST_BUFFERED or self._waiting[0][0] == self._next
                ):
                    return heapq.heappop(self._waiting)
                self._free.wait()
        return None

    def _close(self) -> None:
        with self._lock:
            self._over = True
            self._free.notify_all()
        for thread in self._threads:
            thread.join()
        for _, task in self._waiting:
            release(task)


def order(task: Task) -> Key:
    """Where a folder stands in the walk: parents first, then the bytes of the names."""
    path, _, _ = task
    return tuple(os.fsencode(path).split(b"/"))


def weight(seen: Seen) -> int:
    """What a result costs the buffer."""
    found, _ = seen
    return 1 + len(found.rows)


def prefetcher(jobs: int) -> Callable[[Batch], None]:
    """Stat a batch of names with several threads, so that nobody waits for each."""
    if jobs == 1:
        return no_prefetch
    one_batch = Lock()

    def prefetch(batch: Batch) -> None:
        if not jobs and not waits_for_disk(batch):
            return
        count = jobs or MOST_JOBS
        with one_batch:
            threads = [
                Thread(target=stat_all, args=(batch[start::count],), daemon=True)
                for start in range(count)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

    return prefetch


def no_prefetch(batch: Batch) -> None:
    """Leave every stat to its turn."""
    del batch


def waits_for_disk(batch: Batch) -> bool:
    """Whether every other one of the first names had to wait for the disk."""
    few, before = batch[:32], spent()
    stat_all(few)
    return since(before).slow(len(few) // 2)


def stat_all(batch: Batch) -> None:
    """Have each name's facts kept in its entry; errors come again in their turn."""
    for item in batch:
        try:
            item.stat(follow_symlinks=False)
        except OSError:
            continue
