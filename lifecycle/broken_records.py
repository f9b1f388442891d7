"""Plans that a run could not look at: told as an incident, over when a run finds none."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.clock import Clock
from lifecycle.errors import LifecycleError
from lifecycle.incidents import are_open, close_incidents, record_incident
from lifecycle.rows import PLAN
from models.words import IncidentKind

KIND = IncidentKind.RECORD_BROKEN
SHOWN = 3


class BrokenRecords(LifecycleError):
    """Records of a replay could not be looked at: nobody would see an incident of it."""


def references_of(session: Session, broken: Mapping[int, str]) -> dict[str, str]:
    """Why plans could not be looked at, by their reference."""
    rows = session.execute(select(PLAN.id, PLAN.reference).where(PLAN.id.in_(broken)))
    return {reference: broken[number] for number, reference in rows}


def tell_of_broken(
    session: Session, subject: str, broken: Mapping[str, str], clock: Clock, *, whole: bool
) -> None:
    """Open an incident that names the first broken records, or close it when there is none.

    Args:
        session: in a transaction that writes.
        subject: the flow.
        broken: why, by the reference of the plan.
        clock: tells the instant.
        whole: whether all cohorts were looked at, so that none broken means over.
    """
    if broken:
        record_incident(session, KIND, subject, broken_said(sorted(broken.items())), clock)
    elif whole and are_open(session, subject, (KIND,)):
        close_incidents(session, subject, (KIND,), clock)


def broken_said(broken: Sequence[tuple[str, str]]) -> str:
    """One line: how many, and the first of them with their causes."""
    told = "; ".join(f"{reference}: {why}" for reference, why in broken[:SHOWN])
    more = "" if len(broken) <= SHOWN else " ..."
    return f"{len(broken)} could not be looked at; the others were. {told}{more}"
