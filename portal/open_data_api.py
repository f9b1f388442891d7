"""The read API: the list of resources, and each of them page by page, as JSON."""

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from audit.open_data import RESOURCES
from audit.open_data_files import FileKind, plain_row
from audit.open_data_package import DESCRIPTOR, TITLE, file_name
from lifecycle.errors import Refused
from lifecycle.history import instant
from lifecycle.language import Phrase
from portal.open_data_asked import PAGE, SIZE, AskedRows, asked_rows, chosen
from portal.open_data_document import document
from portal.open_data_shelf import Snapshot, snapshot_of, tagged
from portal.problems import problem
from portal.route_table import Access, Page

ROOT = "/api/v1"
FILES = "/open-data"


def api_list(request: Request) -> Response:
    """GET /api/v1: the resources, how many rows each has, and where its files are."""
    snapshot = snapshot_of(request)
    told = {
        "title": TITLE,
        "licence": {"name": snapshot.licence.name, "href": snapshot.licence.path},
        **_moment(snapshot),
        "openapi": f"{ROOT}/openapi.json",
        "datapackage": f"{FILES}/{DESCRIPTOR}",
        "resources": [
            {
                "name": one.name,
                "title_ar": one.title.ar, "title_fr": one.title.fr, "title_en": one.title.en,
                "total": len(snapshot.data.rows[one.name]),
                "filters": list(one.filters),
                "href": f"{ROOT}/{one.name}",
                **{kind.value: f"{FILES}/{file_name(one.name, kind)}" for kind in FileKind},
            }
            for one in RESOURCES.values()
        ],
    }  # fmt: skip
    return tagged(request, JSONResponse(told), snapshot.tag)


def api_rows(request: Request) -> Response:
    """GET /api/v1/<resource>?page=&size=: rows, how many there are, and where the next are."""
    resource = RESOURCES[request.url.path.rsplit("/", 1)[-1]]
    try:
        asked = asked_rows(resource, request.query_params)
    except Refused as why:
        return problem(400, why.phrase)
    snapshot = snapshot_of(request)
    found = chosen(resource, snapshot.data.rows, asked)
    pages = max(1, -(-len(found) // asked.size))
    if asked.page > pages:
        return problem(404, _beyond(pages))
    first = (asked.page - 1) * asked.size
    told = {
        "resource": resource.name,
        **_moment(snapshot),
        "total": len(found),
        "page": asked.page,
        "pages": pages,
        "size": asked.size,
        "links": _links(resource.name, asked, pages),
        "rows": [plain_row(resource, row) for row in found[first : first + asked.size]],
    }
    return tagged(request, JSONResponse(told), snapshot.tag)


def api_document(request: Request) -> Response:
    """GET /api/v1/openapi.json: the API described (OpenAPI 3.1)."""
    snapshot = snapshot_of(request)
    told = document(ROOT, snapshot.licence)
    return tagged(request, JSONResponse(told), snapshot.tag)


def _moment(snapshot: Snapshot) -> dict[str, str]:
    return {"on": snapshot.data.on.isoformat(), "made_at": instant(snapshot.data.made_at)}


def _links(name: str, asked: AskedRows, pages: int) -> dict[str, Any]:
    """Where this page and its neighbours are; null where there is none."""

    def to(number: int) -> str | None:
        if not 1 <= number <= pages:
            return None
        return f"{ROOT}/{name}?{urlencode({PAGE: number, SIZE: asked.size, **asked.by})}"

    return {
        "self": to(asked.page), "first": to(1), "prev": to(asked.page - 1),
        "next": to(asked.page + 1), "last": to(pages),
    }  # fmt: skip


def _beyond(pages: int) -> Phrase:
    return Phrase(
        f"آخر صفحة هي {pages}.",
        f"La dernière page est la {pages}.",
        f"The last page is {pages}.",
    )


API_PAGES = (
    Page(ROOT, api_list, Access.PUBLIC),
    Page(f"{ROOT}/openapi.json", api_document, Access.PUBLIC),
    *(Page(f"{ROOT}/{name}", api_rows, Access.PUBLIC) for name in RESOURCES),
)
