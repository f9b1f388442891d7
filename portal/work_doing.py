"""A decision is done: through the door, in the caller's transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lifecycle import door
from lifecycle.acts import ACCEPT, Actor
from lifecycle.addresses import lift_address
from lifecycle.published_reasons import KEY
from lifecycle.succession import name_successor
from models.words import Language, Role
from notifications.held_letters import release_letter
from portal.work_acts import LIFT_ADDRESS, NAME_SUCCESSOR, RELEASE_LETTER, VOTE
from portal.work_form import WorkForm
from portal.work_subject import Subject

CAUSE = "portal:work"


def do(session: Session, subject: Subject, form: WorkForm, actor: Actor, at: datetime) -> None:
    """Do what was decided. A vote is reported and accepted at once, or not at all.

    Args:
        session: the caller's; nothing is committed here.
        subject: the decision and what it is about.
        form: without problems.
        actor: the coordinator.
        at: when, aware.

    Raises:
        Refused: the door does not allow it; the caller rolls back.
        NotHeld: the letter was released already.
    """
    if subject.act is NAME_SUCCESSOR:
        _name(session, subject, form, actor, at)
    elif subject.act is LIFT_ADDRESS and subject.person:
        lift_address(session, subject.person.id)
    elif subject.act is RELEASE_LETTER and subject.letter:
        release_letter(session, subject.letter.id, at)
    else:
        _fire(session, subject, form, actor, at)


def _name(session: Session, subject: Subject, form: WorkForm, actor: Actor, at: datetime) -> None:
    name_successor(
        session, subject.plan.id, Role(form.text("role")), form.text("name"), form.text("email"),
        Language(form.text("language")), actor=actor, at=at, cause=CAUSE,
    )  # fmt: skip


def _fire(session: Session, subject: Subject, form: WorkForm, actor: Actor, at: datetime) -> None:
    act, number = subject.act, subject.plan.id
    more: dict[str, Any] = {"step": subject.step.key} if subject.step else {}
    if act.due_on:
        more["due_on"] = form.due_on
    if form.text("published"):
        more["said"] = {KEY: form.text("published")}
    door.fire(
        session, number, act.trigger, actor=actor, at=at, reason=form.text("reason"),
        evidence=form.fields if act.evidence else None, cause=CAUSE, **more,
    )  # fmt: skip
    if act is VOTE and subject.step:
        door.fire(session, number, ACCEPT, actor=actor, at=at, cause=CAUSE, step=subject.step.key)
