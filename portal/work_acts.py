"""The decisions that a coordinator takes on a plan, and which of them are possible now."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lifecycle import acts
from lifecycle.decide_step import FROM, WITH_REASON
from lifecycle.language import Phrase, StepRule
from lifecycle.pathway_words import TRIGGER_NAMES
from lifecycle.plans import STOPPED
from models.plan import PlanStep
from models.words import Stage


class About(StrEnum):
    """What a decision is about, besides its plan."""

    STEP = "step"
    PLAN = "plan"
    PERSON = "person"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class WorkAct:
    """One decision: its name in the address, its title, and what is asked for it."""

    name: str
    title: Phrase
    about: About = About.STEP
    trigger: str = ""
    evidence: bool = False
    due_on: bool = False

    @property
    def reason(self) -> bool:
        """Whether the door refuses it without a reason."""
        return self.trigger in WITH_REASON or self.trigger in ("suspend", "withdraw", "rejoin")


VOTE = WorkAct(
    "vote",
    Phrase("تسجيل تصويت المجلس", "Enregistrer le vote du conseil", "Record the council's vote"),
    trigger=acts.REPORT,
    evidence=True,
)
REPORT = WorkAct(
    "report",
    Phrase("التصريح بإنجاز الخطوة", "Déclarer l’étape réalisée", "Report the step"),
    trigger=acts.REPORT,
    evidence=True,
)
# In the order in which a step offers them.
OF_STEPS = (
    WorkAct("accept", Phrase("قبول التصريح", "Accepter la déclaration", "Accept the report"),
            trigger=acts.ACCEPT),
    WorkAct("return", Phrase("إرجاع التصريح", "Renvoyer la déclaration", "Return the report"),
            trigger=acts.RETURN),
    WorkAct("grant", Phrase("منح التمديد", "Accorder le délai", "Grant the extension"),
            trigger=acts.GRANT_EXTENSION, due_on=True),
    WorkAct("refuse", Phrase("رفض التمديد", "Refuser le délai", "Refuse the extension"),
            trigger=acts.REFUSE_EXTENSION),
    VOTE,
    REPORT,
    WorkAct("move-deadline", Phrase("تغيير الأجل", "Déplacer l’échéance", "Move the deadline"),
            trigger=acts.MOVE, due_on=True),
    WorkAct("waive", Phrase("الإعفاء من الخطوة", "Dispenser de l’étape", "Waive the step"),
            trigger=acts.WAIVE),
)  # fmt: skip
OF_PLANS = tuple(
    WorkAct(name, TRIGGER_NAMES[name], About.PLAN, name)
    for name in ("suspend", "resume", "withdraw", "rejoin")
)
NAME_SUCCESSOR = WorkAct(
    "name-successor", Phrase("تعيين خلف", "Désigner un successeur", "Name a successor"), About.PLAN
)
LIFT_ADDRESS = WorkAct(
    "lift-address",
    Phrase("إعادة تفعيل العنوان", "Rétablir l’adresse", "The address works again"),
    About.PERSON,
)
RELEASE_LETTER = WorkAct(
    "release-letter",
    Phrase("الإذن بإرسال الرسالة", "Laisser partir la lettre", "Release the letter"),
    About.LETTER,
)
WORK_ACTS = {
    act.name: act
    for act in (*OF_STEPS, *OF_PLANS, NAME_SUCCESSOR, LIFT_ADDRESS, RELEASE_LETTER)
}  # fmt: skip


def possible_on_step(step: PlanStep, rule: StepRule, stage: Stage) -> list[WorkAct]:
    """What may be decided on the newest occurrence of a step, in a plan that is in a stage."""
    if stage in STOPPED:
        return []
    return [act for act in OF_STEPS if step.state in FROM[act.trigger] and _fits(act, step, rule)]


def possible_on_plan(triggers: Iterable[str]) -> list[WorkAct]:
    """What may be decided on a plan whose table has these ways out of its stage."""
    known = set(triggers)
    return [act for act in OF_PLANS if act.trigger in known]


def is_vote(rule: StepRule) -> bool:
    """Whether the outcome of a step decides the plan's way."""
    return any(field.key == "outcome" for field in rule.evidence)


def _fits(act: WorkAct, step: PlanStep, rule: StepRule) -> bool:
    """Whether an act is for this step, its state apart."""
    if act.trigger in (acts.GRANT_EXTENSION, acts.REFUSE_EXTENSION):
        return step.asked_on is not None
    if act.trigger == acts.MOVE:
        return step.asked_on is None and step.due_on is not None
    if act.trigger == acts.WAIVE:
        return not is_vote(rule)
    return act not in (VOTE, REPORT) or is_vote(rule) == (act is VOTE)
