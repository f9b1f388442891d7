"""What the read API answers when it refuses: a problem in JSON (RFC 9457), in three languages."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from lifecycle.language import Phrase

API = "/api/"
TITLES = {400: "Bad request", 404: "Not found", 405: "Method not allowed", 500: "Internal error"}
NOT_THERE = Phrase(
    "لا يوجد شيء في هذا العنوان. اللائحة في /api/v1.",
    "Il n’y a rien à cette adresse. La liste est dans /api/v1.",
    "There is nothing at this address. The list is at /api/v1.",
)
ONLY_READ = Phrase(
    "هذه الواجهة للقراءة فقط: استعملوا GET.",
    "Cette interface se lit seulement : utilisez GET.",
    "This interface is only read: use GET.",
)
NOT_READABLE = Phrase(
    "تعذرت قراءة الطلب.", "La demande est illisible.", "What was asked cannot be read."
)
BROKEN = Phrase(
    "وقع عطل من جهتنا. أعيدوا المحاولة بعد دقائق.",
    "Une panne est survenue de notre côté. Réessayez dans quelques minutes.",
    "Something broke on our side. Try again in some minutes.",
)
USUAL = {404: NOT_THERE, 405: ONLY_READ, 500: BROKEN}


def asks_the_api(request: Request) -> bool:
    """Whether a request is for the API, so that it is answered in JSON even when refused."""
    return request.url.path.startswith(API)


def problem(status: int, why: Phrase | None = None) -> JSONResponse:
    """A refusal: its status, what is wrong and how to mend it."""
    said = why or USUAL.get(status, NOT_READABLE)
    told = {
        "type": "about:blank", "title": TITLES.get(status, "Error"), "status": status,
        "detail": said.en, "detail_ar": said.ar, "detail_fr": said.fr,
    }  # fmt: skip
    headers = {"Access-Control-Allow-Origin": "*"} | (
        {"Allow": "GET, HEAD"} if status == 405 else {}
    )
    return JSONResponse(told, status, headers, "application/problem+json")
