"""The open data, for everybody: a page that lists them, and their files."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from audit.open_data import RESOURCES
from audit.open_data_files import MEDIA_TYPES, FileKind, file_parts
from audit.open_data_package import DESCRIPTOR, file_name
from models.words import FactBasis, Language
from portal.open_data_api import ROOT
from portal.open_data_shelf import Snapshot, snapshot_of, tagged
from portal.open_data_words import open_data_words
from portal.pages import language_of, page
from portal.route_table import Access, Page

PATH = "/open-data"
FILES = {file_name(name, kind): (name, kind) for name in RESOURCES for kind in FileKind}


def open_data_page(request: Request) -> HTMLResponse:
    """GET /open-data: each resource with its files, the licence, and how programs read them."""
    snapshot, language = snapshot_of(request), language_of(request)
    return page(
        request,
        "open_data.html",
        o=open_data_words(language),
        resources=[_shown(one, snapshot, language) for one in RESOURCES],
        licence=snapshot.licence,
        on=snapshot.data.on,
        illustrative=any(
            one.plan.basis == FactBasis.ILLUSTRATIVE for one in snapshot.data.programmes
        ),
        api=ROOT,
        package=f"{PATH}/{DESCRIPTOR}",
    )


def open_data_file(request: Request) -> Response:
    """GET /open-data/<resource>.csv and .json, and /open-data/datapackage.json."""
    name = request.path_params["file"]
    if name != DESCRIPTOR and name not in FILES:
        raise HTTPException(404)
    snapshot = snapshot_of(request)
    if name == DESCRIPTOR:
        described = Response(snapshot.package, media_type="application/json")
        return tagged(request, described, snapshot.tag)
    resource, kind = FILES[name]
    parts = file_parts(RESOURCES[resource], snapshot.data.rows[resource], kind)
    answer = StreamingResponse(parts, media_type=MEDIA_TYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return tagged(request, answer, snapshot.tag)


def _shown(name: str, snapshot: Snapshot, language: Language) -> dict[str, Any]:
    one = RESOURCES[name]
    return {
        "name": name,
        "title": one.title.said_in(language),
        "told": one.told.said_in(language),
        "total": len(snapshot.data.rows[name]),
        "files": [(kind.value.upper(), f"{PATH}/{file_name(name, kind)}") for kind in FileKind],
    }


OPEN_DATA_PAGES = (
    Page(PATH, open_data_page, Access.PUBLIC),
    Page(f"{PATH}/{{file}}", open_data_file, Access.PUBLIC),
)
