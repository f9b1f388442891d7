"""One's own account: the browsers that are signed in, and a new password.

Both ask for the current password: a browser that somebody left open changes nothing (ASVS 6.2.3,
7.5.2). A wrong one counts as at the sign-in.
"""

from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.accounts import check_password, set_password
from lifecycle.errors import Refused
from models.account import AccountSession
from models.database import reading, writing
from models.person import Person
from portal.account_words import account_words
from portal.pages import language_of, page, settings_of, site_of, viewer_of
from portal.route_table import Access, Page
from portal.session_cookie import cookie_of, give_cookie
from portal.sessions import begin, digest_of


def account(request: Request) -> Response:
    """GET /account: the browsers of whoever is signed in, and the forms."""
    done = request.query_params.get("done", "")
    return _shown(request, done=done if done in ("changed", "ended") else "")


def new_password(request: Request) -> Response:
    """POST /account/password: another password; every other browser is signed out."""
    site, form = site_of(request), request.state.form
    if settings_of(request).proxy_header:
        return _shown(request, "by_proxy", 403)
    if form.get("new") != form.get("again"):
        return _shown(request, "differ", 422)
    with writing(site.engine) as session:
        person = _known(session, request)
        if person is None:
            return _shown(request, "wrong", 422)
        try:
            set_password(session, person.email, str(form.get("new", "")), site.clock.now())
        except Refused as refused:
            session.rollback()
            return _shown(request, refused.phrase.said_in(language_of(request).value), 422)
        cookie = begin(session, person.id, site.clock.now())
    answer = _back(request, "changed")
    give_cookie(answer, cookie, settings_of(request))
    return answer


def other_browsers(request: Request) -> Response:
    """POST /account/browsers: every browser but this one is signed out."""
    if settings_of(request).proxy_header:
        return _shown(request, "by_proxy", 403)
    with writing(site_of(request).engine) as session:
        person = _known(session, request)
        if person is None:
            return _shown(request, "wrong", 422)
        mine = _mine(request)
        for one in _browsers(session, person.id):
            if one.id != mine:
                session.delete(one)
    return _back(request, "ended")


def _known(session: Session, request: Request) -> Person | None:
    """The person who is signed in, once their current password was right; None when it was not."""
    person = session.get(Person, viewer_of(request).person_id)
    given = str(request.state.form.get("current", ""))
    now = site_of(request).clock.now()
    if person is None or check_password(session, person.email, given, now) != person.id:
        return None
    return person


def _shown(request: Request, problem: str = "", status: int = 200, done: str = "") -> Response:
    words = account_words(language_of(request))
    with reading(site_of(request).engine) as session:
        browsers = [
            {"since": one.made_at, "until": one.expires_at, "mine": one.id == _mine(request)}
            for one in _browsers(session, viewer_of(request).person_id)
        ]
    return page(
        request, "account.html", status, a=words, browsers=browsers,
        problem=words.get(problem, problem), done=words.get(done, ""),
        by_proxy=bool(settings_of(request).proxy_header),
    )  # fmt: skip


def _browsers(session: Session, person_id: int) -> list[AccountSession]:
    query = select(AccountSession).where(AccountSession.person_id == person_id)
    return list(session.scalars(query.order_by(AccountSession.made_at.desc())))


def _mine(request: Request) -> str:
    return digest_of(cookie_of(request, settings_of(request)))


def _back(request: Request, done: str) -> Response:
    asked = urlencode({"lang": language_of(request).value, "done": done})
    return RedirectResponse(f"/account?{asked}", 303)


ACCOUNT_PAGES = (
    Page("/account", account, Access.SIGNED_IN),
    Page("/account/password", new_password, Access.SIGNED_IN, ("POST",)),
    Page("/account/browsers", other_browsers, Access.SIGNED_IN, ("POST",)),
)
