"""What several connections note at once is one transaction, and stands before they go on."""

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from models.council import HolidayOverride
from models.database import reading
from notifications.noting import Notes

COUNT = select(func.count(HolidayOverride.on))


def noted(day: int) -> Any:
    """A note that writes one row, and gives back its day."""

    def note(session: Session) -> int:
        session.add(
            HolidayOverride(
                on=date(2026, 1, day), name_ar="عطلة", name_fr="férié", is_holiday=True,
                source="test", confirmed=True,
            )
        )  # fmt: skip
        session.flush()
        return day

    return note


def fail(_session: Session) -> None:
    raise RuntimeError("this one cannot be written")


def notes_of(engine: Engine) -> Notes[Any, Any]:
    return Notes(engine, lambda session, notes: [note(session) for note in notes])


def rows(engine: Engine) -> int:
    with reading(engine) as session:
        return int(session.scalar(COUNT) or 0)


def test_notes_that_come_in_together_are_committed_together(engine: Engine) -> None:
    commits: list[int] = []
    event.listen(engine, "commit", lambda _: commits.append(1))

    async def all_of_them() -> list[int]:
        notes = notes_of(engine)
        return await asyncio.gather(*(notes.write(noted(day)) for day in range(1, 17)))

    assert asyncio.run(all_of_them()) == list(range(1, 17))
    assert rows(engine) == 16
    assert len(commits) <= 2


def test_a_note_stands_before_its_connection_goes_on(engine: Engine) -> None:
    async def one_by_one() -> list[int]:
        notes, found = notes_of(engine), []
        for day in (1, 2, 3):
            await notes.write(noted(day))
            found.append(rows(engine))
        return found

    assert asyncio.run(one_by_one()) == [1, 2, 3]


def test_when_one_cannot_be_written_none_is_and_all_are_told(engine: Engine) -> None:
    async def together() -> list[Any]:
        notes = notes_of(engine)
        works = (notes.write(noted(1)), notes.write(fail), notes.write(noted(2)))
        return await asyncio.gather(*works, return_exceptions=True)

    told = asyncio.run(together())
    assert [type(one) for one in told] == [RuntimeError] * 3
    assert rows(engine) == 0


def test_the_next_note_is_written_after_a_failure(engine: Engine) -> None:
    async def one_after_the_other() -> int:
        notes = notes_of(engine)
        with pytest.raises(RuntimeError):
            await notes.write(fail)
        return await notes.write(noted(3))

    assert asyncio.run(one_after_the_other()) == 3
    assert rows(engine) == 1
