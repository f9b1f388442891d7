"""Forecasts held against what came: how many of those that were made came true.

A forecast of a plan is settled once its council has voted; or, of a session that is missed, once
the session is over. What is not settled yet is counted apart, and so is who left.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lifecycle.forecast import VOTE
from lifecycle.rows import PLAN, STEP
from lifecycle.rulebook import read_rulebook
from models.base import table_of
from models.cohort import Cohort
from models.collectivity import Collectivity
from models.forecast import Forecast
from models.plan import Plan
from models.words import Outlook, Stage, VoteOutcome

KEPT = table_of(Forecast).c
LASTS = timedelta(days=15)  # of a council session: organic law 113-14, art. 34 (text not read)
DECIDED = (VoteOutcome.ADOPTED, VoteOutcome.REJECTED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One forecast and what came of it. `made` is None while that is not known.

    `came` is the session at which the council voted. `range_held` says whether it lay within the
    sessions of the quickest and of the slow pace, `usual_held` whether it was that of the usual
    one; both are None before the vote.
    """

    made_on: date
    outlook: Outlook
    made: bool | None
    left: bool
    came: str | None
    range_held: bool | None
    usual_held: bool | None

    @property
    def true(self) -> bool | None:
        """Whether the outlook came true; at risk says neither yes nor no."""
        if self.made is None or self.outlook == Outlook.AT_RISK:
            return None
        return self.made == (self.outlook == Outlook.ON_TRACK)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number} of {self.of}" + (
            f" ({self.number / self.of:.0%})" if self.of else ""
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """The forecasts of one date, or of all, held against what came.

    `on_track` counts those on track that made their session; `at_risk` those at risk that made it;
    `will_miss` those that were to miss it and did. `ranges` and `usual` are of those that voted.
    """

    made_on: date | None
    on_track: Share
    at_risk: Share
    will_miss: Share
    ranges: Share
    usual: Share
    open: int
    left: int


def outcomes(session: Session, *, on: date, cohort: str | None = None) -> list[Outcome]:
    """Every forecast that was kept before a civil date, with what came of it until then."""
    voted = (
        select(STEP.plan_id, func.min(STEP.done_on).label("on"))
        .where(STEP.key == VOTE, STEP.outcome.in_(DECIDED), STEP.done_on.is_not(None))
        .group_by(STEP.plan_id)
        .subquery()
    )
    query = (
        select(
            *(column for column in KEPT if column.name != "id"), PLAN.stage, voted.c.on,
            PLAN.collectivity_code, Collectivity.kind,
        )
        .select_from(Forecast)
        .join(Plan, PLAN.id == KEPT.plan_id)
        .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        .outerjoin(voted, voted.c.plan_id == PLAN.id)
        .where(KEPT.made_on < on)
        .order_by(KEPT.made_on, KEPT.plan_id)
    )  # fmt: skip
    if cohort:
        query = query.join(Cohort, Cohort.id == PLAN.cohort_id).where(Cohort.code == cohort)
    sessions = read_rulebook(session).sessions
    told = []
    for row in session.execute(query):
        came = sessions[row.kind].held_by(row.on, row.collectivity_code) if row.on else None
        opens = {
            code: sessions[row.kind].opening(code, row.collectivity_code)
            for code in (row.quickest, row.slow)
        }
        told.append(_outcome(row, came, opens, on))
    return told


def _outcome(row: Any, came: Any, opens: dict[str, date | None], on: date) -> Outcome:
    left = came is None and row.stage == Stage.WITHDRAWN
    made = None
    if came is not None:
        made = came.opens_on <= row.target_on
    elif not left and on > row.target_on + LASTS:
        made = False
    first, last = opens[row.quickest], opens[row.slow]
    within = None
    if came is not None and first and last:
        within = first <= came.opens_on <= last
    return Outcome(
        row.made_on,
        row.outlook,
        made,
        left,
        came.code if came else None,
        within,
        came.code == row.usual if came else None,
    )


def calibrate(told: Iterable[Outcome], made_on: date | None = None) -> Calibration:
    """The shares of forecasts that came true."""
    told = list(told)
    known = [one for one in told if one.made is not None]

    def of(outlook: Outlook, made: bool) -> Share:
        mine = [one for one in known if one.outlook == outlook]
        return Share(sum(one.made is made for one in mine), len(mine))

    voted = [one for one in told if one.range_held is not None]
    return Calibration(
        made_on,
        of(Outlook.ON_TRACK, True),
        of(Outlook.AT_RISK, True),
        of(Outlook.WILL_MISS, False),
        Share(sum(bool(one.range_held) for one in voted), len(voted)),
        Share(sum(bool(one.usual_held) for one in voted), len(voted)),
        sum(one.made is None and not one.left for one in told),
        sum(one.left for one in told),
    )


def by_date(told: Iterable[Outcome]) -> list[Calibration]:
    """One calibration a date on which forecasts were made, in their order."""
    return [calibrate(group, on) for on, group in groupby(told, key=lambda one: one.made_on)]
