"""A change as an entry of the history, chained to the one before."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lifecycle.acts import Actor
from lifecycle.change import Change
from lifecycle.history import LOG, canonical, commitment, instant, leaf_hash
from lifecycle.legal_time import local_date

REPLAY = "replay:"


def fresh_salt() -> str:
    """32 random bytes in hex: the key of one commitment."""
    return secrets.token_hex(32)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who acts, when it is recorded (aware, UTC) and what made it act.

    `cause` names the flow, command or page; it starts with `replay:` for a replay, whose letters
    can never leave by SMTP.
    """

    actor: Actor
    at: datetime
    cause: str
    salt: Callable[[], str] = fresh_salt

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"{self.at!r} has no time zone: instants are aware and in UTC")

    @property
    def today(self) -> date:
        """The civil date in Casablanca."""
        return local_date(self.at)

    @property
    def replayed(self) -> bool:
        """Whether this is a replay on a virtual clock."""
        return self.cause.startswith(REPLAY)


def chained_entry(
    change: Change, occasion: Occasion
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of an entry and the rows of its erasable words; the plan's head moves on with it."""
    facts, act = change.facts, change.act
    seq = facts.head_seq + 1
    said = [
        {"plan_id": facts.id, "seq": seq, "label": label, "value": value, "salt": occasion.salt()}
        for label, value in change.words.items()
    ]
    content = canonical(_written(change, occasion, seq, said))
    leaf = leaf_hash(content)
    facts.head_seq, facts.head_hash, facts.recorded_on = seq, leaf, occasion.today
    row = {
        "plan_id": facts.id,
        "seq": seq,
        "trigger": act.trigger,
        "step_key": act.step,
        "from_stage": change.from_stage,
        "to_stage": change.to_stage,
        "effective_on": change.effective_on,
        "recorded_at": occasion.at,
        "actor_kind": occasion.actor.kind,
        "actor_id": occasion.actor.id,
        "basis": act.basis,
        "canonical": content,
        "leaf_hash": leaf,
    }
    return row, said


def _written(
    change: Change, occasion: Occasion, seq: int, said: list[dict[str, Any]]
) -> dict[str, Any]:
    facts = change.facts
    return {
        "_log": LOG,
        "_plan": facts.reference,
        "_prev": facts.head_hash,
        "_seq": seq,
        "actor": {"id": occasion.actor.id, "kind": occasion.actor.kind.value},
        "at": change.effective_on.isoformat(),
        "basis": change.act.basis.value if change.act.basis else None,
        "body": change.body
        | {
            "from": change.from_stage.value if change.from_stage else None,
            "to": change.to_stage.value,
            "session": change.said["session"],
            "session_on": change.said["session_on"],
            "source": change.act.source,
            "steps": change.said["steps"],
        },
        "cause": occasion.cause,
        "def": change.said["table"],
        "pii": {row["label"]: commitment(row["salt"], row["label"], row["value"]) for row in said},
        "rec": instant(occasion.at),
        "type": change.act.trigger,
        "v": 1,
    }
