"""The letters of a plan that need a look, with what a public page does not say of them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.pathway import HELD_FOR_A_PERSON
from lifecycle.pathway_words import LETTER_STATE_NAMES, ROLE_NAMES
from models.outbox import OutboxLetter
from models.words import Language, LetterState
from portal.kind_names import KIND_NAMES

TROUBLED = (LetterState.HELD, LetterState.UNDELIVERABLE, LetterState.UNKNOWN, LetterState.DEFERRED)


def troubled_letters(session: Session, plan_id: int, language: Language) -> list[dict[str, Any]]:
    """The letters that wait for a person, or did not arrive, with their address and the cause."""
    query = select(OutboxLetter).where(
        OutboxLetter.plan_id == plan_id, OutboxLetter.state.in_(TROUBLED)
    )
    found = session.scalars(query.order_by(OutboxLetter.written_on.desc(), OutboxLetter.id))
    return [
        {
            "id": one.id,
            "kind": KIND_NAMES[one.kind].said_in(language) if one.kind in KIND_NAMES else one.kind,
            "role": ROLE_NAMES[one.role].said_in(language),
            "state": LETTER_STATE_NAMES[one.state].said_in(language),
            "state_key": one.state.value,
            "on": one.written_on,
            "address": one.to_address or "",
            # Such a notice is held because of what it is, and says so in the reader's language.
            "waits": one.kind in HELD_FOR_A_PERSON and one.state == LetterState.HELD,
            "cause": one.cause or "",
        }
        for one in found
    ]
