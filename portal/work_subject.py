"""What a decision is about: the plan, and the step, person or letter that it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.language import StepRule
from lifecycle.pathway import VERSIONS
from models.outbox import OutboxLetter
from models.person import Person, RoleHolding
from models.plan import Plan, PlanStep
from portal.work_acts import WORK_ACTS, About, WorkAct


@dataclass(frozen=True, slots=True)
class Subject:
    """A decision with what it is about. `rule` is the step's row of the table."""

    act: WorkAct
    plan: Plan
    step: PlanStep | None = None
    rule: StepRule | None = None
    person: Person | None = None
    letter: OutboxLetter | None = None

    @property
    def names(self) -> dict[str, str]:
        """What tells the subject in an address or a hidden field."""
        found = {
            "step": self.step.key if self.step else "",
            "person": str(self.person.id) if self.person else "",
            "letter": self.letter.id if self.letter else "",
        }
        return {name: value for name, value in found.items() if value}


def find_subject(
    session: Session, reference: str, name: str, said: Mapping[str, Any]
) -> Subject | None:
    """The subject that an address and a form name; None when there is no such thing.

    A person is one of the plan's collectivity, and a letter one of the plan: nobody acts on those
    of another region by writing their number into a form.
    """
    act = WORK_ACTS.get(name)
    plan = session.scalars(select(Plan).where(Plan.reference == reference)).first()
    if act is None or plan is None:
        return None
    if act.about is About.STEP:
        return _of_step(session, act, plan, said.get("step"))
    if act.about is About.PERSON:
        person = _person(session, plan, said.get("person"))
        return Subject(act, plan, person=person) if person else None
    if act.about is About.LETTER:
        letter = session.get(OutboxLetter, str(said.get("letter"))[:36])
        return Subject(act, plan, letter=letter) if letter and letter.plan_id == plan.id else None
    return Subject(act, plan)


def _of_step(session: Session, act: WorkAct, plan: Plan, key: Any) -> Subject | None:
    """The newest occurrence of a step."""
    query = select(PlanStep).where(PlanStep.plan_id == plan.id, PlanStep.key == str(key)[:40])
    step = session.scalars(query.order_by(PlanStep.occurrence.desc())).first()
    if step is None:
        return None
    return Subject(act, plan, step, VERSIONS[plan.pathway_version].by_key[step.key])


def _person(session: Session, plan: Plan, number: Any) -> Person | None:
    text = str(number)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    query = (
        select(Person)
        .join(RoleHolding, RoleHolding.person_id == Person.id)
        .where(Person.id == int(text), RoleHolding.collectivity_code == plan.collectivity_code)
    )
    return session.scalars(query).first()
