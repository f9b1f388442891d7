"""A stored document as an answer: saved by whoever asked for it, never shown or run here."""

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from portal.document_labels import clean_label
from portal.document_store import path_of
from portal.document_types import ENDINGS, with_ending

DOCUMENT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def as_attachment(sha256: str, label: str, media_type: str) -> FileResponse:
    """The answer that gives a document. Who may have it was decided before.

    The name is given as RFC 6266, 4.3 and appendix D say: an ASCII one for old programs, then the
    real one in UTF-8.

    Args:
        sha256: of a document that a row names.
        label: the name its sender gave it.
        media_type: as its signature told it.

    Raises:
        HTTPException: 404 when its bytes are not on this disk.
    """
    path = path_of(sha256)
    if not path.is_file():
        raise HTTPException(404)
    name = with_ending(clean_label(label), media_type)
    plain = f"document{ENDINGS.get(media_type, '')}"
    real = quote(name, safe="")
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{real}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": DOCUMENT_POLICY,
        "Cache-Control": "no-store",
    }
    return FileResponse(path, headers=headers, media_type=media_type)
