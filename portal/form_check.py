"""What is checked of every request and form before its page sees it."""

import hmac
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from notifications.settings import MailSettings
from portal.refusals import forbidden

NUL = "\0"
FORM_FIELDS = 5000  # one box a plan, for all of them at once
FORM_FILES = 20  # more than may be filed, so that too many are told so and not cut off


def drop_nul(request: Request) -> None:
    """Take the character NUL out of what is asked: PostgreSQL takes it in no text at all.

    Raises:
        HTTPException: 404 for a path that holds it, because no name and no number does.
    """
    if NUL in request.url.path:
        raise HTTPException(404)
    request.scope["query_string"] = request.scope["query_string"].replace(b"%00", b"")


async def check_form(request: Request, form_token: str | None) -> Response | None:
    """Refuse a form that another site made its reader send. The form is kept on the request.

    Args:
        request: a POST.
        form_token: what the form must carry; None for a page that anybody may send.
    """
    if _sent_by_another_site(request):
        return forbidden(request, "other_site")
    form = await request.form(max_files=FORM_FILES, max_fields=FORM_FIELDS)
    request.state.form = FormData(
        [(k, v.replace(NUL, "") if isinstance(v, str) else v) for k, v in form.multi_items()]
    )
    if form_token is None:
        return None
    given = form.get("form_token")
    if isinstance(given, str) and hmac.compare_digest(given.encode(), form_token.encode()):
        return None
    return forbidden(request, "stale_form")


def _sent_by_another_site(request: Request) -> bool:
    """Whether the browser says that the form stands on another site than ours.

    Our pages send no referrer, and browsers then send `Origin: null` with our own forms too: it
    says nothing. What they say instead is Sec-Fetch-Site; an old one says neither, and the form's
    token stands alone.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin", "null")
    # Behind a proxy the host may be an inner name: the public address is that of the letters.
    ours = {request.headers.get("host"), urlsplit(MailSettings().base_url).netloc}
    return origin != "null" and urlsplit(origin).netloc not in ours
