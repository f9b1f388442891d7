"""What is done behind a link, through the door: report, ask, say, hand over, accept, decline."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from lifecycle import acts, door
from lifecycle.absences import say_absent
from lifecycle.evidence_check import read_evidence
from lifecycle.facts import ASKED
from lifecycle.language import FieldType, Phrase, StepRule
from lifecycle.names import fold
from lifecycle.succession import confirm_succession, decline_succession, name_successor
from lifecycle.successor_checks import detail_problems
from models.person import Person
from models.words import Language, LinkAct, Role, StepState
from notifications.links import Bound, LinkDesk
from portal.answer_form import DATE_PARTS, date_text, told_answers
from portal.link_filed import filed_documents, filed_fields
from portal.link_opening import CAUSE, Opened
from portal.link_words import EXTENSION_REASONS, WORDS, wanted
from portal.uploads import Received, settle

ROLES = (Role.FOCAL_POINT, Role.DEPUTY)
MAY_ANSWER = (*ASKED, StepState.REPORTED)
TAKEN = (StepState.REPORTED, StepState.ACCEPTED)
NO = {"لا", "non", "no"}
Problems = dict[str, Phrase]


@dataclass(slots=True)
class Posted:
    """A form that came in: its boxes, its documents, and when."""

    form: Mapping[str, Any]
    at: datetime
    received: list[Received] = field(default_factory=list)

    def text(self, name: str) -> str:
        """A box of text; a file where a text is asked for is none."""
        value = self.form.get(name, "")
        return value.replace("\0", "").strip()[:1000] if isinstance(value, str) else ""

    def date(self, name: str) -> date | None:
        """Three boxes as a date; None when they are none."""
        try:
            return date.fromisoformat(
                date_text(tuple(self.text(f"{name}-{part}") for part in DATE_PARTS))
            )
        except ValueError:
            return None


def report(session: Session, opened: Opened, posted: Posted) -> Problems:
    """Report the step, or correct its report; documents that were filed before stay filed.

    Raises:
        Refused: the door does not allow it.
    """
    rule, step = opened.rule, opened.step
    if rule is None or step is None:
        return {"": WORDS["not_open"]}
    fields = told_answers(rule, posted.form)
    received = posted.received if _takes_files(rule) else []
    before = [one.sha256 for one in filed_documents(session, opened)]
    if files := [*dict.fromkeys((*before, *(one.sha256 for one in received)))]:
        fields["files"] = files
    kept, problems = read_evidence(rule, fields, opened.today)
    if problems:
        return problems
    if step.state in TAKEN and kept == filed_fields(session, opened):
        return {}  # sent twice by a thumb in doubt: it is recorded, once
    settle(
        session, received, plan_id=opened.plan.id, step=step.key,
        occurrence=step.occurrence, person_id=opened.person.id, at=posted.at,
    )  # fmt: skip
    trigger = acts.CORRECT if step.state == StepState.REPORTED else acts.REPORT
    _fire(session, opened, posted, trigger, evidence=fields, confirm_to=opened.person.id)
    return {}


def extension(session: Session, opened: Opened, posted: Posted) -> Problems:
    """Ask for a later deadline."""
    until, kind, more = posted.date("until"), posted.text("why"), posted.text("more")
    problems: Problems = {}
    if until is None:
        problems["until"] = wanted("until", "no_date")
    if kind not in EXTENSION_REASONS:
        problems["why"] = wanted("why", "missing")
    elif kind == "other" and not more:
        problems["more"] = wanted("why_more", "missing")
    if not problems:
        said = EXTENSION_REASONS[kind]
        reason = f"{said.ar} / {said.fr}" + (f" – {more}" if more else "")
        _fire(session, opened, posted, acts.ASK_EXTENSION, due_on=until, reason=reason)
    return problems


def absence(session: Session, opened: Opened, posted: Posted) -> Problems:
    """Say that one is away."""
    first, last = posted.date("from"), posted.date("to")
    if first is None or last is None:
        missing = {"from": first, "to": last}
        return {name: wanted(name, "no_date") for name, day in missing.items() if day is None}
    say_absent(
        session, opened.plan.id, opened.person.id, first, last,
        actor=opened.actor, at=posted.at, cause=CAUSE,
    )  # fmt: skip
    return {}


def successor(session: Session, opened: Opened, posted: Posted) -> Problems:
    """Name a successor."""
    name, email = posted.text("name"), posted.text("email")
    problems = detail_problems(name, email)
    role, language = posted.text("role"), posted.text("language")
    if role not in ROLES:
        problems["role"] = wanted("which_role", "missing")
    if language not in set(Language):
        problems["language"] = wanted("language", "missing")
    if not problems:
        name_successor(
            session, opened.plan.id, Role(role), name, email, Language(language),
            actor=opened.actor, at=posted.at, cause=CAUSE,
        )  # fmt: skip
    return problems


def accept(session: Session, opened: Opened, posted: Posted) -> Problems:
    """Accept the role that is offered: whoever types the name of the person named."""
    person = session.get_one(Person, opened.person.id)
    if not posted.text("name"):
        return {"name": wanted("name", "missing")}
    if fold(posted.text("name")) != fold(person.name):
        return {"name": WORDS["other_name"]}
    confirm_succession(session, opened.link.succession_id or 0, at=posted.at, cause=CAUSE)
    return {}


def decline(session: Session, opened: Opened, posted: Posted) -> Problems:
    """Decline it: a typed no, because a scanner of mails may send an empty form."""
    if posted.text("no").casefold() not in NO:
        return {"no": WORDS["say_no"]}
    decline_succession(session, opened.link.succession_id or 0, at=posted.at, cause=CAUSE)
    return {}


def answer_token(session: Session, opened: Opened, key: str, at: datetime) -> str | None:
    """The token that answers for a step of a plan that is followed; None for no such step."""
    step = opened.plan.step(key)
    if opened.link.act != LinkAct.FOLLOW or step is None or step.state not in MAY_ANSWER:
        return None
    bound = Bound(LinkAct.ANSWER, opened.person.id, opened.plan.id, step.key, step.occurrence)
    desk = LinkDesk(session, opened.keys, at, opened.today)
    desk.look_up([bound])
    token = desk.token(bound, step.due_on)
    desk.store()
    return token


def _takes_files(rule: StepRule) -> bool:
    return any(one.type == FieldType.FILES for one in rule.evidence)


def _fire(session: Session, opened: Opened, posted: Posted, trigger: str, **more: Any) -> None:
    door.fire(
        session, opened.plan.id, trigger,
        actor=opened.actor, at=posted.at, cause=CAUSE, step=opened.link.step_key, **more,
    )  # fmt: skip
