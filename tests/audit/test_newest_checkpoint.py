"""The newest checkpoint: by its size, none before the first seal."""

import builders
from sqlalchemy import Engine

from audit.checkpoints import read_checkpoint
from audit.newest_checkpoint import newest_checkpoint
from audit.sealing import seal
from lifecycle.clock import VirtualClock
from models.database import reading, writing


def test_there_is_none_before_the_first_seal(engine: Engine) -> None:
    with reading(engine) as session:
        assert newest_checkpoint(session) is None


def test_the_longest_log_is_the_newest_and_its_short_root_is_the_one_that_was_signed(
    engine: Engine, clock: VirtualClock
) -> None:
    sizes = []
    for number in (2, 1):
        with writing(engine) as session:
            for code in range(number):
                builders.plan(session, code=f"05.091.0{number}.{code:02}")
        told = read_checkpoint(seal(engine, clock).note or "")
        with reading(engine) as session:
            newest = newest_checkpoint(session)
        assert newest is not None
        assert (newest.size, newest.short_root) == (told.size, told.short_root)
        sizes.append(newest.size)
    assert sizes[0] < sizes[1]
    assert len(newest.short_root) == 16
