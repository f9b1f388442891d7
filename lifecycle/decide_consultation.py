"""The acts on a consultation, as the door sees them: who may, when, with which reason. Pure.

What they are about is told in the body of the entry as `consultation`: dates, counts and digests,
never a citizen's words. `lifecycle.consultation_acts` and `lifecycle.idea_outcomes` fire them.
"""

from lifecycle import acts
from lifecycle.acts import Actor
from lifecycle.change import Change
from lifecycle.errors import refusal
from lifecycle.language import FiredBy
from models.words import Stage


def decide_consultation(change: Change, actor: Actor) -> None:
    """Take an act on a consultation into the history of its plan.

    Raises:
        Refused: the actor is neither of the collectivity nor a coordinator, nothing was asked for,
            the plan is not in co-creation, or a short window lacks its reason.
    """
    act = change.act
    told = change.body.get("consultation")
    if FiredBy.FOCAL_POINT not in actor.powers:
        raise refusal(
            "هذا من اختصاص نقطة الارتكاز أو التنسيق.",
            "Cela revient au point focal ou à la coordination.",
            f"{actor.id} may not {act.trigger}: a focal point or a coordinator does",
        )
    if not told:
        raise refusal(
            "لا يسجل هذا إلا عبر أوامر التشاور.",
            "Cela s’enregistre par les commandes de consultation seulement.",
            f"{act.trigger} is done with `infitah consultation`",
        )
    if act.trigger == acts.OPEN_CONSULTATION:
        _check_opening(change, short=told["days"] < told["least_days"])
    if act.reason:
        change.words["reason"] = act.reason


def _check_opening(change: Change, *, short: bool) -> None:
    if change.facts.stage != Stage.CO_CREATION:
        raise refusal(
            "لا يفتح التشاور إلا في مرحلة الإعداد المشترك.",
            "Une consultation s’ouvre pendant la co-création.",
            f"a consultation is opened during co-creation; this plan is in {change.facts.stage}",
        )
    if short and not change.act.reason.strip():
        told = change.body["consultation"]
        days, least = told["days"], told["least_days"]
        raise refusal(
            f"مدة هذا التشاور {days} يوما، وهي أقل من الحد المعتمد ({least} يوما): اذكروا السبب.",
            f"Cette consultation dure {days} jours, moins que le minimum retenu ({least} jours)"
            "\u00a0: donnez-en le motif.",
            f"this window lasts {days} days, less than the policy's {least}: give the reason",
        )
