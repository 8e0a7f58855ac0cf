"""Ask about one thing after another; as soon as the disk makes us wait, about several.

The answers come in the order of the questions, each with its own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TypeVar

from planfile.disk.overlap import MOST_JOBS
from planfile.disk.patience import Patience
from planfile.disk.roots import most_open

PATIENCE = 3.0
"""Waits for a question at which asking alone is given up."""
DEPTH = 4
"""Questions per thread that may be answered too early."""
DESCRIPTORS = 3
"""The most that one question about a folder has open at once."""

Question = TypeVar("Question")
Answer = TypeVar("Answer")


def answers(
    ask: Callable[[Question], Answer], questions: Iterable[Question], jobs: int = 0
) -> Iterator[tuple[Question, Answer]]:
    """Each question with its answer.

    `jobs` threads ask: 1 is this one, 0 as many as pay. With threads, questions are
    drawn some time before their answers are given.
    """
    waiting = iter(questions)
    jobs = affordable(jobs)
    if jobs != 1:
        if not jobs:
            yield from _patiently(ask, waiting)
        yield from _together(ask, waiting, jobs or MOST_JOBS)
    for question in waiting:
        yield question, ask(question)


def affordable(jobs: int) -> int:
    """As many threads, of which none takes the descriptors that the others need."""
    room = most_open() // DESCRIPTORS
    if (jobs or MOST_JOBS) <= room:
        return jobs
    return max(1, room)


def _patiently(
    ask: Callable[[Question], Answer], waiting: Iterator[Question]
) -> Iterator[tuple[Question, Answer]]:
    """Ask alone until the disk has made us wait again and again."""
    patience = Patience(PATIENCE)
    for question in waiting:
        answer = patience.watch(partial(ask, question))
        yield question, answer
        if patience.over:
            return
        for trusted in islice(waiting, patience.trust):
            yield trusted, ask(trusted)


def _together(
    ask: Callable[[Question], Answer], waiting: Iterator[Question], jobs: int
) -> Iterator[tuple[Question, Answer]]:
    first = next(waiting, None)
    if first is None:
        return
    from concurrent.futures import Future, ThreadPoolExecutor

    pool = ThreadPoolExecutor(jobs)
    early: deque[tuple[Question, Future[Answer]]] = deque()
    try:
        early.append((first, pool.submit(ask, first)))
        for question in waiting:
            early.append((question, pool.submit(ask, question)))
            if len(early) >= jobs * DEPTH:
                asked, answer = early.popleft()
                yield asked, answer.result()
        for asked, answer in early:
            yield asked, answer.result()
    finally:
        pool.shutdown(cancel_futures=True)
