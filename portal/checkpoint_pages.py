"""The checkpoints that were signed: their notes, and proofs that the log only grew between two."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from audit.entry_proof import DoesNotHold, NotSealed, consistency_lines
from audit.log_folder import folder_of
from audit.published import checkpoint_of_size
from models.base import table_of
from models.database import reading
from models.log import LogCheckpoint
from portal.audit_asked import number_of
from portal.audit_words import audit_words
from portal.entry_pages import as_file
from portal.pages import language_of, page, site_of
from portal.route_table import Access, Page

PATH = "/audit/checkpoints"
PAGE = 50
TABLE = table_of(LogCheckpoint).c


def checkpoints_page(request: Request) -> HTMLResponse:
    """GET /audit/checkpoints: the newest first; a page ends at a size, and sizes only grow."""
    return _shown(request)


def note_file(request: Request) -> Response:
    """GET /audit/checkpoints/<size>.txt: the signed note as it stands."""
    size, engine = number_of(request.path_params["size"]), site_of(request).engine
    with reading(engine) as session:
        one = checkpoint_of_size(session, folder_of(engine), size) if size else None
    if one is None:
        raise HTTPException(404)
    return as_file(one.note.encode(), f"checkpoint-{size}.txt", "text/plain")


def consistency_file(request: Request) -> Response:
    """GET /audit/consistency?old=&new=: the proof as a file; else the list, and why there is none.

    A proof that does not hold is never handed out.
    """
    engine, asked = site_of(request).engine, request.query_params
    old, new = (number_of(asked.get(name, "")) or 0 for name in ("old", "new"))
    with reading(engine) as session:
        try:
            told = consistency_lines(session, folder_of(engine), old, new)
        except NotSealed:
            return _shown(request, "no_such_sizes", 404)
        except DoesNotHold:
            return _shown(request, "was_changed", 409)
    return as_file(told.encode(), f"consistency-{old}-{new}.txt", "text/plain")


def _shown(request: Request, problem: str = "", status: int = 200) -> HTMLResponse:
    asked, words = request.query_params, audit_words(language_of(request))
    before = number_of(asked.get("before", ""))
    with reading(site_of(request).engine) as session:
        rows = _rows(session, before)
    return page(
        request,
        "checkpoints.html",
        status,
        a=words,
        checkpoints=rows[:PAGE],
        following=rows[PAGE].size + 1 if len(rows) > PAGE else None,
        first=before is None,
        problem=words[problem] if problem else "",
        old=asked.get("old", "")[:15],
        new=asked.get("new", "")[:15],
    )


def _rows(session: Session, before: int | None) -> list[Any]:
    """One more than a page of checkpoints, the largest first."""
    query = select(TABLE.size, TABLE.root, TABLE.made_at).order_by(TABLE.size.desc())
    if before is not None:
        query = query.where(TABLE.size < before)
    return list(session.execute(query.limit(PAGE + 1)).all())


CHECKPOINT_PAGES = (
    Page(PATH, checkpoints_page, Access.AUDITS),
    Page(f"{PATH}/{{size}}.txt", note_file, Access.AUDITS),
    Page("/audit/consistency", consistency_file, Access.AUDITS),
)
