"""Connections at work: each tries letter after letter, and notes before and after what it does."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, bindparam, select
from sqlalchemy.orm import Session

from lifecycle.clock import Clock
from models.failpoints import Point, reach
from models.outbox import LetterMessage
from notifications.due import Due
from notifications.failures import SmtpFailure, TechnicalFailure
from notifications.next_letters import hold_letters
from notifications.noting import Notes
from notifications.report import DeliveryReport
from notifications.settings import MailSettings
from notifications.smtp import Accepted, Wire
from notifications.tries import Tried, begin_tries, end_tries, put_back, still_ours

_BYTES = select(LetterMessage.letter_id, LetterMessage.message).where(
    LetterMessage.letter_id.in_(bindparam("letters", expanding=True))
)


@dataclass(frozen=True, slots=True)
class _Note:
    """What one connection has to note: the letter it has tried, and the one it is about to try."""

    tried: Tried | None
    letter: Due | None


@dataclass(frozen=True, slots=True)
class _Noted:
    """Whether the tried letter was still ours; of the next one its note and bytes, if it may go."""

    mine: bool
    attempt: int | None
    message: bytes


class Sender:
    """One run's engine, clock, settings, connections and report."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        settings: MailSettings,
        wire: Wire,
        report: DeliveryReport,
    ) -> None:
        self.engine, self.clock, self.settings = engine, clock, settings
        self.wire, self.report = wire, report
        self._notes = Notes(engine, self._note)

    async def send(self, letters: Sequence[Due]) -> None:
        """Send a batch over the pool; what was not tried when the server goes down goes back."""
        waiting = list(reversed(letters))
        tracks = min(self.settings.connections, len(waiting))
        try:
            await self.wire.ready()
            async with asyncio.TaskGroup() as group:
                for _ in range(tracks):
                    group.create_task(self._work_off(waiting))
        except TechnicalFailure as failure:
            self.report.server_down = failure.answer
        finally:
            await self._notes.end()
            if waiting:
                await asyncio.to_thread(put_back, self.engine, waiting)

    async def _work_off(self, waiting: list[Due]) -> None:
        """Letter after letter: what became of one is noted together with the next one's try."""
        tried: Tried | None = None
        while True:
            goes_on = waiting and self.report.server_down is None
            letter = waiting.pop() if goes_on else None
            if tried is None and letter is None:
                return
            noted = await self._notes.write(_Note(tried, letter))
            if tried is not None:
                reach(Point.MARKED)
            if tried is not None and noted.mine:
                self.report.count_tried(tried.letter)
            tried = None
            if letter is not None and noted.attempt is not None:
                tried = await self._try(letter, noted.attempt, noted.message)

    def _note(self, session: Session, notes: Sequence[_Note]) -> list[_Noted]:
        """Write down what all connections have to note.

        Nothing is about to be sent when another delivery has the letter, or its bytes are gone.
        """
        now, today, limit = self.clock.now(), self.clock.today(), self.settings.give_up_after
        tried = [note.tried for note in notes if note.tried is not None]
        next_ones = [note.letter for note in notes if note.letter is not None]
        ours = still_ours(session, [*(one.letter for one in tried), *next_ones])
        end_tries(session, tried, ours, now=now, today=today, limit=limit)
        messages = self._messages(session, [one.id for one in next_ones if one.id in ours])
        begun = begin_tries(session, [one for one in next_ones if one.id in messages], now)
        return [
            _Noted(
                note.tried is not None and note.tried.letter.id in ours,
                begun.get(note.letter.id) if note.letter else None,
                messages.get(note.letter.id, b"") if note.letter else b"",
            )
            for note in notes
        ]

    def _messages(self, session: Session, numbers: list[str]) -> dict[str, bytes]:
        """The stored bytes of letters; one whose bytes are gone is held."""
        messages = dict(session.execute(_BYTES, {"letters": numbers}).all())
        lost = {one: "its stored bytes are gone" for one in numbers if one not in messages}
        hold_letters(session, lost, self.report)
        return messages

    async def _try(self, letter: Due, attempt: int, message: bytes) -> Tried:
        reach(Point.TRY_NOTED)
        answer: Accepted | SmtpFailure
        try:
            answer = await self.wire.send(
                letter.to_address or "", message,
                replayed=letter.replayed, letter_id=letter.id,
            )  # fmt: skip
        except SmtpFailure as failure:
            answer = failure
        if isinstance(answer, TechnicalFailure):
            self.report.server_down = answer.answer
        return Tried(letter, attempt, answer)
