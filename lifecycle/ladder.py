"""When a step owes which rung of the ladder of reminders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lifecycle.facts import ASKED, StepFacts
from lifecycle.language import Ladder, Rung
from lifecycle.working_days import WorkingDays

APART = 2  # working days between two letters about the same step


@dataclass(frozen=True, slots=True)
class RungDay:
    """A rung and the civil date on which it is owed."""

    on: date
    rung: Rung


@lru_cache(maxsize=4096)
def rung_days(
    opened_on: date, due_on: date | None, ladder: Ladder, days: WorkingDays
) -> tuple[RungDay, ...]:
    """Every rung of a step with its date, in order.

    A reminder that would come within two working days of the letter before it is left out, the eve
    excepted. A step without a deadline owes only its first letter.
    """
    owed = [RungDay(opened_on, rung) for rung in ladder if rung.number is None]
    if due_on is None:
        return tuple(owed)
    for rung in ladder:
        on = _day_of(rung, opened_on, due_on, days)
        if on is None:
            continue
        too_close = not any(letter.urgent for letter in rung.letters) and (
            on < days.add(owed[-1].on, APART)
        )
        if on > owed[-1].on and not too_close:
            owed.append(RungDay(on, rung))
    return tuple(owed)


def _day_of(rung: Rung, opened_on: date, due_on: date, days: WorkingDays) -> date | None:
    """The date of a rung, None when this step is too short for it."""
    if rung.number is None:
        return None
    if rung.span_over and days.between(opened_on, due_on) <= rung.span_over:
        return None
    on = days.add(due_on, rung.number)
    if rung.half:
        half_way = opened_on + timedelta(days=(due_on - opened_on).days // 2)
        return max(on, half_way)
    return on


def next_owed(
    step: StepFacts, ladder: Ladder, days: WorkingDays, after: str | None = None
) -> date | None:
    """The date of the first rung not written yet; None when the step owes nothing any more.

    While an extension waits for its answer the clock stands still.

    Args:
        step: an open step.
        ladder: the rungs of the table.
        days: the working days.
        after: the last rung that was written; None when none was.
    """
    if step.state not in ASKED or step.opened_on is None or step.asked_on is not None:
        return None
    owed = not_written(rung_days(step.opened_on, step.due_on, ladder, days), ladder, after)
    return owed[0].on if owed else None


def not_written(owed: Iterable[RungDay], ladder: Ladder, after: str | None) -> list[RungDay]:
    """The rungs that stand after the last written one in the ladder."""
    position = _positions(ladder)
    done = position.get(after or "", -1)
    return [day for day in owed if position[day.rung.key] > done]


@lru_cache(maxsize=8)
def _positions(ladder: Ladder) -> dict[str, int]:
    return {rung.key: number for number, rung in enumerate(ladder)}
