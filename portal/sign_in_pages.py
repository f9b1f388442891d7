"""Signing in and out."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.accounts import check_password
from models.database import writing
from portal.asking import asker_of
from portal.pages import language_of, page, settings_of, site_of, viewer_of
from portal.rate_limit import RateLimit
from portal.route_table import Access, Page
from portal.session_cookie import cookie_of, give_cookie, take_cookie
from portal.sessions import begin, end
from portal.sign_in_words import sign_in_words
from portal.viewer import viewer_of_person

WORKLIST = "/work"
TRIES = (40, 600)  # from one machine, in seconds: an office may stand behind one address


def sign_in(request: Request) -> Response:
    """GET /sign-in: the form; POST: the cookie and the page asked for, or the form again."""
    if viewer_of(request) is not None:
        return _onwards(request)
    if settings_of(request).proxy_header:
        return _form(request, "by_proxy", 403)
    if request.method == "POST":
        wait = _tries(request).wait(asker_of(request))
        return _too_many(request, wait) if wait else _check(request)
    return _form(request)


def sign_out(request: Request) -> Response:
    """POST /sign-out: this browser is signed out."""
    with writing(site_of(request).engine) as session:
        end(session, cookie_of(request, settings_of(request)))
    answer = RedirectResponse(f"/?{urlencode({'lang': language_of(request).value})}", 303)
    take_cookie(answer, settings_of(request))
    return answer


def _check(request: Request) -> Response:
    site, form = site_of(request), request.state.form
    email, password = str(form.get("email", ""))[:254], str(form.get("password", ""))
    with writing(site.engine) as session:
        number = check_password(session, email, password, site.clock.now())
        if number is None:
            return _form(request, "wrong", 422, email)
        if viewer_of_person(session, number, site.clock.today(), "") is None:
            return _form(request, "no_role", 403, email)
        end(session, cookie_of(request, settings_of(request)))
        cookie = begin(session, number, site.clock.now())
    request.state.signed_in = number
    answer = _onwards(request)
    give_cookie(answer, cookie, settings_of(request))
    return answer


def _tries(request: Request) -> RateLimit:
    """How often each machine has tried: one that tries every address is not stopped by the lock of
    each account.
    """
    state = request.app.state
    if not hasattr(state, "sign_in_tries"):
        state.sign_in_tries = RateLimit(*TRIES)
    limit: RateLimit = state.sign_in_tries
    return limit


def _too_many(request: Request, wait: int) -> Response:
    answer = _form(request, "too_many", 429)
    answer.headers["Retry-After"] = str(wait)
    return answer


def _onwards(request: Request) -> Response:
    """To the page that was asked for, if it is one of ours."""
    wanted = request.query_params.get("next", WORKLIST)
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    target = urlsplit(wanted if ours and wanted.isprintable() else WORKLIST)
    asked = [pair for pair in parse_qsl(target.query) if pair[0] != "lang"]
    query = urlencode([*asked, ("lang", language_of(request).value)])
    return RedirectResponse(f"{target.path}?{query}", 303)


def _form(request: Request, problem: str = "", status: int = 200, email: str = "") -> Response:
    words = sign_in_words(language_of(request))
    return page(
        request,
        "sign_in.html",
        status,
        s=words,
        problem=words[problem] if problem else "",
        by_proxy=problem == "by_proxy",
        email=email,
        next=request.query_params.get("next", ""),
    )


SIGN_IN_PAGES = (
    Page("/sign-in", sign_in, Access.PUBLIC, ("GET", "POST")),
    Page("/sign-out", sign_out, Access.SIGNED_IN, ("POST",)),
)
