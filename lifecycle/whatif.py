"""What if: a session moves, some plans get more time, a step is not asked. Each as work to preview.

What is asked is plain data, so that it can be shown, kept with the batch and compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from lifecycle import acts
from lifecycle.acts import Act
from lifecycle.batches import MakeWork, Said
from lifecycle.door import Answer, fire_many
from lifecycle.entries import Occasion
from lifecycle.errors import refusal
from lifecycle.facts import ASKED, PlanFacts, StepFacts
from lifecycle.previews import Work
from lifecycle.rows import read_facts
from lifecycle.rulebook import read_rulebook
from lifecycle.session_moves import move_session
from lifecycle.table_moves import move_to_table
from models.words import BatchKind, CollectivityKind


@dataclass(frozen=True, slots=True)
class Question:
    """One what-if: its kind, what is asked as plain data, why, and how to make its work."""

    kind: BatchKind
    asked: dict[str, Any]
    reason: str
    make: MakeWork

    def work(self) -> Work:
        """The work of a preview, whose entries name no batch yet."""
        return self.make({})


def session_moves(
    session: Session,
    kind: CollectivityKind,
    code: str,
    *,
    occasion: Occasion,
    reason: str,
    source: str,
    days: int = 0,
    opens_on: date | None = None,
    cancel: bool = False,
    collectivity_code: str | None = None,
    said: Said | None = None,
) -> Question:
    """A council session moves to a day, by a number of days, or is cancelled.

    Raises:
        Refused: it is no session that can be moved by days, because it was cancelled or is unknown.
    """
    if days and not cancel:
        opening = read_rulebook(session).sessions[kind].opening(code, collectivity_code)
        if opening is None:
            raise refusal(
                f"لا توجد دورة {code} يمكن تغيير تاريخها.",
                f"Pas de session {code} à déplacer.",
                f"there is no session {code} of a {kind} to be moved by days; give its new date",
            )
        opens_on = opening + timedelta(days=days)
    to = None if cancel else opens_on
    asked = {
        "kind": kind.value, "code": code, "opens_on": to.isoformat() if to else None,
        "collectivity": collectivity_code, "source": source, **dict(said or {}),
    }  # fmt: skip

    def make(of_batch: Said) -> Work:
        return partial(
            move_session, kind=kind, code=code, opens_on=to, reason=reason, source=source,
            occasion=occasion, collectivity_code=collectivity_code,
            said={**(said or {}), **of_batch} or None,
        )  # fmt: skip

    return Question(BatchKind.MOVE_SESSION, asked, reason, make)


def more_time(
    plans: Sequence[int], *, days: int, occasion: Occasion, reason: str, step: str | None = None
) -> Question:
    """Some plans get more calendar days for a step, or for every step that is open.

    Raises:
        Refused: no days are given.
    """
    if days < 1:
        raise refusal(
            "عدد الأيام يبدأ من 1.", "Donnez au moins un jour.", "give at least one day more"
        )
    asked = {"plans": list(plans), "days": days, "step": step}

    def make(of_batch: Said) -> Work:
        def work(session: Session) -> list[Answer]:
            facts = read_facts(session, list(plans))
            wanted = [
                Act(
                    number, acts.MOVE, step=one.key, reason=reason, said=dict(of_batch) or None,
                    # What is late already gets its days from today.
                    due_on=max(one.due_on, occasion.today) + timedelta(days=days),
                )
                for number in plans
                for one in _open_steps(facts.get(number), step)
                if one.due_on is not None
            ]  # fmt: skip
            known = {act.plan_id for act in wanted}
            without = [_nothing_open(number) for number in plans if number not in known]
            return fire_many(session, wanted, occasion) + without

        return work

    return Question(BatchKind.ACT, asked | {"act": acts.MOVE}, reason, make)


def optional_step(plans: Sequence[int], step: str, *, occasion: Occasion, reason: str) -> Question:
    """A step is not asked of some plans, now or when its stage comes."""
    return Question(
        BatchKind.OPTIONAL_STEP,
        {"plans": list(plans), "step": step},
        reason,
        same_act(plans, acts.MAKE_OPTIONAL, occasion, reason=reason, step=step),
    )


def other_table(plans: Sequence[int], version: str, *, occasion: Occasion, reason: str) -> Question:
    """Some plans go over to another version of the table."""

    def make(of_batch: Said) -> Work:
        return partial(
            move_to_table, numbers=plans, version=version, reason=reason, occasion=occasion,
            said=of_batch,
        )  # fmt: skip

    asked = {"plans": list(plans), "version": version}
    return Question(BatchKind.CHANGE_TABLE, asked, reason, make)


def same_act(
    plans: Sequence[int],
    trigger: str,
    occasion: Occasion,
    *,
    said: Said | None = None,
    **more: Any,
) -> MakeWork:
    """The same act on each plan; `said` is what its entries say whether or not in a batch."""

    def make(of_batch: Said) -> Work:
        told = {**(said or {}), **of_batch} or None
        wanted = [Act(number, trigger, said=told, **more) for number in plans]
        return lambda session: fire_many(session, wanted, occasion)

    return make


def _open_steps(facts: PlanFacts | None, step: str | None) -> list[StepFacts]:
    every = facts.steps.values() if facts else ()
    return [one for one in every if one.state in ASKED and step in (None, one.key)]


def _nothing_open(number: int) -> Answer:
    said = refusal(
        "لا توجد خطوة مفتوحة يمكن تمديد أجلها.",
        "Aucune étape ouverte n’a d’échéance à repousser.",
        "no open step of the plan has a deadline to move",
    )
    return Answer(Act(number, acts.MOVE), refusal=said)
