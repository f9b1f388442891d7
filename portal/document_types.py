"""What a document is, told by its bytes: the name and the type that a browser gives say nothing."""

import lzma
import struct
import zipfile
import zlib
from pathlib import Path

import filetype

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
ENDINGS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", DOCX: ".docx", ODT: ".odt"}
ALSO = {JPEG: (".jpeg",)}

# OPC (ECMA-376 part 2) and OpenDocument 1.2 part 3, 3.3: `filetype` looks at the first names of an
# archive only, and takes a ZIP that merely begins as one for a document.
TYPES_PART = "[Content_Types].xml"
WORD_PART = "word/document.xml"
ODT_PART = "content.xml"
MACROS = ("word/vbaproject.bin", "basic/", "scripts/")
_NO_ARCHIVE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, OSError, EOFError),
    *(ValueError, KeyError),  # names that are no UTF-8, parts that are not there
)
SIGNATURE = 8192  # bytes that `filetype` looks at
MOST_PARTS = 5000  # a report of a hundred photographs has a few hundred


def media_type_of(path: Path) -> str | None:
    """The media type of a file when it is a PDF, JPEG, PNG, DOCX or ODT without macros; or None."""
    with path.open("rb") as file:
        start = file.read(SIGNATURE)
    if start.startswith(b"PK"):
        return _of_archive(path)
    found = filetype.guess_mime(start)
    return found if found in (PDF, JPEG, PNG) else None


def with_ending(label: str, media_type: str) -> str:
    """A label that ends as its media type does, so that whoever saves it can open it."""
    ending = ENDINGS.get(media_type, "")
    usual = (ending, *ALSO.get(media_type, ()))
    return label if label.lower().endswith(usual) else label + ending


def _of_archive(path: Path) -> str | None:
    """Only the list of parts is read, and the few bytes in which ODT names itself."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(names) > MOST_PARTS or any(n.lower().startswith(MACROS) for n in names):
                return None
            if TYPES_PART in names and WORD_PART in names:
                return DOCX
            if names[:1] == ["mimetype"] and ODT_PART in names:
                with archive.open("mimetype") as named:
                    return ODT if named.read(len(ODT) + 1).strip() == ODT.encode() else None
    except _NO_ARCHIVE:
        pass  # broken, encrypted or packed in a way nobody uses for a document
    return None
