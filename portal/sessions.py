"""Browsers that are signed in: a cookie that the database knows only by its digest."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from models.account import Account, AccountSession
from models.base import table_of
from models.person import Person
from notifications.link_keys import load_keys
from notifications.links import token_of
from portal.asking import peer_of
from portal.pages import site_of
from portal.settings import PortalSettings
from portal.viewer import Viewer, viewer_of_person

COOKIE = "infitah"
LASTS = timedelta(hours=12)


def begin(session: Session, person_id: int, at: datetime) -> str:
    """Sign a browser in; gives back its cookie. What has ended is swept away on the way."""
    ended = delete(table_of(AccountSession)).where(AccountSession.expires_at <= at)
    session.connection().execute(ended)
    cookie = secrets.token_urlsafe(32)
    session.add(
        AccountSession(
            id=_digest(cookie), person_id=person_id, form_token=secrets.token_urlsafe(24),
            made_at=at, expires_at=at + LASTS,
        )
    )  # fmt: skip
    return cookie


def end(session: Session, cookie: str) -> None:
    """Sign a browser out."""
    table = table_of(AccountSession)
    session.connection().execute(delete(table).where(table.c.id == _digest(cookie)))


def give_cookie(answer: Response, cookie: str, settings: PortalSettings) -> None:
    """Put the cookie into an answer: for this site only, and never for a script."""
    answer.set_cookie(
        COOKIE, cookie, max_age=int(LASTS.total_seconds()), path="/", secure=settings.secure,
        httponly=True, samesite="strict",
    )  # fmt: skip


def viewer_of_request(
    request: Request, session: Session, settings: PortalSettings
) -> Viewer | None:
    """Who asks: by the header of a trusted proxy if the settings name one, else by the cookie."""
    if settings.proxy_header:
        return _by_header(request, session, settings)
    cookie, clock = request.cookies.get(COOKIE, ""), site_of(request).clock
    known = session.get(AccountSession, _digest(cookie)) if cookie else None
    if known is None or known.expires_at <= clock.now():
        return None
    account = session.get(Account, known.person_id)
    if account is None or account.disabled_at is not None:
        return None
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


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
