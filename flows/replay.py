"""Replaying a cohort's real calendar on a virtual clock, through the functions that the flows call.

The replay jumps from one day on which something is due to the next. Its letters land in the
embedded mailbox, marked as replayed, and can never leave by SMTP. A replay that was interrupted
goes on where it stopped; one that is finished is not repeated.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Engine, bindparam, event, func, select

from flows.cast import Cast
from flows.scenario import Scenario
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from lifecycle.cohorts import cohort_number
from lifecycle.entries import REPLAY
from lifecycle.forecasts import keep
from lifecycle.legal_time import local_date
from lifecycle.rows import PLAN, STEP
from lifecycle.sweep import sweep
from models.cohort import Cohort
from models.database import open_database, reading, writing
from notifications.claims import next_due_at

ONE_DAY = timedelta(days=1)
MINE = select(PLAN.id).where(PLAN.cohort_id == bindparam("cohort"))
NEXT_STEP = select(func.min(STEP.next_at)).where(STEP.next_at.is_not(None), STEP.plan_id.in_(MINE))
NEXT_PLAN = select(func.min(PLAN.check_on)).where(
    PLAN.check_on.is_not(None), PLAN.cohort_id == bindparam("cohort")
)
Deliver = Callable[[Engine, VirtualClock, str], int]


@dataclass(slots=True)
class ReplayReport:
    """What a replay did: virtual days visited, moves, acts of people, letters."""

    days: int = 0
    moves: int = 0
    acts: int = 0
    refused: list[str] = field(default_factory=list)
    letters: int = 0
    delivered: int = 0


def replay(
    engine: Engine,
    scenario: Scenario,
    *,
    until: date,
    deliver: Deliver,
    watch: Callable[[date], None] = lambda on: None,
) -> ReplayReport:
    """Replay a cohort from where it stands to a civil date, both included.

    Args:
        engine: the database; the cohort is open in it.
        scenario: who does what and when.
        until: the last virtual day.
        deliver: sends what the outbox owes on a virtual day to the mailbox; gives back how many.
        watch: told each virtual day that was visited.

    Raises:
        NoSuchCohort: the cohort is not open in the database.
    """
    report = ReplayReport()
    cohort_id, start = _where(engine, scenario.cohort)
    cast = Cast(scenario, cohort_id)
    cast.plan_ahead(engine, start - ONE_DAY)  # what was planned when it was interrupted
    cause = REPLAY + scenario.cohort
    clock = VirtualClock(start)
    month = None  # of the last forecast
    while clock.on <= until:
        if clock.on.replace(day=1) != month:
            month = clock.on.replace(day=1)
            keep(engine, on=clock.on, cohort=scenario.cohort)
        _one_day(engine, scenario.cohort, cast, clock, cause, report, deliver)
        _remember(engine, cohort_id, clock.on)
        watch(clock.on)
        report.days += 1
        clock.on = _next_day(engine, cohort_id, cast, clock.on, until)
    _remember(engine, cohort_id, until, finished=True)
    return report


def _one_day(
    engine: Engine,
    cohort: str,
    cast: Cast,
    clock: VirtualClock,
    cause: str,
    report: ReplayReport,
    deliver: Deliver,
) -> None:
    """Nine o'clock of one virtual day: people act, plans move, letters are written and sent."""
    today = clock.on
    answers = cast.act(engine, clock, cause)
    report.acts += sum(answer.change is not None for answer in answers)
    report.refused += [
        f"{today} {answer.act.trigger} {answer.act.step}: {answer.refusal}"
        for answer in answers
        if answer.refusal
    ]
    moves = advance(engine, on=today, clock=clock, cohort=cohort, cause=cause)
    report.moves += len(moves.moved)
    report.letters += sweep(engine, on=today, clock=clock, cohort=cohort, cause=cause).letters
    cast.plan_ahead(engine, today)
    report.delivered += deliver(engine, clock, cause)


def _where(engine: Engine, cohort: str) -> tuple[int, date]:
    """The cohort's number and the first day that was not replayed yet."""
    with reading(engine) as session:
        found = session.get_one(Cohort, cohort_number(session, cohort))
        done = found.replayed_until
        return found.id, done + ONE_DAY if done else found.founded_on


def _remember(engine: Engine, cohort_id: int, on: date, *, finished: bool = False) -> None:
    with writing(engine) as session:
        cohort = session.get_one(Cohort, cohort_id)
        cohort.replay_finished = finished
        cohort.replayed_until = max(on, cohort.replayed_until or on)


def _next_day(engine: Engine, cohort_id: int, cast: Cast, today: date, until: date) -> date:
    """The next virtual day on which a person acts, a step owes a letter or a plan is looked at."""
    with reading(engine) as session:
        steps = session.scalar(NEXT_STEP, {"cohort": cohort_id})
        plans = session.scalar(NEXT_PLAN, {"cohort": cohort_id})
        letter = next_due_at(session, replayed=True)
    letters = local_date(letter) if letter else None
    days = [on for on in (cast.next_day(), steps, plans, letters) if on is not None]
    return max(min(days, default=until + ONE_DAY), today + ONE_DAY)


def replay_engine(url: str) -> Engine:
    """An engine for a replay: on SQLite it does not wait for the disk at every commit.

    A power cut could lose the last virtual days, which the replay then does again; what is there
    stays consistent.
    """
    engine = open_database(url)
    if engine.dialect.name == "sqlite":
        event.listen(
            engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=NORMAL")
        )
    return engine
