"""What a document is, what it is called, where its bytes lie, and how they are given back."""

import asyncio
import io
import os
from pathlib import Path

import httpx
import papers
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.settings import data_folder
from portal import document_types as types
from portal.attachments import as_attachment
from portal.document_labels import clean_label
from portal.document_store import path_of, put, take_back, take_in
from portal.document_types import media_type_of, with_ending


def stored(content: bytes = papers.PDF) -> str:
    temporary, sha256, _size = take_in(io.BytesIO(content))
    put(temporary, sha256, fresh=True)
    temporary.unlink()
    return sha256


def on_disk() -> list[Path]:
    """The documents that lie on the disk, temporary ones too."""
    files = (data_folder() / "documents").rglob("*")
    return sorted(one for one in files if one.is_file() and one.name != ".lock")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (papers.PDF, types.PDF),
        (papers.JPEG, types.JPEG),
        (papers.PNG, types.PNG),
        (papers.docx(), types.DOCX),
        (papers.odt(), types.ODT),
    ],
)
def test_a_document_is_told_by_its_bytes(tmp_path: Path, content: bytes, expected: str) -> None:
    file = tmp_path / "without-an-ending"
    file.write_bytes(content)
    assert media_type_of(file) == expected


@pytest.mark.parametrize(
    "content",
    [
        papers.HTML,
        b"<html>%PDF-1.4",
        b"plain text",
        b"GIF89a\x01\x00\x01\x00",
        b"MZ\x90\x00 a program",
        papers.zipped({"readme.txt": b"a ZIP that is no document"}),
        papers.zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}),
        papers.zipped({"word/anything.txt": b"begins like a DOCX", "evil.exe": b"MZ"}),
        papers.odt(b"application/vnd.oasis.opendocument.spreadsheet"),
        papers.odt(papers.ODT_TYPE + b"-template"),
        papers.docx({"word/vbaProject.bin": b"a macro"}),
        papers.odt(more={"Basic/Standard/Module1.xml": b"a macro"}),
        papers.docx()[:-30],
        papers.docx({f"word/media/{n}": b"" for n in range(5001)}),
        b"PK\x03\x04 is all there is",
    ],
)
def test_what_is_none_of_the_accepted_types_is_not_taken_for_one(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "minutes.pdf"
    file.write_bytes(content)
    assert media_type_of(file) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("../../etc/محضر.pdf", "محضر.pdf"),
        ("C:\\Users\\Public\\procès-verbal.pdf", "procès-verbal.pdf"),
        ("line\r\nSet-Cookie: a.pdf", "line Set-Cookie: a.pdf"),
        ("min\x00utes\x1b.pdf", "minutes.pdf"),
        ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
        ("proce\u0300s.pdf", "procès.pdf"),
        ("محضر\u00a0الجلسة  الأولى.pdf", "محضر الجلسة الأولى.pdf"),
        (".htaccess", "htaccess"),
        ("..", "document"),
        ("", "document"),
        (None, "document"),
    ],
)
def test_a_label_is_no_path_and_hides_nothing(given: str | None, expected: str) -> None:
    assert clean_label(given) == expected


def test_a_long_label_is_cut_before_its_ending() -> None:
    label = clean_label("م" * 300 + ".pdf")
    assert (len(label), label[-5:]) == (120, "م.pdf")
    assert len(clean_label("a" * 300)) == 120


def test_bytes_are_placed_by_their_digest_for_their_owner_alone() -> None:
    sha256 = stored()
    place = path_of(sha256)
    assert place == data_folder() / "documents" / sha256[:2] / sha256
    assert place.read_bytes() == papers.PDF
    assert place.stat().st_mode & 0o777 == 0o600
    assert (data_folder() / "documents").stat().st_mode & 0o777 == 0o700
    assert on_disk() == [place]


def test_what_is_no_digest_leads_nowhere() -> None:
    for name in ("../../infitah.db", "a" * 63, "A" * 64, "g" * 64, "a" * 64 + "\n"):
        with pytest.raises(ValueError, match="64 hexadecimal"):
            path_of(name)


def test_what_lies_there_already_is_not_written_again() -> None:
    before = path_of(stored()).stat().st_ino
    temporary, sha256, _size = take_in(io.BytesIO(papers.PDF))
    assert put(temporary, sha256, fresh=False) is None
    assert path_of(sha256).stat().st_ino == before


def test_bytes_that_were_lost_are_put_back_by_whoever_files_them_again() -> None:
    path_of(stored()).unlink()
    assert path_of(stored()).read_bytes() == papers.PDF


def test_only_who_placed_a_file_takes_it_back() -> None:
    first, sha256, _size = take_in(io.BytesIO(papers.PDF))
    mine = put(first, sha256, fresh=True)
    second, sha256, _size = take_in(io.BytesIO(papers.PDF))
    theirs = put(second, sha256, fresh=True)
    assert mine is not None
    assert theirs is not None
    take_back(sha256, mine)
    assert path_of(sha256).exists()
    take_back(sha256, theirs)
    assert not path_of(sha256).exists()
    take_back(sha256, theirs)  # nothing there any more: nothing to do


def test_temporary_files_of_requests_that_were_cut_are_cleared() -> None:
    old, _sha256, _size = take_in(io.BytesIO(b"cut yesterday"))
    young, _sha256, _size = take_in(io.BytesIO(b"being received"))
    yesterday = old.stat().st_mtime - 86_400
    os.utime(old, (yesterday, yesterday))
    fresh, _sha256, _size = take_in(io.BytesIO(papers.PDF))
    assert on_disk() == sorted([young, fresh])


class Broken(io.BytesIO):
    """A file whose disk fails halfway."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError("the disk is gone")
        return super().read(4)


def test_nothing_is_left_of_a_file_that_could_not_be_read() -> None:
    with pytest.raises(OSError, match="the disk is gone"):
        take_in(Broken(papers.PDF))
    assert on_disk() == []


def test_a_label_ends_as_its_bytes_do() -> None:
    assert with_ending("scan.jpg", types.PDF) == "scan.jpg.pdf"
    assert with_ending("photo.JPEG", types.JPEG) == "photo.JPEG"
    assert with_ending("محضر", types.DOCX) == "محضر.docx"


def given(sha256: str, label: str, media_type: str = types.PDF) -> httpx.Response:
    def answer(_request: Request) -> Response:
        return as_attachment(sha256, label, media_type)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=[Route("/", answer)]))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get("/")

    return asyncio.run(ask())


def test_a_document_is_saved_and_never_shown() -> None:
    answer = given(stored(), "محضر الدورة.pdf")
    assert (answer.status_code, answer.content) == (200, papers.PDF)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"document.pdf\"; filename*=UTF-8''"
        "%D9%85%D8%AD%D8%B6%D8%B1%20%D8%A7%D9%84%D8%AF%D9%88%D8%B1%D8%A9.pdf"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_label_cannot_break_out_of_its_header() -> None:
    header = given(stored(), 'a"; filename="evil.html\r\nX: y').headers["Content-Disposition"]
    assert header.count('"') == 2
    assert header.endswith("''a%22%3B%20filename%3D%22evil.html%20X%3A%20y.pdf")


def test_bytes_that_are_not_on_this_disk_are_not_found() -> None:
    assert given("0" * 64, "lost.pdf").status_code == 404
