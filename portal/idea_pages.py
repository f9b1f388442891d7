"""The page that takes citizens' ideas where a collectivity has none on the network's platform.

Nothing but the idea is asked, and nothing else is kept: no name, no address, not even where the
request came from.
"""

from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.errors import Refused
from lifecycle.ideas import LONGEST, receive_idea
from lifecycle.language import Phrase
from models.consultation import Idea
from models.database import reading, writing
from notifications.link_keys import load_keys
from portal.consultation_shown import consultation_shown, named_consultation, part_titles
from portal.consultation_words import WORDS, consultation_words
from portal.form_tokens import form_token, is_form_token
from portal.form_words import form_words
from portal.idea_limits import idea_limits
from portal.pages import language_of, page, site_of

FORM = "idea"


def idea_page(request: Request) -> Response:
    """GET shows the form of a window that is open; POST takes an idea and tells its number."""
    if request.method == "POST":
        return _take(request)
    return _shown(request)


def idea_received(request: Request) -> Response:
    """GET .../received?number=<number>: the idea has come, and this is its number."""
    language, asked = language_of(request), request.query_params.get("number", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7):
        raise HTTPException(404)
    with reading(site_of(request).engine) as session:
        found = named_consultation(session, request)
        if session.get(Idea, (found.row.id, int(asked))) is None:
            raise HTTPException(404)
        one = consultation_shown(found, language, site_of(request).clock.today())
    return page(
        request, "idea_received.html", c=consultation_words(language), one=one, number=int(asked)
    )


def _take(request: Request) -> Response:
    site, form = site_of(request), request.state.form
    words, part = _text(form.get("words")), _text(form.get("part"))[:8]
    wait = idea_limits(request).wait(request)
    if wait:
        answer = _shown(request, words, part, WORDS["busy"], 429)
        answer.headers["Retry-After"] = str(wait)
        return answer
    token = request.url.path
    if not is_form_token(load_keys(), form.get("form_token"), token, FORM, site.clock.today()):
        return _shown(request, words, part, WORDS["stale"], 422)
    try:
        with writing(site.engine) as session:
            found = named_consultation(session, request)
            known = part_titles(session, found.row.plan_id, language_of(request))
            part = part if part in known else ""
            idea = receive_idea(session, found.row.id, words, part, at=site.clock.now())
            number = idea.number
    except Refused as refused:
        return _shown(request, words, part, refused.phrase, 422)
    asked = urlencode({"number": number, "lang": language_of(request).value})
    here = request.url.path.removesuffix("/idea")
    return RedirectResponse(f"{here}/received?{asked}", 303)


def _shown(
    request: Request, words: str = "", part: str = "", problem: Phrase | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    """The form with what was written into it; of a window that is not open only that it is not."""
    language, today = language_of(request), site_of(request).clock.today()
    with reading(site_of(request).engine) as session:
        found = named_consultation(session, request)
        titles = part_titles(session, found.row.plan_id, language)
    if not found.row.own_page:
        raise HTTPException(404)
    return page(
        request,
        "idea_form.html",
        status,
        c=consultation_words(language),
        f=form_words(language),
        one=consultation_shown(found, language, today),
        token=form_token(load_keys(), request.url.path, FORM, today),
        longest=LONGEST,
        words=words,
        part=part,
        choices=[(code, f"{code} – {title}") for code, title in titles.items()],
        problem=problem.said_in(language) if problem else "",
    )


def _text(value: object) -> str:
    """What was put into a box; a file where a text is asked for is none."""
    return value[: LONGEST * 4] if isinstance(value, str) else ""
