"""The acts that may be done on many plans at once, and the plans that each may be done on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle import acts
from lifecycle.decide_step import FROM, WITH_REASON
from lifecycle.facts import SETTLED
from lifecycle.language import Phrase
from lifecycle.pathway import PATHWAY
from lifecycle.pathway_words import TRIGGER_NAMES
from lifecycle.plan_search import Asked, choose, newest
from lifecycle.plans import STOPPED, PlanRow
from lifecycle.rows import STEP
from lifecycle.table_fits import NOWHERE
from models.plan import PlanStep
from models.words import StepState
from portal.viewer import Viewer

OF_PLANS = ("suspend", "resume", "withdraw", "rejoin")
OF_STEPS = {
    acts.ACCEPT: Phrase("قبول ما صرح به", "Accepter la déclaration", "Accept the report"),
    acts.RETURN: Phrase("إرجاع ما صرح به", "Renvoyer la déclaration", "Return the report"),
    acts.WAIVE: Phrase("الإعفاء من الخطوة", "Dispenser de l’étape", "Waive the step"),
    acts.MOVE: Phrase("تمديد أجل الخطوة", "Reporter l’échéance de l’étape", "Move the deadline"),
    acts.GRANT_EXTENSION: Phrase(
        "منح التمديد المطلوب", "Accorder le délai demandé", "Grant the extension"
    ),
    acts.REFUSE_EXTENSION: Phrase(
        "رفض التمديد المطلوب", "Refuser le délai demandé", "Refuse the extension"
    ),
}
MORE_TIME = "more_time"
OF_MANY = {
    MORE_TIME: Phrase("إضافة أيام إلى أجل الخطوة", "Accorder des jours de plus", "Give more days"),
    acts.MAKE_OPTIONAL: Phrase(
        "عدم طلب الخطوة من هذه البرامج",
        "Ne plus demander l’étape à ces programmes",
        "Do not ask the step of these plans",
    ),
    acts.CHANGE_TABLE: Phrase(
        "الانتقال إلى صيغة أخرى من الجدول",
        "Passer à une autre version du tableau",
        "Go over to another version of the table",
    ),
}
ASKED_FOR = (acts.GRANT_EXTENSION, acts.REFUSE_EXTENSION)


@dataclass(frozen=True, slots=True)
class BulkAct:
    """One act of the list, and what it needs besides its plans."""

    trigger: str
    name: Phrase
    on_step: bool
    reason: bool
    due_on: bool
    days: bool = False
    table: bool = False


BULK_ACTS = {
    act.trigger: act
    for act in (
        *(
            BulkAct(
                trigger, TRIGGER_NAMES[trigger], on_step=False, due_on=False,
                reason=any(r.reason_required for r in PATHWAY.transitions if r.trigger == trigger),
            )
            for trigger in OF_PLANS
        ),
        *(
            BulkAct(
                trigger, name, on_step=True, due_on=trigger == acts.MOVE,
                reason=trigger in WITH_REASON,
            )
            for trigger, name in OF_STEPS.items()
        ),
        *(
            BulkAct(
                trigger, name, on_step=trigger != acts.CHANGE_TABLE, reason=True, due_on=False,
                days=trigger == MORE_TIME, table=trigger == acts.CHANGE_TABLE,
            )
            for trigger, name in OF_MANY.items()
        ),
    )
}  # fmt: skip


def possible_plans(
    session: Session, act: BulkAct, step: str, asked: Asked, viewer: Viewer, on: date
) -> list[PlanRow]:
    """The newest plans of members that an act may be done on, and the viewer decides for."""
    mine = [row for row in newest(session, on=on) if viewer.may_decide(row.region_code)]
    found = choose(mine, asked).every
    if act.table:
        return [row for row in found if row.stage not in NOWHERE]
    if act.trigger == acts.MAKE_OPTIONAL:
        settled = _plans_with_step(session, SETTLED, step)
        return [row for row in found if row.id not in settled and row.stage not in NOWHERE]
    if act.on_step:
        trigger = acts.MOVE if act.days else act.trigger
        with_step = _plans_with_step(session, FROM[trigger], step, asked=trigger in ASKED_FOR)
        return [row for row in found if row.id in with_step and row.stage not in STOPPED]
    stages = {s for row in PATHWAY.transitions if row.trigger == act.trigger for s in row.sources}
    return [row for row in found if row.stage in stages]


def _plans_with_step(
    session: Session, states: Collection[StepState], step: str, *, asked: bool = False
) -> set[int]:
    """The plans whose step is in one of these states; with `asked`, and waits for an extension."""
    query = select(STEP.plan_id).select_from(PlanStep)
    query = query.where(STEP.key == step, STEP.state.in_(states))
    if asked:
        query = query.where(STEP.asked_on.is_not(None))
    return set(session.scalars(query))
