"""A role that passes on: a successor is named, is written to, and accepts or declines.

Nobody becomes a focal point without having said yes: until then the role stays where it is.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle import door
from lifecycle.acts import DECLINE_ROLE, HAND_OVER, NAME_SUCCESSOR, Actor, focal_point
from lifecycle.errors import refusal
from lifecycle.legal_time import local_date
from lifecycle.successor_checks import (
    by_address,
    check_details,
    check_pace,
    check_role,
    check_successor,
    pending,
)
from models.person import Person, RoleHolding
from models.plan import Plan
from models.succession import Succession
from models.words import Language, Role, SuccessionState


def name_successor(
    session: Session,
    plan_id: int,
    role: Role,
    name: str,
    email: str,
    language: Language,
    *,
    actor: Actor,
    at: datetime,
    cause: str,
) -> Succession:
    """Name who takes over a role of a plan's collectivity, and owe them the letter that asks.

    Whoever was named before and has not answered is named no more. A person whose address is known
    keeps the name and the language that are known: a link must not rename somebody.

    Args:
        session: the caller's; nothing is committed here.
        plan_id: the plan whose history tells it.
        role: focal point or deputy; a coordinator may also name a president or director.
        name: of the successor.
        email: where they are written to.
        language: of their letters, when the address is new.
        actor: the focal point who leaves, or a coordinator.
        at: when, aware.
        cause: the page or command.

    Raises:
        Refused: the details are wrong, the role is not theirs to pass on, the address does not work
            or holds the role already, or the same person was asked already; nothing is written.
    """
    today, code = local_date(at), _collectivity_of(session, plan_id)
    check_role(role, actor)
    kept, address = check_details(name, email)
    earlier, known = pending(session, code, role), by_address(session, address)
    if known is not None:
        check_successor(session, known, code, role, today)
        _refuse_twice(earlier, known)
    check_pace(session, plan_id, today)
    with session.begin_nested():
        successor = known or _new_person(session, kept, address, language)
        if earlier is not None:
            _settle(earlier, SuccessionState.REPLACED, at)
        named = Succession(
            collectivity_code=code,
            plan_id=plan_id,
            role=role,
            successor_id=successor.id,
            named_by=actor.id,
            named_at=at,
            state=SuccessionState.NAMED,
        )
        session.add(named)
        session.flush()
        door.fire(session, plan_id, NAME_SUCCESSOR, actor=actor, at=at, cause=cause,
                  said=_said(named), to_person=successor.id)  # fmt: skip
    return named


def confirm_succession(
    session: Session, succession_id: int, *, at: datetime, cause: str
) -> Succession:
    """The successor says yes: the role is theirs from today, and its letters go to them.

    Raises:
        Refused: it was answered already, or somebody else was named since; nothing is written.
    """
    named = _asked(session, succession_id)
    today = local_date(at)
    with session.begin_nested():
        left = _end_holdings(session, named, today)
        session.add(
            RoleHolding(
                person_id=named.successor_id,
                role=named.role,
                collectivity_code=named.collectivity_code,
                from_on=today,
            )
        )
        _settle(named, SuccessionState.CONFIRMED, at)
        session.flush()
        actor = focal_point(named.successor_id)
        said = _said(named) | {"left": [f"person:{number}" for number in left]}
        door.fire(session, named.plan_id, HAND_OVER, actor=actor, at=at, cause=cause, said=said)
    return named


def decline_succession(
    session: Session, succession_id: int, *, at: datetime, cause: str, actor: Actor | None = None
) -> Succession:
    """The successor says no: the role stays where it is.

    `actor` is the successor themselves unless somebody answers for them.

    Raises:
        Refused: it was answered already, or somebody else was named since; nothing is written.
    """
    named = _asked(session, succession_id)
    with session.begin_nested():
        _settle(named, SuccessionState.DECLINED, at)
        session.flush()
        actor = actor or focal_point(named.successor_id)
        door.fire(session, named.plan_id, DECLINE_ROLE, actor=actor, at=at, cause=cause,
                  said=_said(named))  # fmt: skip
    return named


def _collectivity_of(session: Session, plan_id: int) -> str:
    code = session.scalar(select(Plan.collectivity_code).where(Plan.id == plan_id))
    if code is None:
        raise refusal(
            "لا يوجد هذا البرنامج.", "Ce plan n’existe pas.", f"There is no plan {plan_id}."
        )
    return code


def _refuse_twice(earlier: Succession | None, successor: Person) -> None:
    if earlier is not None and earlier.successor_id == successor.id:
        raise refusal(
            "عين هذا الشخص من قبل ولم يجب بعد: الرابط في رسالته.",
            "Cette personne est déjà désignée et n’a pas encore répondu : le lien est dans sa "
            "lettre.",
            "this person was named already and has not answered yet: the link is in their letter",
        )


def _new_person(session: Session, name: str, address: str, language: Language) -> Person:
    person = Person(name=name, email=address, language=language)
    session.add(person)
    session.flush()
    return person


def _said(named: Succession) -> dict[str, int | str | list[str]]:
    """What the entry says of it: numbers, never a name."""
    return {
        "succession": named.id,
        "role": named.role.value,
        "successor": f"person:{named.successor_id}",
    }


def _settle(named: Succession, state: SuccessionState, at: datetime) -> None:
    named.state, named.settled_at = state, at


def _asked(session: Session, succession_id: int) -> Succession:
    """The succession, locked, when it still waits for its answer."""
    named = session.get(Succession, succession_id, with_for_update=True)
    if named is None or named.state != SuccessionState.NAMED:
        state = named.state if named else "unknown"
        raise refusal(
            "لم يعد هذا التعيين قائما: سبق الجواب عنه، أو عين شخص آخر.",
            "Cette désignation n’est plus en cours : une réponse a été donnée, ou quelqu’un "
            "d’autre a été désigné.",
            f"succession {succession_id} waits for no answer: it is {state}",
        )
    return named


def _end_holdings(session: Session, named: Succession, today: date) -> list[int]:
    """End the role for those who hold it, the day before; gives back who they are."""
    held = session.scalars(
        select(RoleHolding).where(
            RoleHolding.collectivity_code == named.collectivity_code,
            RoleHolding.role == named.role,
            RoleHolding.until_on.is_(None) | (RoleHolding.until_on >= today),
        )
    ).all()
    for holding in held:
        holding.until_on = today - timedelta(days=1)
    return sorted({holding.person_id for holding in held})
