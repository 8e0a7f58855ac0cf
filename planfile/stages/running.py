"""One intent, carried out whole or not at all. Apply, destroy and cleanup end here.

    survey      everything is looked at; nothing is changed; all problems at once
    copies      what must be copied grows up in the stage, durable and verified
    journal     all that is going to happen, whole and durable          (intent)
    act         rename, link, make folders; never overwrite; then sync
    state       the run's id is in it: its rename is the                (commit)
    finish      drop the sources of copies, file the journal away

What fails, and what then happens:

* before the journal is in place nothing has changed; finished copies stay staged;
* between journal and commit, whatever it is (an error, a signal, a lying mount, a kill,
  a power cut), `undo` takes it back: at once if this process lives, else the next
  command does;
* after the commit the run stands; what is left to do is tried until it is done;
* if the way back fails too (the disk is gone, somebody moved a file away meanwhile),
  the journal stays, the error names what is where, and every later command or
  `planfile recover` tries again;
* a failed fsync counts as a failed run and is never tried again: the kernel may have
  dropped what it could not write;
* two runs never meet: the lock is the kernel's, and dies with its owner.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from planfile.artifacts.intent import Intent
from planfile.artifacts.journal import CONTROL, Header
from planfile.artifacts.report import Report
from planfile.artifacts.state import RunRecord
from planfile.disk.lock import host, user
from planfile.errors import (
    PlanfileError,
    RecoveryNeededError,
    RolledBackError,
    StoppedError,
)
from planfile.stages import visits
from planfile.stages.accounts import report, size_placed, told
from planfile.stages.asides import asides, lock_asides, look_at_mounts, mounts_touched
from planfile.stages.copies import Copies
from planfile.stages.draft import Draft
from planfile.stages.holding import Held
from planfile.stages.preflight import Survey
from planfile.stages.records import (
    applied_by,
    commit,
    ensure,
    file_away,
    take_back,
    tidy,
)
from planfile.stages.recover import reason, rolled_back
from planfile.stages.removals import standing, words
from planfile.stages.space import look_at_space, look_at_writers
from planfile.stages.transaction import StepFailedError, act, finish
from planfile.stages.verdicts import DRIFT, drifted
from planfile.store import journal_file, report_file
from planfile.store.journal_file import Journal, JournalText


@dataclass(slots=True)
class Papers:
    """What is kept beside a run's journal: name and bytes of each file."""

    files: dict[str, Iterable[bytes]] = field(default_factory=dict)

    def digest(self, name: str) -> str:
        """What tells one of the files from others, "" if it is not there."""
        if name not in self.files:
            return ""
        chunks = self.files[name]
        if isinstance(chunks, Iterator):
            chunks = self.files[name] = tuple(chunks)
        digest = hashlib.sha256()
        for chunk in chunks:
            digest.update(chunk)
        return f"sha256:{digest.hexdigest()}"


def run(
    held: Held,
    intent: Intent,
    *,
    skip_drifted: bool = False,
    papers: Papers | None = None,
) -> Report:
    """Carry out an intent.

    Raises:
        DriftError: The disk is not what the intent says; nothing changed.
        RolledBackError: It failed and was taken back.
        StoppedError: A signal stopped it and it was taken back.
        RecoveryNeededError: It failed, and so did the way back.
    """
    begin = time.monotonic()
    survey = looked_at(held, intent, skip_drifted=skip_drifted)
    problems, skipped = tuple(survey.problems), survey.skipped
    if not (survey.placed() or survey.discards or intent.more):
        return report(held, intent, problems, None)
    size = size_placed(survey)
    record = begun(held, intent)
    journal = None
    try:
        journal = written(held, survey, record, papers or Papers())
        del survey  # the journal knows it all, and this may be 100 MB
        act(held.disk, journal, held.stopped, held.observe)
        account = replace(intent.account(skipped), size=size)
        held.stop.heed = False
        record = finished(held, record, journal)
        held.state = commit(held.disk, held.state, record)
    except (OSError, PlanfileError) as error:
        raise undone(held, record, journal, error) from error
    except BaseException:
        undone(held, record, journal, OSError("stopped"))
        raise
    account = replace(account, seconds=round(time.monotonic() - begin, 3))
    done = report(held, intent, problems, held.state.runs[-1], account)
    wind_up(held, journal, record, done)
    return replace(done, notices=tuple(held.notices), acts=tuple(held.acts or ()))


def looked_at(held: Held, intent: Intent, *, skip_drifted: bool) -> Survey:
    """The survey of an intent, if nothing stands against it."""
    survey = Survey(held.disk, intent, held.stopped, held.jobs)
    survey.run()
    look_at_space(held, survey)
    look_at_writers(held, survey)
    look_at_mounts(survey)
    against = survey.problems
    if skip_drifted:
        against = [problem for problem in against if problem.code not in DRIFT]
    if against:
        raise drifted(against, applied_by(held.state, intent.plan))
    for text in survey.notices:
        held.notice(text)
    lock_asides(held, survey)
    return survey


def begun(held: Held, intent: Intent) -> RunRecord:
    """The record of a run that begins now."""
    runs = held.state.runs
    return RunRecord(
        number=runs[-1].number + 1 if runs else 1,
        id=secrets.token_hex(8),
        kind=intent.kind,
        action=intent.action,
        when=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        who=user(),
        host=host(),
        plan=intent.plan,
        journal="",
        roots=held.disk.others,
        undoes=intent.undoes,
    )


def written(held: Held, survey: Survey, record: RunRecord, papers: Papers) -> Journal:
    """Copies, the run's papers, and the journal, all durable; nothing moved yet."""
    disk = held.disk
    visits.begin(disk, held.state.lineage)
    for folder in sorted(asides(survey)):
        ensure(disk, folder)
    staged = Copies(held, survey).make()
    draft = Draft(survey, record.id, staged)
    if papers.files:
        ensure(disk, record.folder)
    for name, chunks in papers.files.items():
        disk.write(record.folder, name, chunks)
    header = header_of(held, record, draft)
    text = JournalText(header, draft.rows(), draft.operations())
    disk.write(CONTROL, journal_file.NAME, text)
    stream = disk.read(CONTROL, journal_file.NAME)
    if stream is None:
        raise OSError(5, "the journal was reported written, but is not there")
    return text.opened(stream)


def header_of(held: Held, record: RunRecord, draft: Draft) -> Header:
    """The head of a run's journal."""
    return Header(
        run=record.id,
        number=record.number,
        kind=record.kind,
        action=record.action,
        lineage=held.state.lineage,
        serial=held.state.serial,
        library=held.disk.library,
        when=record.when,
        who=record.who,
        host=record.host,
        plan=record.plan,
        method=held.method,
        roots=held.disk.others,
        undoes=record.undoes,
        drops=draft.drops,
        counts=draft.count(),
        mounts=tuple(mounts_touched(draft.survey)),
    )


def finished(held: Held, record: RunRecord, journal: Journal) -> RunRecord:
    """The record with what is known once everything is done."""
    counts = dict(journal.header.counts)
    if not journal.header.drops:
        counts["folders_removed"] = counts.get("folders_removed", 0) - stay(
            held, journal
        )
    counts = {name: number for name, number in counts.items() if number}
    return replace(record, journal=journal.digest, counts=counts)


def stay(held: Held, journal: Journal) -> int:
    """How many folders could not be removed after all; a notice names them."""
    folders = standing(held.disk, journal)
    if folders:
        held.notice(words(folders, "not removable, or not empty any more"))
    return len(folders)


def undone(
    held: Held,
    record: RunRecord,
    journal: Journal | None,
    error: OSError | PlanfileError,
) -> PlanfileError:
    """Take a run back after an error; what to raise is returned."""
    held.stop.heed = True
    done = error.begun if isinstance(error, StepFailedError) else None
    cause = str(error) if isinstance(error, PlanfileError) else f"{reason(error)}"
    try:
        take_back(held.disk, held.state, record.id)
        if journal is None:
            drop_unread(held)
        else:
            rolled_back(held.disk, journal, done)
        with suppress(OSError):
            tidy(held.disk, held.state)
    except RecoveryNeededError as failure:
        failure.message = f"{cause}; {failure.message}"
        return failure
    except OSError as failure:
        return RecoveryNeededError(
            f"{cause}; taking it back failed as well: {reason(failure)}",
            fix="see to the disk, then: planfile recover",
        )
    finally:
        if journal is not None:
            journal.close()
    if isinstance(error, StoppedError):
        return error
    return RolledBackError(
        f"{cause}; everything is as it was before", fix="see to the cause and try again"
    )


def drop_unread(held: Held) -> None:
    """Remove a journal whose writing failed; nothing was done by it."""
    if held.disk.look(CONTROL, journal_file.NAME) is not None:
        held.disk.unlink(CONTROL, journal_file.NAME)
        held.disk.sync([CONTROL])


def wind_up(held: Held, journal: Journal, record: RunRecord, done: Report) -> None:
    """After the commit: finish, and file the report and the journal away.

    Raises:
        RecoveryNeededError: A source whose copy is in place could not be dropped.
    """
    try:
        try:
            finish(held.disk, journal)
            if journal.header.drops:
                stay(held, journal)
        except OSError as error:
            raise RecoveryNeededError(
                f"run {record.number} is done and safe, but what comes after failed: "
                f"{reason(error)}",
                fix="planfile recover",
            ) from error
        ensure(held.disk, record.folder)
        held.disk.write(record.folder, report_file.NAME, told(done))
        file_away(held.disk, held.state, record)
    except OSError as error:
        held.notice(f"{reason(error)}; the next command tidies up")
    finally:
        journal.close()
