"""From a letter to a step that is done: how many leave, and after which rung people act.

Opening a link writes nothing, on purpose: mail scanners open links too. What is known is who acted
through one, by the entries of the history that a link caused; that is what is counted here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lifecycle.acts import OF_FOCAL_POINTS
from lifecycle.pathway import PATHWAY
from lifecycle.rows import STEP
from models.base import table_of
from models.history import HistoryEntry
from models.outbox import OutboxLetter
from models.words import LetterState, StepState

BY_LINK = "portal:link"  # the cause that the pages of the links give
RUNGS = tuple(rung.key for rung in PATHWAY.ladder)
NO_RUNG = "before any letter"
_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_CODE = re.compile(r"\b[45]\d\d\b")
LETTER, ENTRY = table_of(OutboxLetter).c, table_of(HistoryEntry).c


@dataclass(slots=True)
class Rung:
    """One rung of the ladder: letters written, letters that left, steps done before the next."""

    key: str
    written: int = 0
    left: int = 0
    done: int = 0


@dataclass(slots=True)
class LetterFunnel:
    """The letters about steps, and what came of them, up to a civil date.

    `left` are the letters that a server or the mailbox took, alone or carried by a daily list.
    `answers` are the acts of focal points (a report, a correction, more time asked for), `by_link`
    those that came through the link of a letter, on `steps_by_link` different steps.
    `undeliverable` counts by the code of the answer: its words may hold an address.
    """

    on: date
    rungs: list[Rung] = field(default_factory=list)
    replayed: int = 0
    answers: int = 0
    by_link: int = 0
    steps_by_link: int = 0
    undeliverable: dict[str, int] = field(default_factory=dict)

    @property
    def written(self) -> int:
        """Letters about steps, of every rung."""
        return sum(rung.written for rung in self.rungs)

    @property
    def left(self) -> int:
        """Those that left."""
        return sum(rung.left for rung in self.rungs)

    @property
    def done(self) -> int:
        """Steps that were done."""
        return sum(rung.done for rung in self.rungs)

    def done_by(self, key: str) -> int:
        """Steps done before the rung after this one was written."""
        keys = [rung.key for rung in self.rungs]
        return sum(rung.done for rung in self.rungs[: keys.index(key) + 1])


def letter_funnel(session: Session, *, on: date) -> LetterFunnel:
    """The letters of the ladder and what came of them, in four reads."""
    funnel = LetterFunnel(on)
    funnel.rungs = _rungs(session, funnel)
    answers = session.execute(
        select(ENTRY.plan_id, ENTRY.step_key, ENTRY.canonical).where(
            ENTRY.trigger.in_(sorted(OF_FOCAL_POINTS))
        )
    )
    count_answers(funnel, ((plan, step, cause_of(said)) for plan, step, said in answers))
    causes = session.execute(
        select(LETTER.cause, func.count())
        .where(LETTER.state == LetterState.UNDELIVERABLE)
        .group_by(LETTER.cause)
    )
    funnel.undeliverable = by_cause({cause or "": count for cause, count in causes})
    return funnel


def count_answers(
    funnel: LetterFunnel, answers: Iterable[tuple[int, str | None, str]]
) -> LetterFunnel:
    """Count acts of focal points, given as (plan, step, cause); gives the same funnel back."""
    steps = set()
    for plan, step, cause in answers:
        funnel.answers += 1
        if cause == BY_LINK:
            funnel.by_link += 1
            steps.add((plan, step))
    funnel.steps_by_link += len(steps)
    return funnel


def by_cause(causes: Mapping[str, int]) -> dict[str, int]:
    """Letters by what the cause comes down to, the most frequent first; no words of a server."""
    counted: Counter[str] = Counter()
    for cause, count in causes.items():
        counted[cause_class(cause)] += count
    return dict(sorted(counted.items(), key=lambda each: (-each[1], each[0])))


def cause_class(cause: str) -> str:
    """A cause without its words: the enhanced status (RFC 3463), the code, or who is missing."""
    if cause.startswith("nobody holds the role"):
        return "nobody holds the role"
    found = _ENHANCED.search(cause) or _CODE.search(cause)
    return found.group() if found else "another cause"


def cause_of(canonical: bytes) -> str:
    """What made an entry of the history happen."""
    return str(orjson.loads(canonical)["cause"])


def _rungs(session: Session, funnel: LetterFunnel) -> list[Rung]:
    found = {key: Rung(key) for key in (NO_RUNG, *RUNGS)}
    carried = LETTER.carried_by.is_not(None)
    letters = session.execute(
        select(LETTER.rung, LETTER.state, carried, LETTER.replayed, func.count())
        .where(LETTER.rung.in_(RUNGS))
        .group_by(LETTER.rung, LETTER.state, carried, LETTER.replayed)
    )
    for key, state, in_list, replayed, count in letters:
        found[key].written += count
        found[key].left += count if state == LetterState.ACCEPTED or in_list else 0
        funnel.replayed += count if replayed else 0
    steps = session.execute(
        select(STEP.last_rung, func.count())
        .where(STEP.done_on.is_not(None), STEP.done_on <= funnel.on)
        .where(STEP.state.in_((StepState.REPORTED, StepState.ACCEPTED)))
        .group_by(STEP.last_rung)
    )
    for last, count in steps:
        found[last if last in found else NO_RUNG].done += count
    return list(found.values())
