"""What is behind a token, whether it still works, taking it back, and a new one in its place."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lifecycle.acts import ENGINE
from lifecycle.change import Owed
from lifecycle.entries import Occasion
from lifecycle.pathway import NEW_LINK
from lifecycle.rows import read_facts
from lifecycle.writes import letter_row
from models.bulk import insert_rows
from models.link import SignedLink
from models.outbox import OutboxLetter
from models.person import RoleHolding
from models.plan import Plan
from models.words import LinkAct, Role
from notifications.link_keys import LinkKeys
from notifications.links import digest_of, token_of

# Those of a collectivity, who may answer for it; the others sign in.
OF_COLLECTIVITY = (
    Role.FOCAL_POINT, Role.DEPUTY, Role.PRESIDENT, Role.DIRECTOR_OF_SERVICES, Role.COMMITTEE,
    Role.CIVIL_SOCIETY, Role.FORUM, Role.MONITORING_BODY, Role.MAILBOX,
)  # fmt: skip


class LinkState(StrEnum):
    """Whether a link may be used."""

    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ENDED = "ended"  # its person does not hold a role of the collectivity any more


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link and its state on a day."""

    link: SignedLink
    state: LinkState


def find_link(session: Session, token: str, keys: LinkKeys, on: date) -> FoundLink | None:
    """The link of a token on a civil date; None for an unknown and for a forged one alike."""
    query = select(SignedLink).where(SignedLink.token_sha256 == digest_of(token))
    link = session.scalars(query).first()
    secret = keys.secrets.get(link.key_name) if link else None
    if link is None or secret is None:
        return None
    if not hmac.compare_digest(token_of(secret, link.scope, link.generation), token):
        return None
    return FoundLink(link, _state(session, link, on))


def revoke(session: Session, link: SignedLink, because: str, at: datetime) -> None:
    """Take a link back at an aware instant; doing it again changes nothing."""
    if link.revoked_at is None:
        link.revoked_at, link.revoked_because = at, because[:200]
        session.flush()


def send_new_link(session: Session, link: SignedLink, at: datetime, cause: str) -> None:
    """Take a link back and owe its person a letter with a new one, once a link.

    The letter goes to the mailbox of the person the link was made for, whoever asks.
    """
    revoke(session, link, "a new link was asked for", at)
    plan = read_facts(session, [link.plan_id])[link.plan_id]
    context = {"to_person": link.person_id, "succession": link.succession_id, "reason": ""}
    owed = Owed(
        NEW_LINK.kind, NEW_LINK.to[0], NEW_LINK.urgent, context, link.step_key, link.occurrence
    )
    row = letter_row(plan, owed, Occasion(ENGINE, at, cause))
    key = f"{plan.reference}:{NEW_LINK.kind}:{link.scope}:{link.generation}"
    row |= {"id": digest_of(key)[:32], "key": key, "replayed": False}
    insert_rows(session.connection(), OutboxLetter, [row], unless_known="key")


def _state(session: Session, link: SignedLink, on: date) -> LinkState:
    # First, because whoever left is offered no new link: it would open nothing either.
    if link.act != LinkAct.SUCCEED and not _holds_a_role(session, link, on):
        return LinkState.ENDED
    if link.revoked_at is not None:
        return LinkState.REVOKED
    return LinkState.EXPIRED if link.expires_on < on else LinkState.OPEN


def _holds_a_role(session: Session, link: SignedLink, on: date) -> bool:
    query = (
        select(RoleHolding.id)
        .join(Plan, Plan.collectivity_code == RoleHolding.collectivity_code)
        .where(
            Plan.id == link.plan_id,
            RoleHolding.person_id == link.person_id,
            RoleHolding.role.in_(OF_COLLECTIVITY),
            RoleHolding.from_on <= on,
            or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= on),
        )
    )
    return session.scalars(query).first() is not None
