"""Since when a version of a content is in force, and by which act: read from the history."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from lifecycle.acts import AMEND_CONTENT
from lifecycle.plans import history_of


@dataclass(frozen=True, slots=True)
class InForce:
    """One version that is or was in force, from a civil date on.

    `deliberation` and `deliberated_on` are those of the amendment; empty for the vote itself, whose
    deliberation stands with the step of the vote. `entry_seq` is the entry that put it in force.
    """

    number: int
    since: date
    amended: bool
    deliberation: str
    deliberated_on: date | None
    entry_seq: int


def in_force(session: Session, plan_id: int) -> list[InForce]:
    """Every version that was ever in force, the oldest first; drafts are not among them.

    A member that left and rejoined drafts anew: what was in force before is told no more.
    """
    found: list[InForce] = []
    for entry in history_of(session, plan_id):
        if "content_adopted" not in entry.body:
            continue
        number = entry.body["content_adopted"]
        if number is None:
            found.clear()
            continue
        on = entry.body.get("deliberated_on")
        found.append(
            InForce(
                number=number,
                since=entry.effective_on,
                amended=entry.trigger == AMEND_CONTENT,
                deliberation=entry.body.get("deliberation", ""),
                deliberated_on=date.fromisoformat(on) if on else None,
                entry_seq=entry.seq,
            )
        )
    return found
