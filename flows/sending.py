"""Delivering from the command line, the flow and the replay: the settings, and the event loop."""

import asyncio
from functools import cache

from sqlalchemy import Engine

from lifecycle.clock import Clock
from lifecycle.shares import ALL, Share
from notifications.delivery import deliver, deliver_to_mailbox
from notifications.report import DeliveryReport
from notifications.settings import MailSettings


def deliver_all(engine: Engine, clock: Clock, cause: str, share: Share = ALL) -> DeliveryReport:
    """Deliver everything that is due, or a share of it, the way the settings say."""
    settings = MailSettings()
    return asyncio.run(deliver(engine, clock=clock, settings=settings, cause=cause, share=share))


def deliver_replayed(engine: Engine, clock: Clock, cause: str) -> int:
    """Deliver the letters of a replay's day to the mailbox; gives back how many."""
    report = deliver_to_mailbox(engine, clock=clock, settings=_settings(), cause=cause)
    return report.accepted


@cache
def _settings() -> MailSettings:
    """Read once for a whole replay."""
    return MailSettings(delivery="mailbox")
