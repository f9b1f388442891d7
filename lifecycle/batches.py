"""Decisions for many plans at once, each logged as one batch: what was asked, shown and done.

A batch is decided on a preview. Every history entry that it writes names it, and what each plan was
before is kept beside it, so that another batch can undo it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lifecycle.door import Answer
from lifecycle.entries import Occasion
from lifecycle.errors import LifecycleError
from lifecycle.foreseen import Foreseen
from lifecycle.previews import Preview, Work, do_as_shown
from models.batch import Batch, BatchPlan
from models.bulk import insert_rows
from models.words import BatchKind

KEY = "batch"  # in the body of an entry
Said = Mapping[str, Any]
MakeWork = Callable[[Said], Work]  # what its entries say besides -> the work


class NoSuchBatch(LifecycleError):
    """There is no batch of this number."""


@dataclass(frozen=True, slots=True)
class Done:
    """A batch that was applied: its record, what was shown, and the door's answers."""

    batch: Batch
    told: Preview
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch as lists show it; `undone_by` is the batch that took it back."""

    batch: Batch
    plans: int
    refused: int
    undone_by: int | None


def apply_batch(
    session: Session,
    make: MakeWork,
    *,
    kind: BatchKind,
    asked: Mapping[str, Any],
    reason: str,
    occasion: Occasion,
    digest: str,
    undoes: int | None = None,
) -> Done:
    """Do some work as one batch, if it still changes what its preview showed.

    Args:
        session: the caller's; nothing is committed here.
        make: gives the work whose entries say what they are given besides.
        kind: of the batch.
        asked: what is asked, as plain data: it is kept, and the digest is of it too.
        reason: why.
        occasion: who acts and when.
        digest: of the preview that was decided on.
        undoes: the batch that this one takes back.

    Raises:
        PreviewChanged: it would change something else by now; the caller rolls back.
        Refused: whatever the work itself raises.
    """
    batch = Batch(
        kind=kind, asked=dict(asked), reason=reason, digest=digest, made_by=occasion.actor.id,
        made_at=occasion.at, cause=occasion.cause, undoes_id=undoes,
    )  # fmt: skip
    session.add(batch)
    session.flush()
    told, answers = do_as_shown(session, make({KEY: batch.id}), asked, digest)
    rows = _plan_rows(batch.id, told, answers)
    insert_rows(session.connection(), BatchPlan, rows)
    return Done(batch, told, answers)


def batches(session: Session, *, limit: int = 100) -> list[BatchLine]:
    """The newest batches first."""
    counts = (
        select(
            BatchPlan.batch_id, func.count().label("plans"),
            func.count(BatchPlan.seq).label("done"),
        )
        .group_by(BatchPlan.batch_id)
        .subquery()
    )  # fmt: skip
    undoing = Batch.__table__.alias()
    query = (
        select(Batch, counts.c.plans, counts.c.done, undoing.c.id)
        .outerjoin(counts, counts.c.batch_id == Batch.id)
        .outerjoin(undoing, undoing.c.undoes_id == Batch.id)
        .order_by(Batch.id.desc())
        .limit(limit)
    )
    return [
        BatchLine(batch, done or 0, (plans or 0) - (done or 0), undone_by)
        for batch, plans, done, undone_by in session.execute(query)
    ]


def find_batch(session: Session, number: int) -> tuple[Batch, list[BatchPlan]]:
    """A batch and what it did to each plan.

    Raises:
        NoSuchBatch: there is none of this number.
    """
    batch = session.get(Batch, number)
    if batch is None:
        raise NoSuchBatch(
            f"There is no batch {number}; `infitah batch list` shows those there are."
        )
    query = select(BatchPlan).where(BatchPlan.batch_id == number).order_by(BatchPlan.plan_id)
    return batch, list(session.scalars(query))


def _plan_rows(number: int, told: Preview, answers: list[Answer]) -> list[dict[str, Any]]:
    """One row a plan, whatever the number of acts on it; refused when every act was."""
    done: dict[int, list[Foreseen]] = {}
    for one in told.plans:
        done.setdefault(one.plan_id, []).append(one)
    seqs = {a.change.facts.id: a.change.facts.head_seq for a in answers if a.change}
    return [
        {
            "batch_id": number,
            "plan_id": plan,
            "seq": seqs.get(plan),
            "before": _before([one for one in parts if one.refusal is None]),
            "refusal": None if plan in seqs else _refusal(parts),
        }
        for plan, parts in done.items()
    ]


def _before(parts: list[Foreseen]) -> dict[str, Any]:
    """How a plan stood, and what it came to, merged over the acts on it."""
    if not parts:
        return {}
    first, last = parts[0], parts[-1]
    deadlines: dict[str, list[str | None]] = {}
    for moved in (moved for one in parts for moved in one.deadlines):
        was = deadlines.get(moved.step, [_iso(moved.was)])[0]
        deadlines[moved.step] = [was, _iso(moved.due_on)]
    return {
        "deadlines": deadlines,
        "session": [first.session[0], _iso(first.session[1])],
        "to_session": [last.to_session[0], _iso(last.to_session[1])],
        "version": first.table,
        "stage": first.stage.value,
    }


def _refusal(parts: list[Foreseen]) -> dict[str, str] | None:
    phrase = next((one.refusal for one in parts if one.refusal), None)
    return {"ar": phrase.ar, "fr": phrase.fr, "en": phrase.en} if phrase else None


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
