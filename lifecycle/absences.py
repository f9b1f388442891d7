"""An absence that a person announces: the deputy stands in from its first day to its last."""

from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lifecycle import door
from lifecycle.acts import SAY_ABSENT, Actor
from lifecycle.errors import Refused, refusal
from lifecycle.legal_time import local_date
from models.person import Absence, RoleHolding
from models.plan import Plan

LONGEST = timedelta(days=90)  # policy: who is away for longer hands the role over
FURTHEST = timedelta(days=365)  # policy: a date beyond is more often a slip of the pen
ONE_DAY = timedelta(days=1)


def say_absent(
    session: Session,
    plan_id: int,
    person_id: int,
    from_on: date,
    until_on: date,
    *,
    actor: Actor,
    at: datetime,
    cause: str,
) -> Absence:
    """Record that a person of a plan is away from a day to a day, both included.

    Days that touch an absence already announced make one with it. The entry of the history names
    the person by number; the dates are among the words that can be erased.

    Args:
        session: the caller's; nothing is committed here.
        plan_id: the plan whose history tells it.
        person_id: who is away: somebody who holds a role of the plan's collectivity.
        from_on: the first civil date, today at the earliest.
        until_on: the last one.
        actor: who says so: the person, or a coordinator.
        at: when it is said, aware.
        cause: the page or command.

    Raises:
        Refused: the days are past, in the wrong order, too many or known already, or the person
            holds no role there; nothing is written.
    """
    today = local_date(at)
    _check_days(from_on, until_on, today)
    _check_role(session, plan_id, person_id, today)
    touching = _touching(session, person_id, from_on, until_on)
    first = min([from_on, *(known.from_on for known in touching)])
    last = max([until_on, *(known.until_on for known in touching)])
    _check_together(touching, first, last)
    with session.begin_nested():
        said = {"person": f"person:{person_id}"}
        days = f"{first.isoformat()}/{last.isoformat()}"  # ISO 8601, 4.4.1: an interval
        door.fire(session, plan_id, SAY_ABSENT, actor=actor, at=at, cause=cause, said=said,
                  reason=days)  # fmt: skip
        for known in touching:
            session.delete(known)
        absence = Absence(person_id=person_id, from_on=first, until_on=last)
        session.add(absence)
        session.flush()
    return absence


def _check_days(from_on: date, until_on: date, today: date) -> None:
    if until_on < from_on:
        raise refusal(
            "يجب ألا يسبق آخر يوم من الغياب أوله.",
            "Le dernier jour d’absence ne peut précéder le premier.",
            f"the last day of an absence, {until_on}, is before its first, {from_on}",
        )
    if from_on < today:
        raise refusal(
            "يجب ألا يكون أول يوم من الغياب قد مضى: ابتدئوا من اليوم.",
            "Le premier jour d’absence ne peut être passé : commencez par aujourd’hui.",
            f"the first day of an absence, {from_on}, is past: begin with {today}",
        )
    if from_on > today + FURTHEST:
        raise refusal(
            "يبدأ هذا الغياب بعد أكثر من سنة: تحققوا من التاريخ.",
            "Cette absence commence dans plus d’un an : vérifiez la date.",
            f"an absence that begins on {from_on} is more than a year ahead: look at the date",
        )
    if until_on - from_on >= LONGEST:
        raise _too_long()


def _check_role(session: Session, plan_id: int, person_id: int, today: date) -> None:
    """Refuse somebody who is nobody to the plan's collectivity."""
    holds = (
        select(RoleHolding.id)
        .join(Plan, Plan.collectivity_code == RoleHolding.collectivity_code)
        .where(Plan.id == plan_id, RoleHolding.person_id == person_id)
        .where(or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= today))
    )
    if session.scalars(holds).first() is None:
        raise refusal(
            "لا يشغل هذا الشخص أي دور لدى هذه الجماعة.",
            "Cette personne n’exerce aucun rôle dans cette collectivité.",
            f"person:{person_id} holds no role of this plan's collectivity",
        )


def _touching(session: Session, person_id: int, from_on: date, until_on: date) -> list[Absence]:
    """The absences that share a day with these, or stand right beside them."""
    query = select(Absence).where(
        Absence.person_id == person_id,
        Absence.from_on <= until_on + ONE_DAY,
        Absence.until_on >= from_on - ONE_DAY,
    )
    return list(session.scalars(query.order_by(Absence.from_on)))


def _check_together(touching: list[Absence], first: date, last: date) -> None:
    if any((known.from_on, known.until_on) == (first, last) for known in touching):
        raise refusal(
            f"هذا الغياب مسجل من قبل، من {first} إلى {last}.",
            f"Cette absence est déjà enregistrée, du {first} au {last}.",
            f"this absence is known already: {first} to {last}",
        )
    if last - first >= LONGEST:
        raise _too_long()


def _too_long() -> Refused:
    days = LONGEST.days
    return refusal(
        f"لا يتجاوز الغياب {days} يوما، بما فيها ما سبق التصريح به: عينوا خلفا.",
        f"Une absence dure {days} jours au plus, avec celles déjà annoncées : désignez un "
        "successeur.",
        f"an absence lasts at most {days} days, with those announced before: name a successor",
    )
