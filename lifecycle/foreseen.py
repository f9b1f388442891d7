"""What becomes of a plan, foreseen: from its facts before and the door's answer. Pure."""

from dataclasses import dataclass
from datetime import date

from lifecycle.change import Change
from lifecycle.deadlines import date_of
from lifecycle.door import Answer
from lifecycle.facts import PlanFacts
from lifecycle.language import Phrase
from models.words import Role, Stage


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A step whose deadline changes; `was` is None for a step that had none, or was not open."""

    step: str
    was: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A transition that time fires, whose date changes with the version of the table."""

    trigger: str
    was: date | None
    opens_on: date | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What becomes of one plan. `refusal` says why nothing does; `letters` are (kind, role)."""

    plan_id: int
    reference: str
    collectivity_code: str
    version: int
    stage: Stage
    to_stage: Stage
    session: tuple[str | None, date | None]
    to_session: tuple[str | None, date | None]
    deadlines: tuple[MovedDeadline, ...] = ()
    letters: tuple[tuple[str, Role], ...] = ()
    dates: tuple[MovedDate, ...] = ()
    table: str = ""
    to_table: str = ""
    refusal: Phrase | None = None
    ended: tuple[str, ...] = ()  # the roles whose mandates end


def foresee(before: PlanFacts, answer: Answer) -> Foreseen:
    """What an answer of the door makes of a plan whose facts were these before."""
    change = answer.change
    after = change.facts if change else before
    return Foreseen(
        plan_id=before.id,
        reference=before.reference,
        collectivity_code=before.collectivity_code,
        version=before.version,
        stage=before.stage,
        to_stage=change.to_stage if change else before.stage,
        session=(before.session_code, before.session_on),
        to_session=(after.session_code, after.session_on),
        deadlines=_deadlines(before, change) if change else (),
        letters=tuple((owed.kind, owed.role) for owed in change.letters) if change else (),
        dates=_dates(before, after),
        table=before.pathway.version,
        to_table=after.pathway.version,
        refusal=answer.refusal.phrase if answer.refusal else None,
        ended=tuple(role for role, _ in change.body.get("ended", ())) if change else (),
    )


def _dates(before: PlanFacts, after: PlanFacts) -> tuple[MovedDate, ...]:
    """The dates of transitions that another version of the table moves."""
    if before.pathway.version == after.pathway.version:
        return ()
    was, will = _by_time(before), _by_time(after)
    return tuple(
        MovedDate(trigger, was.get(trigger), will.get(trigger))
        for trigger in dict.fromkeys((*was, *will))
        if was.get(trigger) != will.get(trigger)
    )


def _by_time(facts: PlanFacts) -> dict[str, date | None]:
    return {row.trigger: date_of(row.when, facts) for row in facts.pathway.transitions if row.when}


def _deadlines(before: PlanFacts, change: Change) -> tuple[MovedDeadline, ...]:
    """The deadlines that the change moves, or sets on a step that it opens."""
    moved = []
    for (key, occurrence), step in change.touched.items():
        known = before.steps.get(key)
        was = known.due_on if known and known.occurrence == occurrence else None
        if step.due_on != was:
            moved.append(MovedDeadline(key, was, step.due_on))
    return tuple(moved)
