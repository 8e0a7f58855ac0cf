"""Runs calls side by side, in threads that only wait; every decision is made here."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planfile.engines.gemini.clock import Clock
from planfile.engines.gemini.failures import Failure, Remedy
from planfile.engines.gemini.replies import Reply
from planfile.engines.gemini.traffic import MOST_TRIES, Traffic

if TYPE_CHECKING:
    from planfile.engines.gemini.asking import Asking

MORE = "allow more with --max-cost, or run again to continue"
OVERTIME = 15.0
LONG = 5.0  # a pause that a person should know of
LEVELS = 2  # how often what is missing is asked again
MOST_SPLITS = 7  # refused in a row: a request, its halves and their halves
Outcome = Reply | Failure | Exception


@dataclass(eq=False)
class Job:
    """One request: the numbers it asks about, how often it was cut up and tried.

    It may go from the moment that is its `due` on; earlier ones go first.
    """

    numbers: tuple[int, ...]
    level: int = 0
    tries: int = 0
    due: float = 0.0


@dataclass
class Schedule:
    """The loop around calls: launch, wait, settle, until nothing is left or it stops.

    `stopped` says why it ended early, "" when it did not, `fix` what helps.
    """

    send: Callable[[Job, int], Reply | Failure]
    asking: Asking
    clock: Clock
    traffic: Traffic
    deadline: float
    timeout: float
    stopped: str = ""
    fix: str = ""
    refused: Failure | None = None
    results: queue.Queue[tuple[int, Outcome]] = field(default_factory=queue.Queue)
    waiting: list[Job] = field(default_factory=list)
    flying: dict[int, tuple[Job, float]] = field(default_factory=dict)
    calls: itertools.count[int] = field(default_factory=itertools.count)
    misses: int = 0
    told: float = 0.0
    end: float = 0.0

    def run(self, jobs: Iterable[Job]) -> None:
        """Do all jobs and those that come of them."""
        self.end = self.clock.now() + self.deadline
        self.waiting.extend(jobs)
        while self.flying or (self.waiting and not self.stopped):
            self._launch()
            self._await()
        for job in self.waiting:
            self.asking.give_up(job.numbers, self.stopped)
        self.waiting.clear()

    def finish(self, patience: float) -> None:
        """Take what calls under way bring within some seconds; send nothing new."""
        self._stop("stopped")
        end = self.clock.now() + patience
        while self.flying and (left := end - self.clock.now()) > 0:
            if found := self.clock.wait(self.results, left):
                self._landed(*found)

    def _next(self) -> Job:
        """What goes next; while nothing comes back, one call probes for all."""
        probing = self._probing()
        return min(self.waiting, key=lambda job: (-job.tries * probing, job.due))

    def _probing(self) -> bool:
        return self.misses >= self.traffic.most

    def _launch(self) -> None:
        """Send what may go now."""
        while self.waiting and not self.stopped:
            now = self.clock.now()
            due = self._next_launch()
            if now >= self.end or due > self.end:
                self._stop("the time limit is reached")
                return
            if len(self.flying) >= self._limit() or due > now:
                return
            job = self._next()
            most_out = self.asking.room(job)
            if not most_out:
                if not self.flying:
                    self._stop("the cost limit is reached", MORE)
                return
            self.waiting.remove(job)
            self._fly(job, most_out, now)

    def _fly(self, job: Job, most_out: int, now: float) -> None:
        call = next(self.calls)
        self.flying[call] = (job, now + self.timeout + OVERTIME)
        self.asking.sent(call, job, most_out)
        arguments = (call, job, most_out)
        threading.Thread(target=self._work, args=arguments, daemon=True).start()

    def _work(self, call: int, job: Job, most_out: int) -> None:
        try:
            outcome: Outcome = self.send(job, most_out)
        except Exception as error:  # noqa: BLE001 - raised again where it is seen
            outcome = error
        self.results.put((call, outcome))

    def _await(self) -> None:
        """Wait for the next thing to happen, and deal with it."""
        now = self.clock.now()
        coming = [self._next_launch()] if self.waiting and not self.stopped else []
        if not self.flying:
            for moment in coming:
                self.clock.sleep(min(moment, self.end) - now)
            return
        moments = [until for _, until in self.flying.values()]
        if len(self.flying) < self._limit():
            moments += [moment for moment in coming if moment > now]
        found = self.clock.wait(self.results, min(moments) - now)
        if found:
            self._landed(*found)
        else:
            self._drop_overdue()

    def _next_launch(self) -> float:
        return max(self._next().due, self.traffic.gate)

    def _limit(self) -> int:
        return 1 if self._probing() else self.traffic.limit

    def _landed(self, call: int, outcome: Outcome) -> None:
        if call not in self.flying:
            return  # given up before; what it says comes too late
        job, _ = self.flying.pop(call)
        if isinstance(outcome, Exception):
            raise outcome
        self.asking.returned(call, outcome)
        if isinstance(outcome, Failure):
            self._failed(job, outcome)
            return
        self.misses = 0
        self.traffic.succeeded()
        self.waiting += self.asking.take(job, outcome)

    def _drop_overdue(self) -> None:
        now = self.clock.now()
        for call, (job, until) in list(self.flying.items()):
            if until <= now:
                del self.flying[call]
                failure = Failure(Remedy.RETRY, "no answer in time", billed=True)
                self.asking.returned(call, failure)
                self._failed(job, failure)

    def _failed(self, job: Job, failure: Failure) -> None:
        if failure.remedy in {Remedy.REFUSED, Remedy.NO_MODEL}:
            self.refused = failure
            self._stop(failure.what)
        elif failure.remedy is Remedy.SPLIT:
            self.waiting += self.asking.take(job, Reply("", problem=failure.what))
            self._missed(failure, MOST_SPLITS)
        elif failure.remedy is Remedy.STOP:
            self._stop(failure.what, failure.fix)
            self.asking.give_up(job.numbers, failure.what)
        else:
            self._retry(job, failure)

    def _retry(self, job: Job, failure: Failure) -> None:
        job.tries += 1
        if failure.crowded:
            self.traffic.crowded()
        if job.tries >= MOST_TRIES:
            self.asking.give_up(job.numbers, failure.what)
            self._missed(failure, MOST_TRIES)
            return
        self.misses += 1
        now = self.clock.now()
        job.due = self.traffic.delay(job.tries, failure.wait, now)
        self.waiting.append(job)
        if job.due - now >= LONG and now >= self.told:
            self.asking.notice(f"{failure.what}; trying again in {job.due - now:.0f} s")
            self.told = job.due

    def _missed(self, failure: Failure, most: int) -> None:
        """Count a call without a reply; after `most` in a row, stop."""
        self.misses += 1
        if self.misses >= most:
            self._stop(failure.what)

    def _stop(self, why: str, fix: str = "") -> None:
        if not self.stopped:
            self.stopped, self.fix = why, fix
