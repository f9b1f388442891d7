"""What an act would change, told before it is done: run inside a savepoint that is rolled back.

What is told is what the door really did, never a second computation of it. Its digest goes with the
decision: when something changed in between, the decision was about something else.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from lifecycle.door import Answer
from lifecycle.errors import ConcurrentChange
from lifecycle.facts import PlanFacts
from lifecycle.foreseen import Foreseen, foresee
from lifecycle.rows import read_facts
from models.words import Role

Work = Callable[[Session], list[Answer]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What becomes of every plan, and the digest that goes with the decision."""

    plans: tuple[Foreseen, ...]
    digest: str

    @property
    def done(self) -> list[Foreseen]:
        """The plans that change."""
        return [one for one in self.plans if one.refusal is None]

    @property
    def refused(self) -> list[Foreseen]:
        """The plans that stay as they are, each with its sentence."""
        return [one for one in self.plans if one.refusal is not None]

    def letters(self) -> dict[tuple[str, Role], int]:
        """How many letters of a kind are owed to a role."""
        counts: dict[tuple[str, Role], int] = {}
        for one in self.plans:
            for letter in one.letters:
                counts[letter] = counts.get(letter, 0) + 1
        return counts


class PreviewChanged(ConcurrentChange):
    """What would be done is no longer what was shown. `preview` is what it would be now."""

    def __init__(self, now: Preview) -> None:
        super().__init__("something changed since the preview: nothing was written; look again")
        self.preview = now


def preview(session: Session, work: Work, asked: Mapping[str, Any]) -> Preview:
    """What some work would change. Nothing of it stays in the caller's transaction.

    Args:
        session: one that may write; on SQLite it keeps other writers waiting until it ends.
        work: does the acts and gives back the door's answers, as `fire_many` and `move_session` do.
        asked: what is asked, as plain data: the digest is of it too.

    Raises:
        Refused: whatever the work itself raises.
    """
    return _preview(session, work, asked)[0]


def do_as_shown(
    session: Session, work: Work, asked: Mapping[str, Any], digest: str
) -> tuple[Preview, list[Answer]]:
    """Do some work, if it still changes what its preview showed.

    Raises:
        PreviewChanged: it would change something else by now; nothing is written.
        Refused: whatever the work itself raises.
    """
    now, before = _preview(session, work, asked)
    if now.digest != digest:
        raise PreviewChanged(now)
    with session.begin_nested():
        # PostgreSQL shows what others committed since the preview was read a moment ago.
        answers = work(session)
        if _digest(_foreseen(before, answers), asked) != digest or _moved(before, answers):
            raise PreviewChanged(now)
    return now, answers


def _preview(
    session: Session, work: Work, asked: Mapping[str, Any]
) -> tuple[Preview, dict[int, PlanFacts]]:
    """A preview, and the facts that it started from."""
    savepoint = session.begin_nested()
    try:
        answers = work(session)
    finally:
        savepoint.rollback()
    before = read_facts(session, [answer.act.plan_id for answer in answers])
    plans = _foreseen(before, answers)
    return Preview(plans, _digest(plans, asked)), before


def _foreseen(before: Mapping[int, PlanFacts], answers: list[Answer]) -> tuple[Foreseen, ...]:
    return tuple(
        foresee(before[answer.act.plan_id], answer)
        for answer in answers
        if answer.act.plan_id in before
    )


def _moved(before: Mapping[int, PlanFacts], answers: list[Answer]) -> bool:
    """Whether a plan went further than the entries of this work: somebody else wrote one too."""
    entries = Counter(answer.act.plan_id for answer in answers if answer.change)
    heads = {
        answer.act.plan_id: answer.change.facts.head_seq for answer in answers if answer.change
    }
    return any(head != before[plan].head_seq + entries[plan] for plan, head in heads.items())


def _digest(plans: tuple[Foreseen, ...], asked: Mapping[str, Any]) -> str:
    told = json.dumps([dict(asked), [asdict(one) for one in plans]], default=str, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
