"""Consultations as they are kept: found, and where each stands."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.consultation_window import Window, WindowState, state_on
from lifecycle.errors import LifecycleError
from models.consultation import Consultation, Idea
from models.words import ConsultationKind, IdeaOutcome


class NoSuchConsultation(LifecycleError):
    """The plan has no such consultation."""


def find_consultation(
    session: Session, plan_id: int, kind: ConsultationKind, number: int | None = None
) -> Consultation:
    """A consultation of a plan; the newest of its kind when no number is named.

    Raises:
        NoSuchConsultation: there is none.
    """
    found = newest_consultation(session, plan_id, kind, number)
    if found is None:
        told = f"{kind} {number}" if number else f"consultation on {kind}"
        raise NoSuchConsultation(
            f"This plan has no {told}: announce it with `infitah consultation open`."
        )
    return found


def consultations_of(session: Session, plan_id: int) -> list[Consultation]:
    """Every consultation of a plan, in the order of their dates."""
    query = select(Consultation).where(Consultation.plan_id == plan_id)
    return list(session.scalars(query.order_by(Consultation.opens_on, Consultation.id)))


def ideas_of(session: Session, consultation_id: int) -> list[Idea]:
    """The ideas of a consultation, in the order of their numbers."""
    query = select(Idea).where(Idea.consultation_id == consultation_id)
    return list(session.scalars(query.order_by(Idea.number)))


def locked(session: Session, consultation_id: int) -> Consultation:
    """A consultation that nobody else changes until the transaction ends, as it stands now."""
    query = select(Consultation).where(Consultation.id == consultation_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def window_of(row: Consultation) -> Window:
    """The window as it was announced last."""
    return Window(row.kind, row.opens_on, row.closes_on, row.notice_on, row.link)


def state_of(row: Consultation, today: date) -> WindowState:
    """Where it stands on a civil date."""
    return state_on(row.opens_on, row.closes_on, row.closed_on, today)


def ideas_of_projects(session: Session, plan_id: int) -> dict[str, list[tuple[str, int]]]:
    """The ideas that each project goes back to: code -> (`ideas-1`, number of the idea)."""
    query = (
        select(Idea.project, Consultation.kind, Consultation.number, Idea.number)
        .join(Consultation, Consultation.id == Idea.consultation_id)
        .where(Consultation.plan_id == plan_id, Idea.outcome == IdeaOutcome.KEPT)
        .order_by(Consultation.id, Idea.number)
    )
    found: dict[str, list[tuple[str, int]]] = {}
    for project, kind, number, idea in session.execute(query):
        found.setdefault(str(project), []).append((f"{kind.value}-{number}", idea))
    return found


def newest_consultation(
    session: Session, plan_id: int, kind: ConsultationKind, number: int | None = None
) -> Consultation | None:
    """The newest consultation of a kind, or the one of a number; None when there is none."""
    query = select(Consultation).where(Consultation.plan_id == plan_id, Consultation.kind == kind)
    if number is not None:
        query = query.where(Consultation.number == number)
    return session.scalars(query.order_by(Consultation.number.desc()).limit(1)).first()
