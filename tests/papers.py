"""Small real files of each type that is taken, and some that only look like one."""

import io
import zipfile

from starlette.datastructures import FormData, UploadFile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
ODT_TYPE = b"application/vnd.oasis.opendocument.text"


def zipped(parts: dict[str, bytes]) -> bytes:
    """A ZIP of parts by their names, in this order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        for name, content in parts.items():
            into.writestr(name, content)
    return made.getvalue()


def docx(more: dict[str, bytes] | None = None) -> bytes:
    """A DOCX whose parts stand in the order that LibreOffice gives them."""
    return zipped(
        {
            "_rels/.rels": b"<Relationships/>",
            "docProps/app.xml": b"<Properties/>",
            "docProps/core.xml": b"<cp/>",
            "word/_rels/document.xml.rels": b"<Relationships/>",
            "word/document.xml": b"<w:document/>",
            "[Content_Types].xml": b"<Types/>",
            **(more or {}),
        }
    )


def odt(named: bytes = ODT_TYPE, more: dict[str, bytes] | None = None) -> bytes:
    """An OpenDocument text, or what names itself otherwise."""
    parts = {"mimetype": named, "content.xml": b"<office:document-content/>"}
    return zipped(parts | (more or {}))


def upload(name: str, content: bytes) -> UploadFile:
    """A file as a form brings it."""
    return UploadFile(io.BytesIO(content), size=len(content), filename=name)


def a_form(*files: tuple[str, bytes]) -> FormData:
    """A form with files in the field of the evidence."""
    return FormData([("files", upload(name, content)) for name, content in files])
