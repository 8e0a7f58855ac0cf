"""One run of asking, from the estimate to the last reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches

from planfile.artifacts.event import Observer
from planfile.engines.gemini.asking import Asking, Question
from planfile.engines.gemini.clock import Clock
from planfile.engines.gemini.failures import Failure, Remedy
from planfile.engines.gemini.groups import Group
from planfile.engines.gemini.models import (
    Price,
    bare,
    is_retired,
    price_of,
    thinking_of,
)
from planfile.engines.gemini.money import (
    Budget,
    Estimate,
    Totals,
    counted,
    estimated,
    usd,
)
from planfile.engines.gemini.options import GeminiOptions
from planfile.engines.gemini.prompt import contents, request_body
from planfile.engines.gemini.replies import Reply
from planfile.engines.gemini.schedule import Job, Schedule
from planfile.engines.gemini.service import Service
from planfile.engines.gemini.traffic import Jitter, Traffic, chance
from planfile.errors import EngineError, PlanfileError, RefusedError, StoppedError
from planfile.store.answers import Answers

YEARS_AHEAD = 2
SHOWN_MODELS = 12
LAST_WAIT = 30.0
AGAIN = "run again to continue"


def always(estimate: Estimate) -> bool:
    """Approve every estimate; for programs, which have nobody to ask."""
    del estimate
    return True


class Session:
    """Estimates, gets approval, and asks."""

    def __init__(
        self,
        options: GeminiOptions,
        approve: Callable[[Estimate], bool] = always,
        clock: Clock | None = None,
        jitter: Jitter = chance,
    ) -> None:
        """Nothing is loaded or sent yet.

        `approve` is asked when the estimate is above `options.ask_above`.
        """
        self.options = options
        self.approve = approve
        self.clock = clock or Clock()
        self.jitter = jitter
        self.model = bare(options.model)
        self.again = f"{AGAIN}{' without --refresh' if options.refresh else ''}"
        self.thinking = thinking_of(options.model)

    def price(self) -> Price | None:
        """What the model costs today: the person's price, else the table's."""
        return self.options.price or price_of(self.model, self.clock.today())

    def asking(
        self,
        questions: Mapping[int, Question],
        answers: Answers,
        observe: Observer,
        totals: Totals,
    ) -> Asking:
        """The books of a run."""
        return Asking(
            questions,
            answers,
            Budget(self.price(), self.options.max_cost),
            self.model,
            int(self.clock.today()[:4]) + YEARS_AHEAD,
            observe,
            totals,
        )

    def bodies(self, asking: Asking) -> list[dict[str, object]]:
        """What the requests of a run would say."""
        return [
            request_body(contents(named(asking, job)), asking.room(job), self.thinking)
            for job in asking.jobs()
        ]

    def run(self, asking: Asking) -> None:
        """Ask everything that `asking` holds.

        Raises:
            EngineError: No SDK, no key, a refused key, no such model.
            RefusedError: Too dear, or not approved.
            StoppedError: Ctrl-C.
        """
        service = Service(self.options)
        schedule = self._schedule(asking, service)
        try:
            self._approved(asking, service)
            schedule.run(asking.jobs())
            if schedule.refused:
                raise self._refusal(schedule.refused, service)
        except KeyboardInterrupt:
            raise self._interrupted(asking, schedule) from None
        finally:
            asking.answers.trim()
            service.close()
        lost = next(iter(asking.undone.values()), "")
        asking.totals.stopped = schedule.stopped or lost
        self._report(asking, schedule.fix or self.again)

    def _interrupted(self, asking: Asking, schedule: Schedule) -> StoppedError:
        """Wait for what is paid for already; a second Ctrl-C leaves it."""
        with suppress(KeyboardInterrupt):
            if schedule.flying:
                calls = counted(len(schedule.flying), "call")
                asking.notice(f"waiting for {calls} under way; Ctrl-C leaves them")
                schedule.finish(LAST_WAIT)
        left = counted(len(schedule.flying), "call")
        twice = f"{left} made again" if schedule.flying else "nothing asked twice"
        kept = asking.totals.answered if asking.answers.keeps else 0
        what = f"stopped; {counted(kept, 'answer')} kept"
        return StoppedError(what, fix=f"{self.again}, {twice}" if kept else "")

    def _schedule(self, asking: Asking, service: Service) -> Schedule:
        def send(job: Job, most_out: int) -> Reply | Failure:
            return service.ask(contents(named(asking, job)), most_out)

        return Schedule(
            send,
            asking,
            self.clock,
            Traffic(self.options.concurrency, self.jitter),
            self.options.deadline,
            self.options.timeout,
        )

    def _approved(self, asking: Asking, service: Service) -> None:
        """Say what it will cost; go on only within the limits."""
        sizes = [asking.size(job) for job in asking.jobs()]
        price = asking.budget.price
        estimate = estimated(sizes, len(asking.questions), self.model, price)
        asking.totals.estimate = estimate
        if self.options.address:
            asking.notice(f"names go to {self.options.address}, which is not Google's")
        asking.notice(str(estimate))
        limit = self.options.max_cost
        if limit is not None and estimate.cost is None:
            raise self._no_price(service)
        if limit is not None and (estimate.cost or 0.0) > limit:
            raise RefusedError(
                f"asking would cost about {usd(estimate.cost or 0.0)}, the limit is "
                f"{usd(limit)}",
                fix="allow more with --max-cost, or ask less: --ask unsure, --private",
            )
        dear = estimate.cost is None or estimate.cost > self.options.ask_above
        if dear and not self.approve(estimate):
            raise RefusedError(
                "not approved, nothing was sent", fix="type: planfile plan --ask none"
            )

    def _no_price(self, service: Service) -> PlanfileError:
        """A model without a price: does it exist at all?"""
        listed = service.models()
        if not isinstance(listed, Failure) and self.model not in listed:
            return unknown_model(self.model, listed)
        if isinstance(listed, Failure) and listed.remedy is Remedy.REFUSED:
            return EngineError(listed.what, fix=listed.fix)
        return RefusedError(
            f"nobody knows what {self.model} costs",
            fix="set GEMINI_PRICE=IN/OUT (USD per million tokens), or --max-cost none",
        )

    def _refusal(self, failure: Failure, service: Service) -> EngineError:
        if failure.remedy is not Remedy.NO_MODEL:
            return EngineError(failure.what, fix=failure.fix)
        listed = service.models()
        if isinstance(listed, Failure):
            return EngineError(
                f"there is no model {self.model}: {failure.what}",
                fix="type: planfile doctor",
            )
        return unknown_model(self.model, listed)

    def _report(self, asking: Asking, fix: str) -> None:
        """Say what it took, and what a person must know about it."""
        totals = asking.totals
        asking.notice(
            f"{counted(totals.requests, 'request')}, {totals.tokens_in} tokens in, "
            f"{totals.tokens_out} out, {usd(totals.cost)} on {self.model}"
        )
        if totals.uncertain:
            asking.notice(
                f"up to {usd(totals.uncertain)} more for calls without an answer"
            )
        others = [v for v in asking.versions if bare(v) != self.model]
        if others:
            asking.notice(f"{self.model} was answered by {', '.join(others)}")
        if totals.dropped:
            answers = counted(totals.dropped, "answer")
            asking.notice(f"dropped {answers} to nothing that was asked")
        if totals.stopped:
            asking.notice(f"{totals.unanswered} left unasked: {totals.stopped}; {fix}")
        elif totals.unanswered:
            asking.notice(
                f"{totals.unanswered} without an answer; --refresh asks again"
            )
        if asking.answers.trouble:
            asking.notice(f"answers are not kept: {asking.answers.trouble}")


def named(asking: Asking, job: Job) -> list[tuple[int, Group]]:
    """The groups of a request with their numbers."""
    return [(number, asking.questions[number].group) for number in job.numbers]


def unknown_model(model: str, listed: Sequence[str]) -> EngineError:
    """There is no such model; which ones there are."""
    near = get_close_matches(model, listed, n=3, cutoff=0.5)
    shown = [*near, *(name for name in listed if name not in near)][:SHOWN_MODELS]
    gone = "has been shut down by Google" if is_retired(model) else "does not exist"
    return EngineError(
        f"the model {model} {gone}",
        fix=f"set GEMINI_MODEL or --model to one of: {', '.join(shown) or 'none'}",
    )
