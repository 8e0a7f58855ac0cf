from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planfile.disk import patience
from planfile.disk.ahead import DEPTH, answers
from planfile.disk.patience import Spent


def doubled(number: int) -> int:
    return 2 * number


@given(st.lists(st.integers(), max_size=60), st.integers(0, 9))
@settings(max_examples=60)
def test_answers_come_in_the_order_of_the_questions(
    questions: list[int], jobs: int
) -> None:
    found = list(answers(doubled, questions, jobs))
    assert found == [(question, 2 * question) for question in questions]


def test_several_questions_are_asked_at_once() -> None:
    together = threading.Barrier(4, timeout=20)

    def ask(_: int) -> int:
        return together.wait()

    assert len(list(answers(ask, range(8), jobs=4))) == 8


def test_one_thread_asks_while_the_disk_answers_at_once() -> None:
    found = list(answers(lambda _: threading.current_thread(), range(500)))
    assert {thread for _, thread in found} == {threading.current_thread()}


@pytest.mark.parametrize(("work", "helped"), [(0.1, True), (0.7, False)])
def test_help_comes_when_the_disk_makes_us_wait_longer_than_we_work(
    monkeypatch: pytest.MonkeyPatch, work: float, helped: bool
) -> None:
    seconds = itertools.count()
    monkeypatch.setattr(
        patience, "spent", lambda: Spent(5 * (n := next(seconds)), n, n * work)
    )
    found = list(answers(lambda _: threading.current_thread(), range(100)))
    assert found[0][1] is threading.current_thread()
    assert (found[-1][1] is not threading.current_thread()) is helped
    assert [question for question, _ in found] == list(range(100))


def test_few_questions_are_watched_after_the_first_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks = itertools.count()
    monkeypatch.setattr(patience, "spent", lambda: Spent(next(looks) * 0, 0, 0))
    assert len(list(answers(doubled, range(864)))) == 864
    assert next(looks) == 2 * (64 + 800 // 8)


def test_few_questions_are_drawn_before_their_time() -> None:
    drawn: list[int] = []

    def questions() -> Iterator[int]:
        for number in range(1000):
            drawn.append(number)
            yield number

    for question, _ in answers(doubled, questions(), jobs=3):
        assert len(drawn) - question <= 3 * DEPTH + 1


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_an_error_comes_in_its_turn(jobs: int) -> None:
    asked = answers(lambda number: 1 // (5 - number), range(10), jobs)
    assert [next(asked)[0] for _ in range(5)] == list(range(5))
    with pytest.raises(ZeroDivisionError):
        next(asked)
