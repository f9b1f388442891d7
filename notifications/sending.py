"""Letters to the mail server: claim, commit, send, record. No transaction is open on the wire."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Engine, select

from lifecycle.clock import Clock
from models.database import reading, writing
from models.failpoints import Point, reach
from models.outbox import LetterMessage
from models.trying_again import try_again
from models.words import LetterState
from notifications.claims import Which, store_messages
from notifications.due import Due, write_decisions
from notifications.failures import SmtpFailure, TechnicalFailure
from notifications.next_letters import hold_letters, next_letters
from notifications.preparation import Prepared
from notifications.reclaiming import reclaim
from notifications.report import DeliveryReport
from notifications.settings import MailSettings
from notifications.smtp import Accepted, Wire
from notifications.tries import ClaimLost, begin_try, end_try, put_back
from notifications.workers import Worker


async def send_due(
    engine: Engine, clock: Clock, settings: MailSettings, which: Which, report: DeliveryReport
) -> None:
    """Send every due letter of a share, batch after batch; a server that is down stops it."""
    with Worker(engine) as worker:
        report.reclaimed += await asyncio.to_thread(
            reclaim, engine, worker, clock, settings, report
        )
        sender = _Sender(engine, clock, settings, report)
        claimed = which.limit
        while claimed == which.limit and report.server_down is None:
            claim = partial(_claim, sender, worker.name, which)
            letters, batch, claimed = await asyncio.to_thread(try_again, claim)
            report.add(batch)
            if letters:
                await sender.send(letters)


@dataclass(slots=True)
class _Sender:
    """One run's engine, clock, settings and report."""

    engine: Engine
    clock: Clock
    settings: MailSettings
    report: DeliveryReport

    async def send(self, letters: Sequence[Due]) -> None:
        """Send a batch over the pool; what was not tried when the server goes down goes back."""
        waiting = list(reversed(letters))
        try:
            async with Wire(self.settings) as wire:
                tracks = min(self.settings.connections, len(waiting))
                async with asyncio.TaskGroup() as group:
                    for _ in range(tracks):
                        group.create_task(self._work_off(waiting, wire))
        except TechnicalFailure as failure:
            self.report.server_down = failure.answer
        finally:
            if waiting:
                await asyncio.to_thread(put_back, self.engine, waiting)

    async def _work_off(self, waiting: list[Due], wire: Wire) -> None:
        while waiting and self.report.server_down is None:
            letter = waiting.pop()
            try:
                if await self._send_one(letter, wire):
                    self.report.count_tried(letter)
            except ClaimLost:
                continue

    async def _send_one(self, letter: Due, wire: Wire) -> bool:
        """Try one letter; False when there is nothing to send."""
        message = await asyncio.to_thread(_stored, self.engine, letter)
        if message is None:
            await asyncio.to_thread(_hold, self, letter, "its stored bytes are gone")
            return False
        attempt = await asyncio.to_thread(begin_try, self.engine, letter, self.clock.now())
        reach(Point.TRY_NOTED)
        answer: Accepted | SmtpFailure
        try:
            answer = await wire.send(
                letter.to_address or "", message, replayed=letter.replayed, letter_id=letter.id
            )
        except SmtpFailure as failure:
            answer = failure
        if isinstance(answer, TechnicalFailure):
            self.report.server_down = answer.answer
        await asyncio.to_thread(
            end_try, self.engine, letter, attempt, answer,
            self.clock.now(), self.clock.today(), self.settings.give_up_after,
        )  # fmt: skip
        reach(Point.MARKED)
        return True


def _claim(sender: _Sender, worker: str, which: Which) -> tuple[list[Due], DeliveryReport, int]:
    """Claim a batch in one short transaction.

    Gives back the letters to send, what was decided of the others, and how many were looked at.
    """
    settings, report = sender.settings, DeliveryReport()
    with writing(sender.engine) as session:
        found = next_letters(session, sender.clock, settings, which, report)
        prepared = found.prepared
        _hold_what_may_not_be_written_to(prepared, settings)
        reach(Point.PREPARED)
        store_messages(session.connection(), prepared)
        reach(Point.STORED)
        letters = [letter for letter, _ in prepared.ready]
        for letter in letters:
            letter.state, letter.claimed_by = LetterState.CLAIMED, worker
            letter.fence += 1
        report.count(prepared.decided)
        write_decisions(session.connection(), [*letters, *prepared.decided])
    reach(Point.CLAIMED)
    return letters, report, found.looked_at


def _hold_what_may_not_be_written_to(prepared: Prepared, settings: MailSettings) -> None:
    """A drill never writes to real people: only to the domains that are named, until it is live."""
    kept = []
    for letter, written in prepared.ready:
        if settings.may_write_to(letter.to_address or ""):
            kept.append((letter, written))
        else:
            cause = "its domain is not in INFITAH_MAIL_ALLOWED_DOMAINS and INFITAH_MAIL_LIVE is off"
            prepared.settle(letter, LetterState.HELD, cause)
    prepared.ready = kept


def _hold(sender: _Sender, letter: Due, why: str) -> None:
    """A letter that this delivery has claimed and cannot send: a person looks at it."""
    with writing(sender.engine) as session:
        hold_letters(session, {letter.id: why}, sender.report)


def _stored(engine: Engine, letter: Due) -> bytes | None:
    with reading(engine) as session:
        query = select(LetterMessage.message).where(LetterMessage.letter_id == letter.id)
        return session.scalars(query).one_or_none()
