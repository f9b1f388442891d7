"""What only a coordinator decides, and only with a reason: the refusals that several acts share."""

from lifecycle import acts
from lifecycle.acts import Act, Actor
from lifecycle.errors import refusal


def check_decides(act: Act, actor: Actor) -> None:
    """Refuse an actor without a coordinator's powers, and a decision without its reason.

    Raises:
        Refused: one of the two.
    """
    if actor.powers != acts.EVERYTHING:
        raise refusal(
            "هذا القرار من اختصاص المنسق.",
            "Cette décision revient au coordinateur.",
            f"{actor.id} may not {act.trigger}: a coordinator decides it",
        )
    if not act.reason.strip():
        raise refusal("يجب ذكر السبب.", "Un motif est requis.", f"{act.trigger} needs a reason")
