"""What happens to the people of a plan: an absence, a successor. It stays where it is. Pure."""

from lifecycle import acts
from lifecycle.acts import Actor
from lifecycle.change import Change
from lifecycle.errors import refusal
from lifecycle.language import FiredBy
from lifecycle.pathway import HAND_OVER_DONE, SUCCESSOR_NAMED, TO_WHO_LEFT


def decide_people(change: Change, actor: Actor) -> None:
    """Record what happened to the people of a plan, and owe the letters that it takes.

    The entry names people by their opaque numbers only.

    Raises:
        Refused: the actor is neither of the collectivity nor a coordinator.
    """
    if FiredBy.FOCAL_POINT not in actor.powers:
        raise refusal(
            "هذا من اختصاص نقطة الارتكاز أو التنسيق.",
            "Cela revient au point focal ou à la coordination.",
            f"{actor.id} may not {change.act.trigger}: a focal point or a coordinator does",
        )
    act, said = change.act, change.act.said or {}
    change.body |= said
    if act.reason:
        change.words["reason"] = act.reason
    if act.trigger == acts.NAME_SUCCESSOR:
        by = "coordination" if actor.powers == acts.EVERYTHING else "collectivity"
        change.owe(SUCCESSOR_NAMED, **said, to_person=act.to_person, named_by=by)
    elif act.trigger == acts.HAND_OVER:
        role = said.get("role", "")
        change.owe(HAND_OVER_DONE, role=role)
        # Whoever was replaced hears of it too: nobody loses a role without a word.
        for person in said.get("left", ()):
            number = int(person.partition(":")[2])
            change.owe(TO_WHO_LEFT, role=role, to_person=number)
