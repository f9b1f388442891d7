"""Browsers that are signed in: a cookie that the database knows only by its digest."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from starlette.requests import Request

from models.account import Account, AccountSession
from models.base import table_of
from models.person import Person
from notifications.link_keys import load_keys
from notifications.links import token_of
from portal.asking import peer_of
from portal.pages import site_of
from portal.session_cookie import KEPT, cookie_of
from portal.settings import PortalSettings
from portal.viewer import Viewer, viewer_of_person

LASTS = KEPT  # NIST SP 800-63B-4, AAL2 (from memory): at most 24 hours in all,
IDLE = timedelta(hours=1)  # and at most one without a page
LATER = timedelta(minutes=5)  # how often at most it is written down that a page was asked for
MOST = 5  # browsers of one person at once; one more ends the one that began first


def begin(session: Session, person_id: int, at: datetime) -> str:
    """Sign a browser in; gives back its cookie. What has ended is swept away on the way."""
    ended = delete(table_of(AccountSession)).where(AccountSession.expires_at <= at)
    session.connection().execute(ended)
    _make_room(session, person_id)
    cookie = secrets.token_urlsafe(32)
    session.add(
        AccountSession(
            id=digest_of(cookie), person_id=person_id, form_token=secrets.token_urlsafe(24),
            made_at=at, expires_at=at + IDLE,
        )
    )  # fmt: skip
    return cookie


def end(session: Session, cookie: str) -> None:
    """Sign a browser out."""
    table = table_of(AccountSession)
    session.connection().execute(delete(table).where(table.c.id == digest_of(cookie)))


def stay(session: Session, cookie: str, at: datetime) -> None:
    """Somebody is there: their browser stays signed in for another hour, never beyond the twelve.

    Nothing is written more often than every five minutes.
    """
    known = session.get(AccountSession, digest_of(cookie))
    if known is not None:
        known.expires_at = max(known.expires_at, _until(known, at))


def is_due(known: AccountSession, at: datetime) -> bool:
    """Whether it is to be written down again that somebody is there."""
    return _until(known, at) - known.expires_at >= LATER


def viewer_of_request(
    request: Request, session: Session, settings: PortalSettings
) -> Viewer | None:
    """Who asks: by the header of a trusted proxy if the settings name one, else by the cookie."""
    if settings.proxy_header:
        return _by_header(request, session, settings)
    cookie, clock = cookie_of(request, settings), site_of(request).clock
    known = session.get(AccountSession, digest_of(cookie)) if cookie else None
    if known is None or known.expires_at <= clock.now():
        return None
    account = session.get(Account, known.person_id)
    if account is None or account.disabled_at is not None:
        return None
    request.state.stays = is_due(known, clock.now())
    return viewer_of_person(session, known.person_id, clock.today(), known.form_token)


def _by_header(request: Request, session: Session, settings: PortalSettings) -> Viewer | None:
    """The person whose address an OIDC proxy has checked; nobody else's header is read."""
    email = request.headers.get(settings.proxy_header, "").strip().lower()
    if peer_of(request) not in settings.proxy_trust or not email:
        return None
    query = select(Person.id).where(func.lower(Person.email) == email)
    number = session.scalars(query).first()
    if number is None:
        return None
    on = site_of(request).clock.today()
    keys = load_keys()
    form_token = token_of(keys.secrets[keys.current], f"form|{number}|{on}", 0)
    return viewer_of_person(session, number, on, form_token)


def digest_of(cookie: str) -> str:
    """What the database holds of a cookie."""
    return hashlib.sha256(cookie.encode()).hexdigest()


def _until(known: AccountSession, at: datetime) -> datetime:
    return min(at + IDLE, known.made_at + LASTS)


def _make_room(session: Session, person_id: int) -> None:
    """End the browsers of a person that began first, so that one more is not too many."""
    query = select(AccountSession).where(AccountSession.person_id == person_id)
    for one in session.scalars(query.order_by(AccountSession.made_at.desc()).offset(MOST - 1)):
        session.delete(one)
