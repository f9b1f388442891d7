"""Letters to the mail server: claim, commit, send, record. No transaction is open on the wire."""

import asyncio
from functools import partial

from sqlalchemy import Engine

from lifecycle.clock import Clock
from models.collecting import not_collecting
from models.database import writing
from models.failpoints import Point, reach
from models.trying_again import try_again
from models.words import LetterState
from notifications.claims import Which, store_messages
from notifications.due import Due, write_decisions
from notifications.next_letters import next_letters
from notifications.preparation import Prepared
from notifications.reclaiming import reclaim
from notifications.report import DeliveryReport
from notifications.settings import MailSettings
from notifications.smtp import Wire
from notifications.tracks import Sender
from notifications.workers import Worker


async def send_due(
    engine: Engine, clock: Clock, settings: MailSettings, which: Which, report: DeliveryReport
) -> None:
    """Send every due letter of a share, batch after batch; a server that is down stops it."""
    with Worker(engine) as worker:
        report.reclaimed += await asyncio.to_thread(
            reclaim, engine, worker, clock, settings, report
        )
        async with Wire(settings) as wire:
            sender = Sender(engine, clock, settings, wire, report)
            claimed = which.limit
            while claimed == which.limit and report.server_down is None:
                claim = partial(_claim, sender, worker.name, which)
                letters, batch, claimed = await asyncio.to_thread(try_again, claim)
                report.add(batch)
                if letters:
                    await sender.send(letters)


def _claim(sender: Sender, worker: str, which: Which) -> tuple[list[Due], DeliveryReport, int]:
    """Claim a batch in one short transaction.

    Gives back the letters to send, what was decided of the others, and how many were looked at.
    """
    settings, report = sender.settings, DeliveryReport()
    with not_collecting(), writing(sender.engine) as session:
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
