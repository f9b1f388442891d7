"""Undoing a batch by another one: sessions, deadlines, steps and versions as they were.

Each plan is looked at by itself: one that has gone on since in a way that cannot be taken back is
refused with the reason, and the others are put back.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle import acts
from lifecycle.acts import Act
from lifecycle.batches import Said, find_batch
from lifecycle.door import Answer, fire_many
from lifecycle.entries import Occasion
from lifecycle.errors import Refused, refusal
from lifecycle.facts import PlanFacts
from lifecycle.legal_time import local_date
from lifecycle.previews import Work
from lifecycle.rows import read_facts
from lifecycle.rulebook import read_rulebook
from lifecycle.whatif import Question
from models.batch import Batch, BatchPlan
from models.council import CouncilSession
from models.words import BatchKind, CollectivityKind, SessionStatus

NEVER = (BatchKind.UNDO, BatchKind.RENEW_COUNCIL)  # what elections ended is not begun again
BACK = {"suspend": "resume", acts.MOVE: None}  # an act that can be undone: by which
Found = tuple[list[Act], list[Answer]]  # what is asked of the door, and what is refused before


def undo(session: Session, number: int, *, occasion: Occasion, reason: str) -> Question:
    """What undoing a batch asks, to be previewed and applied like any batch.

    Raises:
        NoSuchBatch: there is none of this number.
        Refused: it was undone already, undoes another itself, or holds acts that nothing undoes.
    """
    batch, _ = find_batch(session, number)
    _check(session, batch)

    def make(of_batch: Said) -> Work:
        return lambda inside: _undo(inside, number, occasion, reason, dict(of_batch))

    return Question(BatchKind.UNDO, {"undoes": number, "kind": batch.kind.value}, reason, make)


def _check(session: Session, batch: Batch) -> None:
    by = session.scalar(select(Batch.id).where(Batch.undoes_id == batch.id))
    if by is not None:
        raise refusal(
            f"سبق التراجع عن القرار {batch.id} بالقرار {by}.",
            f"La décision {batch.id} a déjà été annulée par la décision {by}.",
            f"batch {batch.id} was undone already, by batch {by}",
        )
    act = batch.asked.get("act")
    if batch.kind in NEVER or (batch.kind == BatchKind.ACT and act not in BACK):
        raise refusal(
            "هذا القرار لا يتراجع عنه: اتخذوا قرارا جديدا.",
            "Cette décision ne s’annule pas : prenez-en une nouvelle.",
            f"batch {batch.id} ({act or batch.kind}) cannot be undone: decide anew",
        )


def _undo(
    session: Session, number: int, occasion: Occasion, reason: str, said: dict[str, Any]
) -> list[Answer]:
    """First what was decided is taken back, then the deadlines that are still not as before."""
    batch, rows = find_batch(session, number)
    done = [row for row in rows if row.seq is not None]
    if batch.kind == BatchKind.MOVE_SESSION:
        _session_back(session, batch, done, occasion, reason)
    facts = read_facts(session, [row.plan_id for row in done])
    rules = read_rulebook(session)
    inverse = _INVERSE[batch.kind]
    same_day = local_date(batch.made_at) == occasion.today
    wanted: list[Act] = []
    answers: list[Answer] = []
    for row in done:
        acts_of_plan, refused = inverse(facts[row.plan_id], row, batch, reason, said)
        wanted += acts_of_plan
        answers += refused
    answers += fire_many(session, wanted, occasion, facts=facts, rules=rules)
    gone = {answer.act.plan_id for answer in answers if answer.refusal}
    back = [
        act
        for row in done
        if row.plan_id not in gone
        for act in _deadlines_back(facts[row.plan_id], row, reason, said, same_day=same_day)
    ]
    return answers + fire_many(session, back, occasion, facts=facts, rules=rules)


def _session_back(
    session: Session, batch: Batch, done: list[BatchPlan], occasion: Occasion, reason: str
) -> None:
    """Record that the session opens again on the day on which it did before the batch."""
    before = next((date.fromisoformat(r.before["session"][1]) for r in done), None)
    if before is None:
        return
    session.add(
        CouncilSession(
            kind=CollectivityKind(batch.asked["kind"]),
            collectivity_code=batch.asked.get("collectivity") or None,
            code=batch.asked["code"],
            opens_on=before,
            ordinary=True,
            status=SessionStatus.MOVED,
            reason=reason,
            source=f"batch {batch.id} is undone",
            recorded_at=occasion.at,
        )
    )
    session.flush()


def _aim_back(
    facts: PlanFacts, row: BatchPlan, batch: Batch, reason: str, said: dict[str, Any]
) -> Found:
    aims = [facts.session_code, facts.session_on.isoformat() if facts.session_on else None]
    if aims != row.before["to_session"]:
        return [], [_changed(facts, acts.MOVE_SESSION)]
    act = Act(
        facts.id, acts.MOVE_SESSION, session_code=row.before["session"][0], reason=reason,
        said=said or None,
    )  # fmt: skip
    return [act], []


def _reinstate(
    facts: PlanFacts, row: BatchPlan, batch: Batch, reason: str, said: dict[str, Any]
) -> Found:
    step = batch.asked["step"]
    return [Act(facts.id, acts.REINSTATE, step=step, reason=reason, said=said or None)], []


def _table_back(
    facts: PlanFacts, row: BatchPlan, batch: Batch, reason: str, said: dict[str, Any]
) -> Found:
    if facts.pathway.version != batch.asked["version"]:
        return [], [_changed(facts, acts.CHANGE_TABLE)]
    table = row.before["version"]
    return [Act(facts.id, acts.CHANGE_TABLE, table=table, reason=reason, said=said or None)], []


def _act_back(
    facts: PlanFacts, row: BatchPlan, batch: Batch, reason: str, said: dict[str, Any]
) -> Found:
    trigger = BACK[batch.asked["act"]]
    if trigger:
        return [Act(facts.id, trigger, reason=reason, said=said or None)], []
    if not _deadlines_back(facts, row, reason, said):
        return [], [_changed(facts, acts.RESTORE)]
    return [], []


def _deadlines_back(
    facts: PlanFacts,
    row: BatchPlan,
    reason: str,
    said: dict[str, Any],
    *,
    same_day: bool = False,
) -> list[Act]:
    """The steps whose deadline the batch moved, that are open still and not as they were before.

    A deadline that somebody moved again since is theirs: it is left alone.
    """
    found = []
    for key, (was, came) in row.before["deadlines"].items():
        step = facts.step(key)
        if was is None or step is None or step.is_settled or step.due_on is None:
            continue
        theirs = step.due_on.isoformat() != came and step.moved_because == "extension"
        if step.due_on.isoformat() != was and not theirs:
            due_on = date.fromisoformat(was)
            found.append(
                Act(facts.id, acts.RESTORE, step=key, due_on=due_on, reason=reason,
                    said=said or None, same_day=same_day)
            )  # fmt: skip
    return found


def _changed(facts: PlanFacts, trigger: str) -> Answer:
    said: Refused = refusal(
        "تغير البرنامج منذ ذلك القرار: لا يرجع إلى ما كان عليه.",
        "Le plan a changé depuis : il n’est pas rétabli.",
        "the plan has changed since: it is not put back",
    )
    return Answer(Act(facts.id, trigger), refusal=said)


_INVERSE: dict[BatchKind, Callable[..., Found]] = {
    BatchKind.MOVE_SESSION: _aim_back,
    BatchKind.OPTIONAL_STEP: _reinstate,
    BatchKind.CHANGE_TABLE: _table_back,
    BatchKind.ACT: _act_back,
}
