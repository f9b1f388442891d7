"""The history as an auditor searches it: entries, one entry, and the files that prove it."""

from dataclasses import asdict

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from audit.entry_proof import DoesNotHold, NotSealed, tlog_proof
from audit.entry_search import search_entries
from audit.log_folder import folder_of
from audit.one_entry import OneEntry, find_entry
from audit.published import newest
from lifecycle.pathway_words import STEP_NAMES
from models.database import reading
from models.words import Language
from portal.audit_asked import entries_asked, number_of, start_asked
from portal.entry_shown import entry_shown, lines_shown, trigger_options
from portal.entry_words import entry_words
from portal.pages import language_of, page, site_of, viewer_of
from portal.route_table import Access, Page
from portal.work_list import offered_regions

PATH = "/audit/entries"
ONE = f"{PATH}/{{chain}}/{{seq}}"


def entries_page(request: Request) -> HTMLResponse:
    """GET /audit/entries: the entries that answer, the newest first."""
    language, asked, start = language_of(request), entries_asked(request), start_asked(request)
    engine = site_of(request).engine
    with reading(engine) as session:
        found = search_entries(session, asked, start)
        last = newest(session, folder_of(engine))
        lines = lines_shown(session, found.lines, last.size if last else 0, language)
    return page(
        request,
        "entries.html",
        e=entry_words(language),
        asked=asked,
        given={name: value or "" for name, value in asdict(asked).items()},
        found=found,
        lines=lines,
        first=start.before is None and not start.skip,
        triggers=trigger_options(language),
        steps=step_options(language),
        regions=offered_regions(viewer_of(request), language),
    )


def entry_page(request: Request) -> HTMLResponse:
    """GET /audit/entries/<plan's reference, or log>/<number>: one entry and what proves it."""
    language, engine = language_of(request), site_of(request).engine
    folder = folder_of(engine)
    with reading(engine) as session:
        one = _entry(request)
        last = newest(session, folder)
        shown = entry_shown(session, one, last.size if last else 0, language)
        try:
            proof = bool(tlog_proof(session, folder, one.chain, one.seq))
            broken = False
        except NotSealed:
            proof, broken = False, False
        except DoesNotHold:
            proof, broken = False, True
    return page(
        request, "entry.html", e=entry_words(language), x=shown, proof=proof, broken=broken
    )  # fmt: skip


def entry_file(request: Request) -> Response:
    """GET /audit/entries/<plan>/<number>.json: the bytes, exactly as they were hashed."""
    one = _entry(request)
    return as_file(one.content, f"{one.reference}-{one.seq}.json", "application/json")


def proof_file(request: Request) -> Response:
    """GET /audit/entries/<plan>/<number>.tlog-proof: 404 before it is sealed, 409 if it is broken.

    A proof that does not hold is never handed out.
    """
    one, engine = _entry(request), site_of(request).engine
    with reading(engine) as session:
        try:
            proof = tlog_proof(session, folder_of(engine), one.chain, one.seq)
        except NotSealed as refused:
            raise HTTPException(404) from refused
        except DoesNotHold as refused:
            raise HTTPException(409) from refused
    return as_file(proof.encode(), f"{one.reference}-{one.seq}.tlog-proof", "text/plain")


def as_file(content: bytes, name: str, media_type: str) -> Response:
    """An answer that is kept as a file; its name is made of references and numbers only."""
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition}
    return Response(content, media_type=media_type, headers=headers)


def step_options(language: Language) -> list[tuple[str, str]]:
    """What may be chosen as a step."""
    return [(key, name.said_in(language)) for key, name in STEP_NAMES.items()]


def _entry(request: Request) -> OneEntry:
    """The entry of an address.

    Raises:
        HTTPException: 404 when it is not there.
    """
    number = number_of(request.path_params["seq"])
    with reading(site_of(request).engine) as session:
        one = find_entry(session, request.path_params["chain"], number) if number else None
    if one is None:
        raise HTTPException(404)
    return one


# Those of the files come first: /audit/entries/<plan>/2.json is no entry's number.
ENTRY_PAGES = (
    Page(PATH, entries_page, Access.AUDITS),
    Page(f"{ONE}.tlog-proof", proof_file, Access.AUDITS),
    Page(f"{ONE}.json", entry_file, Access.AUDITS),
    Page(ONE, entry_page, Access.AUDITS, personal=True),
)
