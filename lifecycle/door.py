"""The one door: a plan moves through it, with its history and its letters, or not at all.

The sweep, the portal, the command line and the admin all come this way. It works in the caller's
transaction and never commits.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from lifecycle.acts import OPEN_PLAN, Act, Actor
from lifecycle.change import Change
from lifecycle.decide import decide, open_plan
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.facts import PlanFacts
from lifecycle.language import Phrase, Transition
from lifecycle.machine import machine_for
from lifecycle.next_check import next_check
from lifecycle.rows import read_facts
from lifecycle.rulebook import Rulebook, read_rulebook
from lifecycle.tracks import PREFIXES
from lifecycle.writes import write
from models.base import table_of
from models.failpoints import Point, reach
from models.plan import Plan
from models.words import FactBasis, Stage, Track


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one act of a batch: the change it made, or the refusal."""

    act: Act
    change: Change | None = None
    refusal: Refused | None = None


def fire(
    session: Session,
    plan: int | Plan,
    trigger: str,
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    evidence: Mapping[str, Any] | None = None,
    cause: str = "",
    **more: Any,
) -> Change:
    """Move one plan, or do one act on one of its steps.

    Args:
        session: the caller's; nothing is committed here.
        plan: the plan or its number.
        trigger: a transition of the table, or `report_step`, `accept_step`, `return_step`,
            `waive_step`, `move_deadline` with `step=`.
        actor: who acts.
        at: when it is recorded, aware; `effective_on=` says when it happened, today if left out.
        reason: why, for what needs a reason.
        evidence: the fields of the step that is reported.
        cause: the flow, command or page that acts.

    Raises:
        Refused: the table, a guard or the evidence does not allow it; nothing is written.
        ConcurrentChange: somebody else changed the plan in the meantime; nothing is written.
    """
    number = plan.id if isinstance(plan, Plan) else plan
    act = Act(number, trigger, reason=reason, fields=evidence, **more)
    facts = read_facts(session, [number]).get(number)
    if facts is None:
        raise _no_such_plan(number)
    occasion = Occasion(actor, at, cause)
    dispatch = machine_for(facts.pathway).fire
    change = decide(facts, act, actor, occasion.today, read_rulebook(session), dispatch)
    write(session, [change], occasion)
    return change


def fire_many(
    session: Session,
    acts: Sequence[Act],
    occasion: Occasion,
    *,
    facts: dict[int, PlanFacts] | None = None,
    rules: Rulebook | None = None,
) -> list[Answer]:
    """Do many acts with a fixed number of statements: the bulk twin of `fire`.

    A refused act is answered with its refusal and does not stop the others. The rows it writes are
    the same, entry by entry, as those of `fire`.
    """
    if facts is None:
        facts = read_facts(session, list({act.plan_id for act in acts}))
    rules = rules or read_rulebook(session)
    answers = [_answer(facts, act, occasion, rules) for act in acts]
    write(session, [answer.change for answer in answers if answer.change], occasion)
    return answers


def move_on(
    session: Session,
    plans: Iterable[PlanFacts],
    choose: Callable[[PlanFacts, date], Transition | None],
    occasion: Occasion,
    rules: Rulebook,
) -> list[Change]:
    """Move each plan as long as `choose` names a row for it, and write all of it at once.

    A plan that moved is looked at again on its next date: everything it may do today is done.
    """
    changes: list[Change] = []
    for facts in plans:
        before = len(changes)
        while row := choose(facts, occasion.today):
            act = Act(facts.id, row.trigger, basis=facts.basis)
            changes.append(decide(facts, act, occasion.actor, occasion.today, rules))
            if row.dest in row.sources:  # postponed, or its next cycle opened: it stays
                break
        if len(changes) > before:
            facts.check_on = next_check(facts, occasion.today, moved=False)
    write(session, changes, occasion)
    return changes


def open_plans(
    session: Session, plans: Sequence[PlanFacts], occasion: Occasion, rules: Rulebook
) -> list[Change]:
    """Open new plans: each gets its row, its first steps, its first entry and its welcome."""
    if not plans:
        return []
    rows = [_plan_row(facts) for facts in plans]
    statement = insert(table_of(Plan)).returning(Plan.id, Plan.reference)
    found = session.connection().execute(statement, rows)
    numbers = {reference: number for number, reference in found}
    reach(Point.PLANS_INSERTED)
    changes = []
    for facts in plans:
        facts.id = numbers[facts.reference]
        act = Act(facts.id, OPEN_PLAN, effective_on=facts.opened_on, basis=facts.basis)
        changes.append(open_plan(facts, act, occasion.today, rules))
    write(session, changes, occasion)
    return changes


def new_reference(
    year: int, collectivity_code: str, cycle: int, track: Track = Track.REMACTO
) -> str:
    """The reference of a plan: its track, the year its cohort was founded, the code, the cycle."""
    return f"{PREFIXES[track]}-{year}-{collectivity_code.replace('.', '')}-{cycle}"


def _answer(facts: dict[int, PlanFacts], act: Act, occasion: Occasion, rules: Rulebook) -> Answer:
    if act.plan_id not in facts:
        return Answer(act, refusal=_no_such_plan(act.plan_id))
    try:
        change = decide(facts[act.plan_id], act, occasion.actor, occasion.today, rules)
    except Refused as refusal:
        return Answer(act, refusal=refusal)
    return Answer(act, change)


def _no_such_plan(number: int) -> Refused:
    return Refused(
        Phrase("لا يوجد هذا البرنامج.", "Ce plan n’existe pas.", f"There is no plan {number}.")
    )


def _plan_row(facts: PlanFacts) -> dict[str, Any]:
    return {
        "reference": facts.reference,
        "collectivity_code": facts.collectivity_code,
        "cohort_id": facts.cohort_id,
        "cycle": facts.cycle,
        "stage": facts.stage,
        "opened_on": facts.opened_on,
        "entered_on": facts.entered_on,
        "pathway_version": facts.pathway.version,
        "basis": facts.basis,
        "head_seq": 0,
        "head_hash": facts.head_hash,
        "version": facts.version,
    }


def new_plan(
    facts_of: Mapping[str, Any], *, opened_on: date, stage: Stage, basis: FactBasis | None = None
) -> PlanFacts:
    """The facts of a plan that is about to be opened, before it has a number."""
    return PlanFacts(
        id=0, stage=stage, opened_on=opened_on, entered_on=opened_on, basis=basis, **facts_of
    )
