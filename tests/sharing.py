"""A worker that shares the work: `python sharing.py URL NUMBER OF DAY`, told what on its input.

It answers each line with one line when it has done it, so that a test lets all workers begin at
the same moment and waits for all.
"""

import sys
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.shares import Share
from lifecycle.sweep import sweep
from models.database import open_database
from notifications.delivery import deliver_to_mailbox
from notifications.settings import MailSettings


@dataclass(frozen=True)
class Hand:
    """One worker on a virtual day."""

    engine: Engine
    share: Share
    day: date

    def does(self, what: str) -> int:
        """Advance, sweep or deliver; gives back how many moved, were written, have left."""
        clock = VirtualClock(self.day)
        if what == "advance":
            return len(advance(self.engine, on=self.day, clock=clock, share=self.share).moved)
        if what == "sweep":
            return sweep(self.engine, on=self.day, clock=clock, share=self.share).letters
        settings = MailSettings(delivery="mailbox")
        return deliver_to_mailbox(
            self.engine, clock=clock, settings=settings, share=self.share
        ).accepted


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    url, number, of, day = sys.argv[1:]
    hand = Hand(open_database(url), Share(int(number), int(of)), date.fromisoformat(day))
    say("ready")
    for line in sys.stdin:
        say(hand.does(line.strip()))
