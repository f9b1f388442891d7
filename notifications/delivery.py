"""Delivery: the letters that are owed now, to the embedded mailbox or to the mail server.

Every due letter is accepted at least once, or shown as undeliverable with its cause. A crash or a
lost reply after the final dot costs at most one more copy with the same Message-ID; nothing else
makes copies.
"""

from functools import partial

from sqlalchemy import Engine

from lifecycle.clock import Clock
from lifecycle.entries import REPLAY
from lifecycle.shares import ALL, Share
from lifecycle.sweep_records import record_sweep
from models.collecting import not_collecting
from models.database import writing
from models.failpoints import Point, reach
from models.trying_again import try_again
from models.words import LetterState
from notifications.claims import Which, store_messages
from notifications.due import write_decisions
from notifications.next_letters import next_letters
from notifications.reclaiming import reclaim
from notifications.report import DeliveryReport
from notifications.sending import send_due
from notifications.settings import MailSettings
from notifications.workers import Worker

MAILBOX_BATCH = 2000  # no wire to wait for: one transaction for many


async def deliver(
    engine: Engine,
    *,
    clock: Clock,
    settings: MailSettings,
    limit: int | None = None,
    cause: str = "deliver",
    share: Share = ALL,
) -> DeliveryReport:
    """Deliver what is due, the way the settings say; letters of a replay go to the mailbox only.

    Args:
        engine: the database.
        clock: tells the present instant; letters leave only while the window is open.
        settings: where to.
        limit: how many letters one batch claims; that of the settings when left out.
        cause: what made it run; one that starts with `replay:` delivers replayed letters only.
        share: of which readers, all when left out.
    """
    if settings.delivery == "mailbox" or cause.startswith(REPLAY):
        return deliver_to_mailbox(engine, clock=clock, settings=settings, cause=cause, share=share)
    report = DeliveryReport()
    _empty_into_mailbox(engine, clock, settings, Which(True, MAILBOX_BATCH, share), report)
    which = Which(False, limit or settings.batch, share)
    await send_due(engine, clock, settings, which, report)
    _note(engine, clock, report, share)
    return report


def deliver_to_mailbox(
    engine: Engine,
    *,
    clock: Clock,
    settings: MailSettings,
    cause: str = "deliver",
    share: Share = ALL,
) -> DeliveryReport:
    """Deliver what is due into the embedded mailbox.

    A cause that starts with `replay:` delivers the letters of replays only, and leaves no note of a
    finished sweep: its clock is not ours.
    """
    report = DeliveryReport()
    replay = cause.startswith(REPLAY)
    if not replay:  # a delivery by SMTP may have died before the settings went back to the mailbox
        report.reclaimed += reclaim(engine, Worker(engine), clock, settings, report)
    for replayed in (True,) if replay else (False, True):
        _empty_into_mailbox(engine, clock, settings, Which(replayed, MAILBOX_BATCH, share), report)
    if not replay:
        _note(engine, clock, report, share)
    return report


def _empty_into_mailbox(
    engine: Engine, clock: Clock, settings: MailSettings, which: Which, report: DeliveryReport
) -> None:
    """Batch after batch until nothing is due: nothing that is done to a letter leaves it due."""
    looked_at = which.limit
    while looked_at == which.limit:
        batch, looked_at = try_again(partial(_one_batch, engine, clock, settings, which))
        report.add(batch)


def _one_batch(
    engine: Engine, clock: Clock, settings: MailSettings, which: Which
) -> tuple[DeliveryReport, int]:
    """Claim, write and accept in one transaction: there is no wire between them."""
    now, today, report = clock.now(), clock.today(), DeliveryReport()
    with not_collecting(), writing(engine) as session:
        found = next_letters(session, clock, settings, which, report)
        prepared = found.prepared
        store_messages(session.connection(), prepared)
        for letter, _ in prepared.ready:
            letter.state, letter.next_at = LetterState.ACCEPTED, None
            letter.accepted_at, letter.accepted_on = now, today
            letter.fence += 1
        taken = [letter for letter, _ in prepared.ready]
        report.count((*taken, *prepared.decided))
        write_decisions(session.connection(), [*taken, *prepared.decided])
        reach(Point.MAILBOX_WRITTEN)
    reach(Point.MAILBOX_COMMITTED)
    return report, found.looked_at


def _note(engine: Engine, clock: Clock, report: DeliveryReport, share: Share) -> None:
    with writing(engine) as session:
        counts = report.counts() | share.told()
        record_sweep(session, "deliver", clock.today(), clock, counts)
