"""The auditor's home: how long the log is, what is signed, what the last verification said."""

from pathlib import Path

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from audit import infitah_verify
from audit.guard_duty import VERIFIED
from audit.log_counts import log_counts
from audit.log_folder import folder_of
from audit.published import keys_of
from lifecycle.sweep_records import last_sweep
from models.database import reading
from models.log import LogCheckpoint
from portal.audit_words import audit_words
from portal.entry_pages import as_file
from portal.pages import language_of, page, site_of
from portal.route_table import Access, Page

SOURCE = Path(infitah_verify.__file__)
VERIFIER = SOURCE.name


def audit_page(request: Request) -> HTMLResponse:
    """GET /audit: the state of the log, and the ways to search and to check it."""
    site = site_of(request)
    folder = folder_of(site.engine)
    with reading(site.engine) as session:
        counts = log_counts(session, folder, site.clock)
        size = counts.newest.size if counts.newest else None
        signed_at = session.scalar(select(LogCheckpoint.made_at).where(LogCheckpoint.size == size))
        verified = last_sweep(session, VERIFIED)
    return page(
        request,
        "audit.html",
        a=audit_words(language_of(request)),
        counts=counts,
        longest=int(counts.waiting.longest.total_seconds()),
        newest=counts.newest,
        signed_at=signed_at,
        keys=[str(key) for key in keys_of(folder)],
        verified=verified,
        verifier=VERIFIER,
    )


def verifier_file(request: Request) -> Response:
    """GET /audit/infitah_verify.py: the stand-alone verifier, as it stands in the source."""
    return as_file(SOURCE.read_bytes(), VERIFIER, "text/x-python")


AUDIT_PAGES = (
    Page("/audit", audit_page, Access.AUDITS),
    Page(f"/audit/{VERIFIER}", verifier_file, Access.AUDITS),
)
