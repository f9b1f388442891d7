"""Moving or cancelling a council session: every plan that aims at it is re-dated.

Sessions do move: in May and June 2020 a circular cancelled the ordinary ones of the whole country.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lifecycle.acts import MOVE_SESSION, Act
from lifecycle.council import MONTHS, ORDINARY
from lifecycle.door import Answer, fire_many
from lifecycle.entries import Occasion
from lifecycle.errors import Refused
from lifecycle.language import Phrase
from lifecycle.rows import PLAN
from models.collectivity import Collectivity
from models.council import CouncilSession
from models.plan import Plan
from models.words import CollectivityKind, SessionStatus, Stage

WAITING = (Stage.JOINING, Stage.CO_CREATION, Stage.COUNCIL_APPROVAL)
FARTHEST = timedelta(
    days=366
)  # from the legal month: beyond it another session has taken its place


def move_session(
    session: Session,
    *,
    kind: CollectivityKind,
    code: str,
    opens_on: date | None,
    reason: str,
    source: str,
    occasion: Occasion,
    collectivity_code: str | None = None,
    said: Mapping[str, Any] | None = None,
) -> list[Answer]:
    """Move an ordinary session to another day, or cancel it, for a kind or for one collectivity.

    Args:
        session: the caller's; nothing is committed here.
        kind: whose councils.
        code: YYYY-MM of the legal month.
        opens_on: the new civil date of the opening; None cancels the session.
        reason: why, for the history and the letters.
        source: the circular or notice that says so.
        occasion: who records it and when.
        collectivity_code: one collectivity; all of the kind when left out.
        said: what the entries say besides, as the reason that is published.

    Returns:
        What became of each plan that aimed at the session.

    Raises:
        Refused: the kind has no ordinary session in that month, the date is more than a year away,
            or the reason is missing.
    """
    _check(kind, code, opens_on, reason)
    session.add(
        CouncilSession(
            kind=kind,
            collectivity_code=collectivity_code,
            code=code,
            opens_on=opens_on or date(int(code[:4]), int(code[5:7]), 1),
            ordinary=True,
            status=SessionStatus.MOVED if opens_on else SessionStatus.CANCELLED,
            reason=reason,
            source=source,
            recorded_at=occasion.at,
        )
    )
    session.flush()
    acts = [
        Act(number, MOVE_SESSION, reason=reason, session_code=code, source=source, said=said)
        for number in _aiming_at(session, kind, code, collectivity_code)
    ]
    return fire_many(session, acts, occasion)


def is_ordinary(kind: CollectivityKind, code: str) -> bool:
    """Whether a code names an ordinary session of a kind: YYYY-MM of one of its legal months."""
    named = ORDINARY.fullmatch(code)
    return named is not None and int(named[2]) in MONTHS[kind]


def _aiming_at(
    session: Session, kind: CollectivityKind, code: str, collectivity_code: str | None
) -> list[int]:
    """The plans that aim at a session and still wait for their vote."""
    query = (
        select(PLAN.id)
        .select_from(Plan)
        .join(Collectivity, Collectivity.code == PLAN.collectivity_code)
        .where(Collectivity.kind == kind, PLAN.session_code == code)
        .where(PLAN.stage.in_(WAITING))
        .order_by(PLAN.id)
    )
    if collectivity_code:
        query = query.where(PLAN.collectivity_code == collectivity_code)
    return list(session.scalars(query))


def _check(kind: CollectivityKind, code: str, opens_on: date | None, reason: str) -> None:
    months = ", ".join(f"{month:02}" for month in MONTHS[kind])
    if not is_ordinary(kind, code):
        raise Refused(
            Phrase(
                f"لا توجد دورة عادية {code}. الأشهر: {months}",
                f"Pas de session ordinaire {code}. Mois : {months}",
                f"{code} is no ordinary session of a {kind}: write YYYY-MM, months {months}",
            )
        )
    if opens_on and abs(opens_on - date(int(code[:4]), int(code[5:7]), 1)) > FARTHEST:
        raise Refused(
            Phrase(
                f"التاريخ {opens_on} بعيد جدا عن دورة {code}.",
                f"La date {opens_on} est trop éloignée de la session {code}.",
                f"{opens_on} is more than a year away from the session {code}: cancel it instead",
            )
        )
    if not reason.strip():
        raise Refused(Phrase("يجب ذكر السبب.", "Un motif est requis.", "moving needs a reason"))
