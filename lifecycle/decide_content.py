"""The content of a programme: drafts until the vote, then only amendments by deliberation. Pure."""

from datetime import date

from lifecycle import acts
from lifecycle.acts import Actor
from lifecycle.change import Change
from lifecycle.content import Content
from lifecycle.content_check import content_problems
from lifecycle.errors import Refused, refusal
from lifecycle.facts import PlanFacts
from lifecycle.filing import file_document
from lifecycle.language import FiredBy, Phrase
from lifecycle.powers import check_decides
from models.words import FilingKind, Stage

DRAFTED = (Stage.JOINING, Stage.CO_CREATION, Stage.COUNCIL_APPROVAL)
IN_FORCE = (Stage.IMPLEMENTATION, Stage.CO_MONITORING, Stage.CO_EVALUATION)
DELIBERATION = ("deliberation", "deliberated_on")


def decide_content(change: Change, actor: Actor, today: date) -> None:
    """File a draft, or amend what was adopted; a draft that was adopted is frozen.

    Raises:
        Refused: the actor may not, it is not the time, the content is not right or is not new, or
            an amendment lacks its reason or its deliberation.
    """
    facts, act = change.facts, change.act
    if act.trigger == acts.AMEND_CONTENT:
        check_decides(act, actor)
        _check_amended(change, today)
        change.words["reason"] = act.reason
    else:
        _check_drafted(facts, actor)
    content = act.content or Content()
    if problems := content_problems(content):
        raise Refused(_all(problems))
    filed = file_document(change, FilingKind.CONTENT, content.written())
    change.body["filed"] |= content.counts()
    if act.trigger == acts.AMEND_CONTENT:
        change.body["content_adopted"] = facts.content_adopted = filed.number


def adopt_content(change: Change) -> None:
    """The council adopted the programme: the version that was filed last is in force from now on.

    A programme whose content nobody filed is adopted all the same: the vote is a fact.
    """
    facts = change.facts
    if filed := facts.filed.get(FilingKind.CONTENT):
        change.body["content_adopted"] = facts.content_adopted = filed.number


def draft_again(change: Change) -> None:
    """A member that rejoins drafts and votes anew: what was in force before is not any more."""
    if change.facts.content_adopted is not None:
        change.body["content_adopted"] = change.facts.content_adopted = None


def _check_drafted(facts: PlanFacts, actor: Actor) -> None:
    if FiredBy.FOCAL_POINT not in actor.powers:
        raise refusal(
            "هذا من اختصاص نقطة الارتكاز أو التنسيق.",
            "Cela revient au point focal ou à la coordination.",
            f"{actor.id} may not file the content: a focal point or a coordinator does",
        )
    if facts.stage not in DRAFTED or facts.content_adopted is not None:
        raise refusal(
            "صودق على البرنامج: لا يتغير إلا بتعديل بناء على مقرر.",
            "Le programme est adopté\u00a0: il ne change que par une modification délibérée.",
            "The programme is adopted, or stands still: it only changes by an amendment",
        )


def _check_amended(change: Change, today: date) -> None:
    said = change.act.said or {}
    if change.facts.stage not in IN_FORCE:
        raise refusal(
            "لا يعدل إلا برنامج مصادق عليه قيد التنفيذ.",
            "Seul un programme adopté et en cours se modifie.",
            f"Only a programme in force is amended; this one stands in {change.facts.stage}",
        )
    if not all(str(said.get(name) or "").strip() for name in DELIBERATION):
        raise refusal(
            "يجب ذكر رقم المقرر وتاريخه.",
            "Le numéro et la date de la délibération sont requis.",
            "An amendment names the deliberation that made it, and its date",
        )
    if date.fromisoformat(str(said["deliberated_on"])) > today:
        raise refusal(
            "تاريخ المقرر في المستقبل.",
            "La délibération est datée dans le futur.",
            "The deliberation is dated in the future",
        )


def _all(problems: dict[str, Phrase]) -> Phrase:
    told = [(f"{code}: " if code else "", phrase) for code, phrase in problems.items()]
    return Phrase(
        "؛ ".join(code + phrase.ar for code, phrase in told),
        "\u00a0; ".join(code + phrase.fr for code, phrase in told),
        "; ".join(code + phrase.en for code, phrase in told),
    )
