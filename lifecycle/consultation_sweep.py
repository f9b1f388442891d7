"""The letters that consultations owe up to a date, written once: before, and when ideas wait."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lifecycle.change import Owed
from lifecycle.consultation_rungs import (
    AHEAD,
    ConsultationRung,
    next_letter,
    not_written,
    rungs,
)
from lifecycle.consultation_settings import ConsultationSettings
from lifecycle.entries import Occasion
from lifecycle.idea_counts import is_answered
from lifecycle.plans import STOPPED
from lifecycle.rows import PLAN
from lifecycle.rulebook import read_rulebook
from lifecycle.shares import ALL, Share
from lifecycle.writes import PlanOfLetter, letter_id, letter_row
from models.bulk import insert_rows
from models.collectivity import Collectivity
from models.consultation import Consultation, Idea
from models.outbox import OutboxLetter
from models.plan import Plan


def sweep_consultations(
    session: Session,
    on: date,
    cohort: int | None,
    occasion: Occasion,
    *,
    dry_run: bool = False,
    share: Share = ALL,
    of: Collection[int] | None = None,
) -> int:
    """Write what consultations owe up to a civil date; gives back how many letters.

    Running it again writes nothing: the key of a letter names the window and the rung. A day that
    was missed is caught up, with the highest rung only. What is owed by a plan that is suspended
    waits until it is taken up again.

    Args:
        session: in a transaction that writes, unless it is a dry run.
        on: the civil date.
        cohort: the number of one cohort, all when None.
        occasion: when it is recorded.
        dry_run: count, and write nothing.
        share: which of the plans.
        of: only of these, all that are due when left out.
    """
    query = _due(on, cohort, share)
    rows = _read(session, query if of is None else query.where(Consultation.id.in_(of)))
    if not rows:
        return 0
    settings, days = ConsultationSettings(), read_rulebook(session).days
    ideas = _ideas(session, [row.id for row, _ in rows])
    letters: list[dict[str, Any]] = []
    for row, plan in rows:
        answered = is_answered(row, ideas.get(row.id, []))
        ladder = rungs(row.opens_on, row.closes_on, days, settings.answer_within)
        due = [one for one in not_written(ladder, row.last_rung) if one.on <= on]
        if due and not answered and not (due[-1].key == AHEAD and on >= row.opens_on):
            letters += _letters(row, plan, due[-1], occasion)
        if not dry_run:
            row.last_rung = due[-1].key if due else row.last_rung
            row.next_at = next_letter(row, on, days, settings, answered=answered)
    if not dry_run:
        session.flush()
        insert_rows(session.connection(), OutboxLetter, letters, unless_known="key")
    return len(letters)


def consultations_due(
    session: Session, on: date, cohort: int | None, share: Share = ALL
) -> list[int]:
    """The numbers of the consultations that owe something up to a civil date."""
    return list(session.scalars(_due(on, cohort, share).with_only_columns(Consultation.id)))


def waiting_for_answers(session: Session, numbers: Iterable[int]) -> set[int]:
    """Those of some consultations whose ideas still wait for what became of them."""
    some = sorted(set(numbers))
    ideas = _ideas(session, some)
    rows = session.scalars(select(Consultation).where(Consultation.id.in_(some)))
    return {row.id for row in rows if not is_answered(row, ideas.get(row.id, []))}


def _due(on: date, cohort: int | None, share: Share) -> Select[*tuple[Any, ...]]:
    query = (
        select(Consultation, Plan.reference, Plan.collectivity_code, Plan.basis,
               Collectivity.region_code)
        .join(Plan, Plan.id == Consultation.plan_id)
        .join(Collectivity, Collectivity.code == Plan.collectivity_code)
        .where(Consultation.next_at.is_not(None), Consultation.next_at <= on)
        .where(PLAN.stage.not_in(STOPPED), *share.by_number(PLAN.id))
        .order_by(Consultation.next_at, Consultation.id)
    )  # fmt: skip
    return query if cohort is None else query.where(PLAN.cohort_id == cohort)


def _read(
    session: Session, query: Select[*tuple[Any, ...]]
) -> list[tuple[Consultation, PlanOfLetter]]:
    return [
        (row, PlanOfLetter(row.plan_id, reference, code, region, basis))
        for row, reference, code, basis, region in session.execute(query)
    ]


def _ideas(session: Session, numbers: list[int]) -> dict[int, list[Idea]]:
    found: dict[int, list[Idea]] = {}
    for idea in session.scalars(select(Idea).where(Idea.consultation_id.in_(numbers))):
        found.setdefault(idea.consultation_id, []).append(idea)
    return found


def _letters(
    row: Consultation, plan: PlanOfLetter, rung: ConsultationRung, occasion: Occasion
) -> list[dict[str, Any]]:
    context = {
        "on": occasion.today.isoformat(),
        "consultation": row.id,
        "consulted_on": row.kind.value,
        "opens_on": row.opens_on.isoformat(),
        "closes_on": row.closes_on.isoformat(),
        "number": row.number,
        "own_page": row.own_page,
    }
    about = f"{plan.reference}:consultation.{row.kind.value}.{row.number}"
    written = []
    for role in rung.to:
        letter = letter_row(plan, Owed(rung.letter, role, False, context), occasion)
        key = f"{about}:{rung.key}.{row.opens_on}.{row.closes_on}:{rung.letter}:{role}"
        thread = f"{plan.reference}.consultation.{row.id}"
        written.append(
            letter | {"id": letter_id(key), "key": key, "rung": rung.key, "thread_root": thread}
        )
    return written
