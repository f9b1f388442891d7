"""The pages that keep somebody out: who is it, and this is not for you."""

from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from portal.pages import language_of, page
from portal.sign_in_words import sign_in_words

OTHER_SITES = ("cross-site", "same-site")


def forbidden(request: Request, why: str = "not_yours") -> Response:
    """The page that says that this is not for whoever asks, and what they can do."""
    words = sign_in_words(language_of(request))
    return page(request, "forbidden.html", 403, s=words, why=words[why])


def ask_who(request: Request) -> Response:
    """Ask who it is, and lead back: only a page that is shown can be come back to.

    A browser keeps our cookie back when the link stands on another site, as that of a letter in a
    webmail does: our own page then asks for the same address once more, and brings the cookie.
    """
    if request.method == "GET" and request.headers.get("sec-fetch-site") in OTHER_SITES:
        return _onwards(request)
    asked = {"lang": language_of(request).value}
    if request.method in ("GET", "HEAD"):
        rest = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
        asked["next"] = request.url.path + (f"?{urlencode(rest)}" if rest else "")
    return RedirectResponse(f"/sign-in?{urlencode(asked)}", 303)


def _onwards(request: Request) -> Response:
    """A page of ours that asks for the same address at once, or by its link."""
    here = quote(request.url.path) + (f"?{request.url.query}" if request.url.query else "")
    answer = page(request, "onwards.html", s=sign_in_words(language_of(request)), here=here)
    answer.headers["Refresh"] = f"0; url={here}"
    return answer
